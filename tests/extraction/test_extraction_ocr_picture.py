"""Pictures made fit for OCR, and what is found on them before."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ptce_corpus.extraction.ocr.columns import in_columns
from ptce_corpus.extraction.ocr.leaders import leaders, without
from ptce_corpus.extraction.ocr.picture import READ_AT, is_noisy, prepared, skew

WIDTH, HEIGHT = 1240, 1754
PROSE = "Le conseil examine les demandes de subvention déposées par les membres du réseau et "


def sheet() -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (WIDTH, HEIGHT), 250)
    return image, ImageDraw.Draw(image)


def type_of(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)


def prose(draw: ImageDraw.ImageDraw, *, x: int, width: int, lines: int = 30, y: int = 150) -> None:
    font = type_of(22)
    for number in range(lines):
        text = (PROSE * 4)[number * 7 % 40 :]
        while font.getlength(text) > width:
            text = text[:-1]
        draw.text((x, y + 32 * number), text, fill=20, font=font)


@pytest.mark.parametrize("turn", [-3.0, -0.7, 0.0, 1.2, 4.5])
def test_the_skew_of_a_page_of_prose_is_found(turn: float) -> None:
    image, draw = sheet()
    prose(draw, x=120, width=1000)
    askew = image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=250)
    assert skew(askew) == pytest.approx(-turn, abs=0.12)


@pytest.mark.parametrize("mark", [False, True], ids=["blank", "a word"])
def test_a_page_with_hardly_any_ink_is_left_as_it_is(mark: bool) -> None:
    image, draw = sheet()
    if mark:
        draw.text((500, 700), "Oui", fill=20, font=type_of(22))
    assert skew(image) == 0.0


@pytest.mark.parametrize("turn", [0.0, 2.0, -1.5])
@pytest.mark.parametrize("dpi", [100, 150, 300])
def test_a_box_leads_back_to_its_place_on_the_page(turn: float, dpi: int) -> None:
    image, draw = sheet()
    prose(draw, x=120, width=1000, lines=20)
    draw.rectangle((300, 1400, 330, 1430), fill=0)
    askew = image.rotate(turn, resample=Image.Resampling.BICUBIC, fillcolor=250)
    page = prepared(askew, dpi=dpi)
    assert page.dpi == READ_AT
    lower = np.asarray(page.image)[int(0.7 * page.image.height) :] < 80
    rows, columns = np.nonzero(lower)
    top = int(0.7 * page.image.height)
    box = page.share((columns.min(), top + rows.min(), columns.max(), top + rows.max()))
    dots = np.nonzero(np.asarray(askew)[int(0.7 * HEIGHT) :] < 80)
    seen = (dots[1].mean() / WIDTH, (int(0.7 * HEIGHT) + dots[0].mean()) / HEIGHT)
    assert ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) == pytest.approx(seen, abs=0.003)


def contents(draw: ImageDraw.ImageDraw, *, pitch: int, y: int = 400) -> int:
    """An entry of a table of contents; how many dots lead to its page number."""
    draw.text((150, y), "Compte de résultat", fill=20, font=type_of(24))
    places = range(400, 1000, pitch)
    for x in places:
        draw.ellipse((x, y + 20, x + 3, y + 23), fill=20)
    draw.text((1020, y), "12", fill=20, font=type_of(24))
    return len(places)


@pytest.mark.parametrize("pitch", [8, 12, 20])
def test_leaders_are_found_counted_and_wiped_out(pitch: int) -> None:
    image, draw = sheet()
    count = contents(draw, pitch=pitch)
    (found,) = leaders(image, dpi=150)
    assert found.count == pytest.approx(count, abs=2)
    assert (found.x0, found.x1) == pytest.approx((400, 1000), abs=20)
    wiped = np.asarray(without(image, [found]))
    assert (wiped[415:430, 410:990] > 200).all()
    assert (wiped[395:430, 150:380] == np.asarray(image)[395:430, 150:380]).all()


def test_rules_underlines_and_prose_are_no_leaders() -> None:
    image, draw = sheet()
    prose(draw, x=120, width=1000, lines=10)
    draw.line((120, 700, 1100, 700), fill=20, width=2)
    draw.line((120, 900, 1100, 905), fill=20, width=2)
    assert leaders(image, dpi=150) == []


def test_two_columns_of_prose_are_seen() -> None:
    image, draw = sheet()
    prose(draw, x=100, width=480)
    prose(draw, x=640, width=480)
    assert in_columns(image, dpi=150)


def test_one_column_and_a_table_of_short_cells_are_not_columns() -> None:
    image, draw = sheet()
    prose(draw, x=120, width=1000, lines=20)
    for row in range(15):
        draw.text((150, 900 + 40 * row), "Commune", fill=20, font=type_of(22))
        draw.text((700, 900 + 40 * row), "Mme Dupin", fill=20, font=type_of(22))
    assert not in_columns(image, dpi=150)


@pytest.mark.parametrize("size", [(1, 1), (5, 900), (900, 5), (60, 60)])
def test_odd_sizes_do_no_harm(size: tuple[int, int]) -> None:
    image = Image.new("L", size, 200)
    page = prepared(image, dpi=100)
    assert leaders(page.image, dpi=page.dpi) == []
    assert not in_columns(page.image, dpi=page.dpi)


@pytest.mark.parametrize(("spread", "noisy"), [(0, False), (4, False), (60, True)])
def test_noise_is_told_on_the_bare_paper(spread: int, noisy: bool) -> None:
    grain = np.random.default_rng(3).normal(220, spread, (480, 480)) if spread else np.full((480, 480), 220)
    grain[100:200, 100:400] = 20
    assert is_noisy(Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))) is noisy
