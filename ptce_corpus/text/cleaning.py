"""From pages as they were extracted to a cleaned document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import Document, Markup, Origin, Page, SourceDocument, SourcePage
from ptce_corpus.domain.span import Span
from ptce_corpus.text import note_calls
from ptce_corpus.text.boilerplate import furniture
from ptce_corpus.text.chain import Chain
from ptce_corpus.text.characters import normalised
from ptce_corpus.text.corrections import Correction, corrected
from ptce_corpus.text.document_dates import document_date
from ptce_corpus.text.flow import flowing
from ptce_corpus.text.kinds import kind
from ptce_corpus.text.layout import joined_words
from ptce_corpus.text.markdown import shows_marks, unmarked
from ptce_corpus.text.name_spellings import named
from ptce_corpus.text.repair import Trust, mended
from ptce_corpus.text.titles import title

MARKED = Chain() | unmarked
"""What a text that is written in Markdown goes through besides."""
_ROWS = frozenset({"text/csv", "application/jsonl", "application/x-ndjson", "application/jsonlines"})
_MESSAGES = frozenset({"message/rfc822", "application/vnd.ms-outlook"})
"""Media types whose title is the subject that the sender wrote."""
_SLIDES = frozenset(
    {
        "application/vnd.ms-powerpoint",
        "application/vnd.oasis.opendocument.presentation",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    }
)
"""Media types whose pages stand each for itself."""
_CLEAN = 0.9
"""Legibility from which a text layer is taken for a digital one."""
_FIRST_PAGES, _MOST_HEADINGS = 8, 50
_HEADING = re.compile(r"(?m)^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<title>\S[^\n]{2,200}?)[ \t#]*$")


def cleaned(source: SourceDocument, corrections: Sequence[Correction] = ()) -> Document:
    """The document made of ``source``: text normalised and repaired, furniture marked, title, date and kind told.

    ``corrections`` made by hand have the last word. The raw text of each page stays as the source of its aligned text.
    """
    normal = [note_calls.told(joined_words(_normal(page.text, source.markup))) for page in source.pages]
    names = named(text.text for text in normal)
    contents = [
        corrected(
            mended(text, trust=_trust(page), names=names),
            (line for line in corrections if line.concerns(source.identifier, page.number)),
        )
        for page, text in zip(source.pages, normal, strict=True)
    ]
    texts = [content.text for content in contents]
    marked = furniture(texts)
    bodies = [_without(text, spans) for text, spans in zip(texts, marked, strict=True)]
    headings = _headings(source, contents)
    judged = kind(
        bodies,
        identifier=source.identifier,
        claim=source.kind,
        media_type=source.media_type,
        headings=[text for text, _ in headings],
    )
    is_row = source.media_type in _ROWS
    date, basis = document_date(
        texts,
        identifier="" if is_row else source.identifier,
        claim=source.date,
        kind=judged.kind,
        trusted=is_row,
    )
    return Document(
        identifier=source.identifier,
        sha256=source.sha256,
        media_type=source.media_type,
        title=title(
            bodies,
            claim=source.title,
            identifier=source.identifier,
            headings=headings,
            kind=judged.kind,
            trusted=is_row or source.media_type in _MESSAGES,
        ),
        date=date,
        date_basis=basis,
        kind=judged.kind,
        kind_confidence=judged.confidence,
        pages=_pages(source, contents, marked),
        language=source.language,
        producer=source.producer,
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


def _pages(
    source: SourceDocument, contents: Sequence[AlignedText], marked: Sequence[tuple[Span, ...]]
) -> tuple[Page, ...]:
    pages = tuple(
        Page(page.number, content, page.origin, page.legibility, page.note, spans, page.layout)
        for page, content, spans in zip(source.pages, contents, marked, strict=True)
    )
    return pages if source.media_type in _SLIDES else flowing(pages)


def _trust(page: SourcePage) -> Trust:
    """How closely a page is looked at: what an OCR engine read more so than a digital text layer."""
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


def _headings(source: SourceDocument, contents: Sequence[AlignedText]) -> list[tuple[str, int]]:
    """The headings of the first pages as cleaned, each with its level: the layout's, else those that Markdown marks."""
    shown = [
        (content.text[(span := content.target_span(heading.span)).start : span.end], heading.level)
        for page, content in zip(source.pages[:_FIRST_PAGES], contents, strict=False)
        for heading in page.layout.headings[:_MOST_HEADINGS]
    ]
    if shown or source.markup is not Markup.MARKDOWN or not source.pages:
        return shown
    marked = _HEADING.finditer(source.pages[0].text)
    return [(unmarked(AlignedText(match["title"])).text.strip(), len(match["marks"])) for match in marked]
