"""The grammar of function phrases: what may stand before, in and after the head of one.

The words are data (``data/roles.toml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, folded, word_table
from ptce_corpus.domain.span import Span

_WINDOW = 500
"""Code points looked at for one phrase; a longer phrase is cut."""
_LINKS = 12


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word lists of ``data/roles.toml``, unaccented, and the patterns made from them."""

    head: re.Pattern[str]
    finder: re.Pattern[str]
    adjectives: frozenset[str]
    endings: tuple[str, ...]
    bare: frozenset[str]
    stops: frozenset[str]
    namesakes: frozenset[str]
    bodies: frozenset[str]
    units: frozenset[str]
    fields: tuple[str, ...]
    concepts: frozenset[str]


_SUFFIX = r"(?:\s?[(/·•.\-]\s?(?:e|ne|le|te|ere|rice|trice|ice|euse|se|esse)(?:[·.\-]?s)?\)?(?![a-z]))?(?:s|·s)?"
_SPACE = r"(?:[ \t]+(?:\*\*)?(?:\n[ \t]*)?|\n(?=(?:de|du|des|d'|a|au|aux|en|et|la|l')\b))"
_LINK = re.compile(
    r"(?:en\s+charge\s+|chargee?s?\s+|(?:au\s+sein|aupres|au\s+service|au\s+nom|a\s+la\s+tete)\s+)?"
    r"(?:de\s+la\b|de\s+[li]'|des\b|du\b|de\b|d'|aux\b|au\b|a\s+la\b|[a&]\s+[li]'|a\b|pour\b|chez\b|dans\b|sur\b|en\b)"
    r"(?:\s*(?:le|la|les)\b|\s*[li]')?"
)
_LOWER_LINE = re.compile(r"[ \t]*\n[ \t]*(?=[a-zà-ÿ])")
_CAPITAL_LINK = re.compile(r"(?:En|Et|Au|Aux|À|A|De|Du|Des)(?![\w])")
"""A line that begins so begins anew."""
_WORD = re.compile(r"[a-z0-9œæ]+(?:(?:['\-&]|\.(?=[a-z]{2}))[a-z0-9œæ]+)*")
_BREAK = re.compile(r"\s*(?:[-–—−|]|\()\s*")
_INCLUSIVE = re.compile(_SUFFIX)
_LISTED = re.compile(r",[ \t]+[a-z]+(?=[ \t]+et[ \t]+[a-z])")
_TIME = re.compile(r"\d")


def _one(pair: list[str]) -> str:
    forms = [re.escape(flat(form)).replace(r"\ ", r"\s+") for form in pair]
    plural = [form.replace(r"\s+", r"s?\s+", 1) for form in forms]
    return "|".join(form + _SUFFIX for form in sorted(plural, key=len, reverse=True))


@cache
def vocabulary() -> Vocabulary:
    """The words of function phrases, read once."""
    table = word_table("roles")
    heads = sorted(table["heads"], key=lambda pair: max(map(len, pair)), reverse=True)
    head = "|".join(map(_one, heads))
    ended, before = either(folded("roles", "ended"), gap=" "), either(folded("roles", "before"), gap=" ")
    front = rf"(?:{ended}[\s\-]+)?(?:{before}[\s\-]?){{0,2}}"
    whole = rf"(?P<ended>{ended}[\s\-]+)?(?:{before}[\s\-]?){{0,2}}(?P<head>{head})(?![a-z0-9'])"

    return Vocabulary(
        head=re.compile(whole),
        finder=re.compile(rf"(?:(?<![a-z0-9\-'])|(?<=\b[ld]')){front}(?:{head})(?![a-z0-9'])"),
        adjectives=folded("roles", "adjectives"),
        endings=tuple(flat(word) for word in table["endings"]),
        bare=folded("roles", "bare"),
        stops=folded("roles", "stops"),
        namesakes=folded("roles", "namesakes"),
        bodies=folded("roles", "bodies"),
        units=folded("roles", "units"),
        fields=tuple(folded("roles", "fields")),
        concepts=folded("roles", "concepts"),
    )


