"""The text layer of a PDF page in reading order, with its layout."""

from __future__ import annotations

import pypdfium2 as pdfium

from ptce_corpus.extraction.origins import PageText, printable
from ptce_corpus.extraction.pdf import columns as pdf_columns
from ptce_corpus.extraction.pdf import paragraphs as pdf_paragraphs
from ptce_corpus.extraction.pdf.boxes import dividers, frames
from ptce_corpus.extraction.pdf.calls import with_calls_raised
from ptce_corpus.extraction.pdf.characters import MOST_CHARACTERS, Characters
from ptce_corpus.extraction.pdf.fragments import fragments, shown
from ptce_corpus.extraction.pdf.headings import levels
from ptce_corpus.extraction.pdf.placing import layout
from ptce_corpus.extraction.pdf.rules import rules
from ptce_corpus.extraction.pdf.tables import with_tables


def layer(page: pdfium.PdfPage) -> PageText:
    """The text layer of a page in reading order, a blank line between paragraphs, with its tables and headings."""
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > MOST_CHARACTERS:
            return PageText(printable(textpage.get_text_range()).strip())
        characters = Characters(textpage)
        with_calls_raised(characters)
        left, bottom, right, top = page.get_bbox()
        found = shown(fragments(characters), (left, top, right, bottom))
        main = max(found, key=lambda quadrant: len(found[quadrant]), default=0)
        drawn = rules(page)
        found = with_tables(drawn, characters, found, main=main)
    finally:
        textpage.close()
    turned = sorted(found, key=lambda quadrant: (quadrant != main, -len(found[quadrant])))
    sets = [
        pdf_columns.blocks(found[each], frames(drawn, quadrant=each), dividers(drawn, quadrant=each)) for each in turned
    ]
    text = printable("\n\n".join(pdf_paragraphs.text(blocks) for blocks in sets)).strip("\n")
    lines = [line for blocks in sets for block in blocks for line in block]
    heads = [level for blocks in sets for level in levels(blocks)]
    return PageText(text, layout(text, lines, heads), lost=characters.lost)
