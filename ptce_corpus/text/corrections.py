"""What a reader fixed by hand: lines of ``corrections.csv``, replayed at each build.

A line is ``action,document,page,text,value``. ``document`` is the path under ``corpus/``, or ``*`` for all; an empty
``page`` means every page. ``text`` is found as whole words; a blank stands for any white space, a line's end too, and
any apostrophe for every other. Where two lines want the same place, the later one has it.

Two actions are on the text: ``keep`` refuses the edits that touch ``text``, raw text: it stays as it was read.
``write`` has it written ``value``. All others are on what was annotated, and ``replay`` makes them.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import WorkspaceError
from ptce_corpus.text.correction_values import ACTIONS, TEXTUAL, VALUED, WRITE, fault

FILE_NAME = "corrections.csv"
COLUMNS = ("action", "document", "page", "text", "value")
RULE = "correction"
EVERYWHERE = "*"
_BLANKS = re.compile(r"\s+")
_APOSTROPHE = re.compile(r"['’‘ʼ]")
_PIECE = re.compile(r"[^\s'’‘ʼ]+")


@dataclass(frozen=True, slots=True)
class Correction:
    """One line that can be replayed; ``line`` is its number in the file, from 1."""

    line: int
    action: str
    document: str
    page: int | None
    text: str
    value: str = ""

    @property
    def content(self) -> tuple[str, int | None, str, str]:
        """What it asks of a document that it touches, wherever it stands in the file."""
        return (self.action, self.page, self.text, self.value)

    @property
    def textual(self) -> bool:
        """Whether it is on the text, not on what was annotated."""
        return self.action in TEXTUAL

    @property
    def pieces(self) -> tuple[str, ...]:
        """The stretches of ``text`` that a page must hold letter by letter for the line to touch it, longest first."""
        return _pieces(self.text)

    def is_asked_of(self, document: str) -> bool:
        """Whether it is asked of a document."""
        return self.document in (EVERYWHERE, document)

    def concerns(self, document: str, page: int) -> bool:
        """Whether it is asked of a page of a document."""
        return self.is_asked_of(document) and self.page in (None, page)

    def places(self, text: str) -> list[Span]:
        """Where a text, such as the raw text of a page, holds this ``text``."""
        if self.pieces[0] not in text:
            return []
        return [Span(*match.span()) for match in _pattern(self.text).finditer(text)]


@dataclass(frozen=True, slots=True)
class Touch:
    """A line that touches a document; ``moot`` when its text is there and nothing stands there that it could change."""

    line: Correction
    moot: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line of the file."""

    line: int
    message: str

    def __str__(self) -> str:
        return f"{FILE_NAME}, line {self.line}: {self.message}"


@dataclass(frozen=True, slots=True)
class Corrections:
    """The lines of a file that can be replayed, in order, and what is wrong with the others."""

    lines: tuple[Correction, ...] = ()
    faults: tuple[Fault, ...] = ()

    def asked_of(self, document: str) -> tuple[Correction, ...]:
        """The lines that are asked of a document, whether it holds their text or not."""
        return tuple(line for line in self.lines if line.is_asked_of(document))


NONE = Corrections()
"""What a workspace without corrections has."""


def read(written: str) -> Corrections:
    """The corrections that a file holds; columns parted by commas, or by semicolons as French spreadsheets write.

    Raises:
        WorkspaceError: when the head of the file does not name the columns.
    """
    head = written.partition("\n")[0]
    rows = csv.reader(io.StringIO(written, newline=""), delimiter=";" if ";" in head else ",")
    lines: list[Correction] = []
    faults: list[Fault] = []
    for number, row in _numbered(rows):
        if number == 1:
            _check_head(row)
        elif any(cell.strip() for cell in row):
            line = _line(number, row)
            if isinstance(line, Correction):
                lines.append(line)
            else:
                faults.append(line)
    return Corrections(tuple(lines), tuple(faults))


