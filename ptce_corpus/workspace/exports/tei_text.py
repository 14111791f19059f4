"""The text of a document in TEI: paragraphs, headings, page beginnings, and what was found in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ptce_corpus.domain.annotation import Label, Mention, Quotation
from ptce_corpus.domain.document import Document, PageEnd
from ptce_corpus.domain.graph import Meant
from ptce_corpus.domain.span import Span
from ptce_corpus.text.sentences import blocks, trimmed
from ptce_corpus.workspace.exports.archive import Entry
from ptce_corpus.workspace.exports.markup import content, empty, opening
from ptce_corpus.workspace.exports.nesting import Piece, nested
from ptce_corpus.workspace.exports.tei_dates import dated

_ELEMENTS = {
    Label.PER: "persName",
    Label.ORG: "orgName",
    Label.LOC: "placeName",
    Label.DATE: "date",
    Label.TIME: "time",
    Label.FUNCTION: "roleName",
}
_TRUTH = {"direct": "true", "indirect": "false", "mixed": "unknown"}


@dataclass(frozen=True, slots=True)
class _Inline:
    """An element inside a paragraph. ``identifier`` is that of its pieces, should it fall into several."""

    name: str
    identifier: str
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph or, with a level, a heading."""

    span: Span
    level: int | None
    pieces: tuple[Piece[_Inline], ...]


def body(entry: Entry, references: Mapping[str, str]) -> Iterator[str]:
    """The lines of ``body``. ``references`` are the identifiers in the header of whoever speaks, by name."""
    document = entry.document
    blocks_ = list(_blocks(document, [*_inlines(entry, references)]))
    counts = Counter(piece.of.identifier for block in blocks_ for piece in block.pieces)
    writer = _Writer(document, {name: count for name, count in counts.items() if count > 1})
    yield "<body>\n<div>\n"
    for number, block in enumerate(blocks_):
        if block.level is not None and number:
            yield "</div>\n<div>\n"
        yield from writer.pages_before(block.span.start)
        # Only what opens a division is its head: one paragraph at most stands before.
        yield writer.block(block)
    yield from writer.pages_before(len(document.text) + 1)
    yield "</div>\n</body>\n" if blocks_ else "<p/>\n</div>\n</body>\n"


def reference(meant: Meant) -> str:
    """The identifier of an entity in the header."""
    return f"{meant.label.value.lower()}-{meant.number}"


def _inlines(entry: Entry, references: Mapping[str, str]) -> Iterator[tuple[Span, _Inline]]:
    for number, quotation in enumerate(entry.annotations.quotations, start=1):
        if not quotation.span.cut(entry.document.text).strip():
            continue
        yield quotation.span, _said(quotation, f"q{number}", references)
        if quotation.cue is not None:
            yield quotation.cue, _Inline("seg", f"c{number}", {"type": "cue", "corresp": f"#q{number}"})
    # The model of names has no place for what is said: a name that meets the end of a quotation is parted there.
    ends = sorted({end for one in entry.annotations.quotations for end in (one.span.start, one.span.end)})
    for number, (mention, meant) in enumerate(zip(entry.annotations.mentions, entry.meant, strict=True), start=1):
        named = _named(mention, meant, f"m{number}")
        inside = ends[bisect_right(ends, mention.span.start) : bisect_left(ends, mention.span.end)]
        for start, end in pairwise([mention.span.start, *inside, mention.span.end]):
            yield Span(start, end), named


def _said(quotation: Quotation, identifier: str, references: Mapping[str, str]) -> _Inline:
    speaker = quotation.speaker and quotation.speaker.name
    told = {
        "who": f"#{references[speaker]}" if speaker else None,
        "direct": _TRUTH[quotation.kind.value],
        "ana": f"#quotation-{quotation.kind.value}",
        "cert": round(quotation.confidence, 3),
    }
    return _Inline("said", identifier, told)


def _named(mention: Mention, meant: Meant | None, identifier: str) -> _Inline:
    told: dict[str, object] = {"ref": f"#{reference(meant)}"} if meant else {}
    if mention.label in (Label.DATE, Label.TIME):
        told |= dated(mention.value)
    return _Inline(_ELEMENTS[mention.label], identifier, {**told, "cert": round(mention.confidence, 3)})


