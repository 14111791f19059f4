"""A page, its tables and what was found in it as rows, for JSON and CSV."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ptce_corpus.domain.citation import cited
from ptce_corpus.domain.document import Document, Layout, Page, Table
from ptce_corpus.domain.span import Span
from ptce_corpus.text.ocr_quality import document_quality, page_quality
from ptce_corpus.text.typography import is_typographic

Row = dict[str, Any]


def page_row(page: Page, *, words: bool = False, raw: bool = False) -> Row:
    """A page as the contract writes it. ``words``: with each word that OCR read; ``raw``: as it was extracted.

    Spans count in the ``text`` of the row.
    """
    text, layout = (page.content.source, page.layout) if raw else (page.text, page.shown_layout())
    confidence = page.layout.confidence
    return {
        "number": page.number,
        "text": text,
        "origin": page.origin,
        "legibility": round(page.legibility, 3),
        "quality": round(page_quality(page), 3),
        "note": page.note,
        "confidence": None if confidence is None else round(confidence, 3),
        "headings": [
            {"start": one.span.start, "end": one.span.end, "level": one.level, "text": _line(one.span.cut(text))}
            for one in layout.headings
        ],
        "tables": [
            {"start": table.span.start, "end": table.span.end, "rows": cell_texts(table, text)}
            for table in layout.tables
        ],
        **({"words": _word_rows(layout)} if words else {}),
    }


def quality_of(document: Document) -> float | None:
    """How well a document could be read, as rows tell it; None without any text."""
    found = document_quality(document)
    return None if found is None else round(found, 3)


def edit_rows(page: Page, *, typographic: bool = True) -> list[Row]:
    """The edits of a page: ``start`` and ``end`` count in its raw text, ``text_start`` and ``text_end`` in the cleaned.

    Without ``typographic``, those that only change how the text is set are left out.
    """
    return [
        {
            "start": edit.span.start,
            "end": edit.span.end,
            "before": edit.span.cut(page.content.source),
            "after": edit.after,
            "rule": edit.rule,
            "confidence": round(edit.confidence, 3),
            "text_start": span.start,
            "text_end": span.end,
        }
        for edit, span in zip(page.content.edits, page.content.edit_spans(), strict=True)
        if typographic or not is_typographic(edit)
    ]


def _word_rows(layout: Layout) -> list[Row]:
    return [
        {
            "start": word.span.start,
            "end": word.span.end,
            "box": [round(side, 4) for side in word.box],
            "confidence": round(word.confidence, 3),
        }
        for word in layout.words
    ]


def cell_texts(table: Table, text: str) -> list[list[str]]:
    """The cells of a table, row by row, each on one line; an absent one is empty."""
    return [[_line(cell.cut(text)) for cell in row] for row in table.rows]


def cells(document: Document) -> Iterator[Row]:
    """Every cell of every table of a document; tables, rows and columns count from 1, tables anew on each page."""
    for page in document.pages:
        for number, table in enumerate(page.shown_layout().tables, start=1):
            for row, texts in enumerate(cell_texts(table, page.text), start=1):
                for column, text in enumerate(texts, start=1):
                    yield {
                        "document": document.identifier,
                        "page": page.number,
                        "table": number,
                        "row": row,
                        "column": column,
                        "text": text,
                    }


def place(document: Document, span: Span) -> Row:
    """Page, span in the page's text and in its raw text, and citation of a stretch of ``document.text``.

    Of what runs over a page's end the spans tell the part on its first page.
    """
    found = document.locate(span)
    return {
        "page": found.page,
        "start": found.span.start,
        "end": found.span.end,
        "source_start": found.source.start,
        "source_end": found.source.end,
        "citation": str(cited(document, span)),
    }


def _line(text: str) -> str:
    return " ".join(text.split())
