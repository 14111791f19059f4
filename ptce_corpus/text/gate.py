"""How damaged is this passage? What shows no damage is left alone, at the cost of looking its words up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from ptce_corpus.domain.span import Span
from ptce_corpus.text import elision, tables
from ptce_corpus.text.candidates import ERROR, behind
from ptce_corpus.text.joints import loose
from ptce_corpus.text.lexicon import NEVER, kin, known, listed, rank, unaccented

_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_PASSAGE = 600
"""Characters from which a passage ends at the next blank line, or at twice that at the next line or blank."""
_MARKS_AROUND = " .,;:!?…()[]«»\"'’‘“”-–—/*•<>&%€+=°\t"
_DAMAGED_MARK = re.compile(
    r"[a-zà-ÿ][|!;:\\£€¢{}\[\]_~=‘*\"][a-zà-ÿ]|[a-zà-ÿ][0-9][a-zà-ÿ]|[a-zà-ÿ]{2}[.,][a-zà-ÿ]{2}"
    r"|^[|!1I]['’][a-zà-ÿ]|^[|!][a-zà-ÿ]|[a-zà-ÿ]{2}['’][a-zà-ÿ]+['’]|^[a-zà-ÿ]+[A-ZÀ-Þ][a-zà-ÿ]|^‘[a-zà-ÿ]|[a-zà-ÿ]‘$|^[a-zà-ÿ]*[äüöñ]"
)
_SURELY_DAMAGED = re.compile(
    r"[a-zà-ÿ][|!\\£€¢{}~‘][a-zà-ÿ]|^[|!1I]['’][a-zà-ÿ]|^(?:[cdjlmnst]['’])?[a-zà-ÿ]{0,24}[äñ][a-zà-ÿ]{0,24}$|^[a-zà-ÿ]{2,24}[äüöñ]"
)
"""What no keyboard makes of French, whatever the subject."""
_GLUED = re.compile(r"(?P<before>[^\W\d_]{2,24}|\d{1,2})(?P<mark>[-'’])(?P<after>[a-zà-öø-ÿœ]{2,24})")
_NOISE = re.compile(r"(?!.*\d)(?!.*[^\W\d_]{2})(?:.{2,}|[^.,;:!?«»()\"%€°–—•*+&/'aàyAÀYM-])")
_INITIAL = re.compile(r"\(?(?:[^\W\d_]\.-?){1,4}\W?|[^\W\d_]['’.:,)]|[aàyAÀY]\W|[cdjlmnst]|\W{2}")
"""What a token without two letters may well be: an initial, the letter of a list, an elision set apart."""
_MOST_NOISE = 0.08
"""Share of tokens that are no words, from which a passage cannot be read."""
_SELDOM = 6_400
"""Rank from which a little word with an accent is rather a commoner one without."""
_WORD = re.compile(r"[a-zà-öø-ÿœ]{3,24}")
_NEAR = 3.0 + ERROR
_SHARES = {
    "à": 0.0035,
    "è": 0.0022,
    "ê": 0.0016,
    "ô": 0.0009,
    "ç": 0.0006,
    "û": 0.0004,
    "î": 0.0005,
    "â": 0.0005,
    "é": 0.018,
}
"""Share of French text that each letter is; the first stands for the word "à"."""
_FORMS = {letter: re.compile(r"(?<!\w)à(?!\w)" if letter == "à" else letter) for letter in _SHARES}
_SCARCE, _EXPECTED = 0.15, 3.0
"""How many of a letter a text should have before its absence says something."""
_TOGETHER = 5.0
"""How many of all letters but é together, before the absence of them all says that the engine knew none."""
_CAPITALS = "ÀÇÈÉÊÎÏÔ"
_LOST_SIGNS = 2.0
"""What it says of a passage that it has é, and none of the other accented letters."""
_BROKEN_INSIDE = re.compile(r"(?<![\w'’-])(?P<head>[^\W\d_]{2,24})-(?P<rest>[a-zà-öø-ÿœ]{2,24})(?![\w-])")
_LONE_LETTER = re.compile(r"(?<!\S)[b-xz](?!\S)")
_FEW, _SHARE_BROKEN, _SHARE_SHATTERED = 2, 0.004, 0.02
"""How many words an old print has broken at least, and their share; and the share of letters that stand alone."""
_FORMAL = re.compile(r"[∀∃∈∉∑∏√∞≤≥≠∪∩⊂⊆∂∫]|\{[\wà-ÿ ,.…=+*-]{1,120}\}|[;{]\n|==|\w\(\)|\w\(\w\) ")
"""What formulas and programs have, and prose has not."""
_ADDRESS = re.compile(r"@|www|http|\.(?:fr|org|com|net|eu)\b|\d[./]\d", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What a passage shows of damage: ``signs``, weighed, among ``words``."""

    signs: float
    words: int
    prose: float

    @property
    def share(self) -> float:
        """Signs of damage per word."""
        return self.signs / self.words if self.words else 0.0


def passages(text: str) -> Iterator[Span]:
    """Paragraphs, short ones together and long ones cut, one after the other; what is between them is blank."""
    start = 0
    while start < len(text):
        blank = _BLANK_LINE.search(text, min(start + _PASSAGE, len(text)), start + 2 * _PASSAGE)
        if blank:
            end = blank.end()
        elif start + 2 * _PASSAGE >= len(text):
            end = len(text)
        else:
            end = max(text.rfind(mark, start + _PASSAGE, start + 2 * _PASSAGE) for mark in "\n .") + 1
            end = text.rfind("\n", start + _PASSAGE, start + 2 * _PASSAGE) + 1 or end or start + 2 * _PASSAGE
        yield Span(start, end)
        start = end


