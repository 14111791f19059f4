"""A long PDF is opened anew while it is read, and no page is lost or read twice for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.extraction.pdf import document as pdf_document
from ptce_corpus.settings import ExtractionSettings

PAGES = 7


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.pdf"
    canvas = Canvas(str(path))
    canvas.setTitle("Rapport des coopératives")
    for number in range(1, PAGES + 1):
        canvas.drawString(72, 700, f"La coopérative présente ici le chapitre {number} de son rapport annuel.")
        canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize("at_once", [1, 2, PAGES, 200])
def test_pages_are_the_same_however_often_a_document_is_opened(
    report: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(pdf_document, "_PAGES", at_once)
    (document,) = FileExtractor(ExtractionSettings(ocr=False)).extract(report, "rapport.pdf")
    assert document.title == "Rapport des coopératives"
    assert [f"chapitre {page.number} " in page.text for page in document.pages] == [True] * PAGES


def test_a_document_is_opened_once_in_so_many_pages(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr(pdf_document, "_PAGES", 3)
    original = pdf_document.opened
    monkeypatch.setattr(pdf_document, "opened", lambda *args, **named: opened.append(1) or original(*args, **named))
    list(FileExtractor(ExtractionSettings(ocr=False)).extract(report, "rapport.pdf"))
    assert len(opened) == 3
