"""What may have been printed where something without a blank was read: words mended, split, freed of noise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from ptce_corpus.text.candidates import behind
from ptce_corpus.text.elision import letters, vowels
from ptce_corpus.text.joints import IN_USE, NOISE, beheads, between, split
from ptce_corpus.text.language_model import form, tokens
from ptce_corpus.text.lexicon import CIRCUMFLEX, NEVER, kin, known, listed, rank, unaccented
from ptce_corpus.text.oddity import CLOSED, PIECE, oddity
from ptce_corpus.text.tokens import is_inclusive

_LIKE_LETTER = re.compile(
    r"[4@]|[a-zà-ÿ]{1,12}[-.:;‘]\d{1,4}[.,;:]?|\d{1,4}[-.‘][a-zà-ÿ]{1,12}[.,;:]?|[|!1I]{1,2}'?"
    r"|(?:[cdjlmnst]'[a-zà-ÿ]{0,8}|[a-zà-ÿ]{2,10})\d[a-zà-ÿ]{3,12}[.,;:]?"
)
_STROKES = re.compile(r"[|!1I\[][|!1I\]]?")
_PARTS = re.compile(r"(?P<lead>[\W_]*)(?P<core>.*?)(?P<trail>[\W_]*)\Z", re.DOTALL)
_RUN = re.compile(r"[^\W\d_][^\W\d_'’-]*(?:[-'’][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_PROTECTED = re.compile(
    r"https?:|www\.|@\w|\w@|\w\.(?:fr|org|com|net|eu|gouv)\b|\w/|\\\\\w|\d|^(?:[A-ZÀ-Ý]\.)+[A-ZÀ-Ý]?\.?$|[·•‧]|\((?:e|s|ne|trice)\)",
    re.IGNORECASE,
)
_NOISY = frozenset({"'", "‘", "`", "_", "''", "‘‘"})
_LETTERLIKE = frozenset("|!{}&€£@¢")
_APOSTROPHES = frozenset({"'", "’", "‘"})
_HEADS = (("l", 1.0), ("d", 2.0), ("n", 3.5), ("s", 3.5), ("c", 3.5), ("j", 4.0), ("qu", 4.0))
"""What may have been lost before an apostrophe."""
_FIRST = frozenset({"ler", "ter", "ier", "îer", "lér", "1cr", "jer", "tcr"})
"""What they read for "1er"."""
_SQUARE = re.compile(r"(?P<unit>[km]?m)[?*\"'°](?P<mark>[.,;:]?)")
"""A unit of area, whose raised figure was misread."""
_OPENED = 0.8
"""What it costs to write it so in a word that is unknown."""
_COMMON = 800
_KIN = 105_635
_MOST = 14

# Costs, as in ``channel``: of one error more, past the error itself.
_MARKS: dict[str, tuple[tuple[str, float], ...]] = {
    ".": ((",", 1.6), ("", 2.0)),
    ",": ((".", 1.6), ("", 3.0)),
    ";": ((",", 0.6), (".", 2.5), ("", 3.0)),
    ":": ((".", 1.2), (",", 2.5), ("", 2.5)),
    "}": ((")", 0.5),),
    "{": (("(", 0.5),),
    "<": (("«", 0.7),),
    ">": (("»", 0.7),),
    "~": (("-", 0.7),),
    "=": (("-", 1.0),),
}
_LOST_HEAD = 3.0
"""What speaks against noise where an apostrophe stands before a vowel: what it elided was lost rather."""
_NO_HOUR = re.compile(r"4[0-9]h[0-5][0-9](?!\w)")
_ODD_HOUR = 14.0
"""What speaks against forty o'clock."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What may have been printed, in words as the language model counts them; ``errors`` errors, costing ``cost``.

    A ``variant`` is but another spelling of what was read, by accents that French may do without: it is meant only
    where the engine did not know them.
    """

    text: str
    cost: float
    errors: int
    words: tuple[str, ...]
    variant: bool = False


@lru_cache(maxsize=60_000)
def readings(read: str) -> tuple[Reading, ...]:
    """The readings of a token without blanks, itself first; it alone when it is protected or past suspicion."""
    itself = _reading(read, 0.0, 0)
    if _NO_HOUR.match(read):
        return itself, _reading(f"1{read[1:]}", NOISE - _ODD_HOUR, 1)
    if len(read) > 40 or (_PROTECTED.search(read) and not _LIKE_LETTER.fullmatch(read)) or is_inclusive(read):
        return (itself,)
    found = {read: itself}
    for text, cost, errors in sorted(_ways(read), key=lambda way: way[1] + 3.5 * way[2]):
        if text not in found and len(found) < _MOST:
            found[text] = _reading(text, cost, errors, variant=_varies(read, text))
    return tuple(found.values())


def _reading(text: str, cost: float, errors: int, *, variant: bool = False) -> Reading:
    return Reading(text, cost + oddity(text), errors, tuple(form(match.group()) for match in tokens(text)), variant)


def _varies(read: str, text: str) -> bool:
    """Whether some word of a reading is but another spelling of the one read."""
    words, others = _LETTERS.findall(read), _LETTERS.findall(text)
    return len(words) == len(others) and any(
        word != other and _spelling(word, other) for word, other in zip(words, others, strict=True)
    )


def _ways(read: str) -> Iterator[tuple[str, float, int]]:
    match = _PARTS.match(read)
    if match is None:
        return
    lead, core, trail = match["lead"], match["core"], match["trail"]
    if square := _SQUARE.fullmatch(read):
        yield f"{square['unit']}²{square['mark']}", NOISE, 1
    if _STROKES.fullmatch(read):
        yield "Il", NOISE, 1
        yield "il", NOISE + 1.0, 1
    if not core or read == "4":
        yield from _lone(read)
        return
    leads, trails = list(_leads(lead, core)), list(_trails(trail))
    cores = list(_cores(core))
    if lead[-1:] in _APOSTROPHES and core[0].lower() in vowels() and rank(core) <= IN_USE and not _unelided(core):
        headed = [(f"{head}'{core}", cost, 1) for head, cost in _HEADS]
        yield from _joined(list(_leads(lead[:-1], "'")), headed, trails)
    if lead and lead[-1] in _LETTERLIKE and lead[-1:] + core != core:
        begun = [(word.word, word.cost, word.errors) for word in behind(lead[-1] + core)]
        yield from _joined(list(_leads(lead[:-1], core)), begun, trails)
    if trail and trail[0] in _LETTERLIKE:
        ended = [(word.word, word.cost, word.errors) for word in behind(core + trail[0])]
        yield from _joined(leads, ended, list(_trails(trail[1:])))
    yield from _joined(leads, cores, trails)


def _joined(*parts: Iterable[tuple[str, float, int]]) -> Iterator[tuple[str, float, int]]:
    for chosen in product(*parts):
        errors = sum(part[2] for part in chosen)
        if errors <= 4:
            yield "".join(part[0] for part in chosen), sum(part[1] for part in chosen), errors


def _lone(read: str) -> Iterator[tuple[str, float, int]]:
    """A mark that stands alone: noise, or a letter."""
    if read in _NOISY:
        yield "", NOISE, 1
    if len(read) <= 2:
        for word in behind(read):
            yield word.word, word.cost, word.errors
    if len(read) == 2 and read[0] in "|!" and read[1] in _APOSTROPHES:
        yield "l'", 0.5, 1
    for mark, cost in _MARKS.get(read, ()):
        if mark:
            yield mark, cost, 1


def _leads(lead: str, core: str) -> Iterator[tuple[str, float, int]]:
    yield lead, 0.0, 0
    if lead and lead[-1] in "‘'’`.-|,:;=_*~°!/^":
        elision = lead[-1] in _APOSTROPHES and core[0].lower() in vowels() and not _unelided(core)
        yield lead[:-1], NOISE + (_LOST_HEAD if elision else 0.0), 1
    for mark, cost in _MARKS.get(lead, ()) if lead in "{<" else ():
        yield mark, cost, 1


def _unelided(core: str) -> bool:
    return core.lower() in listed("unelided")


def _trails(trail: str) -> Iterator[tuple[str, float, int]]:
    yield trail, 0.0, 0
    if not trail:
        return
    for mark, cost in _MARKS.get(trail, ()):
        yield mark, cost, 1
    if trail[0] in "‘'’`-|=_*~°/\\<>^\"":
        yield trail[1:], NOISE, 1


@lru_cache(maxsize=60_000)
def _cores(core: str) -> tuple[tuple[str, float, int], ...]:
    """Readings of what stands between the marks at both ends."""
    pieces = PIECE.findall(core)
    if len(pieces) == 1:
        return tuple(_words(core))
    if len(pieces) > 7 or _broken(core):
        return ((core, 0.0, 0),)
    parts = []
    for at, piece in enumerate(pieces):
        if at % 2:
            parts.append(list(between(pieces[at - 1], piece, pieces[at + 1], alone=core.count("-") == 1)))
        elif len(piece) == 1 and pieces[at + 1 : at + 2] in (["'"], ["’"]):
            parts.append(list(_heads(piece, pieces[at + 2])))
        else:
            parts.append(list(_words(piece))[:5])
    whole = [] if core.isalpha() else [(w.word, w.cost, w.errors) for w in behind(core)]
    ways = _cheapest(parts)
    if "-" in core and all(map(known, _RUN.findall(core))):
        ways = [way for way in ways if _letters(way[0]) == _letters(core)]
    elif "-" in core:
        ways = [way for way in ways if way[0] == core or all(map(known, _RUN.findall(way[0])))]
    return (*ways, *whole)


def _letters(text: str) -> str:
    """The letters of a text, without accents: what sets its words apart does not count."""
    return unaccented("".join(_LETTERS.findall(text)))


def _heads(read: str, after: str) -> Iterator[tuple[str, float, int]]:
    """What may have been printed where a single letter was read before an apostrophe."""
    yield read, 0.0, 0
    if after[0].lower() in vowels():
        for head, cost in _HEADS[:2]:
            if head != read.lower():
                meant = head.upper() if read.isupper() and read.lower() in letters() else head
                yield meant, cost if read.lower() not in letters() else cost + 2.0, 1


def _broken(core: str) -> bool:
    """Whether a word is only broken by a hyphen, as at a line's end (``mouve-ment``), or a compound that is known."""
    return "-" in core and (known(core.replace("-", "")) or kin(core.replace("-", "")))