def _blocks(document: Document, inlines: Sequence[tuple[Span, _Inline]]) -> Iterator[_Block]:
    """Paragraphs and headings in order, each with its part of what was found."""
    waiting = sorted(inlines, key=lambda pair: pair[0].start)
    following = 0
    open_: list[tuple[Span, _Inline]] = []
    for span, level in _parts(document):
        while following < len(waiting) and waiting[following][0].start < span.end:
            open_.append(waiting[following])
            following += 1
        open_ = [one for one in open_ if one[0].end > span.start]
        parts = ((one.within(span), inline) for one, inline in open_)
        inside = [(part.shifted(span.start), inline) for part, inline in parts if part is not None]
        yield _Block(span, level, tuple(nested(inside)))


def _parts(document: Document) -> Iterator[tuple[Span, int | None]]:
    """The blocks of the text, parted where a heading begins or ends; with the level of a heading."""
    headings = sorted(_headings(document))
    first = 0
    for block in blocks(document.text):
        while first < len(headings) and headings[first][0].end <= block.start:
            first += 1
        start, index = block.start, first
        while index < len(headings) and headings[index][0].start < block.end:
            heading, level = headings[index]
            begins, ends = max(heading.start, start), min(heading.end, block.end)
            index += 1
            if begins < ends:
                yield from ((span, None) for span in trimmed(document.text, start, begins))
                yield from ((span, level) for span in trimmed(document.text, begins, ends))
                start = ends
        yield from ((span, None) for span in trimmed(document.text, start, block.end))


def _headings(document: Document) -> Iterator[tuple[Span, int]]:
    for page, filled in zip(document.pages, document.page_spans, strict=True):
        for heading in page.shown_layout().headings:
            span = heading.span.within(page.body)
            if span is not None:
                yield span.shifted(filled.start), heading.level


class _Writer:
    """Writes blocks in order; knows which pages have begun. ``parted`` are the inlines in several pieces."""

    def __init__(self, document: Document, parted: Mapping[str, int]) -> None:
        self._text = document.text
        self._pages = _page_beginnings(document)
        self._next = 0
        self._parted = parted
        self._written: Counter[str] = Counter()

    def pages_before(self, position: int) -> Iterator[str]:
        """The beginnings of the pages that begin at ``position`` or before it."""
        while self._next < len(self._pages) and self._pages[self._next][0] <= position:
            yield self._pages[self._next][1] + "\n"
            self._next += 1

    def block(self, block: _Block) -> str:
        """A paragraph or a heading with all that is inside."""
        name = "p" if block.level is None else "head"
        parts = [opening(name, n=block.level)]
        at, ends = block.span.start, [(block.span.end, f"</{name}>\n")]
        for piece in block.pieces:
            while ends[-1][0] <= piece.span.start:
                parts += [*self._to(at, ends[-1][0]), ends[-1][1]]
                at = ends.pop()[0]
            parts += [*self._to(at, piece.span.start), self._tag(piece.of)]
            at = piece.span.start
            ends.append((piece.span.end, f"</{piece.of.name}>"))
        for end, tag in reversed(ends):
            parts += [*self._to(at, end), tag]
            at = end
        return "".join(parts)

    def _to(self, start: int, end: int) -> Iterator[str]:
        """The text between two places, with the pages that begin there."""
        while self._next < len(self._pages) and self._pages[self._next][0] < end:
            position, tag = self._pages[self._next]
            self._next += 1
            yield content(self._text[start:position]) + tag
            start = position
        yield content(self._text[start:end])

    def _tag(self, inline: _Inline) -> str:
        """A start tag; the pieces of what falls into several name one another."""
        own, pieces = inline.identifier, self._parted.get(inline.identifier, 1)
        if pieces == 1:
            return opening(inline.name, xml_id=own if inline.name == "said" else None, **inline.attributes)
        self._written[own] += 1
        number = self._written[own]
        return opening(
            inline.name,
            xml_id=own if number == 1 else f"{own}.{number}",
            prev=f"#{own}.{number - 1}" if number > 2 else f"#{own}" if number == 2 else None,
            next=f"#{own}.{number + 1}" if number < pieces else None,
            **inline.attributes,
        )


def _page_beginnings(document: Document) -> list[tuple[int, str]]:
    """Where each page begins in the text, with its ``pb``; in a broken word it tells that none ends there."""
    broken = [False, *(page.ending in (PageEnd.WORD, PageEnd.COMPOUND) for page, _ in pairwise(document.pages))]
    return [
        (span.start, empty("pb", n=page.number, break_="no" if inside else None))
        for page, span, inside in zip(document.pages, document.page_spans, broken, strict=False)
    ]
