"""Pages made of blocks say where their headings and cells stand: cutting the text there gives back what was put in."""

from __future__ import annotations

import functools
import operator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ptce_corpus.domain.document import SourcePage
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction.blocks import PageBuilder

ANY = st.text(st.sampled_from("ab é\u00a0\t\n\r\x0b\x00\x1f\ud800|-"), max_size=12)
HEADINGS = st.tuples(st.just("heading"), ANY, st.integers(-1, 12))
PARAGRAPHS = st.tuples(st.just("paragraph"), ANY, st.booleans())
TABLES = st.tuples(st.just("table"), st.lists(st.lists(ANY, min_size=1, max_size=4), min_size=1, max_size=4), st.none())
OTHERS = st.tuples(st.sampled_from(["note", "break", "soft break"]), ANY, st.none())


def flat(text: str) -> str:
    """A text without what no page may hold, on one line."""
    return " ".join("".join(" " if sign == "\r" else sign for sign in text if sign not in "\x0b\0\x1f\ud800").split())


@settings(deadline=None)
@given(st.lists(st.one_of(HEADINGS, PARAGRAPHS, TABLES, OTHERS), max_size=12))
def test_the_spans_of_a_layout_cut_out_what_was_put_in(blocks: list[tuple]) -> None:
    builder, headings, cells = PageBuilder(), [], []
    for sort, content, more in blocks:
        if sort == "heading":
            builder.paragraph(content, level=more)
            headings += [flat(content)] if flat(content) else []
        elif sort == "paragraph":
            builder.paragraph(content, close=more)
        elif sort == "table":
            for number, row in enumerate(content):
                builder.row(row, first=number == 0)
            filled = [[text for cell in row if (text := flat(cell))] for row in content]
            cells += [functools.reduce(operator.iadd, filled, [])] if any(len(row) > 1 for row in filled) else []
        elif sort == "note":
            builder.note(content)
        else:
            builder.page_break(hard=sort == "break")
    try:
        pages = builder.pages()
    except UnreadableFile:
        assert not headings
        return
    assert [flat(heading.span.cut(page.text)) for page in pages for heading in page.layout.headings] == headings
    found = [[flat(text) for row in table for text in row if text] for page in pages for table in tables(page)]
    assert found == cells
    for page in pages:
        for table in page.layout.tables:
            assert len({len(row) for row in table.rows}) == 1
            assert all(
                table.span.start <= cell.start <= cell.end <= table.span.end for row in table.rows for cell in row
            )


def tables(page: SourcePage) -> list[list[list[str]]]:
    return [[[cell.cut(page.text) for cell in row] for row in table.rows] for table in page.layout.tables]


def test_rows_are_made_equally_wide() -> None:
    builder = PageBuilder()
    for number, row in enumerate((["Matin", ""], ["9h30", "Accueil", "Zoé Lefèvre"], ["", "Débat"])):
        builder.row(row, first=number == 0)
    (page,) = builder.pages()
    assert page.text == "Matin\n9h30 | Accueil | Zoé Lefèvre\n| Débat"
    assert tables(page) == [[["Matin", "", ""], ["9h30", "Accueil", "Zoé Lefèvre"], ["", "Débat", ""]]]


def test_a_row_of_prose_stands_cell_after_cell_and_stays_in_its_table() -> None:
    prose = "Nous avons appris à décider ensemble. " * 20
    builder = PageBuilder()
    for number, row in enumerate((["Heure", "Sujet"], ["10h", prose])):
        builder.row(row, first=number == 0)
    (page,) = builder.pages()
    assert page.text == f"Heure | Sujet\n\n10h\n\n{prose.strip()}"
    assert tables(page)[0][1] == ["10h", prose.strip()]


def test_a_table_that_goes_over_a_page_is_one_on_each() -> None:
    builder = PageBuilder()
    builder.row(["a", "b"], first=True)
    builder.page_break(hard=False)
    builder.row(["c", "d"], first=False)
    assert [tables(page) for page in builder.pages()] == [[[["a", "b"]]], [[["c", "d"]]]]


def test_a_forged_row_does_not_widen_the_others_without_end() -> None:
    builder = PageBuilder()
    builder.row(["x"] * 100_000, first=True)
    builder.row(["a", "b"], first=False)
    (page,) = builder.pages()
    assert len(page.layout.tables[0].rows[1]) <= 128
    assert page.text.count("x") == 100_000


@pytest.mark.parametrize(("rows", "text"), [([["seul"], ["autre"]], "seul\n\nautre"), ([["a\nb", "c"]], "a\n\nb\n\nc")])
def test_a_table_that_only_frames_text_is_none(rows: list[list[str]], text: str) -> None:
    builder = PageBuilder()
    builder.table(rows)
    (page,) = builder.pages()
    assert (page.text, page.layout.tables) == (text, ())


def test_a_paragraph_as_long_as_prose_is_no_heading() -> None:
    builder = PageBuilder()
    builder.paragraph("mot " * 200, level=1)
    assert builder.pages()[0].layout.headings == ()
