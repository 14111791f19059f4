"""Whole pages, drawn in every order, are read as a reader would: boxes, notes, captions, programmes, signatures."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.extraction.pdf import boxes as pdf_boxes
from ptce_corpus.extraction.pdf import columns as pdf_columns
from ptce_corpus.extraction.pdf import paragraphs as pdf_paragraphs
from ptce_corpus.extraction.pdf.fragments import Fragment
from ptce_corpus.extraction.pdf.notes import notes_last
from ptce_corpus.extraction.pdf.rules import Rule

LEADING = 13.0
SIZE = 11.0
PROSE = (
    "le pôle réunit des entreprises et des",
    "associations qui partagent un atelier",
    "et des emplois, sans que nul ne sache",
    "encore ce que la commune en dira, ni",
    "comment les loyers seront répartis, ce",
    "qui suppose des comptes tenus à jour",
    "par une personne que tous connaissent",
    "et que chacun peut interroger le soir",
)

Frame = pdf_boxes.Frame


def line(text: str, x: float, y: float, *, size: float = SIZE, width: float | None = None) -> Fragment:
    return Fragment(text, x, y, x + (width if width is not None else 0.48 * size * len(text)), y + size, 0)


def prose(name: str, x: float, y: float, count: int, *, size: float = SIZE, width: float = 190) -> list[Fragment]:
    """A column of prose whose sentences run on; every line begins with its name and number."""
    step = LEADING * size / SIZE
    return [
        line(f"{name if n else name.capitalize()}{n} {PROSE[n % 8]}", x, y + n * step, size=size, width=width)
        for n in range(count)
    ]


def read(
    *parts: Sequence[Fragment], frames: Sequence[Frame] = (), dividers: Sequence[Frame] = (), drawn: int = 0
) -> str:
    """The text of a page whose lines were drawn part by part (0), from the top down (1), or in some other order."""
    lines = [item for part in parts for item in part]
    if drawn == 1:
        lines.sort(key=lambda item: (item.top, item.x0))
    elif drawn > 1:
        random.Random(drawn).shuffle(lines)
    ordered = [replace(item, order=number) for number, item in enumerate(lines)]
    return pdf_paragraphs.text(pdf_columns.blocks(ordered, frames, dividers))


def places(text: str, *marks: str) -> list[int]:
    found = [text.find(mark) for mark in marks]
    assert -1 not in found, [mark for mark, place in zip(marks, found, strict=True) if place < 0]
    return found


def assert_in_order(text: str, *marks: str) -> None:
    found = places(text, *marks)
    assert found == sorted(found), text


IN_ANY_ORDER = pytest.mark.parametrize("drawn", [0, 1, 2, 3], ids=["by part", "top down", "shuffled", "shuffled anew"])


@IN_ANY_ORDER
@pytest.mark.parametrize("count", [2, 3, 4])
def test_columns_are_read_one_after_the_other_however_they_were_drawn(count: int, drawn: int) -> None:
    width, pitch = 480 / count - 15, 480 / count
    columns = [prose("abcd"[n], 50 + n * pitch, 60 + 4 * n, 14 - n, size=8, width=width) for n in range(count)]
    marks = [f"{'abcd'[n]}{k} " for n in range(count) for k in (1, 9)]
    assert_in_order(read(*columns, drawn=drawn), *marks)


@IN_ANY_ORDER
def test_a_short_heading_across_the_columns_parts_what_is_above_from_what_is_below(drawn: int) -> None:
    heading = [line("Les comptes", 50, 200, size=16)]
    above = [prose("a", 50, 60, 9), prose("b", 300, 60, 9)]
    below = [prose("c", 50, 240, 9), prose("d", 300, 240, 9)]
    text = read(*above, heading, *below, drawn=drawn)
    assert_in_order(text, "A0", "a8", "B0", "b8", "Les comptes", "C0", "c8", "D0", "d8")


def test_a_heading_within_a_column_stays_in_it() -> None:
    heading = [line("Les comptes", 50, 200, size=13)]
    left = [*prose("a", 50, 60, 9), *heading, *prose("c", 50, 222, 9)]
    text = read(left, prose("b", 300, 60, 22))
    assert_in_order(text, "a8", "Les comptes", "C0", "c8", "B0", "b20")


@IN_ANY_ORDER
def test_a_caption_stays_between_the_columns_above_and_below_its_figure(drawn: int) -> None:
    caption = [line("Figure 2 : les emplois du pôle de 2010 à 2014", 50, 330, size=9, width=200)]
    above = [prose("a", 50, 60, 9), prose("b", 300, 60, 9)]
    below = [prose("c", 50, 356, 9), prose("d", 300, 356, 9)]
    text = read(*above, caption, *below, drawn=drawn)
    assert_in_order(text, "b8", "Figure 2", "C0", "D0")


@IN_ANY_ORDER
@pytest.mark.parametrize("right", [True, False], ids=["at the right", "at the left"])
def test_a_box_is_read_whole_after_the_body_it_stands_beside(right: bool, drawn: int) -> None:
    x, body = (410, 50) if right else (50, 220)
    inside = prose("x", x + 8, 120, 10, size=9, width=125)
    frame = (x, 110.0, x + 145.0, 250.0)
    text = read(prose("a", body, 60, 24, width=330), inside, frames=[frame], drawn=drawn)
    assert_in_order(text, "A0", "a22", "X0", "x9")


def test_a_box_in_the_midst_of_a_column_is_not_mixed_into_the_other() -> None:
    inside = prose("x", 58, 208, 6, size=9, width=160)
    left = [*prose("a", 50, 60, 10), *prose("c", 50, 300, 10)]
    text = read(left, prose("b", 300, 60, 28), inside, frames=[(50, 200, 240, 290)])
    assert_in_order(text, "a9", "X0", "x5", "C0", "c9", "B0", "b27")


def test_boxes_in_a_grid_are_read_row_by_row() -> None:
    corners = {"p": (50, 60), "q": (300, 60), "r": (50, 260), "s": (300, 260)}
    frames = [(x, y, x + 230.0, y + 180.0) for x, y in corners.values()]
    text = read(*(prose(name, x + 8, y + 10, 9) for name, (x, y) in corners.items()), frames=frames, drawn=1)
    assert_in_order(text, "P0", "p8", "Q0", "q8", "R0", "r8", "S0", "s8")


def test_notes_in_the_margin_come_after_the_body() -> None:
    notes = [
        line(text, 50, y + 9 * k, size=8)
        for n, y in enumerate((79, 184, 291))
        for k, text in enumerate((f"Voir la note {n},", "plus haut dans"))
    ]
    text = read(prose("a", 150, 60, 22, width=350), notes, drawn=1)
    assert_in_order(text, "A0", "a21", "la note 0", "la note 1", "la note 2")


@IN_ANY_ORDER
def test_notes_at_the_foot_of_columns_come_after_the_body_and_before_the_folio(drawn: int) -> None:
    notes = [line(f"{n}. Voir les comptes de l’année.", x, 420, size=8) for n, x in ((1, 50), (2, 300))]
    folio = [line("– 12 –", 260, 480)]
    text = read(prose("a", 50, 60, 26), prose("b", 300, 60, 26), notes, folio, drawn=drawn)
    assert_in_order(text, "a25", "B0", "b25", "1. Voir", "2. Voir", "– 12 –")


def test_small_type_with_figures_is_no_note() -> None:
    column = [replace(item, text=f"{n} euros en {2000 + n}") for n, item in enumerate(prose("x", 50, 60, 20, size=8))]
    text = read(column, prose("b", 300, 60, 20))
    assert_in_order(text, "0 euros", "19 euros", "B0")


def test_what_stands_alone_in_notes_stays() -> None:
    one = [[line("1 Une ligne de notes.", 50, 700, size=8)]]
    assert notes_last(one) == one


def test_a_foot_far_below_short_columns_comes_last() -> None:
    foot = [line("Dépliant à plier en trois", 60, 700, size=8)]
    text = read(prose("a", 50, 60, 10), prose("b", 300, 60, 10), foot)
    assert text.endswith("Dépliant à plier en trois")


def test_heads_at_either_margin_stay_on_their_line() -> None:
    head = [line("Actes du colloque", 50, 20, size=8), line("119", 470, 20, size=8)]
    text = read(head, prose("a", 50, 60, 14), prose("b", 300, 60, 14))
    assert text.startswith("Actes du colloque\t119\n")


@IN_ANY_ORDER
def test_a_programme_is_read_row_by_row_its_cells_whole(drawn: int) -> None:
    rows, y = [], 60.0
    for n in range(6):
        rows.append(line(f"{9 + n}h30", 50, y))
        rows += [line(f"séance {n}, {part}", 120, y + k * LEADING) for k, part in enumerate(("tenue", "à la halle"))]
        rows += [line(f"orateur {n}", 380, y)]
        y += 2 * LEADING + 8
    text = read(rows, drawn=drawn)
    for n in range(6):
        assert f"{9 + n}h30\tséance {n}, tenue séance {n}, à la halle\torateur {n}" in text


def test_hours_set_tight_still_open_their_rows() -> None:
    hours = [line(f"{9 + n}h00", 50, 60 + 2 * n * LEADING) for n in range(5)]
    sessions = [line(f"Séance {n // 2} {'abc'[n % 2]}", 120, 60 + n * LEADING, width=120) for n in range(10)]
    places_of = [line(f"Salle {n}", 300, 60 + 2 * n * LEADING) for n in range(5)]
    text = read(hours, sessions, places_of, drawn=1)
    assert "10h00\tSéance 1 a Séance 1 b\tSalle 1" in text


def test_contents_keep_their_folios() -> None:
    titles = [line(f"{n}. Un titre de chapitre", 50, 60 + n * LEADING) for n in range(8)]
    folios = [line(str(3 + 2 * n), 480, 60 + n * LEADING) for n in range(8)]
    assert read(titles, folios).split("\n")[2] == "2. Un titre de chapitre\t7"


def test_addresses_side_by_side_are_read_one_by_one() -> None:
    def address(x: float, name: str) -> list[Fragment]:
        return [line(text, x, 60 + n * LEADING) for n, text in enumerate((name, "rue des Salines", "une commune"))]

    assert_in_order(
        read(address(50, "Chaleur commune"), address(300, "Roue libre")), "Chaleur", "une commune", "Roue libre"
    )


@IN_ANY_ORDER
def test_signatures_side_by_side_are_read_one_by_one(drawn: int) -> None:
    signed = [("La présidente", 60, 60), ("Le secrétaire de séance", 320, 60)]
    names = [("Aïcha Delvallée", 60, 90), ("Ngoc Anh Tran", 320, 90)]
    text = read([line(*piece) for piece in signed], [line(*piece) for piece in names], drawn=drawn)
    assert text.split("\n\n") == ["La présidente", "Aïcha Delvallée", "Le secrétaire de séance", "Ngoc Anh Tran"]


def test_rows_that_name_no_function_stay_rows() -> None:
    rows = [line(*piece) for piece in (("Loyer", 60, 60), ("quatorze", 320, 60), ("Eau", 60, 74), ("douze", 320, 74))]
    assert read(rows) == "Loyer\tquatorze\nEau\tdouze"


def test_a_rule_between_them_tells_columns_of_short_lines() -> None:
    left = [line(f"Point g{n}", 50, 60 + n * 20) for n in range(8)]
    right = [line(f"Point d{n}", 300, 60 + n * 20) for n in range(8)]
    divided = read(left, right, dividers=[(270, 55, 270, 230)], drawn=1)
    assert_in_order(divided, "g0", "g7", "d0", "d7")
    assert "Point g0\tPoint d0" in read(left, right, drawn=1)


def test_lists_under_headings_side_by_side_are_read_one_by_one() -> None:
    def listed(x: float, name: str) -> list[Fragment]:
        marks = [line("•", x + 4, 60 + n * 2 * LEADING + LEADING) for n in range(3)]
        items = [
            line(
                f"{name}{n} des mots qui courent" if n % 2 == 0 else "jusqu’à la ligne", x + 14, 60 + (n + 1) * LEADING
            )
            for n in range(6)
        ]
        return [line(f"Ce qui est {name}", x, 60), *marks, *items]

    assert_in_order(
        read(listed(50, "acquis"), listed(300, "dû"), drawn=1), "Ce qui est acquis", "acquis4", "Ce qui est dû"
    )


def test_a_drop_capital_goes_to_its_word() -> None:
    capital = [Fragment("D", 50, 58, 74, 90, 0)]
    beside = [
        line("ans les pôles, le mot revient à", 78, 60, width=160),
        line("chaque réunion, dit-on", 78, 73, width=160),
    ]
    text = read(capital, beside, prose("a", 50, 86, 10))
    assert text.startswith("Dans les pôles, le mot revient à\nchaque réunion")


def test_boxes_taller_than_the_lines_are_apart_do_not_mix_them() -> None:
    tall = [Fragment(f"ligne {n} {PROSE[n]}", 50, 60 + n * 14, 400, 60 + n * 14 + 66, n) for n in range(8)]
    assert [part.split()[1] for part in read(tall).split("\n") if part] == [str(n) for n in range(8)]


@given(st.integers(0, 2**32 - 1))
def test_boxes_that_waver_as_those_of_ocr_do_change_no_order(seed: int) -> None:
    chance = random.Random(seed)

    def wavering(item: Fragment) -> Fragment:
        x0, x1, y = chance.uniform(-1, 1), chance.uniform(-1, 1), chance.uniform(-0.6, 0.6)
        return replace(item, x0=item.x0 + x0, x1=item.x1 + x1, top=item.top + y, bottom=item.bottom + y)

    columns = [[wavering(item) for item in prose("abc"[n], 50 + 165 * n, 60, 14, width=148)] for n in range(3)]
    assert_in_order(read(*columns, drawn=1), "A0", "a13", "B0", "b13", "C0", "c13")


BOXES = st.lists(st.tuples(*(st.floats(0, 800) for _ in range(4))), max_size=8)
FRAGMENTS = st.lists(
    st.builds(
        lambda word, x, y, width, order: Fragment(word, x, y, x + width, y + 12, order),
        st.sampled_from(["a", "bcd", "Maire", "9h30", "1.", "Présidente", "12", "•", "des mots qui courent"]),
        st.floats(0, 600),
        st.floats(0, 800),
        st.floats(5, 300),
        st.integers(0, 1000),
    ),
    max_size=50,
)


@given(FRAGMENTS, BOXES, BOXES)
def test_whatever_frames_there_are_no_letter_is_lost(
    fragments: list[Fragment], frames: list[Frame], dividers: list[Frame]
) -> None:
    before = Counter("".join("".join(item.text.split()) for item in fragments))
    text = pdf_paragraphs.text(pdf_columns.blocks(fragments, frames, dividers))
    assert Counter("".join(text.split())) == before


def rectangle(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]


def test_rules_that_close_a_rectangle_are_a_frame_and_cells_are_none() -> None:
    box = rectangle(50, 500, 200, 700)
    cells = [rule for n in range(3) for rule in rectangle(300 + 80 * n, 500, 380 + 80 * n, 540)]
    assert pdf_boxes.frames([*box, *cells, Rule(50, 60, 500, 60)]) == [(50, -700, 200, -500)]


def test_a_band_over_a_box_is_part_of_it() -> None:
    assert pdf_boxes.frames([*rectangle(50, 600, 200, 640), *rectangle(50, 500, 200, 600)]) == [(50, -640, 200, -500)]


def test_a_framed_text_in_a_file_is_read_whole(make_pdf: Callable[..., object], extract: Callable[..., list]) -> None:
    def drawn(canvas) -> None:  # type: ignore[no-untyped-def]
        canvas.setFont("Helvetica", 9)
        for n in range(24):
            canvas.drawString(60, 740 - 13 * n, f"corps {n} {PROSE[n % 8]}")
            if 4 <= n < 14:
                canvas.drawString(330, 740 - 13 * n, f"cadre {n} {PROSE[n % 8]}")
        canvas.rect(322, 740 - 13 * 14, 220, 13 * 11)

    text = extract(make_pdf(drawn))[0].pages[0].text
    assert_in_order(text, "corps 0", "corps 23", "cadre 4", "cadre 13")