class PhraseReader:
    """Reads one phrase in a window of the text; ``at`` is the end of what was accepted."""

    def __init__(self, text: str, start: int) -> None:
        self.text = text[start : start + _WINDOW]
        self.low = flat(self.text)
        self.words = vocabulary()
        self.at = 0
        self.organisation: Span | None = None
        self.unit = False
        self.fielded = False

    def head(self) -> re.Match[str] | None:
        """Accept the head of a phrase and what stands before it."""
        match = self.words.head.match(self.low, self.at)
        if match:
            self.at = match.end()
            self.fielded = self.fielded or match["head"].startswith(self.words.fields)
        return match

    def spaced(self) -> int | None:
        """Where the next word begins; None at the end of the line or at punctuation."""
        return self.spaced_from(self.at)

    def word(self, at: int) -> str | None:
        """The word that begins at ``at``, unaccented and in lower case."""
        match = _WORD.match(self.low, at)
        return match.group() if match else None

    def capital(self, at: int) -> bool:
        """Whether a capital, or a quoted name, begins at ``at``."""
        return at < len(self.text) and (self.text[at].isupper() or self.text[at] in "«")

    def stopped(self, at: int, word: str) -> bool:
        """Whether the phrase ends before ``word``."""
        named = word in self.words.namesakes and self.text[at].isupper() and self.text[at + 1 : at + 2].islower()
        if (word in self.words.stops and not named) or word[0].isdigit():
            return True
        return self.text[at + len(word) : at + len(word) + 1] == "@" or is_person(self.text, at)

    def descriptive(self, at: int, word: str) -> bool:
        """Whether ``word`` reads on the noun before it: an adjective or a name."""
        if self.capital(at):
            return True
        return word in self.words.adjectives or (len(word) > 5 and word.endswith(self.words.endings))

    def followers(self, *, bare: bool) -> None:
        """Accept adjectives, names and, after a head, bare nouns; also what "et" and "&" join to them."""
        while True:
            if self.fielded and (listed := _LISTED.match(self.low, self.at)):
                self.at = listed.end()
            at = self.spaced()
            if at is None:
                return
            word = self.word(at)
            if word is None and self.low[at : at + 2] in ("& ", "/ "):
                word, at = self.word(at + 2), at + 2
                joined = True
            else:
                joined = False
            if word == "et":
                if not self._joined(at):
                    return
                continue
            if word is None or self.stopped(at, word) or _LINK.match(self.low, at):
                return
            if not (joined or self.descriptive(at, word) or (bare and word in self.words.bare)):
                return
            self.at = at + len(word) + len(_INCLUSIVE.match(self.low, at + len(word)).group())  # type: ignore[union-attr]

    def _joined(self, at: int) -> bool:
        """Accept "et" and the noun phrase that it joins."""
        match = re.compile(r"et\s+").match(self.low, at)
        if match is None:
            return False
        link = _LINK.match(self.low, match.end())
        where = self._after(link.end()) if link else match.end()
        word = self.word(where)
        if word is None or self.stopped(where, word) or word in ("le", "la", "les", "l'"):
            return False
        if self.capital(where) and gazetteer.is_first_name(self.text[where : where + len(word)]):
            return False
        if not link and self.words.head.match(self.low, where):
            self.at = where
            return self.head() is not None
        self.at = where + len(word)
        return True

    def _after(self, at: int) -> int:
        match = re.compile(r"[ \t]*\n?[ \t]*[«\"]?\s?").match(self.low, at)
        return match.end() if match else at

    def link(self) -> bool:
        """Accept one link and its noun phrase."""
        at = self.spaced()
        comma = re.compile(r",\s+(?=(?:de\s|de\s+l'|du\s|des\s|d')\S)").match(self.low, self.at)
        if at is None and comma and self.fielded:
            at = comma.end()
        match = _LINK.match(self.low, at) if at is not None else None
        if match is None or at is None or not self._is_link(match):
            return False
        where = self._after(match.end())
        word = self.word(where)
        if (
            word is None
            or word in self.words.stops
            or (word[0].isdigit() and not match.group().endswith(("du", "des")))
        ):
            return False
        if self.text[where].isupper() and is_person(self.text, where) and not self._body_follows(where):
            return False
        self._note_body(match.group(), where, word)
        self.unit = word in self.words.units
        self.at = where + len(word)
        return True

    def _body_follows(self, at: int) -> bool:
        return (self.word(at) or "") in self.words.bodies

    def _is_link(self, match: re.Match[str]) -> bool:
        """A bare "a" is a verb unless it is written "à" or begins "a la", "a l'"."""
        if match.group() != "a":
            return True
        return self.text[match.start()] in "àÀ"

    def _note_body(self, link: str, at: int, word: str) -> None:
        """Remember where the body begins: the first name, or a lower-case kind of body, after a link."""
        if self.organisation is not None or self.fielded or link.startswith(("en charge", "charge", "pour", "sur")):
            return
        first = re.split(r"['\-]", word)[0]
        following = self.spaced_from(at + len(word))
        proper = following is not None and self.capital(following)
        named = self.capital(at) and (word not in self.words.concepts or proper)
        if (named and first not in self.words.units) or (word in self.words.bodies and word not in self.words.units):
            self.organisation = Span(at, at)

    def bare_body(self, at: int) -> None:
        """A name right after the head is the body: "Directeur CBE du Seignanx"."""
        where = self.spaced_from(at)
        word = self.word(where) if where is not None else None
        if where is not None and word and self.capital(where) and where + len(word) <= self.at and not self.fielded:
            simple = word in self.words.bare or word in self.words.adjectives or word.endswith(self.words.endings)
            if not simple and word not in self.words.concepts:
                self.organisation = Span(where, where)

    def spaced_from(self, at: int) -> int | None:
        """Where the word after ``at`` begins; None at the end of the line or at punctuation."""
        match = re.compile(_SPACE).match(self.low, at) or _LOWER_LINE.match(self.text, at)
        if match and "\n" in match.group() and _CAPITAL_LINK.match(self.text, match.end()):
            return None
        return match.end() if match else None

    def read(self) -> bool:
        """Read the whole phrase; True when the function is over ("ancienne …")."""
        match = self.head()
        ended = bool(match and match["ended"])
        while True:
            after_head = self.at
            self.followers(bare=True)
            if self.organisation is None:
                self.bare_body(after_head)
            for _ in range(_LINKS):
                if not self.link():
                    break
                self.followers(bare=self.unit)
            more = re.compile(r"\s*[,/&]\s*(?:et\s+)?").match(self.low, self.at)
            if not more or not self.words.head.match(self.low, more.end()):
                return ended
            self.at = more.end()
            self.head()

    def behind(self) -> Span | None:
        """A name printed after the title and a dash: " - Caisse des Dépôts"."""
        match = re.compile(r"[ \t]+[-–—−|][ \t]+(?=\S)").match(self.low, self.at)
        if not match or not self.text[match.end()].isupper():
            return None
        line = re.compile(r"[^\n,;:()|*]*?(?=\s+[-–—−]\s|[\n,;:()|*]|$)").match(self.text, match.end())
        if line is None or is_person(self.text, match.end()) or _TIME.match(self.text, match.end()):
            return None
        cut = line.group().rstrip(" .")
        return Span(match.end(), match.end() + len(cut)) if cut else None


def is_person(text: str, at: int) -> bool:
    """Whether a person's name begins here: a known first name and a capitalised word after it."""
    match = re.compile(r"([A-ZÀ-Ý][\wà-ÿ'\-]+|[A-Z]\.)[ \t]+([A-ZÀ-Ý][\wÀ-ÿ'\-]+)").match(text, at)
    return bool(match) and (match[1].endswith(".") or gazetteer.is_first_name(match[1])) if match else False
