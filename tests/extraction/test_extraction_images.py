"""A picture of a page is read by OCR, upright and in bounds; one that cannot be read says why."""

from __future__ import annotations

from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from ptce_corpus.domain.document import AWAITING_OCR, OUT_OF_TIME, Origin
from ptce_corpus.errors import LimitExceeded, UnreadableFile
from ptce_corpus.extraction.frames import ready, resolution
from ptce_corpus.extraction.images import FORMATS
from ptce_corpus.extraction.ocr import page as ocr_page
from ptce_corpus.extraction.ocr import pool as ocr_pool
from ptce_corpus.extraction.ocr import tesseract as ocr
from ptce_corpus.extraction.ocr.page import Recognised
from ptce_corpus.extraction.ocr.tesseract import OcrFailed, available

LINES = ["Les membres se retrouvent", "jeudi prochain au port,", "dans l'ancienne filature."]
needs_tesseract = pytest.mark.skipif(not available("fra"), reason="Tesseract with French is not installed")


def sheet(*lines: str, size: tuple[int, int] = (1240, 700), mode: str = "L") -> Image.Image:
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(lines or LINES):
        draw.text((100, 100 + 90 * number), line, fill=0, font=ImageFont.load_default(60))
    return image.convert(mode)


def likeness(text: str) -> float:
    """How much of the sheet was read: OCR takes a letter of the test's plain font for another now and then."""
    return SequenceMatcher(None, " ".join(text.replace("’", "'").split()), " ".join(LINES)).ratio()


def saved(path: Path, image: Image.Image, form: str = "PNG", **options: object) -> Path:
    image.save(path, form, **options)
    return path


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Image.Image, int]]:
    """The pictures given to OCR, with their resolution; OCR is feigned."""
    taken: list[tuple[Image.Image, int]] = []

    def feigned(image: Image.Image, *, dpi: int, **_: object) -> Recognised:
        taken.append((image, dpi))
        return Recognised(f"Page lue numéro {len(taken)}.", 0.9)

    monkeypatch.setattr(ocr_pool, "recognised", feigned)
    monkeypatch.setattr(ocr, "available", lambda languages: True)
    return taken


@needs_tesseract
@pytest.mark.parametrize(
    ("form", "mode"), [("PNG", "1"), ("JPEG", "RGB"), ("TIFF", "L"), ("GIF", "P"), ("WEBP", "RGB")]
)
def test_a_picture_of_a_page_is_read(tmp_path: Path, extract, form: str, mode: str) -> None:
    (document,) = extract(saved(tmp_path / "scan", sheet(mode=mode), form, dpi=(150, 150)), ocr=True)
    assert document.media_type == FORMATS[form]
    (page,) = document.pages
    assert page.origin is Origin.OCR
    assert likeness(page.text) > 0.9


@needs_tesseract
def test_a_picture_on_its_side_is_turned_as_its_camera_says(tmp_path: Path, extract) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = saved(tmp_path / "photo.jpg", sheet().rotate(90, expand=True), "JPEG", exif=exif, dpi=(150, 150))
    assert likeness(extract(path, ocr=True)[0].pages[0].text) > 0.9


@needs_tesseract
def test_a_photograph_without_text_is_a_page_without_text(tmp_path: Path, extract) -> None:
    (page,) = extract(saved(tmp_path / "photo.png", Image.linear_gradient("L").resize((600, 600))), ocr=True)[0].pages
    assert (page.text, page.origin, page.note) == ("", Origin.NONE, "OCR found no text")


def test_each_frame_of_a_tiff_is_a_page(tmp_path: Path, extract, seen: list) -> None:
    frames = [sheet(f"Page {number}", size=(300 + number, 200)) for number in range(3)]
    path = saved(tmp_path / "scan.tif", frames[0], "TIFF", save_all=True, append_images=frames[1:])
    (document,) = extract(path, ocr=True)
    assert [page.number for page in document.pages] == [1, 2, 3]
    assert sorted(image.width for image, _ in seen) == [300, 301, 302]


