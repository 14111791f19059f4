"""The trained model's own entities, trimmed and kept only where they look like what they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import is_concept
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.endings import ended
from ptce_corpus.annotation.entities.everyday import everyday_body, everyday_name, is_heading, is_idea, is_opening
from ptce_corpus.annotation.entities.name_reader import WRAPPED, words_of
from ptce_corpus.annotation.entities.trimming import as_tagged, trimmed, whole_name
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.model import own_tagger
from ptce_corpus.annotation.word_lists import folded
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LABELS = {"PER": Label.PER, "ORG": Label.ORG, "LOC": Label.LOC}
_OF_OFFICE = re.compile(r"(?i:secrétaires?|secretaires?|ministres?|chefs?)\sd['’]\Z")
"""What leads from an office to the state: it is no body there."""
_FIELD = re.compile(
    r"(?i:[ée]tat|ministres?|déléguée?s?)\s(?:déléguée?s?\s)?(?:chargée?s?|en\scharge)\s(?:de\sla\s|de\sl['’]|des\s|du\s)\Z"
)
"""What leads from an office of the state to its field, capitalised as it may be."""
_WEIGHT, _WEIGHT_NAME, _WEIGHT_FULL = 30, 46, 55
"""A name of several words goes before the lone surname, or the town, in it."""


def believed(text: str, docs: Sequence[tuple[int, Doc]]) -> Iterator[Candidate]:
    """The entities of the model that stand up to a look at their words."""
    own = own_tagger() is not None
    for at, doc in docs:
        for entity in doc.ents:
            label = _LABELS.get(entity.label_)
            if label is None:
                continue
            told = Span(at + entity.start_char, at + entity.end_char)
            span = as_tagged(text, told, label) if own else trimmed(text, told)
            if span is None or "\n\n" in span.cut(text):
                continue
            span = _first_line(text, span, own=own)
            if own and label is Label.PER and _firm(text, span):
                label = Label.ORG
            if label is Label.ORG:
                span = ended(text, span)
            elif label is Label.PER:
                span = whole_name(text, span)
            if _plausible(text, span, label, trusted=own):
                weight = _weight(text, span, label)
                yield Candidate(span, label, weight, "model", _confidence(text, span, label))


def _firm(text: str, span: Span) -> bool:
    """Whether a name taken for a person's is made as those of firms are: "Alpine Aluminium", "Relance Cévennes"."""
    words = [word.text for word in words_of(span.cut(text))]
    if len(words) < 2 or "\n" in span.cut(text) or gazetteer.is_first_name(words[0]) or gazetteer.is_surname(words[-1]):
        return False
    if not all(len(word) > 2 and word[0].isupper() for word in words):
        return False
    return gazetteer.is_common(words[-1]) or (gazetteer.is_common(words[0]) and gazetteer.is_place(words[-1]))


def _weight(text: str, span: Span, label: Label) -> int:
    inside = span.cut(text)
    if len(inside.split()) < 2:
        return _WEIGHT
    if label is Label.PER:
        return _WEIGHT_FULL
    return _WEIGHT if "," in inside or " et " in inside or "\n" in inside else _WEIGHT_NAME


def _first_line(text: str, span: Span, *, own: bool) -> Span:
    """A name does not run past a short line, nor over the wide gap between columns."""
    inside = span.cut(text)
    gap = re.search(r"[ \t]{3,}|\t", inside)
    if gap:
        span = Span(span.start, span.start + gap.start())
        inside = span.cut(text)
    if own:
        return span
    cut = inside.find("\n")
    if cut < 0:
        return span
    line_start = text.rfind("\n", 0, span.start) + 1
    return (
        span if span.start + cut - line_start >= WRAPPED else Span(span.start, span.start + len(inside[:cut].rstrip()))
    )


def _plausible(text: str, span: Span, label: Label, *, trusted: bool) -> bool:
    inside = span.cut(text)
    words = [word.text for word in words_of(inside)]
    if (
        not words
        or not any(word[0].isupper() for word in words)
        or "@" in inside
        or "|" in inside
        or "://" in inside
        or "www." in inside
    ):
        return False
    if label is Label.ORG and _in_office(text, span, flat(words[0])):
        return False
    if (span.end < len(text) and text[span.end] in "@/") or text[max(0, span.start - 1) : span.start] in ("@", "/"):
        return False
    if sum(len(word) == 1 for word in words) * 2 > len(words) and not (trusted and _initialled(inside, words, label)):
        return False
    if is_concept(inside.split()[0]) and not any(word[0].isupper() for word in inside.split()[1:]):
        return False
    if all(is_concept(word) or gazetteer.is_common(word) for word in words):
        if trusted and everyday_name(text, span, words, label):
            return True
        return label is Label.ORG and not is_idea(inside) and _proper_inside(text, span, words)
    if label is Label.PER:
        return trusted or _is_person(text, span, words)
    if label is Label.LOC:
        if trusted and any(word[0].isupper() for word in words[1:]) and not is_heading(words):
            return True
        return _is_place(words, inside) and (trusted or len(words) > 1 or _located(text, span, words[0]))
    if trusted and everyday_body(text, span, words):
        return True
    return not inside[0].isdigit() and len(inside) > 1 and not is_heading(words) and _is_body(text, span, words)


