"""What lies over the pages of a PDF: the values of form fields, text boxes put on afterwards, attached files."""

from __future__ import annotations

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

_MOST_ANNOTATIONS = 2000
"""Annotations of a page past which no more are looked at."""
_WRITTEN = frozenset({pdfium_c.FPDF_ANNOT_WIDGET, pdfium_c.FPDF_ANNOT_FREETEXT, pdfium_c.FPDF_ANNOT_STAMP})
_XFA = frozenset({pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND})


def prepared(document: pdfium.PdfDocument) -> None:
    """Let the fields of a form be drawn even where the file leaves their appearance to the program that shows it.

    To be asked before a page is loaded.
    """
    if document.get_formtype() == pdfium_c.FORMTYPE_ACRO_FORM:
        document.init_forms()


def loaded(document: pdfium.PdfDocument, index: int) -> pdfium.PdfPage:
    """A page with what is written over it made part of its content, so that it is read in its place.

    Raises:
        pdfium.PdfiumError: when the page is broken.
    """
    page = document[index]
    if _is_written_over(page) and pdfium_c.FPDFPage_Flatten(page.raw, pdfium_c.FLAT_NORMALDISPLAY):
        page.close()
        page = document[index]
    return page


def _is_written_over(page: pdfium.PdfPage) -> bool:
    """Whether a form field or a text box lies on the page."""
    for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        kind = pdfium_c.FPDFAnnot_GetSubtype(annotation)
        pdfium_c.FPDFPage_CloseAnnot(annotation)
        if kind in _WRITTEN:
            return True
    return False


def remark(document: pdfium.PdfDocument) -> str:
    """What a reader should know of a document beside its pages, in words; empty where there is nothing."""
    if document.get_formtype() in _XFA:
        return "the form is an XFA form, of which the PDF shows but a copy"
    if count := pdfium_c.FPDFDoc_GetAttachmentCount(document.raw):
        return f"files are attached to the PDF and were not read: {count}"
    return ""
