"""Names of organisations by their kind: "Conseil régional de Bretagne", "ministère des Finances", "PTCE Sud Aquitain".

A kind is a word or words of ``data/organisations.toml``; what may follow it is read word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.acronyms import is_concept
from ptce_corpus.annotation.entities.branches import with_area
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, folded, word_table
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_GAP = re.compile(r"(?:[ \t]|\n(?=[^\n\-•*#|]))[ \t]*")
_CHARGED = re.compile(
    r"(?:a|&|a)\s+(?:la\s+|l'|i')|aux\s+|(?:charge\w*|en\s+charge)\s+(?:de\s+la\s+|de\s+l'|des\s+|du\s+)"
)
"""What follows the office of a minister: "secrétariat d'État à l'économie sociale", with "&" for a misread "à"."""
_LISTED = re.compile(r",\s+[a-z]+(?=\s+et\s+[a-z])|\s+et\s+[a-z]+")
_LONGEST = 24
"""Words looked at for one name."""
_LINK = re.compile(
    r"(?:et\s+)?(?:de\s+la\b|de\s+l'|des\b|du\b|de\b|d'|pour\s+(?:la|le|les)\b|pour\s+l'|pour\b|aux\b|au\b)\s*|(?:et|&)\s+"
)
_WORD = re.compile(r"[^\W\d_](?:[\w&]|-(?=\w)|[’'](?=\w{3})|\.(?=[a-z]{2}))*")
_ACRONYM = re.compile(
    r"(?<![\w@./\-])[A-ZÀ-Ý][A-ZÀ-Ý&]*[A-ZÀ-Ýa-zà-ÿ]?[A-ZÀ-Ý]+(?:-[A-ZÀ-Ý]{2,})*(?![\w@/]|\.[a-z]{2,3}\b)"
)
_SPOKEN = re.compile(r"(?<![\w@./\-])[A-ZÀ-Ý][a-zà-ÿ]{3,9}(?![\w@/\-])")
_STARTS = re.compile(r"(?:^|[\n.!?:;•|]|\*\*|[-–—]\s)[ \t*_#«\"“>\-–—•·]*$")


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w@./\-]){either(folded('organisations', 'kinds'))}(?![\w\-@])")


@cache
def _names() -> re.Pattern[str]:
    names = set(word_table("organisations")["names"])
    forms = either(names | {name.replace("'", "’") for name in names})
    return re.compile(rf"(?<![\w@./\-]){forms}(?![\w@/]|-\w)")


@cache
def _folded(key: str) -> frozenset[str]:
    return folded("organisations", key)


@cache
def _adjectives() -> tuple[frozenset[str], tuple[str, ...]]:
    """The adjectives that go on a name, and the endings of others."""
    listed = folded("roles", "adjectives") | _folded("adjectives") | _folded("nationalities")
    return listed, tuple(folded("roles", "endings"))


class _Name:
    """Reads one name from its kind on. ``end`` is the last place where the name may close."""

    def __init__(self, text: str, low: str, start: int, kind_end: int) -> None:
        self.text, self.low = text, low
        self.start, self.at, self.end = start, kind_end, kind_end
        self.kind = " ".join(low[start:kind_end].split())
        self.capital = text[start].isupper()
        self.caps_line = _in_capitals(text, start)
        self.first_name_at: int | None = None
        self.own = False
        """Whether a proper name, more than a concept, was met."""
        self.plain_words = 0
        self.national = False
        self.linked = False
        """Whether a link ("de", "pour") was read, so that no name stands right behind the kind."""

    def read(self) -> None:
        """Read on as far as the name goes."""
        adjectives, endings = _adjectives()
        for _ in range(_LONGEST):
            gap = _GAP.match(self.text, self.at)
            if gap is None:
                return
            link = _LINK.match(self.low, gap.end()) or self._charge(gap.end())
            where = link.end() if link else gap.end()
            if link and (space := _GAP.match(self.text, where)):
                where = space.end()
            match = _WORD.match(self.text, where)
            word = match.group() if match else ""
            if match is None or flat(word) in _folded("stops") or word.isdigit():
                return
            proper = word[0].isupper() and (not self.caps_line or word in gazetteer.acronyms_of_bodies())
            if proper:
                if self._foreign(link, where, word):
                    return
                self.at = self.end = match.end()
                if self.first_name_at is None and not link and not self.linked:
                    self.first_name_at = where
                self.linked = self.linked or link is not None
                self.own = self.own or not is_concept(word)
                continue
            descriptive = flat(word) in adjectives or (len(word) > 5 and flat(word).endswith(endings))
            if not self._lower_allowed(link, flat(word), descriptive=descriptive):
                return
            self.at = match.end()
            self.linked = self.linked or link is not None
            self.plain_words += 1
            if link is None and not self.own and self._national(flat(word)):
                self.own, self.national, self.end = True, True, self.at
                return
            while self.office and (listed := _LISTED.match(self.low, self.at)):
                self.at = self.end = listed.end()
            if (self.capital and not self.own and not self.caps_line) or (descriptive and self.end == gap.start()):
                self.end = self.at

    @property
    def office(self) -> bool:
        """Whether the kind is that of a member of government, whose fields follow in a list."""
        return self.kind in _folded("offices_of_state")

    def _charge(self, at: int) -> re.Match[str] | None:
        return _CHARGED.match(self.low, at) if self.office else None

    def _lower_allowed(self, link: re.Match[str] | None, word: str, *, descriptive: bool) -> bool:
        """Whether a lower-case word may go on the name: an adjective; a noun after a link, while no name was met."""
        if link is None:
            return descriptive
        if link.group().strip() == "et" and descriptive:
            return self.capital and not self.own and self.kind in _folded("official")
        if link.group().startswith(("pour", "au", "et ", "&")) and not (
            link.group().startswith("et d") and "minist" in self.kind
        ):
            return self.capital and not self.own and link.group().startswith("pour")
        return (not self.own and self.plain_words < 4) or "minist" in self.kind or word in folded("places", "kinds")

    def _national(self, word: str) -> bool:
        """Whether the nationality names the body: "parlement norvégien"."""
        return self.kind in _folded("national") and word in _folded("nationalities")

    def _foreign(self, link: re.Match[str] | None, where: int, word: str) -> bool:
        """Whether a capitalised word begins something else: another organisation after "et", a new sentence."""
        joins = link is not None and link.group().startswith(("et", "&"))
        possessed = link is not None and link.group().strip() in ("de", "d'") and not self.capital and not self.own
        if (
            possessed
            and gazetteer.is_first_name(word)
            and re.match(r"[ \n][A-ZÀ-Ý]", self.text[where + len(word) : where + len(word) + 2])
        ):
            return True
        if joins and link is not None:
            if len(link.group().split()) > 1 and (_kinds().match(self.low, where) or _names().match(self.text, where)):
                return True
            return (
                word in gazetteer.acronyms_of_bodies()
                or gazetteer.is_first_name(word)
                or self.low[where:].startswith(tuple(_folded("out")))
            )
        line_break = "\n" in self.text[self.at : where]
        return line_break and link is None and not self._full_line()

    def _full_line(self) -> bool:
        return self.at - (self.text.rfind("\n", 0, self.at) + 1) >= 50

    def candidate(self) -> Candidate | None:
        """What was read, as a mention; None when it names nothing."""
        if len(self.kind) < 4 and not self.text[self.start : self.start + len(self.kind)].isupper():
            return None
        if flat(" ".join(self.text[self.start : self.end].split())).startswith(tuple(_folded("never"))):
            return None
        if self.kind in _folded("out") and self.first_name_at is not None and self._describes():
            return None
        inside = self.text[self.start : self.end]
        named = self.own or (self.capital and self.end > self.start + len(self.kind) and self._named_by_concept(inside))
        if not named or self.end <= self.start + len(self.kind):
            return None
        if len(inside) - len(self.kind) == 2 and inside[-1].isupper():
            return None  # "Groupe B": one of several, not a name
        if self.kind in _folded("capital_only") and not self.capital and not self.national:
            return None
        confidence = 0.88 if self.own else 0.7
        return Candidate(Span(self.start, self.end), Label.ORG, 72, "rule:kind", confidence)

    def _named_by_concept(self, inside: str) -> bool:
        """Whether it is named without a name of its own: "Direction générale des moulins"."""
        if self.kind in _folded("strict"):
            return False
        if self.kind in _folded("official") and self.plain_words:
            return True
        opens = _STARTS.search(self.text[max(0, self.start - 12) : self.start]) is not None
        return not opens or any(map(str.isupper, inside[len(self.kind) :]))

    def _describes(self) -> bool:
        """Whether the kind only tells what the name is: "l'association Adret", "Association Adret"."""
        return not self.capital or self.kind in _folded("forms")


def _in_capitals(text: str, at: int) -> bool:
    """Whether the line around ``at`` is written in capitals, so that they say nothing."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    letters = [letter for letter in text[start : end if end >= 0 else len(text)][:200] if letter.isalpha()]
    return len(letters) > 8 and sum(map(str.isupper, letters)) > 0.7 * len(letters)


