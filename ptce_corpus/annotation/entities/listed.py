"""Bodies in lists: a column of partners, each in its own block, and teams that go by the name of their site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ptce_corpus.annotation.entities.acronyms import is_concept
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.occurrences import occurrences
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, folded
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_BLOCK = re.compile(r"(?:\A|(?<=\n))(?P<block>[^\n]{3,70}(?:\n[^\n]{2,70}){0,2})\n[ \t]*(?=\n|\Z)")
_ARTICLE = re.compile(r"(?:La|Les?)[ \n]|L['’ʼ]")
_WORDS = re.compile(r"[^\W\d_]+")
_MOST, _ENOUGH = 10, 3
"""Words of one listed name; listed bodies, one right after the other, that make a list."""
_WEIGHT = 74


@cache
def _kind() -> re.Pattern[str]:
    kinds = folded("organisations", "kinds") | folded("organisations", "listed")
    return re.compile(rf"{either(kinds)}(?![\w\-])")


def listed(text: str) -> Iterator[Candidate]:
    """Candidates for the bodies that ``text`` lists, one in a block of lines, and for the same words elsewhere."""
    names: set[str] = set()
    run: list[Span] = []
    end = -1
    for match in _BLOCK.finditer(text):
        span = _body(text, Span(*match.span("block")))
        if span is None or (run and text[end : match.start()].strip()):
            names |= _named(text, run)
            run = []
        if span is not None:
            run.append(span)
        end = match.end()
    names |= _named(text, run)
    for span, _ in occurrences(text, names):
        yield Candidate(span, Label.ORG, _WEIGHT, "rule:listed", 0.75)


def _body(text: str, block: Span) -> Span | None:
    """The name that fills ``block``, without its article; None when the block says more than a name, or no kind."""
    printed = block.cut(text)
    article = _ARTICLE.match(printed)
    start = article.end() if article else 0
    words = [match.group() for match in _WORDS.finditer(printed, start)]
    if (
        not words
        or len(words) > _MOST
        or set(printed) & set(".,;:!?|()«»0123456789\t")
        or "  " in printed
        or " - " in printed
    ):
        return None
    if not printed[:1].isupper() or printed.isupper() or any(flat(word) in _ending() for word in words):
        return None
    low = flat(printed)
    kind = _kind().match(low, start)
    if (
        kind is None
        or kind.end() == len(low.rstrip())
        or any(_kind().match(low, line.end()) for line in _lines(printed))
    ):
        return None
    if article is None and _generic(low[kind.end() :]):
        return None
    return Span(block.start + start, block.start + len(printed.rstrip()))


def _lines(printed: str) -> Iterator[re.Match[str]]:
    """Where a further line of a block begins with a capital."""
    return re.finditer(r"\n(?=[A-ZÀ-Ý])", printed)


def _generic(rest: str) -> bool:
    """Whether only adjectives follow the kind: "Mission interministérielle" names no mission."""
    adjectives = folded("roles", "adjectives")
    endings = tuple(folded("roles", "endings"))
    return all(word in adjectives or word.endswith(endings) for word in _WORDS.findall(rest))


@cache
def _ending() -> frozenset[str]:
    """Words that make a clause of a block: no name holds them."""
    return folded("organisations", "stops") - {"a", "en", "le", "la", "les", "l", "et", "sur", "sans"}


def _named(text: str, run: list[Span]) -> set[str]:
    return {" ".join(span.cut(text).split()) for span in run} if len(run) >= _ENOUGH else set()


_SITE = re.compile(
    r"(?<![\w@./\-])[A-Za-z][A-Za-z\-]+(?:\.[A-Za-z\-]{2,})*\.(?:gouv\.fr|fr|org|coop|eu|net)(?![\w@/\-]|\.\w)"
)
_ACTS = re.compile(
    r"(?:\b(?:équipes?|communauté|réseau|incubateurs?|association|collectif|coopérative|membres?|fondateurs?|fondatrices?)"
    r"(?: (?:de|du|d['’ʼ]))?[ \n])\Z",
    re.IGNORECASE,
)
_DONE = re.compile(r"[ \n](?:a|ont|s['’ʼ]est)[ \n][a-zà-ÿ]+(?:é|i|u|is|it)\b")


def teams(text: str) -> Iterator[Candidate]:
    """Candidates for teams named as their site is: "la communauté jardins.gouv.fr", "jardins.gouv.fr a lancé …"."""
    found = list(_SITE.finditer(text))
    acting = set()
    for match in found:
        if _ACTS.search(text, max(0, match.start() - 30), match.start()) or _DONE.match(text, match.end()):
            acting.add(flat(match.group()))
    for match in found:
        if flat(match.group()) in acting and not is_concept(match.group()):
            yield Candidate(Span(*match.span()), Label.ORG, _WEIGHT, "rule:team", 0.7)