def _in_office(text: str, span: Span, first: str) -> bool:
    """Whether what begins with a word is but part of the title of an office: "secrétaire d'État chargé du Logement"."""
    if first == "etat" and _OF_OFFICE.search(text, max(0, span.start - 16), span.start):
        return True
    field = _FIELD.search(text, max(0, span.start - 48), span.start)
    return field is not None and first not in folded("organisations", "kinds")


def _initialled(inside: str, words: list[str], label: Label) -> bool:
    """Whether a family name follows, or comes before, its initials: "J.-P. Roux"."""
    return label is Label.PER and "." in inside and max(len(words[0]), len(words[-1])) > 2 and len(words) < 5


def _proper_inside(text: str, span: Span, words: list[str]) -> bool:
    """Common words alone name a body only when several are capitalised inside a sentence."""
    kind = flat(words[0]) in folded("organisations", "kinds") and words[0][0].isupper()
    if kind and len(words) > 1 and not is_concept(words[0]) and not span.cut(text).isupper():
        return not is_opening(text, span)
    capitals = [word for word in words if word[0].isupper() and not is_concept(word)]
    return len(capitals) > 1 and not is_opening(text, span) and not span.cut(text).isupper()


def _heads_line(text: str, span: Span) -> bool:
    """Whether ``span`` begins a line, but for marks, and the line before did not run into it."""
    start = text.rfind("\n", 0, span.start) + 1
    if text[start : span.start].strip(" \t*_#>•●▪·–—-«"):
        return False
    before = text[max(0, start - 1 - WRAPPED) : max(0, start - 1)]
    return len(before) < WRAPPED or "\n" in before or before.rstrip()[-1:] in ("", ".", "!", "?", ":", ";")


def _is_person(text: str, span: Span, words: list[str]) -> bool:
    inside = span.cut(text)
    if any(map(str.isdigit, inside)) or len(words) > 5:
        return False
    never = folded("persons", "never")
    small = folded("persons", "particles") | {"d", "l", "o"}
    if any(flat(word) in never or (word.islower() and flat(word) not in small) for word in words):
        return False
    if len(words) == 1:
        word = words[0]
        if _heads_line(text, span) and not gazetteer.is_first_name(word) and not gazetteer.is_surname(word):
            return False
        return not (gazetteer.is_common(word) or (word.isupper() and len(word) < 4) or gazetteer.is_place(word))
    if gazetteer.is_first_name(words[0]):
        return True
    return not gazetteer.is_common(words[0]) and (gazetteer.is_surname(words[-1]) or not gazetteer.is_common(words[-1]))


def _is_place(words: list[str], inside: str) -> bool:
    if len(words) == 1 and words[0].isupper() and len(words[0]) < 8 and not gazetteer.is_place(words[0].capitalize()):
        return False
    if gazetteer.is_common(words[0]) and len(words) == 1:
        return False
    feature = flat(words[0]) in folded("places", "features")
    small = folded("persons", "particles") | {"l", "d", "et", "en", "sur", "sous", "a", "aux", "au", "les"}
    lower = [word for word in words[1:] if word.islower() and flat(word) not in small]
    return len(lower) < 2 and not is_heading(words) and len(words) < 9 and (feature or not inside[0].islower())


def _located(text: str, span: Span, word: str) -> bool:
    """An unknown place must stand inside a phrase, not in brackets or quotation marks, nor open a line."""
    if gazetteer.is_place(word) or word in gazetteer.places_in_context():
        return True
    before = text[max(0, span.start - 2) : span.start]
    return before[-1:] in "'’" or (before[-1:].isspace() and "\n" not in before and before[:1].isalpha())


def _is_body(text: str, span: Span, words: list[str]) -> bool:
    """No event, law or meeting, no heading of one word, no everyday phrase that opens a line."""
    first = flat(words[0])
    if first in folded("organisations", "things") or is_idea(" ".join(span.cut(text).split())):
        return False
    if len(words) == 1:
        line_start = text.rfind("\n", 0, span.start) + 1
        alone = not text[line_start : span.start].strip(" \t#*_") and text[span.end : span.end + 1] in ("", "\n")
        return not (alone and words[0].isupper() and len(words[0]) > 6)
    return (
        not gazetteer.is_common(words[0])
        or any(word[0].isupper() and not is_concept(word) and not gazetteer.is_common(word) for word in words[1:])
        or _proper_inside(text, span, words)
    )


def _confidence(text: str, span: Span, label: Label) -> float:
    words = [word.text for word in words_of(span.cut(text))]
    if label is Label.PER:
        return 0.75 if len(words) > 1 else 0.55
    return 0.6
