"""Programmes and other tables as French organisations draw them: days set upwards, filets, cells of many lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.colors import black
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table as Flowed
from reportlab.platypus import TableStyle

from ptce_corpus.domain.document import SourcePage

GRID = ("GRID", (0, 0), (-1, -1), 0.5, black)
FILETS = ("LINEBELOW", (0, 0), (-1, -1), 0.5, black)
TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")
DAYS = [
    (
        "Samedi",
        [("9h00", ["Accueil des pôles", "dans la halle"], "Hall"), ("10h30-12h", ["Atelier des outils"], "Salle B")],
    ),
    (
        "Dimanche",
        [("10h00", ["Marche commentée"], "Quai"), ("14h00", ["Bilan", "et clôture"], ""), ("16h", ["Bal"], "Parc")],
    ),
]

Page = Callable[..., SourcePage]


def flowed(canvas: Canvas, cells: Sequence[Sequence[str]], *style: tuple, x: float = 60, **options: object) -> None:
    table = Flowed(cells, style=TableStyle([*style, TOP, ("FONTSIZE", (0, 0), (-1, -1), 10)]), **options)
    table.wrapOn(canvas, 450, 700)
    table.drawOn(canvas, x, 500)


def rows(page: SourcePage, number: int = 0) -> list[list[str]]:
    return [[cell.cut(page.text) for cell in row] for row in page.layout.tables[number].rows]


def slots(slots: Sequence[tuple[str, list[str], str]]) -> list[str]:
    """The cells of a day: hours, sessions and places, each of them level with its hour."""
    sizes = [len(lines) for _, lines, _ in slots]
    hours = ["\n".join([hour, *[""] * (size - 1)]) for (hour, _, _), size in zip(slots, sizes, strict=True)]
    places = ["\n".join([place, *[""] * (size - 1)]) for (_, _, place), size in zip(slots, sizes, strict=True)]
    return ["\n".join(hours), "\n".join(line for _, lines, _ in slots for line in lines), "\n".join(places)]


def test_a_ruled_day_is_read_slot_by_slot_under_the_day_that_is_set_upwards(page: Page) -> None:
    def draw(canvas: Canvas) -> None:
        cells = [["", "Heure", "Séance", "Lieu"], *(["", *slots(day)] for _, day in DAYS)]
        flowed(canvas, cells, GRID, rowHeights=[20, 70, 70], colWidths=[30, 90, 180, 90])
        for number, (day, _) in enumerate(DAYS):
            canvas.saveState()
            canvas.translate(79, 575 - 70 * number)
            canvas.rotate(90)
            canvas.drawString(0, 0, day)
            canvas.restoreState()

    told = [["", "Heure", "Séance", "Lieu"]]
    for day, its in DAYS:
        told += [[day if not n else "", hour, " ".join(lines), place] for n, (hour, lines, place) in enumerate(its)]
    assert rows(page(draw)) == told


def test_the_hours_from_and_to_of_one_slot_stay_one_cell(page: Page) -> None:
    cells = [["Heure", "Séance"], ["9h00\n10h30", "Ouverture\nen plénière"], ["10h30\n12h00", "Ateliers\nen salle"]]
    assert rows(page(lambda canvas: flowed(canvas, cells, GRID))) == [
        ["Heure", "Séance"],
        ["9h00 10h30", "Ouverture en plénière"],
        ["10h30 12h00", "Ateliers en salle"],
    ]


def test_a_table_with_filets_is_found_beside_a_column_of_prose(page: Page) -> None:
    cells = [["Lieu", "2019", "2020"], ["Brest", "12", "131"], ["Lens", "7", "8"], ["Gap", "240", "18"]]

    def draw(canvas: Canvas) -> None:
        for number in range(9):
            canvas.drawString(50, 620 - 14 * number, f"La ligne {number} du récit que fait le réseau.")
        flowed(canvas, cells, FILETS, ("ALIGN", (1, 1), (-1, -1), "RIGHT"), x=330, colWidths=[60, 60, 60])

    read = page(draw)
    assert [rows(read, number) for number in range(len(read.layout.tables))] == [cells]
    assert "récit que fait le réseau.\nLa ligne 1" in read.text


def lined(canvas: Canvas, lines: Sequence[Sequence[tuple[float, str]]], *, y: float = 700) -> None:
    for number, line in enumerate(lines):
        for x, text in line:
            canvas.drawString(x, y - 16 * number, text)


def test_workshops_side_by_side_under_a_programme_are_none_of_its_rows(page: Page) -> None:
    hours = [["9h00", "Ouverture"], ["10h30", "Table ronde"], ["14h00", "Ateliers au choix"]]

    def draw(canvas: Canvas) -> None:
        lined(canvas, [[(60, hour), (130, text)] for hour, text in hours])
        lined(canvas, [[(60, "Atelier 1. Lire"), (210, "Atelier 2. Dire"), (360, "Atelier 3. Rire")]], y=630)
        lined(canvas, [[(60, "Avec le comité."), (210, "Avec la régie."), (360, "Avec la halle.")]], y=614)

    assert rows(page(draw)) == hours


def test_a_row_whose_cells_leave_no_white_is_parted_where_the_others_are(page: Page) -> None:
    full = "Un titre de séance qui emplit toute sa cellule"
    texts = [["Accueil", "1 h", "au café"], ["Bilan", "2 h", "en salle"], ["Repas", "3 h", "à la halle"]]

    def draw(canvas: Canvas) -> None:
        second = 60 + canvas.stringWidth(full + " ", "Helvetica", 12)
        third = second + canvas.stringWidth("4 h 30 ", "Helvetica", 12)
        lined(canvas, [[(60, a), (second, b), (third, c)] for a, b, c in [*texts, [full, "4 h 30", "en plénière"]]])

    assert rows(page(draw)) == [*texts, [full, "4 h 30", "en plénière"]]


@pytest.mark.parametrize(
    "lines",
    [
        [("x = 12", "# la mesure"), ("y = 4", "# le pas"), ("tracer(x)", "# le dessin"), ("fin()", "# le reste")],
        [("auteur =", "{Lenoir},"), ("titre =", "{Les pôles},"), ("date =", "2014,"), ("lieu =", "{Lens}")],
        [
            ("• des locaux", "• un atelier"),
            ("• une cuisine", "• un jardin"),
            ("• une halle", "• un four"),
            ("• un quai", "• un bac"),
        ],
        [
            ("Les Jardins", "Madame la Maire"),
            ("Association", "Hôtel de ville"),
            ("12, rue Haute", "Place Basse"),
            ("59000 Lille", "62000 Arras"),
        ],
        [("a b c d e", "A B C D E"), ("f g h i j", "F G H I J"), ("k l m n o", "K L M N O"), ("p q r s", "P Q R S")],
    ],
)
def test_code_alphabets_lists_and_the_addresses_of_a_letter_are_no_tables(
    page: Page, lines: list[tuple[str, str]]
) -> None:
    read = page(lambda canvas: lined(canvas, [[(60, left), (200, right)] for left, right in lines]))
    assert not read.layout.tables


def test_what_stands_outside_the_page_is_not_read(page: Page) -> None:
    read = page(lambda canvas: lined(canvas, [[(60, "visible"), (2000, "caché")]]))
    assert read.text == "visible"
