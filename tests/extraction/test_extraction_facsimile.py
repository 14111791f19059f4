"""Pages drawn, and words placed on them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.domain.document import Word
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import EncryptedFile, UnreadableFile
from ptce_corpus.extraction.facsimile import FileFacsimiles
from ptce_corpus.extraction.placed_words import lines, of_layer, of_words
from ptce_corpus.ports.facsimile import Box, DrawJob, Facsimile, PageAsked
from ptce_corpus.settings import ExtractionSettings

FIRST = "La laiterie ouvre ses portes au village."
SECOND = "Nous irons plus loin ensemble, dit la gérante."


def a_pdf(path: Path, *, turned: int = 0, password: str | None = None) -> str:
    """Two lines on an A4 page, at 100 and 600 points from its foot; a second page without text."""
    from reportlab.lib.pdfencrypt import StandardEncryption

    canvas = Canvas(str(path), pagesize=(595, 842), encrypt=StandardEncryption(password) if password else None)
    canvas.setPageRotation(turned)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(60, 600, FIRST)
    canvas.drawString(60, 100, SECOND)
    canvas.showPage()
    canvas.rect(100, 100, 50, 50, fill=1)
    canvas.showPage()
    canvas.save()
    return f"{FIRST}\n\n{SECOND}"


def drawn(
    path: Path, *pages: PageAsked, media_type: str = "application/pdf", settings: ExtractionSettings | None = None
) -> tuple[Facsimile, ...]:
    job = DrawJob(path.name, path.name, media_type, pages)
    return FileFacsimiles(settings or ExtractionSettings()).draw(job, path.parent)


def dark(facsimile: Facsimile, box: Box) -> bool:
    """Whether there is ink in a box of a page."""
    image = Image.open(io.BytesIO(facsimile.image)).convert("L")
    sides = (box[0] * image.width, box[1] * image.height, box[2] * image.width, box[3] * image.height)
    return min(image.crop(tuple(map(round, sides))).tobytes()) < 100


def whole(text: str, piece: str) -> Span:
    start = text.index(piece)
    return Span(start, start + len(piece))


def test_words_of_a_text_layer_are_marked_where_they_stand(tmp_path: Path) -> None:
    text = a_pdf(tmp_path / "a.pdf")
    (page,) = drawn(tmp_path / "a.pdf", PageAsked(1, text, (whole(text, "plus loin ensemble"), whole(text, "village"))))
    (low,), (high,) = page.marks
    assert low[1] == pytest.approx(1 - 112 / 842, abs=0.01)
    assert high[1] == pytest.approx(1 - 612 / 842, abs=0.01)
    assert dark(page, low)
    assert dark(page, high)
    assert page.media_type == "image/webp"
    assert Image.open(io.BytesIO(page.image)).size == (page.width, page.height)


def test_marks_turn_with_the_page(tmp_path: Path) -> None:
    text = a_pdf(tmp_path / "a.pdf", turned=90)
    (page,) = drawn(tmp_path / "a.pdf", PageAsked(1, text, (whole(text, SECOND),)))
    boxes = page.marks[0]
    assert len({round(box[0], 2) for box in boxes}) == 1
    assert boxes[-1][3] - boxes[0][1] > 0.2
    assert all(dark(page, box) for box in boxes)


def test_pages_come_in_order_and_those_not_there_are_left_out(tmp_path: Path) -> None:
    text = a_pdf(tmp_path / "a.pdf")
    pages = drawn(tmp_path / "a.pdf", PageAsked(9, "", ()), PageAsked(2, "", (Span(0, 0),)), PageAsked(1, text, ()))
    assert [page.number for page in pages] == [1, 2]
    assert pages[1].marks == ((),)


def test_words_that_ocr_read_need_no_text_layer(tmp_path: Path) -> None:
    Image.new("L", (400, 600), 255).save(tmp_path / "a.png")
    words = (Word(Span(0, 4), (0.1, 0.2, 0.3, 0.25), 0.9), Word(Span(5, 9), (0.32, 0.2, 0.5, 0.25), 0.9))
    (page,) = drawn(
        tmp_path / "a.png", PageAsked(1, "bons mots", (Span(5, 9), Span(0, 9)), words), media_type="image/png"
    )
    assert page.marks == (((0.32, 0.2, 0.5, 0.25),), ((0.1, 0.2, 0.5, 0.25),))


def test_each_frame_of_a_tiff_file_is_a_page(tmp_path: Path) -> None:
    frames = [Image.new("L", (200, 300), shade) for shade in (255, 128, 0)]
    frames[0].save(tmp_path / "a.tiff", save_all=True, append_images=frames[1:])
    pages = drawn(tmp_path / "a.tiff", PageAsked(3, "", ()), PageAsked(2, "", ()), media_type="image/tiff")
    assert [page.number for page in pages] == [2, 3]
    assert Image.open(io.BytesIO(pages[1].image)).getpixel((5, 5)) == (0, 0, 0)


def test_a_large_page_is_drawn_small(tmp_path: Path) -> None:
    Image.new("L", (6000, 6000), 200).save(tmp_path / "a.png")
    (page,) = drawn(tmp_path / "a.png", PageAsked(1, "", ()), media_type="image/png")
    assert page.width * page.height < 1_500_000


@pytest.mark.parametrize("media_type", ["application/pdf", "image/png", "text/plain"])
def test_what_cannot_be_drawn_is_told(tmp_path: Path, media_type: str) -> None:
    (tmp_path / "a").write_bytes(b"nothing of the sort")
    with pytest.raises(UnreadableFile):
        drawn(tmp_path / "a", PageAsked(1, "", ()), media_type=media_type)
    with pytest.raises(UnreadableFile):
        drawn(tmp_path / "gone.pdf", PageAsked(1, "", ()))


def test_a_password_of_the_settings_opens_the_pages_too(tmp_path: Path) -> None:
    text = a_pdf(tmp_path / "a.pdf", password="mot")
    with pytest.raises(EncryptedFile):
        drawn(tmp_path / "a.pdf", PageAsked(1, text, ()))
    settings = ExtractionSettings(passwords=(("*.pdf", "mot"),))
    assert len(drawn(tmp_path / "a.pdf", PageAsked(1, text, ()), settings=settings)) == 1


def row_of(text: str, *, y: float = 0.5) -> list[tuple[str, Box]]:
    """Words in a row, a hundredth of the page wide each."""
    return [(word, (i / 100, y, (i + 1) / 100, y + 0.02)) for i, word in enumerate(text.split())]


def test_a_run_that_stands_twice_is_marked_in_its_order() -> None:
    text = "oui à la laine oui à la laine"
    first, second = of_layer(row_of(text), text, [Span(0, 13), Span(14, 29)])
    assert first == ((0.0, 0.5, 0.04, 0.52),)
    assert second == ((0.04, 0.5, 0.08, 0.52),)


def test_another_reading_order_of_the_page_does_not_matter() -> None:
    left, right = row_of("la colonne de gauche parle", y=0.1), row_of("la colonne de droite se tait", y=0.1)
    text = "la colonne de gauche parle\n\nla colonne de droite se tait"
    (box,) = of_layer(right + left, text, [whole(text, "de gauche parle")])
    assert box[0] == pytest.approx((0.02, 0.1, 0.05, 0.12))


def test_case_accents_and_ligatures_do_not_matter() -> None:
    (box,) = of_layer(row_of("L'ÉLÈVE e\u0301tait de\u0301ﬁni"), "l'élève était défini", [Span(0, 20)])
    assert box == ((0.0, 0.5, 0.03, 0.52),)


@given(st.text(alphabet="ab .\n'é", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_marks_are_boxes_of_words_of_the_page(text: str, one: int, other: int) -> None:
    stretch = Span(min(one, other, len(text)), min(max(one, other), len(text)))
    placed = row_of(text)
    (boxes,) = of_layer(placed, text, [stretch])
    assert all(0 <= box[0] < box[2] <= len(placed) / 100 + 1e-9 for box in boxes)
    assert bool(boxes) <= bool(stretch.cut(text).strip())
    (all_of_it,) = of_layer(placed, text, [Span(0, len(text))])
    assert sum(box[2] - box[0] for box in all_of_it) >= sum(box[2] - box[0] for box in boxes) - 1e-9


def test_boxes_of_different_lines_stay_apart() -> None:
    words = [(0.1, 0.1, 0.2, 0.12), (0.21, 0.1, 0.3, 0.12), (0.1, 0.13, 0.2, 0.15), (0.8, 0.13, 0.9, 0.15)]
    assert lines(words) == ((0.1, 0.1, 0.3, 0.12), (0.1, 0.13, 0.2, 0.15), (0.8, 0.13, 0.9, 0.15))
    assert of_words([], Span(0, 3)) == ()
