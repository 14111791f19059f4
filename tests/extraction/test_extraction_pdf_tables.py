"""Tables of PDF pages: their rows are read in order, their cells are where the text has them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as Flowed
from reportlab.platypus import TableStyle

from ptce_corpus.domain.document import SourcePage
from ptce_corpus.extraction.pdf import grid as pdf_grid
from ptce_corpus.extraction.pdf.fragments import Fragment
from ptce_corpus.extraction.pdf.placing import layout

GRID = ("GRID", (0, 0), (-1, -1), 0.5, black)
BUDGET = [
    ["Poste", "2019", "2020"],
    ["Loyers et charges", "1 400", "1 520"],
    ["Salaires", "22 000", "24 100"],
    ["Total", "23 400", "25 620"],
]
HOURS = [
    ("9h00", ["Accueil des participants"], "Le comité"),
    ("9h30", ["Ouverture : pourquoi coopérer", "sur un même territoire"], "Mme Lenoir"),
    ("10h45", ["Table ronde des pôles"], "M. Duval"),
    ("12h15", ["Déjeuner sur place", "et visite de la halle"], "Le comité"),
]

Page = Callable[..., SourcePage]


def flowed(canvas: Canvas, cells: Sequence[Sequence[str]], *style: tuple, y: float = 500, **options: object) -> None:
    table = Flowed(cells, style=TableStyle([*style, ("FONTSIZE", (0, 0), (-1, -1), 10)]), **options)
    table.wrapOn(canvas, 450, 700)
    table.drawOn(canvas, 60, y)


def rows(page: SourcePage, number: int = 0) -> list[list[str]]:
    return [[cell.cut(page.text) for cell in row] for row in page.layout.tables[number].rows]


def test_a_ruled_table_is_read_row_by_row(page: Page) -> None:
    read = page(lambda canvas: flowed(canvas, BUDGET, GRID))
    assert read.text == "\n".join(" | ".join(row) for row in BUDGET)
    assert rows(read) == BUDGET
    assert read.layout.tables[0].span.cut(read.text) == read.text


def test_a_merged_cell_is_told_once_and_its_row_is_as_wide_as_the_others(page: Page) -> None:
    cells = [
        ["Séance", "Lieu", "Heure"],
        ["Plénière", "", "9h"],
        ["Atelier A", "Salle 1", "11h"],
        ["", "Salle 2", "14h"],
    ]
    read = page(lambda canvas: flowed(canvas, cells, GRID, ("SPAN", (0, 1), (1, 1)), ("SPAN", (0, 2), (0, 3))))
    assert rows(read) == cells
    assert read.text.count("Plénière") == read.text.count("Atelier A") == 1


def test_the_lines_of_a_cell_are_one_text(page: Page) -> None:
    cells = [
        ["Action", "Résultat"],
        ["Créer un lieu\npour se former", "Ouvert en\njuin"],
        ["Mutualiser", "Trois emplois"],
    ]
    read = page(lambda canvas: flowed(canvas, cells, GRID))
    assert rows(read)[1] == ["Créer un lieu pour se former", "Ouvert en juin"]


def test_a_heading_cell_set_upwards_belongs_to_its_table(page: Page) -> None:
    def draw(canvas: Canvas) -> None:
        flowed(
            canvas,
            [["Membre", ""], ["Alice", "oui"], ["Basile", "non"]],
            GRID,
            rowHeights=[70, 20, 20],
            colWidths=[90, 60],
        )
        canvas.saveState()
        canvas.translate(180, 550)
        canvas.rotate(90)
        canvas.drawString(0, 0, "Présent")
        canvas.restoreState()

    assert rows(page(draw)) == [["Membre", "Présent"], ["Alice", "oui"], ["Basile", "non"]]


def test_a_frame_around_text_is_no_table(page: Page) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(55, 560, 400, 80)
        for number in range(4):
            canvas.drawString(60, 620 - 14 * number, f"Une phrase encadrée, la {number + 1}re du communiqué.")

    read = page(draw)
    assert not read.layout.tables
    assert " | " not in read.text


def test_a_drawing_whose_lines_run_through_the_words_is_no_table(page: Page) -> None:
    def draw(canvas: Canvas) -> None:
        for step in range(5):
            canvas.line(60 + 45 * step, 500, 60 + 45 * step, 640)
            canvas.line(60, 500 + 35 * step, 240, 500 + 35 * step)
        for number in range(4):
            canvas.drawString(66, 515 + 35 * number, "le schéma des coopérations")

    read = page(draw)
    assert not read.layout.tables
    assert read.text.count("le schéma des coopérations") == 4


def programme(canvas: Canvas, *, by_column: bool = False) -> None:
    steps: list[tuple[float, float, str]] = []
    y = 700.0
    for hour, session, speaker in HOURS:
        steps += [(60, y, hour), *((130, y - 14 * n, line) for n, line in enumerate(session)), (400, y, speaker)]
        y -= 14 * len(session) + 8
    for x, y, text in sorted(steps, key=lambda step: step[0]) if by_column else steps:
        canvas.drawString(x, y, text)


@pytest.mark.parametrize("by_column", [False, True])
def test_a_programme_without_rules_reads_time_session_speaker(page: Page, by_column: bool) -> None:
    read = page(lambda canvas: programme(canvas, by_column=by_column))
    told = [[hour, " ".join(session), speaker] for hour, session, speaker in HOURS]
    assert [line.split("\t") for line in read.text.split("\n") if line] == told
    assert rows(read) == told


def test_a_price_list_is_a_table(page: Page) -> None:
    prices = [("Adhésion", "15 €"), ("Adhésion de soutien", "50 €"), ("Repas", "12,50 €"), ("Actes", "8 €")]

    def draw(canvas: Canvas) -> None:
        for number, (what, price) in enumerate(prices):
            canvas.drawString(60, 700 - 16 * number, what)
            canvas.drawRightString(300, 700 - 16 * number, price)

    assert rows(page(draw)) == [list(row) for row in prices]


def test_a_table_with_level_rules_only_keeps_the_lines_of_a_row_together(page: Page) -> None:
    texts = [
        ("Pôle", "Ce qu'il fait", "Où"),
        ("Les Jardins", "Il réunit des maraîchers\net une légumerie", "Lens"),
        ("La Halle", "Elle loge des artisans\net forme des jeunes", "Brest"),
        ("Le Fil", "Il recycle des textiles\nde tout le bassin", "Roubaix"),
    ]

    def draw(canvas: Canvas) -> None:
        y = 700.0
        canvas.line(60, y + 14, 480, y + 14)
        for row in texts:
            for x, cell in zip((60, 160, 400), row, strict=True):
                for number, line in enumerate(cell.split("\n")):
                    canvas.drawString(x, y - 14 * number, line)
            y -= 14 * max(cell.count("\n") + 1 for cell in row) + 4
            canvas.line(60, y + 12, 480, y + 12)

    assert rows(page(draw)) == [[cell.replace("\n", " ") for cell in row] for row in texts]


def test_a_table_of_contents_is_none(page: Page) -> None:
    def draw(canvas: Canvas) -> None:
        for number, title in enumerate(["Introduction", "Les pôles", "Le cadre", "Les moyens", "Conclusion"]):
            canvas.drawString(60, 700 - 16 * number, title)
            canvas.drawRightString(500, 700 - 16 * number, str(3 + 4 * number))

    assert not page(draw).layout.tables


def test_two_columns_of_prose_are_no_table(page: Page) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(8):
            canvas.drawString(60, 700 - 14 * number, f"gauche {number} avec assez de mots ici")
            canvas.drawString(320, 700 - 14 * number, f"droite {number} avec assez de mots ici")

    read = page(draw)
    assert not read.layout.tables
    assert read.text.index("gauche 7") < read.text.index("droite 0")


def test_a_list_with_its_marks_is_no_table(page: Page) -> None:
    def draw(canvas: Canvas) -> None:
        for number in range(5):
            canvas.drawString(60, 700 - 16 * number, f"{number + 1}.")
            canvas.drawString(90, 700 - 16 * number, f"une décision, la {number + 1}e du conseil")

    assert not page(draw).layout.tables


CELLS = st.lists(st.lists(st.text("ab é|", max_size=6).map(str.strip), min_size=1, max_size=5), min_size=1, max_size=6)


@given(CELLS, st.sampled_from([pdf_grid.ruled, pdf_grid.aligned]))
def test_cells_stand_in_their_table_in_order_and_rows_are_equally_wide(grid: list[list[str]], make) -> None:
    block = make(grid, (0, 0, 100, 20), order=0)
    if not block.rows:
        assert not any(any(row) for row in grid)
        return
    page = layout(f"Avant\n\n{block.text}", [Fragment("Avant", 0, -20, 40, -8, 0), block], [None, None])
    text, kept = f"Avant\n\n{block.text}", [row for row in grid if any(row)]
    for table in page.tables:
        assert table.span.cut(text) == block.text
        assert {len(row) for row in table.rows} == {max(map(len, kept))}
        for row, cells in zip(table.rows, kept, strict=True):
            assert [cell.cut(text) for cell in row][: len(cells)] == cells
            assert all(not len(cell) for cell in row[len(cells) :])
        places = [cell for row in table.rows for cell in row]
        assert all(table.span.start <= cell.start <= cell.end <= table.span.end for cell in places)
        assert all(left.end <= right.start for left, right in pairwise(places))
    assert len(page.tables) == (len(kept) > 1)
