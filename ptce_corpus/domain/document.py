"""What is read from a file, and the cleaned document made of it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.span import Span

PAGE_BREAK = "\n\n"
"""What stands between two pages in the text of a document, unless a paragraph runs on."""

AWAITING_OCR = "awaiting OCR"
"""Note of a scanned page that could not be read for want of an OCR engine."""

OUT_OF_TIME = "no time left for OCR"
"""Note of a scanned page that its file's time limit left unread."""


class Origin(StrEnum):
    """Where the text of a page came from."""

    TEXT_LAYER = "text-layer"
    OCR = "ocr"
    NATIVE = "native"
    NONE = "none"


class Kind(StrEnum):
    """Genre of a document."""

    PRESS_RELEASE = "press-release"
    PROGRAMME = "programme"
    REPORT = "report"
    MINUTES = "minutes"
    ARTICLE = "article"
    LETTER = "letter"
    OTHER = "other"


class DateBasis(StrEnum):
    """What a date rests on."""

    STATED = "stated"
    RELATIVE = "relative"
    DOCUMENT = "document"
    FILE_NAME = "file-name"
    METADATA = "metadata"


class Markup(StrEnum):
    """How a source writes its layout."""

    PLAIN = "plain"
    MARKDOWN = "markdown"


class PageEnd(StrEnum):
    """How the body of a page leads on to that of the next one."""

    CLOSED = "closed"
    """A paragraph ends with the page, or nothing tells that it runs on."""
    LINE = "line"
    """The paragraph runs on: only a line ends."""
    COMPOUND = "compound"
    """A word runs on behind a hyphen of its own."""
    WORD = "word"
    """A word runs on; the hyphen that breaks it, the last character, is no part of the body."""


_BETWEEN = {PageEnd.CLOSED: PAGE_BREAK, PageEnd.LINE: "\n", PageEnd.COMPOUND: "", PageEnd.WORD: ""}


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a page: the stretch it fills, and its rows as the spans of their cells, all in the raw text.

    Every row has as many cells as the widest; a cell that a row lacks is an empty span.
    """

    span: Span
    rows: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, as a span of the raw text of its page. ``level`` counts from 1, the highest."""

    span: Span
    level: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was read off an image, as a span of the raw text of its page.

    ``box`` is left, top, right, bottom as shares of the page's width and height, in [0, 1], from its upper left
    corner, the page as it is shown; ``confidence`` is the engine's, in [0, 1].
    """

    span: Span
    box: tuple[float, float, float, float]
    confidence: float


@dataclass(frozen=True, slots=True)
class Layout:
    """What a page shows beside its bare text, each part in the order of the text."""

    tables: tuple[Table, ...] = ()
    headings: tuple[Heading, ...] = ()
    words: tuple[Word, ...] = ()

    @property
    def confidence(self) -> float | None:
        """How sure OCR was of its words, each weighed by its length, in [0, 1]; None where there are none."""
        weight = sum(len(word.span) for word in self.words)
        return sum(word.confidence * len(word.span) for word in self.words) / weight if weight else None


PLAIN_LAYOUT = Layout()
"""The layout of a page that has none, or of which nothing is known."""


@dataclass(frozen=True, slots=True)
class SourcePage:
    """A page as extracted. ``number`` counts from 1; ``legibility`` is in [0, 1]; ``note`` says why this origin."""

    number: int
    text: str
    origin: Origin
    legibility: float = 1.0
    note: str | None = None
    layout: Layout = PLAIN_LAYOUT


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What an extractor gives for one document: raw pages, and what the file says of itself.

    ``identifier`` is the path under ``corpus/`` (POSIX), or a row's own ``id``. ``title``, ``date`` (EDTF) and
    ``kind`` are the file's own claims (metadata, columns of a row), None when it makes none. ``language`` is the
    ISO 639-1 code of most of the text, None when it is too short to tell; ``producer`` the program that wrote the file.
    """

    identifier: str
    sha256: str
    media_type: str
    pages: tuple[SourcePage, ...]
    title: str | None = None
    date: str | None = None
    kind: Kind | None = None
    markup: Markup = Markup.PLAIN
    language: str | None = None
    producer: str | None = None

    @property
    def awaits_ocr(self) -> bool:
        """Whether a page has no text because no OCR engine was there to read it."""
        return any(page.origin is Origin.NONE and page.note == AWAITING_OCR for page in self.pages)

    @property
    def out_of_time(self) -> tuple[int, ...]:
        """Numbers of the pages that the time limit left unread."""
        return tuple(page.number for page in self.pages if page.note == OUT_OF_TIME)


