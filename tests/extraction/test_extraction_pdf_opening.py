"""PDF files that are locked, broken, odd in size, or written over with fields, text boxes and attachments."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.domain.document import Origin
from ptce_corpus.errors import EncryptedFile, UnreadableFile

SHARED = Path(__file__).parents[2].parent / "shared"
LINE = "Le rapport moral est adopté par les membres du réseau."


def draw(canvas: Canvas) -> None:
    canvas.setFont("Helvetica", 11)
    canvas.drawString(60, 700, LINE)


@pytest.mark.parametrize("strength", [40, 128])
@pytest.mark.parametrize("password", ["secret", "été à Sète"])
def test_a_locked_file_opens_with_the_password_of_the_settings(make_pdf, extract, strength: int, password: str) -> None:
    path = make_pdf(draw, encrypt=pdfencrypt.StandardEncryption(password, strength=strength))
    with pytest.raises(EncryptedFile) as locked:
        extract(path)
    assert "extraction.passwords" in locked.value.remedy
    (document,) = extract(path, passwords=(("*", "faux"), ("*.pdf", password), ("*", "autre")))
    assert document.pages[0].text == LINE


def test_wrong_passwords_are_told(make_pdf, extract) -> None:
    path = make_pdf(draw, encrypt=pdfencrypt.StandardEncryption("secret"))
    with pytest.raises(EncryptedFile, match="None of the passwords"):
        extract(path, passwords=(("*", "faux"),))


def test_a_file_locked_against_changes_alone_opens_by_itself(make_pdf, extract) -> None:
    path = make_pdf(draw, encrypt=pdfencrypt.StandardEncryption("", ownerPassword="maître"))
    assert extract(path)[0].pages[0].text == LINE


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="the documents of ../shared are not here")
def test_every_locked_file_that_broke_other_tools_opens_with_its_password(extract) -> None:
    table = SHARED / "torture" / "passwords.tsv"
    with table.open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows
    tried, unopened = [], []
    for row in rows:
        path = SHARED / "torture" / "pdf" / row["file"].replace("/", "__")
        if not path.exists():
            continue
        tried.append(row["file"])
        try:
            extract(path, passwords=(("*", row["password"]),))
        except EncryptedFile:
            unopened.append(row["file"])
    assert tried
    assert not unopened


def test_values_of_form_fields_are_read_in_their_place(make_pdf, extract) -> None:
    def form(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        canvas.drawString(60, 740, "Nom de la personne qui adhère :")
        canvas.acroForm.textfield(name="nom", value="Maëlle Kervadec", x=260, y=735, width=200, height=20, fontSize=11)
        canvas.drawString(60, 700, "Le montant est versé à la trésorière du réseau.")

    text = extract(make_pdf(form))[0].pages[0].text
    assert text.index("adhère") < text.index("Kervadec") < text.index("montant")


def test_text_boxes_put_on_afterwards_are_read(make_pdf, extract) -> None:
    def boxed(canvas: Canvas) -> None:
        draw(canvas)
        canvas.freeTextAnnotation("Corrigé le 3 mars", "Helvetica 11", Rect=[60, 600, 260, 640], relative=0)

    text = extract(make_pdf(boxed))[0].pages[0].text
    assert LINE in text


@pytest.mark.parametrize("size", [(14_400, 14_400), (3, 3), (595, 0.2)])
def test_pages_of_odd_sizes_are_read_or_left_without_text(make_pdf, extract, size: tuple[float, float]) -> None:
    def odd(canvas: Canvas) -> None:
        canvas.setPageSize(size)
        draw(canvas)

    pages = extract(make_pdf(odd, draw))[0].pages
    assert [page.number for page in pages] == [1, 2]
    assert pages[1].text == LINE


def test_a_page_is_what_its_crop_box_shows_and_may_lie_outside_its_media_box(make_pdf, extract) -> None:
    path = make_pdf(draw)
    content = path.read_bytes()
    assert b"/MediaBox" in content
    path.write_bytes(content.replace(b"/MediaBox", b"/CropBox [ 900 900 1200 1200 ] /MediaBox"))
    assert [page.number for page in extract(path)[0].pages] == [1]


def test_a_broken_page_does_not_take_the_others_with_it(make_pdf, extract) -> None:
    path = make_pdf(draw, draw, pageCompression=0)
    content = path.read_bytes()
    place = content.index(b"/Type /Page ", content.index(b"/Type /Page ") + 1) if b"/Type /Page " in content else -1
    broken = content[:place] + b"/Type /Cage " + content[place + 12 :] if place >= 0 else content
    path.write_bytes(broken)
    document = extract(path)[0]
    assert document.pages[0].text == LINE


@pytest.mark.parametrize("content", [b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF"])
def test_a_file_without_pages_is_refused_with_a_reason(tmp_path: Path, extract, content: bytes) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        extract(path)
    assert refused.value.remedy


def test_attached_files_are_noted(make_pdf, extract, tmp_path: Path) -> None:
    import pypdfium2 as pdfium

    path = make_pdf(draw)
    document = pdfium.PdfDocument(path)
    document.new_attachment("annexe.txt").set_data(b"annexe")
    document.save(tmp_path / "portfolio.pdf")
    page = extract(tmp_path / "portfolio.pdf")[0].pages[0]
    assert (page.text, page.origin) == (LINE, Origin.TEXT_LAYER)
    assert page.note == "files are attached to the PDF and were not read: 1"


def test_the_program_that_wrote_the_file_is_named(make_pdf, extract) -> None:
    assert "ReportLab" in (extract(make_pdf(draw))[0].producer or "")
