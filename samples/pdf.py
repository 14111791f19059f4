"""Born-digital pages: sources set by ReportLab, one printed page for each page of the source."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import cm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from samples import layers
from samples.sheet import printed
from samples.source import Source
from samples.style import Layout, bold

MADE = b"D:20000101000000"  # what ReportLab writes with `invariant=1`; replaced by a date of the same length
NO_PICTURES: Mapping[int, ImageReader] = MappingProxyType({})


def rendered(source: Source, *, pictures: Mapping[int, ImageReader] = NO_PICTURES) -> bytes:
    """The source as a PDF file, some pages being pictures (by number, from 1); always the same bytes."""
    fonts()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    if source.options.get("metadata", source.format != "scan"):
        canvas.setTitle(source.title)
        canvas.setAuthor(str(source.options.get("author", "")))
    with layers.encoded(str(source.options.get("layer", ""))):
        for number in range(1, len(source.pages) + 1):
            one_page(canvas, source, number, pictures.get(number))
            canvas.showPage()
        canvas.save()
    return file.getvalue().replace(MADE, source.stamp().strftime("D:%Y%m%d%H%M%S").encode())


def one_page(canvas: Canvas, source: Source, number: int, picture: ImageReader | None) -> None:
    """Prints one page of the source, or shows its picture."""
    layout, page = Layout.of(source), source.pages[number - 1]
    if page.landscape:
        layout = layout.landscape()
        canvas.setPageSize((layout.width, layout.height))
    elif any(other.landscape for other in source.pages):
        canvas.setPageSize((layout.width, layout.height))
    if number in source.options.get("bad_pages", ()):
        layout = replace(layout, font="Vera")
    if picture:
        canvas.drawImage(picture, 0, 0, layout.width, layout.height)
        if source.options.get("layer") == layers.MISREAD:
            layers.invisible(canvas, layout, page.plain())
        return
    running(canvas, layout, source, number)
    printed(canvas, layout, page, label=f"{source.path}, page {number}")
    foot(canvas, layout, source, number)
    if layout.turned:
        turned(canvas, layout)


def fonts() -> None:
    """Makes the Vera family that ReportLab ships known to it."""
    rl_config.useA85 = 0
    faces = {"Vera": "Vera", "Vera-Bold": "VeraBd", "Vera-Italic": "VeraIt", "Vera-BI": "VeraBI"}
    for name, file in faces.items():
        pdfmetrics.registerFont(TTFont(name, f"{file}.ttf"))
    pdfmetrics.registerFontFamily("Vera", "Vera", "Vera-Bold", "Vera-Italic", "Vera-BI")


def running(canvas: Canvas, layout: Layout, source: Source, number: int) -> None:
    """Prints the running head: a banner on the first page of some layouts, else a line over a rule."""
    text = source.running("head", number)
    if not text:
        return
    left, top = layout.left, layout.height - 1.35 * cm
    if layout.banner and number == 1:
        canvas.setFillColor(layout.colour)
        canvas.rect(0, layout.height - 1.9 * cm, layout.width, 1.9 * cm, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.setFont(bold(layout.font), layout.size * 1.2)
        canvas.drawString(left, layout.height - 1.2 * cm, text)
    else:
        canvas.setFont(layout.font, layout.size * 0.8)
        at_both_ends(canvas, layout, text, y=top)
        canvas.setLineWidth(0.4)
        canvas.line(left, top - 4, layout.width - left, top - 4)
    canvas.setFillColor(colors.black)


def at_both_ends(canvas: Canvas, layout: Layout, text: str, *, y: float) -> None:
    """Prints what stands before a tab on the left, what stands after it on the right."""
    first, _, last = text.partition("\t")
    if first:
        canvas.drawString(layout.left, y, first)
    if last:
        canvas.drawRightString(layout.width - layout.left, y, last)


def foot(canvas: Canvas, layout: Layout, source: Source, number: int) -> None:
    """Prints the foot of the page, where the folio stands."""
    text = source.running("foot", number)
    if not text:
        return
    canvas.setFont(layout.font, layout.size * 0.8)
    if "\t" in text:
        at_both_ends(canvas, layout, text, y=1.1 * cm)
    else:
        canvas.drawCentredString(layout.width / 2, 1.1 * cm, text)


def turned(canvas: Canvas, layout: Layout) -> None:
    """Prints a text that runs up the left margin."""
    canvas.saveState()
    canvas.translate(layout.left - 0.7 * cm, 6 * cm)
    canvas.rotate(90)
    canvas.setFont(layout.font, layout.size * 0.75)
    canvas.drawString(0, 0, layout.turned)
    canvas.restoreState()