def touching(lines: Iterable[Correction], source: SourceDocument) -> tuple[Correction, ...]:
    """Of the lines on the text those that touch a document: asked of it, and one of its pages holds their text."""
    return tuple(
        line
        for line in lines
        if line.textual
        and any(line.concerns(source.identifier, page.number) and line.places(page.text) for page in source.pages)
    )


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A text with one blank for any white space and one apostrophe for every other."""
    return " ".join(_APOSTROPHE.sub("'", text).split())


def corrected(text: AlignedText, corrections: Iterable[Correction]) -> AlignedText:
    """The text of a page with ``corrections`` made to its raw text; edits that meet one give way to it whole."""
    edits: Sequence[Edit] = text.edits
    for line in corrections:
        places = line.places(text.source) if line.textual else ()
        if places:
            edits = [*_apart(edits, places), *_written(line, places, text.source)]
            edits.sort(key=lambda edit: edit.span)
    return text if edits is text.edits else AlignedText(text.source, tuple(edits))


def _written(line: Correction, places: Sequence[Span], source: str) -> Iterator[Edit]:
    """The edits of a line that writes, each of what differs alone."""
    for span in places if line.action == WRITE else ():
        before, after = span.cut(source), line.value
        if before == after:
            continue
        head = _shared(before, after)
        tail = _shared(before[head:][::-1], after[head:][::-1])
        if head + tail == len(before):  # an edit of nothing would stand beside the place, not in it
            head = tail = 0
        yield Edit(Span(span.start + head, span.end - tail), after[head : len(after) - tail], RULE)


def _shared(before: str, after: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False)))


def _apart(edits: Sequence[Edit], places: Sequence[Span]) -> Iterator[Edit]:
    """The edits that meet none of the places; both are in order and disjoint."""
    rest = iter(places)
    place = next(rest, None)
    for edit in edits:
        while place is not None and place.end <= edit.span.start:
            place = next(rest, None)
        if place is None or not edit.span.overlaps(place):
            yield edit


def _numbered(rows: Iterable[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line where each begins; a cell may hold several lines."""
    reader = iter(rows)
    while True:
        begins = getattr(reader, "line_num", 0) + 1
        try:
            yield begins, next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield begins, ["?"]
            return


def _check_head(row: Sequence[str]) -> None:
    if tuple(cell.strip().lower() for cell in row[: len(COLUMNS)]) != COLUMNS:
        raise WorkspaceError(
            f"the first line of {FILE_NAME} does not name its columns", remedy=f"Write: {','.join(COLUMNS)}"
        )


def _line(number: int, row: Sequence[str]) -> Correction | Fault:
    """The correction of a row, or what is wrong with it."""
    action = row[0].strip().lower()
    if action not in ACTIONS:
        return Fault(number, f"the action {action!r} is not known")
    least = COLUMNS.index("value") + (action == WRITE)
    if len(row) < least:
        return Fault(number, f"{len(row)} columns, {least} are needed")
    document, page, text = row[1].strip(), row[2].strip(), row[3].strip()
    if not document or not _PIECE.search(text):
        return Fault(number, "it names no document or no text")
    if page and not (page.isascii() and page.isdigit()):
        return Fault(number, f"{page!r} is no page number")
    value = row[4].strip() if action in VALUED and len(row) >= len(COLUMNS) else ""
    wrong = fault(action, value)
    if wrong:
        return Fault(number, wrong)
    return Correction(number, action, document, int(page) if page else None, text, value)


@lru_cache(maxsize=1024)
def _pieces(text: str) -> tuple[str, ...]:
    return tuple(sorted(dict.fromkeys(_PIECE.findall(text)), key=len, reverse=True))


@lru_cache(maxsize=1024)
def _pattern(text: str) -> re.Pattern[str]:
    """Finds a text as whole words, however its blanks and apostrophes are written."""
    parts = (re.escape(part) for part in _BLANKS.split(text))
    pattern = _APOSTROPHE.sub("['’‘ʼ]", r"\s+".join(parts))
    before = r"(?<!\w)" if text[0].isalnum() else ""
    after = r"(?!\w)" if text[-1].isalnum() else ""
    return re.compile(before + pattern + after)
