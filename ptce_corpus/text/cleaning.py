"""From pages as they were extracted to a cleaned document."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Document, Markup, Origin, Page, SourceDocument, SourcePage
from ptce_corpus.domain.span import Span
from ptce_corpus.text import metadata
from ptce_corpus.text.boilerplate import furniture
from ptce_corpus.text.chain import Chain
from ptce_corpus.text.characters import normalised
from ptce_corpus.text.kinds import kind
from ptce_corpus.text.layout import joined_words
from ptce_corpus.text.markdown import shows_marks, unmarked
from ptce_corpus.text.repair import Trust, mended

MARKED = Chain() | unmarked
"""What a text that is written in Markdown goes through besides."""
_ROWS = frozenset({"text/csv", "application/jsonl", "application/x-ndjson", "application/jsonlines"})
_CLEAN = 0.9
"""Legibility from which a text layer is taken for a digital one."""
_HEADING = re.compile(r"(?m)^ {0,3}#{1,6}[ \t]+(?P<title>\S[^\n]{2,200}?)[ \t#]*$")


def cleaned(source: SourceDocument) -> Document:
    """The document made of ``source``: text normalised and repaired, furniture marked, title, date and kind told.

    The raw text of each page stays as the source of its aligned text.
    """
    contents = [_content(page, source.markup) for page in source.pages]
    texts = [content.text for content in contents]
    marked = furniture(texts)
    bodies = [_without(text, spans) for text, spans in zip(texts, marked, strict=True)]
    of_kind = kind(bodies, identifier=source.identifier, claim=source.kind)
    date, basis = metadata.document_date(
        texts,
        identifier=source.identifier,
        claim=source.date,
        kind=of_kind,
        trusted=source.media_type in _ROWS,
    )
    return Document(
        identifier=source.identifier,
        sha256=source.sha256,
        media_type=source.media_type,
        title=metadata.title(
            bodies, claim=source.title, identifier=source.identifier, heading=_heading(source), kind=of_kind
        ),
        date=date,
        date_basis=basis,
        kind=of_kind,
        pages=tuple(
            Page(page.number, content, page.origin, page.legibility, page.note, spans)
            for page, content, spans in zip(source.pages, contents, marked, strict=True)
        ),
    )


def repaired(text: str, *, markup: Markup = Markup.PLAIN) -> AlignedText:
    """``text`` normalised and, where damage is evident, repaired; its lines stay where they are.

    Words broken at a line's end stay broken here: joining them is the reader's layout, not damage.
    """
    return mended(_normal(text, markup))


def _normal(text: str, markup: Markup) -> AlignedText:
    content = normalised(text)
    if markup is Markup.MARKDOWN or shows_marks(content.text):
        content = MARKED(content)
    return content


def _content(page: SourcePage, markup: Markup) -> AlignedText:
    """The cleaned text of a page. What an OCR engine read is looked at more closely than a digital text layer."""
    return mended(joined_words(_normal(page.text, markup)), trust=_trust(page))


def _trust(page: SourcePage) -> Trust:
    if page.origin is Origin.OCR:
        return Trust.READ
    return Trust.DIGITAL if page.legibility >= _CLEAN else Trust.UNKNOWN


def _without(text: str, spans: Iterable[Span]) -> str:
    """``text`` with its furniture blanked out, so that it is not taken for a title."""
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], " " * len(span)]
        at = span.end
    return "".join(pieces) + text[at:]


def _heading(source: SourceDocument) -> str | None:
    """The first heading of a source written in Markdown, without its marks."""
    if source.markup is not Markup.MARKDOWN or not source.pages:
        return None
    match = _HEADING.search(source.pages[0].text)
    return unmarked(AlignedText(match["title"])).text.strip() if match else None