def _cheapest(parts: list[list[tuple[str, float, int]]]) -> list[tuple[str, float, int]]:
    """The combinations of readings of the parts that cost least."""
    held: list[tuple[str, float, int]] = [("", 0.0, 0)]
    for part in parts:
        grown = [(a + b, x + y, m + n) for a, x, m in held for b, y, n in part]
        held = sorted(grown, key=lambda way: way[1] + 3.5 * way[2])[:_MOST]
    return held


@lru_cache(maxsize=60_000)
def _words(piece: str) -> tuple[tuple[str, float, int], ...]:
    """Readings of a run of letters and digits: words near it, or two words whose blank or apostrophe was lost."""
    found: list[tuple[str, float, int]] = [(piece, 0.0, 0)]
    if piece.isupper() and len(piece) > 1:
        return tuple(found)
    place = min(rank(piece), _KIN) if kin(piece) else rank(piece)
    found += [
        (word.word, word.cost, word.errors)
        for word in behind(piece)
        if (_likelier(word.word, place) or _spelling(piece, word.word)) and not beheads(piece, word.word)
    ]
    if place == NEVER and CLOSED.search(piece):
        found.append((CLOSED.sub("è", piece), _OPENED, 1))
    if piece.lower() in _FIRST:
        found.append(("1er", NOISE, 1))
    if place > (IN_USE if len(piece) > 4 else _COMMON) and len(piece) > 1:
        found += split(piece)
    return tuple(sorted(found, key=lambda way: way[1] + 3.5 * way[2]))


def _likelier(word: str, place: int) -> bool:
    """Whether a word may stand behind one of that rank: a commoner one, or any behind an unknown one."""
    return place == NEVER or place > _COMMON or rank(word) <= IN_USE


def _spelling(read: str, word: str) -> bool:
    """Whether two words are two spellings of one: no accent on a capital, or no circumflex as since 1990."""
    return unaccented(read) == unaccented(word) and (
        (read[0].isupper() and read[1:] == word[1:])
        or read.lower() == word.lower().replace("œ", "oe")
        or (read.lower().translate(CIRCUMFLEX) == word.lower().translate(CIRCUMFLEX) and rank(read) > _COMMON)
    )
