"""Where two words were read as one, or held together by a mark that was a blank."""

from __future__ import annotations

from collections.abc import Iterator

from ptce_corpus.text.candidates import behind
from ptce_corpus.text.channel import MOST
from ptce_corpus.text.elision import heads, letters, vowels
from ptce_corpus.text.lexicon import NEVER, known, listed, rank, unaccented

_READ_FOR_ARTICLE = frozenset("UVYFITP1")
"""What engines read for "l'" when they make a word with the next of it."""
_NO_NAME = 3.0
"""What speaks against a name that is such a capital and a word in use."""
_SELDOM_FOR_ARTICLE = frozenset("Cft[{W")
"""What they read for it less often."""
_LIKE_APOSTROPHE = frozenset("il1!|")
_LONG, _NEAR = 6, 3.5
IN_USE = 12_800
"""Rank up to which a word may be a part of another that was read."""
_IN_ALL_TEXTS = 200
"""Rank up to which a word is none of the two nouns of a compound made at need (``étude-action``)."""
_TWO_NOUNS = 4.0
"""What speaks against a blank between two that may be."""

# Costs, as in ``channel``: of one error more, past the error itself.
_LOST_BLANK, _NOISE_FOR_BLANK, _ODD_NOISE_FOR_BLANK = 2.0, 1.5, 3.0
NOISE, _LOST_APOSTROPHE = 2.0, 2.0


def between(before: str, mark: str, after: str, *, alone: bool) -> Iterator[tuple[str, float, int]]:
    """What may have stood between two pieces that ``mark`` holds together, ``alone`` when no other does."""
    yield mark, 0.0, 0
    if len(before) == 1 and before.isupper() and ((mark in "'’" and after[0].isupper()) or mark == "."):
        return
    if mark in "'’":
        if not (before.lower() in heads() and after[0].lower() in vowels()):
            yield " ", _NOISE_FOR_BLANK, 1
            yield "", NOISE, 1
    elif mark == "-":
        if loose(before, after):
            yield " ", _NOISE_FOR_BLANK, 1
        elif alone and _apart(before, after):
            in_all = min(rank(before), rank(after)) <= _IN_ALL_TEXTS
            yield " ", _ODD_NOISE_FOR_BLANK + (0.0 if in_all else _TWO_NOUNS), 1
    elif mark in ".,:;‘`*_=~°/|" or len(mark) == 2:
        yield " ", _NOISE_FOR_BLANK if mark in ".‘" else _ODD_NOISE_FOR_BLANK, 1
        if mark in ".,;:":
            yield mark + " ", _NOISE_FOR_BLANK + 0.5, 1
        if before.lower() in heads():
            yield "'", 1.0, 1
    if mark in ".'‘|!*":
        yield "", NOISE + 1.0, 1


def loose(before: str, after: str) -> bool:
    """Whether a hyphen between two words holds no compound together: ``la-presse``, ``centre-de``, ``le-27``."""
    if after[0].isdigit():
        return before.isalpha() and before.islower()
    if before.isdigit() and len(before) < 3:
        return after.islower() and known(after)
    if not (known(before) and (known(after) or after in letters())) or after in listed("bound_ends"):
        return False
    return before.lower() in listed("loose_words") or (after in listed("loose_ends") and not before[0].isupper())


def _apart(before: str, after: str) -> bool:
    """Whether two words in use may have stood apart, that no lexicon has as a compound."""
    if before in listed("bound_heads") or after in listed("bound_ends") or before[-1] == "o":
        return False
    in_use = all(len(word) > 2 and word.islower() and rank(word) <= IN_USE for word in (before, after))
    return in_use and rank(f"{before}-{after}") == NEVER


def split(piece: str) -> Iterator[tuple[str, float, int]]:
    """Two words in one, whose blank or apostrophe was lost or read as a letter."""
    yield from _read_for_article(piece)
    if len(piece) >= _LONG and rank(piece) == NEVER:
        yield from _elided_and_misread(piece)
    for at in range(1, len(piece)):
        head, rest = piece[:at], piece[at:]
        if rank(rest) > (MOST if at < 3 and len(rest) > _LONG else IN_USE) or not _may_end(head, rest):
            continue
        if head.lower() in heads() and rest[0].lower() in vowels():
            yield f"{head}'{rest}", _LOST_APOSTROPHE, 1
        if (len(piece) > 3 or rest == "a") and rank(head) <= IN_USE and _stands_alone(head) and _stands_alone(rest):
            yield f"{head} {rest}", _LOST_BLANK, 1
    if piece[0] in "aA" and piece[1:] in listed("after_to") and rank(piece) == NEVER:
        yield f"{'à' if piece[0] == 'a' else 'À'} {piece[1:]}", _LOST_BLANK, 1


def _read_for_article(piece: str) -> Iterator[tuple[str, float, int]]:
    """A word behind "l'" whose article was read as a capital: ``l'économie`` for ``Uéconomie``."""
    capital, rest = piece[0], piece[1:]
    if rest[0].lower() not in vowels() or rank(rest) > IN_USE:
        return
    if capital in _READ_FOR_ARTICLE and len(piece) > 3:
        sure = _NO_NAME if rank(piece) == NEVER else 0.0
        yield f"l'{rest}", 1.5 - sure, 1
        yield f"L'{rest}", 2.0 - sure, 1
    elif capital in _SELDOM_FOR_ARTICLE and len(piece) > 4:
        yield f"l'{rest}", 3.0, 1


def beheads(piece: str, word: str) -> bool:
    """Whether a word is what was read but for an elided head, which no engine adds: ``analyse`` for ``danalyse``."""
    rest = unaccented(piece[1:])
    return piece[0].lower() in letters() and rest[:1] in vowels() and unaccented(word) == rest


def _may_end(head: str, rest: str) -> bool:
    """Whether ``rest`` may be a word that was glued to ``head``: of single letters, à and y, and a after a subject."""
    return len(rest) > 1 or rest in "ày" or (rest == "a" and head.lower() in listed("has"))


def _elided_and_misread(piece: str) -> Iterator[tuple[str, float, int]]:
    """An elided article whose apostrophe was lost or read as a letter, before a word misread once at most."""
    head, rest = ("l", piece[1:]) if piece[0] in _READ_FOR_ARTICLE else (piece[0], piece[1:])
    if head.lower() not in letters():
        return
    if rest[0] in _LIKE_APOSTROPHE and rest[1].lower() in vowels() and rank(rest[1:]) <= IN_USE:
        yield f"{head}'{rest[1:]}", _LOST_APOSTROPHE + 1.0, 1
    if rest[0].lower() in vowels() and rank(rest) > IN_USE:
        for word in behind(rest)[:2]:
            if word.errors == 1 and word.cost < _NEAR and rank(word.word) <= IN_USE and word.word[0] in vowels():
                yield f"{head}'{word.word}", _LOST_APOSTROPHE + word.cost, 2


def _stands_alone(word: str) -> bool:
    return len(word) > 2 or word.lower() in listed("function_words")