def formal(text: str) -> bool:
    """Whether a passage holds formulas or code, whose marks are no damage."""
    return len(_FORMAL.findall(text)) > 1


def of_old_print(text: str) -> bool:
    """Whether a text was read from an old newspaper or a like one, by others, before it came here.

    Its words are broken by hyphens inside a line, where lines of narrow columns were put together; or shattered into
    letters. Much of it is damaged past repair, and its spelling and names are not those of today.
    """
    words = len(text.split())
    broken = sum(map(_is_broken, _BROKEN_INSIDE.finditer(text)))
    if broken >= _FEW and broken >= _SHARE_BROKEN * words:
        return True
    lone = len(_LONE_LETTER.findall(text))
    return lone > _FEW and lone >= _SHARE_SHATTERED * words


def _is_broken(match: re.Match[str]) -> bool:
    head, rest = match["head"], match["rest"]
    return known(head + rest) and rank(match.group()) == NEVER and not (known(head) and known(rest))


def lost_letters(text: str) -> str:
    """The accented letters of French that a text should have and has not: its engine did not know them.

    Capitals are told lost with the small letters, by engines that knew none: French may do without them.
    """
    met = {letter: len(form.findall(text)) for letter, form in _FORMS.items()}
    scarce = [letter for letter, share in _SHARES.items() if met[letter] < _SCARCE * share * len(text)]
    if _knew_none(met, len(text)) or any(
        _SHARES[letter] * len(text) >= _EXPECTED for letter in scarce if letter in "àè"
    ):
        lost = "".join(scarce) + ("ï" if "ï" not in text else "")
        return lost + "".join(letter for letter in _CAPITALS if letter not in text) if "è" in lost else lost
    return "".join(letter for letter in scarce if _SHARES[letter] * len(text) >= _EXPECTED)


def _knew_none(met: Mapping[str, int], length: int) -> bool:
    """Whether a text has é, and next to none of the other accented letters that it should have."""
    due = length * (sum(_SHARES.values()) - _SHARES["é"])
    rest = sum(met.values()) - met["é"]
    return due >= _TOGETHER and rest < _SCARCE * due / 2 and met["é"] > rest


def suspicion(text: str) -> Suspicion:
    """How much damage a text shows; one that is mostly noise between blanks is no prose."""
    tokens = text.split()
    short = sum(map(listed("function_words").__contains__, tokens))
    signs = sum(map(_sign, tokens)) + len(_for_verb().findall(text))
    if _knew_none({letter: len(form.findall(text)) for letter, form in _FORMS.items()}, len(text)):
        signs += _LOST_SIGNS
    if not tokens or sum(map(_is_noise, tokens)) > _MOST_NOISE * len(tokens):
        return Suspicion(signs, len(tokens), 0.0)
    return Suspicion(signs, len(tokens), short / len(tokens))


@lru_cache(maxsize=200_000)
def _sign(token: str) -> float:
    """How far a token without blanks is a sign of damage: 1 for what is seldom met in French, 2 for what never is."""
    core = token.strip(_MARKS_AROUND)
    if _seldom(core):
        return 1.0 if rank(core) == NEVER else 0.5
    if not core or rank(core) <= 51_200:
        return 1.0 if token[0] in "|‘!" and core else 0.0
    if _ADDRESS.search(token):
        return 0.0
    if _SURELY_DAMAGED.search(token):
        return 2.0
    if _glued(core):
        return 1.0
    if _DAMAGED_MARK.search(token):
        return 1.0
    bare = elision.bare(core)
    if known(bare) or not _WORD.fullmatch(bare) or kin(bare):
        return 0.0
    near = behind(bare)
    if any(word.cost + word.errors * ERROR <= _NEAR and rank(word.word) <= 25_600 for word in near):
        return 1.0
    return 0.3


def _is_noise(token: str) -> bool:
    """Whether a token is no word, number or mark that stands alone."""
    return len(token) < 12 and _NOISE.fullmatch(token) is not None and not _INITIAL.fullmatch(token)


def _seldom(word: str) -> bool:
    """Whether a word is a little one but for an accent that it should not have: ``dé``, ``aù``."""
    return len(word) < 4 and not word.isascii() and rank(word) >= _SELDOM and unaccented(word) in _words()["little"]


def _glued(core: str) -> bool:
    """Whether a hyphen or an apostrophe stands where only a blank can: ``mesures-de``, ``et'en``."""
    match = _GLUED.fullmatch(core)
    if match is None:
        return False
    before, after = match["before"], match["after"]
    if match["mark"] == "-":
        return before.isalpha() and "est" not in (before, after) and loose(before, after)
    return (
        known(after)
        and before.lower() not in _before_apostrophe()
        and (before.isdigit() or (before.islower() and known(before)))
    )


@cache
def _before_apostrophe() -> frozenset[str]:
    return elision.heads() | _words()["heads"]


def _words() -> Mapping[str, frozenset[str]]:
    return tables.word_sets("gate")


@cache
def _for_verb() -> re.Pattern[str]:
    """An à that was printed as a verb: ``à été``."""
    return re.compile(rf"(?<![\w'’-])à (?=(?:{'|'.join(sorted(_words()['after_verb']))})(?!\w))")
