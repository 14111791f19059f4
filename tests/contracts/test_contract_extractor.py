"""What every extractor promises, whatever the format of the file."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from odfdo import Document as OdfDocument
from odfdo import Paragraph
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.errors import DocumentError
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.ports.extractor import Extractor
from ptce_corpus.settings import ExtractionSettings

TEXT = "Le réseau réunit ses membres jeudi prochain à Nevers, dans l'ancienne filature."


def _pdf(path: Path) -> None:
    canvas = Canvas(str(path))
    canvas.drawString(72, 700, TEXT)
    canvas.save()


def _docx(path: Path) -> None:
    made = docx.Document()
    made.add_paragraph(TEXT)
    made.save(str(path))


def _odt(path: Path) -> None:
    made = OdfDocument("text")
    made.body.clear()
    made.body.append(Paragraph(TEXT))
    made.save(path)


MAKERS: dict[str, Callable[[Path], object]] = {
    "a.pdf": _pdf,
    "a.docx": _docx,
    "a.odt": _odt,
    "a.txt": lambda path: path.write_text(TEXT),
    "a.md": lambda path: path.write_text(f"# Réunion\n\n**{TEXT}**"),
    "a.html": lambda path: path.write_text(f"<html><body><p>{TEXT}</p></body></html>"),
}


@pytest.fixture(params=[FileExtractor(ExtractionSettings(ocr=False))], ids=["files"])
def extractor(request: pytest.FixtureRequest) -> Extractor:
    return request.param


@pytest.fixture(params=MAKERS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    MAKERS[request.param](tmp_path / request.param)
    return tmp_path / request.param


def test_a_file_gives_its_text(extractor: Extractor, path: Path) -> None:
    (document,) = extractor.extract(path, f"2014/{path.name}")
    assert TEXT in document.pages[0].text


def test_a_document_goes_by_the_given_name_and_the_digest_of_its_bytes(extractor: Extractor, path: Path) -> None:
    (document,) = extractor.extract(path, f"2014/{path.name}")
    assert document.identifier == f"2014/{path.name}"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_pages_are_numbered_from_one_and_judged(extractor: Extractor, path: Path) -> None:
    (document,) = extractor.extract(path, path.name)
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    assert all(0 <= page.legibility <= 1 for page in document.pages)


def test_reading_twice_gives_the_same(extractor: Extractor, path: Path) -> None:
    assert list(extractor.extract(path, path.name)) == list(extractor.extract(path, path.name))


def test_a_document_crosses_a_process_border(extractor: Extractor, path: Path) -> None:
    (document,) = extractor.extract(path, path.name)
    assert pickle.loads(pickle.dumps(document)) == document


def test_the_file_is_left_as_it_was(extractor: Extractor, path: Path) -> None:
    before = path.read_bytes()
    list(extractor.extract(path, path.name))
    assert path.read_bytes() == before
    assert [item.name for item in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("kept", [0.0, 0.2, 0.5, 0.8, 0.99])
def test_a_cut_file_is_read_or_set_aside_but_breaks_nothing(extractor: Extractor, path: Path, kept: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * kept)])
    documents, error = [], None
    try:
        documents = list(extractor.extract(path, path.name))
    except DocumentError as caught:
        error = caught
    assert documents or (error is not None and error.message and error.remedy)
