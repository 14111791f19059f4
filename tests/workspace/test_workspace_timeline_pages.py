"""Rows of the timeline in their sentences, with the pages of their sources."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.errors import UnreadableFile
from ptce_corpus.ports.catalogue import TimelineRow
from ptce_corpus.workspace.timeline_pages import Entry, TimelinePage, timeline_page
from ptce_corpus.workspace.timelines import TimelineQuestion, timeline
from ptce_corpus.workspace.workspace import Workspace

SAID = "La coopération donne du souffle à nos vallées"


def a_release(path: Path, *pages: str) -> None:
    canvas = Canvas(str(path), pagesize=(595, 842))
    for page in pages:
        for number, line in enumerate(page.split("\n")):
            canvas.drawString(60, 760 - 16 * number, line)
        canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two releases as PDF and one as text, each with words of the same president."""
    root = tmp_path_factory.mktemp("pages")
    Workspace.create(root)
    words = f"Vesoul, le 12 mai 2015.\n\n« {SAID} », a déclaré Odile Marchenoir, présidente du Grand Atelier."
    a_release(root / "corpus" / "un.pdf", words)
    a_release(root / "corpus" / "deux.pdf", "Vesoul, le 3 juin 2016.\n\nRien à signaler ce jour.", words)
    (root / "corpus" / "trois.txt").write_text(words.replace("2015", "2014"), encoding="utf-8")
    with Workspace(root) as workspace:
        workspace.build(executor="serial")
    return root


def shown(root: Path, *, most_images: int = 9) -> tuple[list[TimelineRow], TimelinePage]:
    with Workspace(root) as workspace:
        rows = timeline(workspace, TimelineQuestion(kinds=("quotation",), every_print=True))
        return rows, timeline_page(workspace, rows, most_images=most_images, executor="serial")


def entry_of(page: TimelinePage, document: str) -> Entry:
    return next(entry for entry in page.entries if entry.row.citation.document == document)


def test_each_row_has_its_sentence_and_the_class_of_its_verb(archive: Path) -> None:
    rows, page = shown(archive)
    assert [entry.row for entry in page.entries] == rows
    entry = entry_of(page, "un.pdf")
    assert entry.words == SAID
    assert entry.after.startswith((" »", "»"))
    assert "a déclaré Odile Marchenoir" in entry.after
    assert "Vesoul" not in entry.before
    assert entry.verb_class == "says"
    assert (entry.first, entry.last) == ("2015-05-12", "2015-05-12")


def test_rows_of_pdf_files_have_their_page_with_the_words_marked(archive: Path) -> None:
    _, page = shown(archive)
    assert set(page.facsimiles) == {("un.pdf", 1), ("deux.pdf", 2)}
    for document, number in page.facsimiles:
        entry = entry_of(page, document)
        assert entry.page == (document, number)
        (box,) = entry.marks
        assert 0.05 < box[0] < box[2] <= 1
        assert box[1] == pytest.approx(1 - (760 - 32 + 10) / 842, abs=0.02)
    assert entry_of(page, "trois.txt").page is None
    assert not page.left_out
    assert not page.failures


def test_pages_over_the_number_allowed_are_counted_not_drawn(archive: Path) -> None:
    _, page = shown(archive, most_images=1)
    assert len(page.facsimiles) == 1
    assert page.left_out == 1
    _, none = shown(archive, most_images=0)
    assert not none.facsimiles
    assert not none.left_out
    assert [entry.words for entry in none.entries] == [entry.words for entry in page.entries]


def test_a_file_that_is_gone_is_told_and_its_rows_stay(archive: Path) -> None:
    file = archive / "corpus" / "un.pdf"
    kept = file.read_bytes()
    file.unlink()
    try:
        rows, page = shown(archive)
    finally:
        file.write_bytes(kept)
    assert len(page.entries) == len(rows)
    assert entry_of(page, "un.pdf").page is None
    ((document, error),) = page.failures
    assert document == "un.pdf"
    assert isinstance(error, UnreadableFile)
    assert set(page.facsimiles) == {("deux.pdf", 2)}
