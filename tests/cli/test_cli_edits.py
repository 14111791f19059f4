"""``show --edits``: both texts, what changed marked, whatever the width and the colours of the terminal."""

from __future__ import annotations

import io
from collections import Counter

import pytest
from rich.console import Console

from ptce_corpus.cli.edits import print_edits, print_rules, shown
from ptce_corpus.domain.alignment import AlignedText, Edit
from ptce_corpus.domain.document import Origin, Page
from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.page_rows import edit_rows

RAW = "Titre\n\nles  Pdles de\nl’ESS \x1b[2J s’ou-\nvrent & Lyon"
EDITS = (
    Edit(Span(10, 11), "", "space"),
    Edit(Span(13, 14), "ô", "ocr-context", 0.93),
    Edit(Span(RAW.index("’"), RAW.index("’") + 1), "'", "apostrophe"),
    Edit(Span(RAW.index("-\n"), RAW.index("-\n") + 2), "", "broken-word"),
    Edit(Span(RAW.index("&"), RAW.index("&") + 1), "à", "ocr-word", 0.8),
)


@pytest.fixture
def page() -> Page:
    return Page(1, AlignedText(RAW, EDITS), Origin.OCR)


def drawn(page: Page, *, width: int, typographic: bool = False, colours: bool = False) -> str:
    written = io.StringIO()
    console = Console(
        file=written,
        width=width,
        force_terminal=colours,
        no_color=not colours,
        color_system="standard" if colours else None,
        highlight=False,
    )
    print_edits(console, page, typographic=typographic)
    edits = (edit for edit in page.content.edits if shown(edit, typographic=typographic))
    print_rules(console, Counter((edit.rule, edit.confidence) for edit in edits))
    return written.getvalue()


def test_a_wide_terminal_shows_both_side_by_side(page: Page) -> None:
    (line,) = [line for line in drawn(page, width=120).splitlines() if "P[-d-]les" in line]
    assert "P{+ô+}les" in line
    assert line.index("P{+ô+}les") > 60


def test_a_narrow_one_line_by_line_and_what_stays_once(page: Page) -> None:
    lines = [line.rstrip() for line in drawn(page, width=80).splitlines()]
    at = lines.index("- les  P[-d-]les de")
    assert lines[at + 1] == "+ les P{+ô+}les de"
    assert lines.count("  Titre") == 1


def test_colours_take_the_place_of_the_marks(page: Page) -> None:
    text = drawn(page, width=80, colours=True)
    assert "[-" not in text
    assert "\x1b[9;31md\x1b[0m" in text
    assert "\x1b[1;32mô\x1b[0m" in text


@pytest.mark.parametrize("width", [80, 140])
def test_typographic_changes_are_shown_on_demand_alone(page: Page, width: int) -> None:
    assert "2 " in drawn(page, width=width)
    assert "{+'+}" not in drawn(page, width=width)
    told = drawn(page, width=width, typographic=True)
    assert "{+'+}" in told
    assert "[--⏎-]" in told.replace("\n", "⏎") or "[--" in told
    assert "[-␣-]" in told


@pytest.mark.parametrize("width", [80, 140])
def test_what_a_page_hides_is_not_obeyed_by_the_terminal(page: Page, width: int) -> None:
    assert "\x1b[2J" not in drawn(page, width=width, colours=True)
    assert "␛[2J" in drawn(page, width=width)


def test_rules_are_counted_with_their_confidence(page: Page) -> None:
    told = drawn(page, width=80)
    assert [line.split() for line in told.splitlines() if line.strip().startswith("ocr-")] == [
        ["ocr-context", "1", "0.93"],
        ["ocr-word", "1", "0.80"],
    ]


def test_rows_tell_the_place_in_both_texts(page: Page) -> None:
    rows = edit_rows(page, typographic=False)
    assert [(row["before"], row["after"], row["rule"]) for row in rows] == [
        ("d", "ô", "ocr-context"),
        ("&", "à", "ocr-word"),
    ]
    for row in rows:
        assert RAW[row["start"] : row["end"]] == row["before"]
        assert page.text[row["text_start"] : row["text_end"]] == row["after"]
    assert len(edit_rows(page)) == len(EDITS)