def test_of_an_animation_the_first_frame_is_the_page(tmp_path: Path, extract, seen: list) -> None:
    frames = [Image.new("L", (200, 200), shade) for shade in (0, 99, 200)]
    path = saved(tmp_path / "a.gif", frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert len(extract(path, ocr=True)[0].pages) == 1


def test_more_frames_than_pages_allowed_are_a_limit(tmp_path: Path, extract) -> None:
    frames = [Image.new("1", (20, 20)) for _ in range(5)]
    path = saved(tmp_path / "scan.tif", frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert len(extract(path, max_pages=5)[0].pages) == 5
    with pytest.raises(LimitExceeded, match="4 pages"):
        extract(path, max_pages=4)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000"])
def test_a_picture_cut_short_is_told(tmp_path: Path, extract, form: str) -> None:
    buffer = BytesIO()
    Image.effect_noise((400, 400), 90).convert("RGB").save(buffer, form)
    (tmp_path / "scan").write_bytes(buffer.getvalue()[: len(buffer.getvalue()) // 2])
    with pytest.raises(UnreadableFile, match=r"The picture is (?:cut short|broken)\.") as caught:
        extract(tmp_path / "scan")
    assert caught.value.remedy


def test_a_broken_frame_does_not_cost_the_others(tmp_path: Path, extract) -> None:
    frames = [Image.effect_noise((200, 200), 90) for _ in range(2)]
    saved(tmp_path / "scan.tif", frames[0], "TIFF", save_all=True, append_images=frames[1:], compression="tiff_lzw")
    with Image.open(tmp_path / "scan.tif") as image:
        image.seek(1)
        start = image.tag_v2[273][0]
    content = bytearray((tmp_path / "scan.tif").read_bytes())
    content[start : start + 2000] = b"\xff" * 2000
    (tmp_path / "scan.tif").write_bytes(content)
    (document,) = extract(tmp_path / "scan.tif")
    assert [page.note for page in document.pages] == ["OCR is switched off", "the page is broken"]


def test_a_picture_of_too_many_pixels_is_a_limit(tmp_path: Path, extract) -> None:
    with pytest.raises(LimitExceeded, match="million pixels") as caught:
        extract(saved(tmp_path / "a.png", Image.new("1", (20_000, 10_000))))
    assert caught.value.remedy


def test_a_page_waits_where_there_is_no_ocr(tmp_path: Path, extract, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path / "scan.png", sheet())
    assert extract(path, ocr=False)[0].pages[0].note == "OCR is switched off"
    monkeypatch.setattr(ocr, "available", lambda languages: False)
    (document,) = extract(path, ocr=True)
    assert document.pages[0].note == AWAITING_OCR
    assert document.awaits_ocr


def test_a_folder_may_be_kept_from_ocr(tmp_path: Path, extract, seen: list) -> None:
    path = saved(tmp_path / "scan.png", sheet())
    (document,) = extract(path, ocr=True, readers=(("*.png", "text-layer"),))
    assert document.pages[0].note == "OCR is switched off"
    assert not seen


def test_pages_that_time_does_not_suffice_for_are_told(tmp_path: Path, extract, seen: list) -> None:
    (document,) = extract(saved(tmp_path / "scan.png", sheet()), ocr=True, time_limit=0.5)
    assert document.pages[0].note == OUT_OF_TIME
    assert document.out_of_time == (1,)
    assert not seen


def test_a_fault_of_ocr_is_told(tmp_path: Path, extract, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(image: Image.Image, **_: object) -> ocr_page.Recognised:
        raise OcrFailed("Tesseract took longer than 3 s")

    monkeypatch.setattr(ocr_pool, "recognised", failing)
    monkeypatch.setattr(ocr, "available", lambda languages: True)
    (page,) = extract(saved(tmp_path / "scan.png", sheet()), ocr=True)[0].pages
    assert (page.origin, page.note) == (Origin.NONE, "Tesseract took longer than 3 s")


@pytest.mark.parametrize(
    ("size", "claimed", "dpi"),
    [
        ((2480, 3508), (300, 300), 300),
        ((1654, 2339), (200, 200), 200),
        ((2480, 3508), (72, 72), 72),
        ((2480, 3508), None, 300),
        ((3508, 2480), None, 300),
        ((3024, 4032), (1, 1), 366),
        ((6048, 8064), (72, 72), 731),
        ((100, 100), (300, 300), 60),
    ],
)
def test_a_resolution_is_believed_where_the_page_would_have_a_likely_size(
    size: tuple[int, int], claimed: tuple[int, int] | None, dpi: int
) -> None:
    image = Image.new("1", size)
    if claimed:
        image.info["dpi"] = claimed
    assert resolution(image) == dpi


def test_a_picture_finer_than_needed_is_reduced() -> None:
    image = Image.new("L", (4960, 7016))
    image.info["dpi"] = (600, 600)
    picture, dpi = ready(image, wanted=300)
    assert (picture.size, dpi) == ((2480, 3508), 300)


@pytest.mark.parametrize(
    "mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr", "HSV", "LAB", "I", "F", "I;16"]
)
def test_pictures_of_every_mode_are_made_ready(mode: str) -> None:
    image = Image.new(mode, (30, 20)) if mode in {"I;16", "LAB", "HSV"} else Image.new("RGB", (30, 20)).convert(mode)
    picture, _ = ready(image, wanted=300)
    assert picture.mode == "L"
    assert picture.size == (30, 20)


def test_what_is_transparent_is_white() -> None:
    image = Image.new("RGBA", (4, 4), (0, 0, 0, 0))
    image.putpixel((1, 1), (0, 0, 0, 255))
    picture, _ = ready(image, wanted=300)
    assert (picture.getpixel((0, 0)), picture.getpixel((1, 1))) == (255, 0)


def test_points_that_are_no_numbers_do_no_harm() -> None:
    image = Image.new("F", (4, 4), 10.0)
    for place, value in (((0, 0), float("nan")), ((1, 0), float("inf")), ((2, 0), 30.0)):
        image.putpixel(place, value)
    picture, _ = ready(image, wanted=300)
    assert [picture.getpixel((column, 0)) for column in (1, 2, 3)] == [255, 255, 0]


def test_a_picture_of_sixteen_bits_keeps_its_contrast() -> None:
    image = Image.new("I;16", (4, 4), 60_000)
    image.putpixel((1, 1), 2_000)
    picture, _ = ready(image, wanted=300)
    assert (picture.getpixel((0, 0)), picture.getpixel((1, 1))) == (255, 0)
