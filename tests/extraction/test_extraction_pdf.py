"""PDF files: pages, columns, tables, turned pages, scans, claims."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.domain.document import AWAITING_OCR, OUT_OF_TIME, Origin
from ptce_corpus.errors import LimitExceeded
from ptce_corpus.extraction.ocr import pool as ocr_pool
from ptce_corpus.extraction.ocr import tesseract as ocr
from ptce_corpus.extraction.ocr.page import Recognised
from ptce_corpus.extraction.pdf import pages as pdf

SHARED = Path(__file__).parents[2].parent / "shared"
PARAGRAPH = [
    "Le pôle territorial réunit douze associations et quatre",
    "entreprises autour d'un atelier commun, d'une cuisine",
    "et d'un service de comptabilité que tous partagent.",
]


def written(canvas: Canvas, texts: list[str], *, x: float = 72, y: float = 760, leading: float = 14) -> None:
    canvas.setFont("Helvetica", 11)
    for number, text in enumerate(texts):
        canvas.drawString(x, y - number * leading, text)


def scan(texts: list[str]) -> ImageReader:
    """A page of text as an image, A4 at 150 dots per inch."""
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=30)
    for number, text in enumerate(texts):
        draw.text((120, 150 + 50 * number), text, fill=0, font=font)
    return ImageReader(image)


def scanned(canvas: Canvas) -> None:
    canvas.drawImage(
        scan(["Compte rendu de la reunion du comite", *["Le budget est vote par les membres"] * 12]), 0, 0, 595, 842
    )


def test_pages_are_numbered_and_come_from_the_text_layer(make_pdf, extract) -> None:
    path = make_pdf(lambda c: written(c, PARAGRAPH), lambda c: written(c, PARAGRAPH[:2]))
    (document,) = extract(path)
    assert [(page.number, page.origin) for page in document.pages] == [(1, Origin.TEXT_LAYER), (2, Origin.TEXT_LAYER)]
    assert document.pages[0].text == "\n".join(PARAGRAPH)
    assert document.pages[0].legibility > 0.8


def test_title_is_claimed_and_the_name_of_a_file_is_none(make_pdf, extract) -> None:
    named = extract(make_pdf(lambda c: written(c, PARAGRAPH), title="Rapport moral"))[0]
    unnamed = extract(make_pdf(lambda c: written(c, PARAGRAPH), title="Microsoft Word - cp_v3.doc"))[0]
    assert (named.title, unnamed.title) == ("Rapport moral", None)


def test_the_day_of_making_is_claimed(make_pdf, extract) -> None:
    (document,) = extract(make_pdf(lambda c: written(c, PARAGRAPH), invariant=1))
    assert document.date == "2000-01-01"


def test_two_columns(make_pdf, extract) -> None:
    def drawn(canvas: Canvas) -> None:
        for number in range(8):
            written(canvas, [f"gauche {number} avec assez de mots ici"], x=60, y=700 - 14 * number)
            written(canvas, [f"droite {number} avec assez de mots ici"], x=320, y=700 - 14 * number)

    text = extract(make_pdf(drawn))[0].pages[0].text
    assert text.index("gauche 7") < text.index("droite 0")


def test_a_ruled_table_is_read_row_by_row(make_pdf, extract) -> None:
    def drawn(canvas: Canvas) -> None:
        written(canvas, ["Tableau 1 : les comptes de l'exercice"], y=780)
        canvas.grid([72, 200, 300, 400], [600, 630, 660, 690])
        rows = [("Poste", "2018", "2019"), ("Produits de l'année", "12 300", "14 000"), ("Charges", "11 900", "13 500")]
        for line, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                canvas.drawString((78, 206, 306)[column], 670 - 30 * line, cell)
        written(canvas, ["Source : le trésorier."], y=560)

    assert extract(make_pdf(drawn))[0].pages[0].text.split("\n\n") == [
        "Tableau 1 : les comptes de l'exercice",
        "Poste | 2018 | 2019\nProduits de l'année | 12 300 | 14 000\nCharges | 11 900 | 13 500",
        "Source : le trésorier.",
    ]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_turned_page_reads_like_an_upright_one(make_pdf, extract, angle: int) -> None:
    def drawn(canvas: Canvas) -> None:
        canvas.translate(300, 420)
        canvas.rotate(angle)
        written(canvas, PARAGRAPH, x=-140, y=20)

    assert extract(make_pdf(drawn))[0].pages[0].text == "\n".join(PARAGRAPH)


def test_a_blank_page_does_not_await_anything(make_pdf, extract) -> None:
    def framed(canvas: Canvas) -> None:
        canvas.setFillGray(1)
        canvas.rect(0, 0, 595, 842, fill=1, stroke=0)

    (document,) = extract(make_pdf(lambda c: written(c, PARAGRAPH), lambda c: None, framed))
    assert [(page.origin, page.note) for page in document.pages[1:]] == [(Origin.NONE, "blank page")] * 2
    assert not document.awaits_ocr


def test_a_scan_awaits_ocr_where_there_is_no_engine(make_pdf, extract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda languages: False)
    (document,) = extract(make_pdf(scanned), ocr=True)
    assert (document.pages[0].origin, document.pages[0].note, document.pages[0].text) == (Origin.NONE, AWAITING_OCR, "")
    assert document.awaits_ocr


def test_a_scan_with_a_printed_folio_is_still_a_scan(make_pdf, extract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda languages: True)
    read = "Compte rendu de la réunion du comité. " * 4
    monkeypatch.setattr(ocr_pool, "recognised", lambda image, **_: Recognised(read, 0.9))

    def stamped(canvas: Canvas) -> None:
        scanned(canvas)
        written(canvas, ["12"], y=30)

    page = extract(make_pdf(stamped), ocr=True)[0].pages[0]
    assert page.origin is Origin.OCR
    assert page.text.startswith("Compte rendu")


@pytest.mark.parametrize(
    ("read", "origin"),
    [("Le rapport moral est adopté par les membres du réseau. " * 5, Origin.OCR), ("%&' ()*", Origin.TEXT_LAYER)],
)
def test_a_garbage_layer_is_read_anew_if_that_is_better(
    make_pdf, extract, monkeypatch: pytest.MonkeyPatch, read: str, origin: Origin
) -> None:
    monkeypatch.setattr(ocr, "available", lambda languages: True)
    monkeypatch.setattr(ocr_pool, "recognised", lambda image, **_: Recognised(read, 0.9))
    page = extract(make_pdf(lambda c: written(c, ["xq zrt kfgh wvbn plkj htgf qsdf"] * 6)), ocr=True)[0].pages[0]
    assert page.origin is origin
    assert "illegible" in (page.note or "")


def test_ocr_that_fails_is_noted_not_raised(make_pdf, extract, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(image: Image.Image, **_: object) -> Recognised:
        raise ocr.OcrFailed("Tesseract took longer than 120 s")

    monkeypatch.setattr(ocr, "available", lambda languages: True)
    monkeypatch.setattr(ocr_pool, "recognised", failing)
    page = extract(make_pdf(scanned), ocr=True)[0].pages[0]
    assert (page.origin, page.note) == (Origin.NONE, "Tesseract took longer than 120 s")


def test_the_settings_force_a_reader(make_pdf, extract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda languages: True)
    monkeypatch.setattr(ocr_pool, "recognised", lambda image, **_: Recognised("Compte rendu", 0.9))
    path = make_pdf(lambda c: written(c, PARAGRAPH), scanned)
    forced = extract(path, ocr=True, readers=(("*.pdf", "ocr"),))[0].pages
    assert [(page.origin, page.text) for page in forced] == [(Origin.OCR, "Compte rendu")] * 2
    assert forced[0].note == "OCR is forced by the settings; OCR confidence 0.90"
    kept = extract(path, ocr=True, readers=(("*.pdf", "text-layer"),))[0].pages
    assert [page.origin for page in kept] == [Origin.TEXT_LAYER, Origin.NONE]
    assert {page.note for page in kept} == {"the text layer is forced by the settings"}


def test_ocr_stops_before_the_file_s_time_is_up(make_pdf, extract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda languages: True)
    (document,) = extract(make_pdf(scanned, scanned), ocr=True, time_limit=0.5)
    assert [page.note for page in document.pages] == [OUT_OF_TIME] * 2


def test_too_many_pages_are_refused(make_pdf, extract) -> None:
    with pytest.raises(LimitExceeded, match="3 pages"):
        extract(make_pdf(*[lambda c: written(c, PARAGRAPH)] * 3), max_pages=2)


def test_pages_read_at_once_come_back_in_order_and_few_pictures_are_held(
    make_pdf, extract, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[int] = []
    most = 0

    def slow(image: Image.Image, **_: object) -> Recognised:
        nonlocal most
        most = max(most, len(made) - len(held))
        held.append(image.width)
        return Recognised("Le rapport moral est adopté par les membres du réseau.", 0.9)

    made: list[int] = []
    drawn = pdf.picture

    def counted(page: object, *, dpi: int) -> tuple[Image.Image, int]:
        made.append(dpi)
        return drawn(page, dpi=dpi)

    monkeypatch.setattr(ocr, "available", lambda languages: True)
    monkeypatch.setattr(ocr_pool, "recognised", slow)
    monkeypatch.setattr(pdf, "picture", counted)
    pages = [scanned, lambda c: written(c, PARAGRAPH), *[scanned] * 8]
    (document,) = extract(make_pdf(*pages), ocr=True, ocr_threads=2, ocr_dpi=72)
    assert [page.number for page in document.pages] == list(range(1, 11))
    assert [page.origin for page in document.pages].count(Origin.OCR) == 9
    assert document.pages[1].origin is Origin.TEXT_LAYER
    assert most <= 4


def test_text_is_read_even_when_no_time_is_left_for_ocr(make_pdf, extract, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "available", lambda languages: True)
    (document,) = extract(make_pdf(scanned, lambda c: written(c, PARAGRAPH)), ocr=True, time_limit=0.5)
    assert (document.pages[0].note, document.pages[1].origin) == (OUT_OF_TIME, Origin.TEXT_LAYER)
    assert document.out_of_time == (1,)


@pytest.mark.skipif(not ocr.available("fra"), reason="Tesseract with French is not installed")
@pytest.mark.slow
def test_a_scan_is_read_by_tesseract(make_pdf, extract) -> None:
    page = extract(make_pdf(scanned), ocr=True)[0].pages[0]
    assert page.origin is Origin.OCR
    assert "Compte rendu" in page.text


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the documents of ../shared are not here")
@pytest.mark.parametrize("folder", ["digital", "scanned", "outlined", "office", "seeds"])
def test_every_file_of_the_archive_is_read(extract, folder: str) -> None:
    for path in sorted((SHARED / "archive" / folder).iterdir()):
        (document,) = extract(path)
        assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
