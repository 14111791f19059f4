"""Presentations: each page of a source is a slide, with no date of making in the file."""

from __future__ import annotations

import io
from collections.abc import Iterator

import odfdo
import pptx
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Cm, Length, Pt

from samples.office import timeless
from samples.source import Block, Page, Source, plain

WIDE, HIGH, MARGIN = 33.87, 19.05, 1.6
LEVELS = {"nested": 1, "subnumbered": 1}


def parts(page: Page) -> Iterator[list[Block]]:
    """The texts of a slide under its title: one, or those that stand side by side."""
    part: list[Block] = []
    for block in page.blocks:
        if block.kind == "directive":
            yield part
            part = []
        elif block.kind != "title":
            part.append(block)
    yield part


def title(page: Page) -> str:
    """The title of a slide."""
    return next((plain(block.text) for block in page.blocks if block.kind == "title"), "")


def powerpoint(source: Source) -> bytes:
    """The source as a PPTX file."""
    show = pptx.Presentation()
    show.slide_width, show.slide_height = Cm(WIDE), Cm(HIGH)
    core = show.core_properties
    core.title, core.author = source.title, str(source.options.get("author", ""))
    core.created = core.modified = source.stamp()
    core.last_modified_by = ""
    for page in source.pages:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = title(page)
        filled = [part for part in parts(page) if part]
        for place, blocks in enumerate(filled):
            width = (WIDE - 2 * MARGIN) / len(filled)
            box = (Cm(MARGIN + place * width), Cm(5), Cm(width - 0.6), Cm(12))
            if blocks[0].rows:
                power_table(slide, blocks[0], box)
            else:
                power_text(slide.shapes.add_textbox(*box).text_frame, blocks)
        if page.footnotes:
            slide.notes_slide.notes_text_frame.text = "\n".join(plain(text) for _, text in page.footnotes)
    file = io.BytesIO()
    show.save(file)
    return timeless(file.getvalue())


def power_text(frame: TextFrame, blocks: list[Block]) -> None:
    """Writes blocks as the paragraphs of a text box."""
    frame.word_wrap = True
    for number, block in enumerate(blocks):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()  # type: ignore[no-untyped-call]
        paragraph.text, paragraph.level = plain(block.text), LEVELS.get(block.kind, 0)
        paragraph.font.size = Pt(20 if block.kind in ("heading", "subheading") else 16)


def power_table(slide: Slide, block: Block, box: tuple[Length, Length, Length, Length]) -> None:
    """Puts a table on a slide."""
    table = slide.shapes.add_table(len(block.rows), len(block.rows[0]), *box).table
    for y, row in enumerate(block.cells()):
        for x, text in enumerate(row):
            table.cell(y, x).text = text


def open_presentation(source: Source) -> bytes:
    """The source as an ODP file."""
    document = odfdo.Document("presentation")
    document.body.clear()
    document.meta.title = source.title
    document.meta.creation_date = document.meta.date = source.stamp()
    document.meta.generator = "ptce-corpus"
    for number, page in enumerate(source.pages, start=1):
        slide = odfdo.DrawPage(f"page{number}", name=f"Diapositive {number}")
        slide.append(text_frame([title(page)], left=MARGIN, width=WIDE - 2 * MARGIN, top=1.5, name="title"))
        filled = [part for part in parts(page) if part]
        for place, blocks in enumerate(filled):
            width = (WIDE - 2 * MARGIN) / len(filled)
            texts = [plain(block.text) for block in blocks]
            slide.append(text_frame(texts, left=MARGIN + place * width, width=width - 0.6, top=5, name="outline"))
        document.body.append(slide)
    file = io.BytesIO()
    document.save(file)
    return timeless(file.getvalue())


def text_frame(texts: list[str], *, left: float, width: float, top: float, name: str) -> odfdo.Frame:
    """A frame of paragraphs at a place in centimetres."""
    return odfdo.Frame.text_frame(
        [odfdo.Paragraph(text) for text in texts],
        size=(f"{width:.2f}cm", "3cm"),
        position=(f"{left:.2f}cm", f"{top:.2f}cm"),
        presentation_class=name,
        anchor_type="page",
    )
