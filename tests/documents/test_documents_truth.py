"""What the sample archive shows is known to the letter, and what is read from it comes near to that."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

import pypdfium2
import pytest
from rapidfuzz.distance import Levenshtein

from ptce_corpus.domain.document import SourcePage
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.settings import ExtractionSettings
from samples import truth
from samples.make import HOLDERS, files, written
from samples.source import CORPUS, Source, every

MADE_HERE = ("pdf", "docx", "odt", "rtf", "pptx", "odp", "eml", "enclosed", "html", "jsonl", "csv", "markdown")
"""Formats that are written without an image or an engine in between."""
FORMATS = {"pdf", "png", "tiff", "docx", "odt", "rtf", "pptx", "odp", "eml", "zip", "html", "txt", "md", "jsonl", "csv"}


def digital() -> list[Source]:
    """The PDFs whose text layer is to be trusted on every page."""
    return [source for source in every() if source.format == "pdf" and not source.options.get("layer")]


@cache
def pages(path: str) -> tuple[SourcePage, ...]:
    (document,) = FileExtractor(ExtractionSettings(ocr=False)).extract(CORPUS / path, path)
    return document.pages


def similarity(true: str, told: str) -> float:
    """Share of characters that need no edit, white space and bars between cells left aside."""
    one, other = (re.sub(r"[\s|]+", " ", text).strip() for text in (true, told))
    return float(Levenshtein.normalized_similarity(one, other))


def test_every_format_that_can_be_read_is_in_the_archive() -> None:
    assert {path.suffix.removeprefix(".") for path in CORPUS.rglob("*") if path.is_file()} >= FORMATS


def test_the_truth_covers_every_page_of_every_pdf() -> None:
    for source in digital():
        assert [page.number for page in truth.pages([source])] == [page.number for page in pages(source.path)]


def test_rows_of_a_true_table_are_of_one_width_and_stand_in_the_true_text() -> None:
    tables = [(page, rows) for page in truth.pages() for rows in page.tables]
    assert len(tables) > 30
    for page, rows in tables:
        assert len({len(row) for row in rows}) == 1
        shown = " ".join(page.text.split())
        assert all(" ".join(cell.split()) in shown for cell in chain.from_iterable(rows)), page.path


def test_true_headings_stand_in_the_true_text_in_their_order() -> None:
    for page in truth.pages():
        shown, place = " ".join(page.text.split()), 0
        for _, heading in page.headings:
            place = shown.find(heading, place)
            assert place >= 0, (page.path, heading)


def test_a_merged_cell_is_told_once() -> None:
    (source,) = (source for source in every() if source.path == "2017/programme-forum-mobilites-vire.pdf")
    first = next(truth.pages([source]))
    (second,) = (row for row in first.tables[0] if row[2].startswith("Marie-Laure Tessonneau"))
    assert [bool(cell) for cell in second] == [False, False, True, False]
    assert first.text.count("Ouverture") == 1


@pytest.mark.parametrize("source", [one for one in every() if "layer" in one.options], ids=lambda source: source.path)
def test_a_text_layer_that_is_to_lie_does(source: Source) -> None:
    for number in source.options.get("bad_pages", [1]):
        layer = pypdfium2.PdfDocument(CORPUS / source.path)[number - 1].get_textpage().get_text_range()
        words = set(re.findall(r"\w{4,}", truth.text(source, number)))
        assert len(layer) > 500
        assert len(words & set(re.findall(r"\w{4,}", layer))) < 0.5 * len(words)


def test_a_source_gives_the_same_bytes_each_time() -> None:
    chosen = {}
    for sources in files(every()).values():
        if sources[0].format in MADE_HERE or sources[0].format in HOLDERS:
            chosen.setdefault(sources[0].format, sources)
    assert len(chosen) == len(MADE_HERE)
    for sources in chosen.values():
        assert written(sources) == written(sources), sources[0].path


@pytest.mark.parametrize("source", digital(), ids=lambda source: source.path)
def test_a_born_digital_pdf_is_read_in_its_order(source: Source) -> None:
    true = " ".join(page.text for page in truth.pages([source]))
    assert similarity(true, " ".join(page.text for page in pages(source.path))) >= 0.9


def test_born_digital_pdfs_are_read_nearly_to_the_letter() -> None:
    scores = [
        similarity(" ".join(one.text for one in truth.pages([source])), " ".join(p.text for p in pages(source.path)))
        for source in digital()
    ]
    assert sum(scores) / len(scores) >= 0.97