def _by_kind(text: str) -> Iterator[Candidate]:
    matched = flat(text)
    at = 0
    for match in _kinds().finditer(matched):
        if match.start() < at:
            continue
        name = _Name(text, matched, match.start(), match.end())
        name.read()
        found = name.candidate()
        if found is not None:
            at = found.span.end
            yield found
        elif name.kind in _folded("out") and (apposed := _apposed(text, match)) is not None:
            at = apposed.end
            yield Candidate(apposed, Label.ORG, 58, "rule:apposed", 0.75)


_QUOTED = re.compile(r"[ \n](?:[«“\"]\s?)(?P<name>[^\W\d_][^«»“”\"\n]{1,60}?)\s?[»”\"]")
_SMALL = r"(?:de la|de l['’]|des|du|de|d['’]|et|&|pour|en|à|au|aux|la|les|le|sur)"
_APPOSED = re.compile(rf"[ \n](?P<name>[A-ZÀ-Ý][\w&.’'\-]*\w(?: (?:{_SMALL} ?)?[A-ZÀ-Ý][\w&’'\-]*\w){{0,6}})")
_INDEFINITE = re.compile(r"\b(?:une?|d['’]une?|toute|chaque|autre|deux|trois|première?)\s$", re.IGNORECASE)


def _apposed(text: str, kind: re.Match[str]) -> Span | None:
    """The name put behind a kind that only describes it: "l'association « Adret »", "l'entreprise Ferrand"."""
    if _INDEFINITE.search(text[max(0, kind.start() - 10) : kind.start()]):
        return None
    match = _QUOTED.match(text, kind.end()) or _APPOSED.match(text, kind.end())
    if match is None or _in_capitals(text, kind.start()):
        return None
    words = _WORD.findall(match["name"])
    if match.re is _QUOTED:
        return Span(*match.span("name")) if match["name"][0].isupper() else None
    form = kind.group() in _folded("forms") and text[kind.start() : kind.end()].isupper()
    if (
        not words
        or (not form and all(gazetteer.is_common(word) or is_concept(word) for word in words))
        or (gazetteer.is_first_name(words[0]) and len(words) > 1)
    ):
        return None
    return Span(*match.span("name"))


