"""Names made of everyday words ("Médecins du Monde", "Orange"): whether what the tagger found may be one."""

from __future__ import annotations

import re

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import is_concept
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import folded
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_NEAR = 200
"""Code points of a line looked at on either side of a name."""
_OF = re.compile(r"\b(?:du|de la|des|de l['’])\s?\Z")


def everyday_name(text: str, span: Span, words: list[str], label: Label) -> bool:
    """Whether everyday words may be the name that our own tagger takes them for: "Médecins du Monde", "Paris"."""
    if label is Label.ORG:
        return everyday_body(text, span, words)
    lone = len(words) == 1
    opens = is_opening(text, span) and text[max(0, span.start - 8) : span.start].rstrip()[-1:] not in (",", "(")
    capital = lone and not (words[0].isupper() or opens)
    return label is Label.LOC and not is_heading(words) and (capital or any(word[0].isupper() for word in words[1:]))


def everyday_body(text: str, span: Span, words: list[str]) -> bool:
    """Whether everyday words may name a body: several capitals, a kind with what follows it, capitals in a sentence."""
    kind, inside = is_kind(words), " ".join(span.cut(text).split())
    if flat(inside).startswith(tuple(folded("organisations", "never"))) or (not kind and is_idea(inside)):
        return False
    if len(words) == 1:
        return words[0].isupper() and 2 < len(words[0]) < 7 and not is_concept(words[0]) and _among_small(text, span)
    if is_heading(words):
        return kind and len(words) > 2
    if flat(words[0]) in folded("organisations", "things") and not kind:
        return any(word[0].isupper() and not gazetteer.is_common(word) for word in words[1:])
    if words[0].islower():
        return kind and any(word[0].isupper() and not is_concept(word) for word in words)
    if words[0] in ("Le", "La", "Les", "L") and words[1][0].isupper():
        return True
    capitals = sum(word[0].isupper() and not is_concept(word) for word in words)
    opens = is_opening(text, span) and text[max(0, span.start - 8) : span.start].rstrip()[-1:] not in (",", "(")
    if capitals == 1 and not kind and _OF.search(text, max(0, span.start - 8), span.start):
        return False  # "directeur du Développement rural": a field of work
    return capitals > 1 or (capitals > 0 and not opens) or (kind and len(words) > 2)


def _among_small(text: str, span: Span) -> bool:
    """Whether the line of ``span`` holds a word in small letters: capitals then say something."""
    before = text[max(0, span.start - _NEAR) : span.start].rpartition("\n")[2]
    after = text[span.end : span.end + _NEAR].partition("\n")[0]
    return any(map(str.islower, before + after))


def is_kind(words: list[str]) -> bool:
    """Whether ``words`` begin with a kind of body of up to three words."""
    kinds = folded("organisations", "kinds")
    heads = (flat(" ".join(words[:number])) for number in (1, 2, 3))
    return any(head in kinds or head.replace(" d ", " d'") in kinds for head in heads)


def is_idea(inside: str) -> bool:
    """Whether the words tell an organ or an idea, not one body: "conseil d'administration", "économie sociale"."""
    low = flat(inside)
    never = tuple(folded("organisations", "never"))
    return low.startswith(never) or low.endswith(never)


def is_opening(text: str, span: Span) -> bool:
    """Whether ``span`` begins a line, a sentence or a quotation, so that its first capital says nothing."""
    before = text[max(0, span.start - 3) : span.start]
    return not (
        before[-1:] in ("'", "’")
        or (before[-1:].isspace() and "\n" not in before[-1:] and before.strip()[-1:].isalnum())
    )


def is_heading(words: list[str]) -> bool:
    """A run of capitals made of everyday words is a heading."""
    return all(word.isupper() for word in words) and sum(map(gazetteer.is_common, words)) * 2 >= len(words)
