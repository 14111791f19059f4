"""Words that an OCR engine misread, and the words behind them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ptce_corpus.domain.alignment import Edit
from ptce_corpus.domain.span import Span
from ptce_corpus.text import elision, tables
from ptce_corpus.text.lexicon import accented, begins_a_word, known, listed, rank, unaccented

_SHORTEST_SHAPE, _SHORTEST_ACCENT, _SHORTEST_RARE = 5, 4, 5
_COMMON, _RARE = 12_800, 51_200
_FAR = 8
"""How many times commoner than the next a word must be to stand alone."""
_DOUBT_OF_NAMES = 0.2
"""What is taken off the confidence of an edit to a word with a capital: it may be a name that no lexicon has."""
_LEAST = 0.7
"""Confidence under which an edit is not made."""


@dataclass(frozen=True, slots=True)
class _Table:
    shapes: Mapping[str, list[tuple[str, float]]]
    words: Mapping[str, tuple[str, float]]
    followed: Mapping[str, list[tuple[str, re.Pattern[str], float]]]


@cache
def _token() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w'’@/.&-])(?i:{elision.pattern()})?"
        r"(?P<word>(?:[^\W_]|(?<=[a-zà-ÿ])[|€¢](?=[a-zà-ÿ])){2,30})(?![\w'’@/&-])"
    )


@cache
def _table() -> _Table:
    table = tables.table("confusions")
    shapes: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    for read, letters, sureness in table["shapes"]:
        shapes[read].append((letters, sureness))
    followed: defaultdict[str, list[tuple[str, re.Pattern[str], float]]] = defaultdict(list)
    for read, word, pattern, sureness in table["followed"]:
        followed[read].append((word, re.compile(r"[ \n]" + pattern), sureness))
    return _Table(shapes, {read: (word, sureness) for read, word, sureness in table["words"]}, followed)


def repairs(text: str) -> Iterator[Edit]:
    """The edits that lead from an unknown word to the only known one behind it; spans count in ``text``."""
    for match in _token().finditer(text):
        word = match["word"]
        if word.isdigit() or _abbreviated(text, match.end(), word) or _quoted(text, match):
            continue
        found = _by_context(text, match) or meant(word)
        if found and found[1] >= _LEAST:
            yield from smallest(match.start("word"), word, found[0], found[1], found[2])


def misread(word: str) -> bool:
    """Whether a word, which some lexicon may have, is far likelier a common one misread: ``cing``."""
    return word in _table().words


def _by_context(text: str, match: re.Match[str]) -> tuple[str, float, str] | None:
    for word, pattern, sureness in _table().followed.get(match["word"], ()):
        if pattern.match(text, match.end()):
            return word, sureness, "ocr-word"
    return None


def _quoted(text: str, match: re.Match[str]) -> bool:
    """Whether an English word stands beside another, as in ``reference resolution``."""
    if match["word"].lower() not in listed("english_words"):
        return False
    before = text[max(match.start() - 30, 0) : match.start()].split()[-1:]
    after = text[match.end() : match.end() + 30].split()[:1]
    return any(word.strip(".,;:()\"'").lower() in listed("english_words") for word in before + after)


def _abbreviated(text: str, end: int, word: str) -> bool:
    """Whether a dot after a short word makes it an abbreviation rather than the end of a sentence."""
    return text[end : end + 1] == "." and len(word) < 8 and not text[end + 1 : end + 3].strip()[:1].isupper()


@lru_cache(maxsize=50_000)
def meant(word: str) -> tuple[str, float, str] | None:
    """The word behind ``word``, how sure that is, and the rule; None when it is known, or nothing sure is behind it."""
    whole = _table().words.get(word)
    if whole:
        return (*whole, "ocr-word") if whole[0] != word else None
    if len(word) < _SHORTEST_ACCENT or known(word) or word.isupper() or any(c.isupper() for c in word[2:]):
        return None
    lower = word.lower()
    candidates = dict(_accents(lower))
    if not candidates and len(word) >= _SHORTEST_SHAPE:
        candidates = _shapes(lower if not any(c.isupper() for c in word[1:]) else word)
    best = _only(candidates)
    if best is None:
        return None
    confidence = candidates[best] - (_DOUBT_OF_NAMES if word[0].isupper() and begins_a_word(lower) else 0.0)
    restored = best[0].upper() + best[1:] if word[0].isupper() else best
    return restored, round(confidence, 3), "ocr-accent" if unaccented(best) == unaccented(lower) else "ocr-shape"


def _accents(word: str) -> Iterator[tuple[str, float]]:
    """The known words nearest to ``word`` that differ by accents; none when one is but another spelling of it.

    ``ô`` is often read as ``é`` (``péle``), so that is tried too.
    """
    others = {other for other in accented(unaccented(word)) if rank(other) <= _RARE}
    if any(_spelling(word, other) for other in others):
        return
    others |= {other for other in _circumflexed(word) if rank(other) <= _RARE}
    distance = {other: _differences(word, other) for other in others}
    for other in others:
        if distance[other] == min(distance.values()):
            yield other, _sureness(word, other)


def _circumflexed(word: str) -> Iterator[str]:
    return (word[:at] + "ô" + word[at + 1 :] for at, letter in enumerate(word) if letter == "é")


def _differences(word: str, other: str) -> int:
    return sum(a != b for a, b in zip(word, other, strict=False)) + abs(len(word) - len(other))


def _sureness(word: str, other: str) -> float:
    """How sure an accent is: less when one is taken away, least for rare short words."""
    common = rank(other) <= _COMMON
    if not common and len(word) < _SHORTEST_RARE:
        return 0.6
    if _accent_count(other) < _accent_count(word):
        return 0.75 if rank(other) <= _COMMON // 2 else 0.6
    return 0.95 if common else 0.85


def _accent_count(word: str) -> int:
    return sum(not character.isascii() for character in word)


def _spelling(word: str, other: str) -> bool:
    """Whether two words differ as two spellings do, not as damage does: ``connait`` (1990), ``Etat``, ``oeuvre``."""
    plain = str.maketrans("îû", "iu")
    return word.translate(plain) == other.replace("œ", "oe").translate(plain) or word[1:] == other[1:]


def _shapes(word: str) -> dict[str, float]:
    """Every known word one confusion away, with the sureness of the surest way there."""
    shapes = _table().shapes
    found: dict[str, float] = {}
    for at in range(len(word)):
        for length in (1, 2):
            read = word[at : at + length]
            for letters, sureness in shapes.get(read, ()) if len(read) == length else ():
                other = word[:at] + letters + word[at + length :]
                place = rank(other)
                if place <= _RARE:
                    weight = sureness * (1.0 if place <= _COMMON else 0.9)
                    found[other] = max(weight, found.get(other, 0.0))
    return found


def _only(candidates: Mapping[str, float]) -> str | None:
    """The candidate that stands alone, or far before the others in use; None when several could be meant."""
    if not candidates:
        return None
    ordered = sorted(candidates, key=rank)
    if len(ordered) == 1 or rank(ordered[0]) * _FAR <= rank(ordered[1]):
        return ordered[0]
    return None


def smallest(start: int, before: str, after: str, confidence: float, rule: str) -> Iterator[Edit]:
    """The edit from ``before`` to ``after`` without the letters that they share at either end."""
    if before == after:
        return
    head = 0
    while head < min(len(before), len(after)) and before[head] == after[head]:
        head += 1
    tail = 0
    while tail < min(len(before), len(after)) - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    yield Edit(Span(start + head, start + len(before) - tail), after[head : len(after) - tail], rule, confidence)
