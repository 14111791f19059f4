"""The layout of a page as it is kept: tables and headings as JSON, the words that OCR read as compressed JSON."""

from __future__ import annotations

import json
import zlib
from typing import Any

from ptce_corpus.domain.document import PLAIN_LAYOUT, Heading, Layout, Table, Word
from ptce_corpus.domain.span import Span

_PLACES = 4
"""Decimal places of a share of the page: a tenth of a dot at 300 dots per inch on A4 needs four."""


def fields(layout: Layout) -> dict[str, Any]:
    """The columns ``layout`` and ``words`` of a page; None where there is nothing to keep."""
    kept = {
        "tables": [
            [*_ends(table.span), [[_ends(cell) for cell in row] for row in table.rows]] for table in layout.tables
        ],
        "headings": [[*_ends(heading.span), heading.level] for heading in layout.headings],
    }
    words = [
        [*_ends(word.span), *(round(side, _PLACES) for side in word.box), round(word.confidence, _PLACES)]
        for word in layout.words
    ]
    return {
        "layout": _json(kept) if any(kept.values()) else None,
        "words": zlib.compress(_json(words).encode()) if words else None,
    }


def layout(kept: str | None, words: bytes | None) -> Layout:
    """The layout that the columns of a page hold."""
    if kept is None and words is None:
        return PLAIN_LAYOUT
    parts = json.loads(kept) if kept else {}
    read = json.loads(zlib.decompress(words)) if words else []
    return Layout(
        tables=tuple(
            Table(Span(start, end), tuple(tuple(Span(*cell) for cell in row) for row in rows))
            for start, end, rows in parts.get("tables", ())
        ),
        headings=tuple(Heading(Span(start, end), level) for start, end, level in parts.get("headings", ())),
        words=tuple(
            Word(Span(start, end), (left, top, right, bottom), confidence)
            for start, end, left, top, right, bottom, confidence in read
        ),
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _json(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))