def _by_name(text: str) -> Iterator[Candidate]:
    for match in _names().finditer(text):
        opens = _STARTS.search(text[max(0, match.start() - 12) : match.start()]) is not None
        if opens and gazetteer.is_common(match.group()):
            continue
        goes_on = " " not in match.group() and re.match(r" [A-ZÀ-Ý][a-zà-ÿ]", text[match.end() : match.end() + 3])
        if (not _in_capitals(text, match.start()) or match.group().isupper()) and not goes_on:
            span = with_area(text, Span(*match.span()))
            yield Candidate(span, Label.ORG, 62 if " " in span.cut(text) else 40, "gazetteer:organisation", 0.9)


def _by_acronym(text: str) -> Iterator[Candidate]:
    bodies = gazetteer.acronyms_of_bodies()
    for match in _ACRONYM.finditer(text):
        if match.group() in bodies and not (gazetteer.is_common(match.group()) and _in_capitals(text, match.start())):
            span = with_area(text, Span(*match.span()))
            weight = 62 if " " in span.cut(text) else 45
            yield Candidate(span, Label.ORG, weight, "gazetteer:acronym", 0.85)
    for match in _SPOKEN.finditer(text):
        word = match.group()
        if (
            (word in bodies or word.upper() in bodies)
            and not gazetteer.is_common(word)
            and not gazetteer.is_first_name(word)
        ):
            yield Candidate(Span(*match.span()), Label.ORG, 43, "gazetteer:acronym", 0.75)


def organisations(text: str) -> list[Candidate]:
    """What looks like the name of an organisation in ``text``."""
    found: list[Candidate] = []
    for finder in (_by_kind, _by_name, _by_acronym):
        found += finder(text)
    return found
