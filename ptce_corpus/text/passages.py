"""Passages: the stretches of a document that are indexed, shown and cited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ptce_corpus.domain.document import Document, PageEnd
from ptce_corpus.domain.passage import Passage
from ptce_corpus.domain.span import Span
from ptce_corpus.text.sentences import blocks, sentences, trimmed

SHORTEST = 300
"""Characters under which a passage takes in its neighbour."""
ENOUGH = 450
"""Characters at which a passage takes in nothing more."""
_HEADING = 120
LONGEST = 900
"""Characters past which a passage is cut, at a sentence's end where there is one."""


def passages(document: Document) -> tuple[Passage, ...]:
    """The passages of ``document``, in order; none holds furniture, and the page of each is that of its beginning.

    Each is a whole number of paragraphs of 300 to 900 characters where the text allows: longer paragraphs are cut at
    sentences, short neighbours stay together, a heading goes with what follows it. One runs over a page's end only
    where a paragraph does. ``text`` is verbatim.
    """
    return tuple(
        Passage(span, span.cut(document.text), document.locate(span).page)
        for stretch in _stretches(document)
        for span in _passages(document.text, stretch)
    )


def _passages(text: str, stretch: Span) -> Iterator[Span]:
    """The passages of a stretch of ``text`` in which paragraphs follow one another."""
    pieces = [piece for block in blocks(stretch.cut(text)) for piece in _pieces(text, block.shifted(stretch.start))]
    return _gathered(text, pieces)


def _stretches(document: Document) -> Iterator[Span]:
    """Pages, or several where paragraphs run on, without the furniture that stands in them."""
    start = 0
    for page, filled in zip(document.pages, document.page_spans, strict=True):
        for span in sorted(page.furniture):
            within = span.within(page.body)
            if within is not None:
                at = within.shifted(filled.start)
                yield from trimmed(document.text, start, at.start)
                start = max(start, at.end)
        if page.ending is PageEnd.CLOSED or page is document.pages[-1]:
            yield from trimmed(document.text, start, filled.end)
            start = filled.end


def _pieces(text: str, block: Span) -> list[Span]:
    """A block whole, or cut at its sentences when it is too long for one passage."""
    if len(block) <= LONGEST:
        return [block]
    return [
        piece for sentence in sentences(block.cut(text)) for piece in _short_enough(text, sentence.shifted(block.start))
    ]


def _short_enough(text: str, sentence: Span) -> Iterator[Span]:
    """A sentence, cut at blanks when it alone is too long."""
    start = sentence.start
    while sentence.end - start > LONGEST:
        limit = start + LONGEST
        at = max(text.rfind("\n", start + LONGEST // 2, limit), text.rfind(" ", start + LONGEST // 2, limit))
        cut = at if at > start else limit
        yield from trimmed(text, start, cut)
        start = cut
    yield from trimmed(text, start, sentence.end)


def _gathered(text: str, pieces: Sequence[Span]) -> Iterator[Span]:
    """Neighbours put together until a passage is long enough; a short last one joins the passage before it."""
    groups: list[list[Span]] = []
    for piece in pieces:
        if groups and _has_room(groups[-1], piece):
            groups[-1].append(piece)
            continue
        opening = [piece]
        if (
            groups
            and len(groups[-1]) > 1
            and _announces(text, groups[-1][-1])
            and piece.end - groups[-1][-1].start <= LONGEST
        ):
            opening.insert(0, groups[-1].pop())
        groups.append(opening)
    if len(groups) > 1 and _extent(groups[-1]) < SHORTEST and groups[-1][-1].end - groups[-2][0].start <= LONGEST:
        last = groups.pop()
        groups[-1] += last
    for group in groups:
        yield Span(group[0].start, group[-1].end)


def _extent(group: Sequence[Span]) -> int:
    return group[-1].end - group[0].start


def _has_room(group: Sequence[Span], piece: Span) -> bool:
    """Whether a group is still short and the piece fits in."""
    return _extent(group) < ENOUGH and piece.end - group[0].start <= LONGEST


def _announces(text: str, piece: Span) -> bool:
    """Whether a piece is a heading or the opening of a list: it belongs with what follows."""
    return len(piece) <= _HEADING and text[piece.end - 1] not in ".!?…»"
