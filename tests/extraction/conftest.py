"""Files that the tests of the readers make for themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ptce_corpus.domain.document import SourceDocument, SourcePage
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.settings import ExtractionSettings

Extract = Callable[..., list[SourceDocument]]
Draw = Callable[[Canvas], None]


@pytest.fixture
def extract() -> Extract:
    """All documents of a file; settings by keyword."""

    def extracted(path: Path, **settings: object) -> list[SourceDocument]:
        extractor = FileExtractor(ExtractionSettings(**{"ocr": False, **settings}))  # type: ignore[arg-type]
        return list(extractor.extract(path, path.name))

    return extracted


@pytest.fixture
def make_pdf(tmp_path: Path) -> Callable[..., Path]:
    """A PDF whose pages are drawn by functions of the canvas; origin at the bottom left, in points."""

    def made(*pages: Draw, name: str = "page.pdf", title: str | None = None, **options: object) -> Path:
        path = tmp_path / name
        canvas = Canvas(str(path), pagesize=A4, **options)
        if title:
            canvas.setTitle(title)
        for draw in pages:
            draw(canvas)
            canvas.showPage()
        canvas.save()
        return path

    return made


@pytest.fixture
def page(make_pdf: Callable[..., Path], extract: Extract) -> Callable[[Draw], SourcePage]:
    """The one page of a PDF that a function of the canvas draws."""

    def read(draw: Draw) -> SourcePage:
        return extract(make_pdf(draw))[0].pages[0]

    return read


def lines(canvas: Canvas, texts: Sequence[str], *, x: float, y: float, leading: float = 14, size: float = 11) -> None:
    """Write lines one below the other from ``y`` down."""
    for number, text in enumerate(texts):
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, y - number * leading, text)
