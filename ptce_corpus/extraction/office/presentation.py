"""Presentations (PPTX): a page a slide."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml.etree import _Element as Element
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.package import Package
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import TextFrame

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import UnreadableFile
from ptce_corpus.extraction import packed
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.office import openxml
from ptce_corpus.extraction.office.list_figures import BULLET
from ptce_corpus.extraction.office.openxml import DRAWING, DRAWN, drawn_texts
from ptce_corpus.extraction.office.reading_order import Placed, in_reading_order
from ptce_corpus.extraction.origins import SourceFile
from ptce_corpus.settings import ExtractionSettings

_DEEPEST = 40
_FURNITURE = {PP_PLACEHOLDER.DATE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.HEADER, PP_PLACEHOLDER.SLIDE_NUMBER}
_LISTS = {PP_PLACEHOLDER.BODY, PP_PLACEHOLDER.OBJECT, PP_PLACEHOLDER.VERTICAL_BODY, PP_PLACEHOLDER.VERTICAL_OBJECT}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_NUMBERED, _MARKED, _UNMARKED = (f"{DRAWING}{name}" for name in ("buAutoNum", "buChar", "buNone"))


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:
    """The one document of a PPTX file: a page a slide, its shapes in reading order, then the speaker's notes.

    Raises:
        UnreadableFile: when it has no slide that can be read, or no text.
        LimitExceeded: when it would unpack to more than allowed.
    """
    packed.bounded(source.path, max_unpacked=settings.max_unpacked_size)
    try:
        slides = list(Package.open(str(source.path)).presentation_part.presentation.slides)
    except (KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(
            f"The presentation is broken ({error}).", remedy="Open it in its program and save it anew."
        ) from error
    reader = _SlideReader()
    for number, slide in enumerate(slides):
        if number:
            reader.builder.page_break(hard=True)
        reader.slide(slide)
    claims = openxml.claims(source.path)
    document = source.document(reader.builder.pages(), title=claims.title, date=claims.date)
    yield replace(document, producer=claims.producer)


@dataclass(slots=True)
class _SlideReader:
    """Walks the shapes of slides and tells a page builder what stands there."""

    builder: PageBuilder = field(default_factory=PageBuilder)

    def slide(self, slide: Slide) -> None:
        """Read a slide: its shapes, then its notes."""
        title = slide.shapes.title
        self._shapes(slide.shapes, 0, title=title.shape_id if title is not None else None)
        if slide.has_notes_slide and (notes := slide.notes_slide.notes_text_frame) is not None:
            self._text(notes, listed=False)

    def _shapes(self, shapes: Any, depth: int, *, title: int | None = None) -> None:  # noqa: ANN401
        if depth > _DEEPEST:
            raise RecursionError
        placed = [_placed(shape, title=shape.shape_id == title) for shape in shapes]
        placed += [_placed_by_hand(element) for element in shapes._spTree.iterchildren(_ALTERNATIVES)]
        for each in in_reading_order(placed):
            if isinstance(each.shape, BaseShape):
                self._shape(each.shape, depth, level=1 if each.title else None)
            else:
                for text in openxml.paragraphs(each.shape):
                    self.builder.paragraph(text)

    def _shape(self, shape: BaseShape, depth: int, *, level: int | None) -> None:
        sort = shape.placeholder_format.type if shape.is_placeholder else None
        inner = getattr(shape, "shapes", None)
        if sort in _FURNITURE:
            return
        if inner is not None:
            self._shapes(inner, depth + 1)
        elif getattr(shape, "has_table", False):
            rows = shape.table.rows  # type: ignore[attr-defined]
            self.builder.table([["" if cell.is_spanned else _lines(cell.text) for cell in row.cells] for row in rows])
        elif shape.has_text_frame:
            self._text(shape.text_frame, listed=sort in _LISTS, level=level)  # type: ignore[attr-defined]
        else:
            for element in shape._element.iter(*DRAWN):
                for text in drawn_texts(element, shape.part.rels):
                    self.builder.paragraph(text)

    def _text(self, frame: TextFrame, *, listed: bool, level: int | None = None) -> None:
        """Read the paragraphs of a shape; ``listed``: they are items of a list unless they say otherwise."""
        if level is not None:
            self.builder.paragraph(" ".join(_lines(frame.text).split()), level=level)
            return
        paragraphs = [paragraph for paragraph in frame.paragraphs if paragraph.text.strip()]
        count, after_item = 0, False
        for paragraph in paragraphs:
            properties = paragraph._p.pPr
            count = count + 1 if _has(properties, _NUMBERED) else 0
            item = _has(properties, _MARKED) or (listed and len(paragraphs) > 1 and not _has(properties, _UNMARKED))
            mark = f"{count}. " if count else BULLET * item
            text = _lines(paragraph.text).strip()
            self.builder.paragraph(f"{mark}{text}", close=bool(mark) and after_item)
            after_item = bool(mark)


def _has(properties: Element | None, tag: str) -> bool:
    return properties is not None and properties.find(tag) is not None


def _lines(text: str) -> str:
    """A text whose line breaks the library gives as vertical tabs."""
    return text.replace("\v", "\n")


def _placed(shape: BaseShape, *, title: bool) -> Placed[BaseShape | Element]:
    return Placed(shape, float(shape.top or 0), float(shape.left or 0), float(shape.height or 0), title=title)


def _placed_by_hand(alternatives: Element) -> Placed[BaseShape | Element]:
    """A shape that comes in several forms for programs of several ages: the first."""
    choice = alternatives.find(_CHOICE)
    shape = choice if choice is not None else alternatives
    offset, extent = (next(shape.iter(f"{DRAWING}{name}"), None) for name in ("off", "ext"))
    top, left = (_number(offset, name) for name in ("y", "x"))
    return Placed(shape, top, left, _number(extent, "cy"))


def _number(element: Element | None, name: str) -> float:
    text = "" if element is None else element.get(name) or ""
    return float(text) if text.lstrip("-").isdigit() and len(text) < 20 else 0.0