@dataclass(frozen=True, slots=True)
class Page:
    """A page whose text was cleaned; ``content.source`` is the raw text, never overwritten."""

    number: int
    content: AlignedText
    origin: Origin
    legibility: float = 1.0
    note: str | None = None
    furniture: tuple[Span, ...] = ()
    """Running heads and folios, as spans of ``content.text``: marked, not deleted."""
    layout: Layout = PLAIN_LAYOUT
    """Tables, headings and words read off an image, as spans of ``content.source``."""
    ending: PageEnd = PageEnd.CLOSED

    @property
    def text(self) -> str:
        """The cleaned text."""
        return self.content.text

    @property
    def body(self) -> Span:
        """The stretch of ``text`` between the furniture at its two ends, without blanks around; empty where all is."""
        text, start, end = self.text, 0, len(self.text)
        for span in sorted(self.furniture):
            if not text[start : span.start].strip():
                start = max(start, span.end)
        for span in sorted(self.furniture, key=lambda span: span.end, reverse=True):
            if not text[span.end : end].strip():
                end = min(end, span.start)
        kept = text[start:end]
        start += len(kept) - len(kept.lstrip())
        end = start + len(kept.strip())
        return Span(start, max(start, end - (self.ending is PageEnd.WORD)))

    def shown_layout(self) -> Layout:
        """The layout with spans of the cleaned ``text`` in place of those of its source."""
        place = self.content.target_span
        return Layout(
            tables=tuple(
                Table(place(table.span), tuple(tuple(map(place, row)) for row in table.rows))
                for table in self.layout.tables
            ),
            headings=tuple(Heading(place(heading.span), heading.level) for heading in self.layout.headings),
            words=tuple(Word(place(word.span), word.box, word.confidence) for word in self.layout.words),
        )


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document: page number, and spans in the cleaned and in the raw text of that page."""

    page: int
    span: Span
    source: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned document. Offsets of ``text`` run over the bodies of all pages; ``locate`` leads back to the source."""

    identifier: str
    sha256: str
    media_type: str
    title: str
    date: str | None
    date_basis: DateBasis | None
    kind: Kind
    pages: tuple[Page, ...]
    kind_confidence: float = 1.0
    """How sure ``kind`` is, in [0, 1]; 1.0 where the source itself names it."""
    language: str | None = None
    """ISO 639-1 code of most of the text; None when it is too short to tell."""
    producer: str | None = None
    """The program that wrote the file, as the file names it."""
    text: str = field(init=False, compare=False, repr=False)
    """The bodies of the pages, ``PAGE_BREAK`` between them, or less where a paragraph runs on (``Page.ending``)."""
    page_spans: tuple[Span, ...] = field(init=False, compare=False, repr=False)
    """For each page, the stretch of ``text`` that its body fills."""
    _starts: tuple[int, ...] = field(init=False, compare=False, repr=False)
    _bodies: tuple[int, ...] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        pieces, spans, bodies, at = [""], [], [], 0
        for page in self.pages:
            body, between = page.body, _BETWEEN[page.ending]
            pieces += [body.cut(page.text), between]
            spans.append(Span(at, at + len(body)))
            bodies.append(body.start)
            at += len(body) + len(between)
        object.__setattr__(self, "text", "".join(pieces[:-1]))
        object.__setattr__(self, "page_spans", tuple(spans))
        object.__setattr__(self, "_starts", tuple(span.start for span in spans))
        object.__setattr__(self, "_bodies", tuple(bodies))

    def page_span(self, page: Page) -> Span:
        """The stretch of ``text`` that the body of a page of this document fills."""
        return self.page_spans[self.pages.index(page)]

    def locate(self, span: Span) -> Location:
        """Page and source of a stretch of ``text``; one that runs over a page's end is cut there.

        Raises:
            ValueError: when the document has no page or the span leaves the text.
        """
        if not self.pages or span.end > len(self.text):
            raise ValueError(f"{span} is not in {self.identifier}")
        return self._part(self._page_at(span.start), span)

    def locations(self, span: Span) -> tuple[Location, ...]:
        """What each page holds of a stretch of ``text``, in order; its place alone when none holds a character of it.

        Raises:
            ValueError: when the document has no page or the span leaves the text.
        """
        beginning = self.locate(span)
        pages = range(self._page_at(span.start), self._page_at(span.end) + 1)
        parts = (self._part(index, span) for index in pages)
        return tuple(part for part in parts if len(part.span)) or (beginning,)

    def _page_at(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def _part(self, index: int, span: Span) -> Location:
        """The part of a span of ``text`` that lies on a page, or the end of its body nearest to it."""
        page, filled = self.pages[index], self.page_spans[index]
        start, end = max(span.start, filled.start), max(span.end, filled.start)
        by = self._bodies[index] - filled.start
        local = Span(min(start, filled.end) + by, min(end, filled.end) + by)
        return Location(page.number, local, page.content.source_span(local))
