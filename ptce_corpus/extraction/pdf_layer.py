"""The text layer of a PDF page in reading order, with its layout."""

from __future__ import annotations

import pypdfium2 as pdfium

from ptce_corpus.extraction import pdf_columns, pdf_paragraphs
from ptce_corpus.extraction.origins import PageText, printable
from ptce_corpus.extraction.pdf_fragments import MOST_CHARACTERS, fragments
from ptce_corpus.extraction.pdf_tables import with_tables


def layer(page: pdfium.PdfPage) -> PageText:
    """The text layer of a page in reading order, a blank line between paragraphs."""
    textpage = page.get_textpage()
    try:
        if textpage.count_chars() > MOST_CHARACTERS:
            return PageText(printable(textpage.get_text_range()).strip())
        turned = fragments(textpage)
        main, *others = sorted(turned, key=lambda quadrant: -len(turned[quadrant])) or [0]
        members = with_tables(page, textpage, turned.get(main, []), quadrant=main)
        sets = [members, *(turned[quadrant] for quadrant in others)]
        parts = [pdf_paragraphs.text(pdf_columns.blocks(each)) for each in sets]
        return PageText(printable("\n\n".join(parts)).strip("\n"))
    finally:
        textpage.close()
