"""The geometry of a page: what stands where is read in the order a reader would take."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.extraction.pdf import columns as pdf_columns
from ptce_corpus.extraction.pdf import paragraphs as pdf_paragraphs
from ptce_corpus.extraction.pdf.fragments import Fragment, flowing, joined, turned, unturned

NUMBERS = st.floats(-2000, 2000, allow_nan=False)


def fragment(
    text: str, x: float, line: float, *, order: int = 0, size: float = 12, width: float | None = None
) -> Fragment:
    """A fragment on a line of a page with lines 14 points apart."""
    return Fragment(text, x, line * 14, x + (width or len(text) * 5), line * 14 + size, order)


PROSE = "des mots qui font une ligne entière"


def column(x: float, *, start: int, order: int, count: int = 6, name: str = "g") -> list[Fragment]:
    return [fragment(f"{name}{n} {PROSE}", x, start + n, order=order + n, width=200) for n in range(count)]


def text(*fragments: Fragment) -> str:
    return pdf_paragraphs.text(pdf_columns.blocks(fragments))


@given(st.tuples(NUMBERS, NUMBERS, NUMBERS, NUMBERS), st.integers(0, 3))
def test_turning_a_box_back_gives_the_box(box: tuple[float, float, float, float], quadrant: int) -> None:
    assert unturned(turned(box, quadrant), quadrant) == box


FRAGMENTS = st.lists(
    st.builds(
        lambda word, x, y, width, order: Fragment(word, x, y, x + width, y + 12, order),
        st.text("abcdef", min_size=1, max_size=6),
        st.floats(0, 600),
        st.floats(0, 800),
        st.floats(5, 300),
        st.integers(0, 1000),
    ),
    min_size=1,
    max_size=60,
)


@given(FRAGMENTS)
def test_no_letter_is_lost_or_invented(fragments: list[Fragment]) -> None:
    before = Counter("".join(item.text for item in fragments))
    assert Counter("".join(text(*fragments).split())) == before


def test_two_columns_are_read_one_after_the_other() -> None:
    read = text(*column(50, start=0, order=0), *column(300, start=0, order=6, name="d"))
    assert [line.split()[0] for line in read.split("\n") if line] == [f"g{n}" for n in range(6)] + [
        f"d{n}" for n in range(6)
    ]


def test_columns_drawn_line_by_line_are_untangled() -> None:
    left = [fragment(f"g{n} {PROSE}", 50, n, order=2 * n, width=200) for n in range(6)]
    right = [fragment(f"d{n} {PROSE}", 300, n, order=2 * n + 1, width=200) for n in range(6)]
    assert text(*left, *right).index("g5") < text(*left, *right).index("d0")


def test_a_heading_over_two_columns_comes_first_and_a_foot_last() -> None:
    heading = fragment("Un titre qui court sur toute la largeur de la page", 50, 0, order=90, width=450)
    foot = fragment("Une note qui court sur toute la largeur de la page", 50, 12, order=91, width=450)
    read = text(*column(50, start=3, order=0), *column(300, start=3, order=6, name="d"), heading, foot)
    assert read.startswith("Un titre")
    assert read.endswith("de la page")
    assert read.index("g5") < read.index("d0")


def test_the_short_last_line_over_the_columns_stays_with_its_paragraph() -> None:
    above = [
        fragment("Un chapeau qui court sur toute la largeur de la page,", 50, 0, order=80, width=450),
        fragment("puis finit court.", 50, 1, order=81),
    ]
    read = text(*above, *column(50, start=4, order=0), *column(300, start=4, order=6, name="d"))
    assert "de la page,\npuis finit court.\n\ng0" in read


def test_the_number_of_a_note_stays_with_the_note() -> None:
    number = Fragment("1", 50, 12 * 14 - 1, 54, 12 * 14 + 6, 60)
    note = fragment("Une note qui court sur toute la largeur de la page", 56, 12, order=61, width=440)
    read = text(*column(50, start=0, order=0), *column(300, start=0, order=6, name="d"), number, note)
    assert read.split("\n")[-1] == "1 Une note qui court sur toute la largeur de la page"


def test_hours_stay_beside_their_sessions() -> None:
    hours = [fragment(f"{9 + n}h30", 50, 2 * n, order=n) for n in range(5)]
    sessions = [fragment(f"Séance {n} : les communs du territoire", 120, 2 * n, order=10 + n) for n in range(5)]
    assert [line.split("\t") for line in text(*hours, *sessions).split("\n") if line] == [
        [f"{9 + n}h30", f"Séance {n} : les communs du territoire"] for n in range(5)
    ]


def test_cells_without_rules_stay_in_their_row() -> None:
    cells = []
    for row in range(4):
        top = row * 4
        cells.append(fragment(f"Poste {row} des comptes", 50, top + 0.5, order=row * 10))
        cells += [fragment(f"r{row} {PROSE}", 250, top + n, order=row * 10 + 1 + n) for n in range(2)]
    read = text(*cells)
    assert [line.split("\t")[0] for line in read.split("\n") if "\t" in line] == [
        f"Poste {n} des comptes" for n in range(4)
    ]
    assert read.index("r0") < read.index("Poste 1")


def test_more_space_parts_paragraphs() -> None:
    first = [fragment(PROSE, 50, n, order=n, width=400) for n in range(4)]
    second = [fragment(PROSE, 50, 5 + n, order=5 + n, width=400) for n in range(3)]
    assert [len(part.split("\n")) for part in text(*first, *second).split("\n\n")] == [4, 3]


def test_larger_type_is_a_paragraph_of_its_own() -> None:
    heading = Fragment("Un titre", 50, 0, 150, 20, 0)
    body = [fragment(PROSE, 50, 2 + n, order=1 + n, width=400) for n in range(4)]
    assert text(heading, *body).startswith("Un titre\n\n")


def test_an_indent_parts_paragraphs() -> None:
    lines = [fragment(PROSE, 50, n, order=n, width=400) for n in range(3)]
    lines += [fragment("Une ligne finale.", 50, 3, order=3)]
    lines += [
        fragment(PROSE, 65, 4, order=4, width=385),
        *(fragment(PROSE, 50, 5 + n, order=5 + n, width=400) for n in range(3)),
    ]
    assert len(text(*lines).split("\n\n")) == 2


def test_a_sentence_that_runs_on_in_the_next_column_is_not_cut() -> None:
    left = column(50, start=0, order=0)
    right = [
        fragment("et la phrase continue ici, plus loin", 300, 0, order=6, width=200),
        *column(300, start=1, order=7, name="d"),
    ]
    assert f"g5 {PROSE}\net la phrase continue" in text(*left, *right)


def test_a_wide_gap_is_a_tab_and_a_raised_letter_none() -> None:
    wide = joined([fragment("Total", 50, 0), fragment("12", 200, 0)])
    close = joined([fragment("2", 50, 0), Fragment("e", 55, -1, 58, 7, 1)])
    assert (wide.text, close.text) == ("Total\t12", "2e")


def test_words_broken_in_a_cell_are_made_whole() -> None:
    assert flowing("la coopé-\nration des\npôles") == "la coopération des pôles"


def test_the_caption_of_a_table_below_the_columns_stays_with_the_table() -> None:
    caption = fragment("Tableau 1. Les comptes", 50, 7.5, order=70)
    table = Fragment("Poste | 2019\nLoyers | 14", 50, 9 * 14, 500, 12 * 14, 71, block=True)
    read = text(*column(50, start=0, order=0), *column(300, start=0, order=6, name="d"), caption, table)
    assert read.endswith("Tableau 1. Les comptes\n\nPoste | 2019\nLoyers | 14")


def test_a_short_note_far_below_the_columns_comes_after_them() -> None:
    number = Fragment("2", 50, 20 * 14 - 1, 54, 20 * 14 + 6, 60)
    note = fragment("Une note courte.", 56, 20, order=61)
    folio = fragment("Le pôle en actes, page 3", 200, 22, order=62, width=150)
    read = text(*column(50, start=0, order=0), *column(300, start=0, order=6, name="d"), number, note, folio)
    assert read.index("d5") < read.index("2 Une note courte.") < read.index("Le pôle en actes")
