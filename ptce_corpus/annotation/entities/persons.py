"""Names of people by their shape: "Odile Kirchner", "Hugues SIBILLE", "KIRCHNER Odile", "M. Vinchon", "L. Fraisse"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ptce_corpus.annotation import gazetteer
from ptce_corpus.annotation.entities.candidates import Candidate
from ptce_corpus.annotation.entities.name_reader import NameReader
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import either, folded, word_table
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span

_GIVEN = 5
"""First names and initials of one person, at most."""


@cache
def _titles(key: str) -> re.Pattern[str]:
    gap = r"[ \t\u00a0\u202f\n]+"
    return re.compile(rf"(?<![\w.\-]){either(word_table('persons')[key], gap=' ')}(?={gap}(?:de |d['’])?[A-ZÀ-Ý]){gap}")


def _given(line: NameReader, at: int) -> int | None:
    """Index after the first names that begin at ``at``; None when there are none."""
    word = line.words[at]
    if not (word.title or word.upper) or len(word.text) < 2 or not gazetteer.is_first_name(word.text):
        return None
    if (
        flat(word.text) in line.particles
        or word.text in word_table("places")["names"]
        or word.text.capitalize() in ("France", "Paris", "Europe", "Lorraine")
    ):
        return None
    index = at + 1
    while index < min(len(line.words), at + _GIVEN) and line.joined(line.words[index - 1], line.words[index]):
        follower = line.words[index]
        if (follower.initial and line.text[follower.span.end : follower.span.end + 1] == ".") or (
            follower.title
            and word.title
            and gazetteer.is_first_name(follower.text)
            and index + 1 < len(line.words)
            and line.joined(follower, line.words[index + 1])
            and (line.words[index + 1].title or line.words[index + 1].upper)
            and not gazetteer.is_common(line.words[index + 1].text)
        ):
            index += 1
        else:
            break
    return index


def _sure(line: NameReader, at: int, given: int, end: int) -> bool:
    """Whether first name and family name make a person, not two capitalised words of a heading."""
    first, last = line.words[at], line.words[end - 1]
    surname = line.words[given]
    if not gazetteer.is_common(first.text) or gazetteer.is_surname(last.text) or (surname.upper and first.title):
        return first.title or surname.upper
    return not gazetteer.is_common(surname.text)


def _full_names(line: NameReader) -> Iterator[Candidate]:
    at = 0
    while at < len(line.words):
        given = _given(line, at)
        end = (
            line.surname_end(given)
            if given is not None and given < len(line.words) and line.joined(line.words[given - 1], line.words[given])
            else None
        )
        if given is not None and end is not None and _sure(line, at, given, end):
            yield _person(line, at, end, "gazetteer:first-name", 0.93)
            at = end
        else:
            at += 1


def _reversed_names(line: NameReader) -> Iterator[Candidate]:
    """Surnames first, as in "KIRCHNER Odile", and in capitals behind a first name that no list knows."""
    for at in range(len(line.words) - 1):
        left, right = line.words[at], line.words[at + 1]
        if not line.joined(left, right) or left.upper == right.upper:
            continue
        found = _surname_first(line, at) if left.upper else _surname_in_capitals(line, at)
        if found is not None:
            yield found


def _surname_first(line: NameReader, at: int) -> Candidate | None:
    left, right = line.words[at], line.words[at + 1]
    known = left.text in gazetteer.acronyms_of_bodies() or left.text in word_table("organisations")["concepts"]
    if known or len(left.text) < 3 or not right.title or not gazetteer.is_first_name(right.text):
        return None
    follower = line.words[at + 2] if at + 2 < len(line.words) else None
    if follower is not None and line.joined(right, follower) and (follower.title or follower.upper):
        return None
    start = line.capitals_start(at)
    sure = not gazetteer.is_common(left.text) or gazetteer.is_surname(left.text) or line.listed(start, at + 1)
    return _person(line, start, at + 2, "rule:surname-first", 0.85) if sure else None


def _surname_in_capitals(line: NameReader, at: int) -> Candidate | None:
    left, right = line.words[at], line.words[at + 1]
    if not left.title or len(right.text) < 3 or not right.text.isalpha():
        return None
    if gazetteer.is_common(left.text) or flat(left.text) in line.kinds or gazetteer.is_place(left.text):
        return None
    end = line.surname_end(at + 1)
    if end is None or (gazetteer.is_common(right.text) and not gazetteer.is_surname(right.text)):
        return None
    return _person(line, at, end, "rule:surname-in-capitals", 0.8)


def _titled_names(line: NameReader) -> Iterator[Candidate]:
    """Names behind a title: "Mme Bernon", but not "M. le président"."""
    index_at = {word.span.start: index for index, word in enumerate(line.words)}
    functions = folded("persons", "functions")
    strong = frozenset(word_table("persons")["strong"])
    for match in _titles("titles").finditer(line.text):
        at = index_at.get(match.end())
        if at is None or flat(line.words[at].text) in functions:
            continue
        given = _given(line, at)
        start_surname = (
            given
            if given is not None and given < len(line.words) and line.joined(line.words[given - 1], line.words[given])
            else at
        )
        while start_surname < min(len(line.words), at + _GIVEN) and line.words[start_surname].initial:
            start_surname += 1
        if line.words[at].text.islower() and match.group().strip() not in strong:
            continue
        end = line.surname_end(start_surname) or line.surname_end(at)
        if end is None and given is not None:
            end = given
        title = match.group().strip()
        if end is None or (title not in strong and end - at < 2 and gazetteer.is_common(line.words[at].text)):
            continue
        yield _person(line, at, end, "rule:title", 0.92)


def _initialled_names(line: NameReader) -> Iterator[Candidate]:
    """Names behind initials: "L. Fraisse", "J.-P. Dupont"."""
    for at in range(len(line.words) - 1):
        word = line.words[at]
        if not word.initial or line.text[word.span.end : word.span.end + 1] != "." or word.text == "M":
            continue
        index = at + 1
        while (
            index < min(len(line.words) - 1, at + _GIVEN)
            and line.words[index].initial
            and line.text[line.words[index - 1].span.end : line.words[index].span.start] in (".", ". ", ".-")
        ):
            index += 1
        if line.text[line.words[index - 1].span.end : line.words[index].span.start] not in (". ", ".", ".\u00a0"):
            continue
        surname = line.words[index]
        if surname.initial or (gazetteer.is_common(surname.text) and not gazetteer.is_surname(surname.text)):
            continue
        end = line.surname_end(index, most=2)
        if (
            end is not None
            and not (at and line.words[at - 1].initial)
            and not (line.starts_sentence(at) and not gazetteer.is_surname(surname.text))
        ):
            yield _person(line, at, end, "rule:initial", 0.82)


_NAME = r"[A-ZÀ-Ý](?:[\w\-]|[’'](?=\w))+"
_COLUMNS = re.compile(
    rf"^[ \t]{{0,8}}(?P<left>{_NAME}(?:[ ]{_NAME})?)(?:[ ]{{2,40}}|\t{{1,4}})"
    rf"(?P<right>{_NAME})(?=[ ]{{2}}|\t|[ ]?$)",
    re.MULTILINE,
)
_FEWEST = 2
"""Rows that make a table of names."""


def _columned_names(line: NameReader) -> Iterator[Candidate]:
    """Family names in one column and first names in the next, as on a sheet of attendance."""
    rows = [match for match in _COLUMNS.finditer(line.text) if _in_two_columns(match["left"], match["right"])]
    if len(rows) >= _FEWEST:
        for match in rows:
            span = Span(match.start("left"), match.end("right"))
            yield Candidate(span, Label.PER, 77, "rule:columns", 0.85)


def _in_two_columns(left: str, right: str) -> bool:
    """Whether one of two cells is a first name and the other can be no more than a family name."""
    if gazetteer.is_first_name(right) and not right.isupper():
        return left.isupper() or gazetteer.is_surname(left) or not gazetteer.is_common(left)
    return gazetteer.is_first_name(left) and right.isupper() and right not in gazetteer.acronyms_of_bodies()


def _person(line: NameReader, start: int, end: int, reason: str, confidence: float) -> Candidate:
    span = Span(line.words[start].span.start, line.words[end - 1].span.end)
    return Candidate(span, Label.PER, 70, reason, confidence)


def people(text: str) -> list[Candidate]:
    """What looks like a person's full or titled name in ``text``."""
    line = NameReader(text)
    found: list[Candidate] = []
    for finder in (_full_names, _reversed_names, _titled_names, _initialled_names, _columned_names):
        found += finder(line)
    return found
