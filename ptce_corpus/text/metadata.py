"""What a document says of itself: its title, its date and what the date rests on. Its kind: see ``kinds``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

from ptce_corpus.domain.document import DateBasis, Kind
from ptce_corpus.text import file_dates
from ptce_corpus.text.dates import DatedSpan, find
from ptce_corpus.text.kinds import kind
from ptce_corpus.text.lexicon import bare

__all__ = ["document_date", "kind", "title"]

_TITLE_LINES, _TITLE_LONGEST = 25, 180
_TOP, _END, _PAGES, _LINE = 25, 12, 8, 240
_FURTHER_DOWN = 2.5
"""What a dateline loses when it does not stand in the first lines."""
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?")
_DAYS = re.compile(r"\d{4}-\d{2}-\d{2}/\d{4}-\d{2}-\d{2}")
_OPENING_DATELINE = re.compile(r"[A-ZÀ-Ý][\w' -]{1,40}, (?:le )?\d{1,2}(?:er)? \w{3,9} \d{4}\s?[-–—:.]\s?(?=\w)")
_SUBJECT = re.compile(r"(?m)^[ \t]*Objet ?: ?(?P<subject>\S[^\n]{4,300})$", re.IGNORECASE)
_LONE_LETTER = re.compile(r"(?<!\S)[^\W\d_](?!\S)")
_PROSE = re.compile(r", [a-zà-ÿ][^,]{10,}, |\b(?:est|sont|a été|ont été|se sont)\b.*,|\bse réuni(?:t|ssent)\b|^Le \d")
_URL_DATE = re.compile(r"https?://[^\s/]{3,80}/\S{0,80}?(?<!\d)(20\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=[/_-])")
_MAY_DATE = re.compile(r"\d{4}|\d[./-]\d|\b[0-3]?\d(?:er)? [a-zA-Zéû]{3,9}\b")


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("ptce_corpus.text") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _patterns(key: str) -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(f"(?:{pattern})" for pattern in _table("titles")[key]) + ")", re.IGNORECASE)


def title(
    pages: Sequence[str],
    *,
    claim: str | None = None,
    identifier: str = "",
    heading: str | None = None,
    kind: Kind | None = None,
) -> str:
    """The title of a document: its own claim unless that is junk, a marked heading, its first telling line, its name.

    ``claim`` is the file's own; ``heading`` a heading that markup names as the first; ``identifier`` its path. A
    letter's subject line is its title.
    """
    stem = PurePosixPath(identifier).stem
    claimed = " ".join((claim or "").split())
    if 2 <= len(claimed) <= 300 and not _patterns("junk").fullmatch(bare(claimed)) and claimed != stem:
        return claimed
    subject = _SUBJECT.search(pages[0]) if pages and kind is Kind.LETTER else None
    if subject:
        return _shortened(subject["subject"].strip(" .;,"))
    if heading and not _patterns("generic").fullmatch(bare(heading)):
        return heading
    return _first_title(pages) or " ".join(re.split(r"[\s_-]+", stem)).strip() or identifier


def _first_title(pages: Sequence[str]) -> str:
    """The first lines of the first page that could be a title, joined while they go on.

    A letterhead, or prose, is taken only when nothing better stands in the first lines.
    """
    first = next((page for page in pages if page.strip()), "")
    lines = [_undated(line) for line in _first_lines(first, _TITLE_LINES)]
    best = _opening(lines)
    if best is None:
        return ""
    parts = [lines[best]]
    for line in lines[best + 1 :]:
        if not line or not _goes_on(parts, line):
            break
        parts.append(line)
    return _shortened(" ".join(" ".join(parts).split())).strip(" -–—:;,")


def _first_lines(text: str, number: int) -> list[str]:
    """The first visible lines, with one empty line where there are blanks between them."""
    lines = [line.strip(" \t-–—•*#|_") for line in text.lstrip().split("\n", 200)[:200]]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return kept[:number]


def _opening(lines: Sequence[str]) -> int | None:
    """Which line opens the title: the first that looks like one before prose begins, else a letterhead or the prose."""
    letterhead: int | None = None
    for index, line in enumerate(lines):
        if not _telling(line, first=index == 0):
            continue
        if _patterns("letterhead").fullmatch(bare(line)):
            letterhead = index if letterhead is None else letterhead
        elif not _is_prose(line):
            return index
        else:
            return index if letterhead is None else letterhead
    return letterhead


def _undated(line: str) -> str:
    """A line without the dateline that opens it: ``Paris, le 13 janvier 2021 — En cette…``."""
    match = _OPENING_DATELINE.match(line)
    return line[match.end() :] if match else line


def _shortened(title: str) -> str:
    if len(title) <= _TITLE_LONGEST:
        return title
    return title[: title.rfind(" ", 0, _TITLE_LONGEST)].rstrip(" ,;:") + "…"


def _telling(line: str, *, first: bool) -> bool:
    """Whether a line has words of its own: no date, no address, no caption, no row of letters or names."""
    letters = sum(character.isalpha() for character in line)
    if letters < 6 or letters < 0.5 * len(line) or (line[0].islower() and not first):
        return False
    if _patterns("generic").fullmatch(bare(line)):
        return False
    return line.count("·") <= 2 and len(_LONE_LETTER.findall(line)) <= 4


def _is_prose(line: str) -> bool:
    return len(line) > 130 or line.endswith((".", ";", ":")) or _PROSE.search(line) is not None


def _goes_on(parts: Sequence[str], line: str) -> bool:
    """Whether ``line`` belongs to the title that ``parts`` began: same case, no full stop yet, not too long."""
    so_far = sum(map(len, parts))
    if so_far + len(line) > _TITLE_LONGEST or parts[-1][-1] in ".!?" or _patterns("generic").fullmatch(bare(line)):
        return False
    if parts[-1].isupper():
        return line.isupper()
    return len(parts) < 4 and (line[0].islower() or (parts[-1].count("«") > parts[-1].count("»")) or line[0] in "«&")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    order: int
    zones: frozenset[str]


def document_date(
    pages: Sequence[str],
    *,
    identifier: str = "",
    claim: str | None = None,
    kind: Kind | None = None,
    trusted: bool = False,
) -> tuple[str | None, DateBasis | None]:
    """When a document is from (EDTF), and what that rests on; (None, None) when nothing tells.

    A date that it states in a dateline, a heading or a signature comes first, then its file name, then the file's own
    ``claim``. A ``trusted`` claim (a column of a table) comes before all.
    """
    if trusted and claim:
        return claim, DateBasis.METADATA
    stated = _stated(pages, kind)
    if stated:
        return stated, DateBasis.STATED
    named = file_dates.named(identifier)
    if named and len(named) > 4:
        return named, DateBasis.FILE_NAME
    if claim and (named is None or claim.startswith(named)):
        return claim, DateBasis.METADATA
    return (named, DateBasis.FILE_NAME) if named else (None, None)


def _stated(pages: Sequence[str], kind: Kind | None) -> str | None:
    address = _URL_DATE.search("\n".join(pages[:_PAGES])) if kind is Kind.ARTICLE else None
    if address:
        return "-".join(address.groups())
    table = _table("datelines")
    cues = [*table["cues"], *(table["programme"] if kind is Kind.PROGRAMME else [])]
    best: tuple[float, str] | None = None
    for line in _lines(pages):
        for found in find(line.text[:_LINE]) if _MAY_DATE.search(line.text[:_LINE]) else ():
            weight = _weight(line, found, cues) if _dates_a_document(found, kind) else 0.0
            if weight >= table["least"] and (best is None or weight - line.order / 100 > best[0]):
                best = weight - line.order / 100, found.value or ""
    return best[1] if best else None


def _dates_a_document(found: DatedSpan, kind: Kind | None) -> bool:
    """Whether a date is whole enough: a day or a month; for a programme, days that follow one another too."""
    if found.relative or found.value is None:
        return False
    return bool(_DATE.fullmatch(found.value) or (kind is Kind.PROGRAMME and _DAYS.fullmatch(found.value)))


def _weight(line: _Line, found: DatedSpan, cues: Sequence[dict[str, Any]]) -> float:
    """What a date that was found on a line weighs as the date of the document; 0 when it is only mentioned."""
    masked = bare(line.text[: found.span.start]) + "\0" + bare(line.text[found.span.end :])
    whole_day = 1.0 if found.value and found.value.count("-") >= 2 else 0.0
    weights = [cue["weight"] for cue in cues if cue["zone"] in line.zones and _cue(cue["line"]).search(masked)]
    return max(weights) + whole_day - (0.0 if "top" in line.zones else _FURTHER_DOWN) if weights else 0.0


@cache
def _cue(line: str) -> re.Pattern[str]:
    return re.compile(line.replace("{date}", "\0"), re.IGNORECASE)


def _lines(pages: Sequence[str]) -> Iterator[_Line]:
    """The lines that may state a date, each with its zones; one that opens in lower case goes on the one before."""
    for order, line in enumerate(_whole("\n".join(pages[:_PAGES]))):
        yield _Line(line, min(order, 200), frozenset({"top", "any"} if order < _TOP else {"any"}))
    for line in _whole("\n".join(pages[-1:]))[-_END:]:
        yield _Line(line, 200, frozenset({"end", "any"}))


def _whole(text: str) -> list[str]:
    lines: list[str] = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        if lines and line[0].islower() and len(lines[-1]) + len(line) < _LINE:
            lines[-1] += " " + line
        else:
            lines.append(line)
    return lines
