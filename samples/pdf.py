"""Born-digital pages: sources set by ReportLab, one printed page for each page of the source."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from types import MappingProxyType

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Paragraph, Spacer, Table, TableStyle

from samples.hyphens import softened
from samples.source import Block, Page, Source

WIDTH, HEIGHT = A4
GAP = 0.7 * cm
MADE = b"D:20000101000000"  # what ReportLab writes with `invariant=1`; replaced by a date of the same length
NO_PICTURES: Mapping[int, ImageReader] = MappingProxyType({})


class FullPageError(ValueError):
    """The text of a source page does not fit on one printed page: cut it, or move some of it on."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a source is printed: font, size in points, margin in centimetres, accent colour."""

    font: str = "Helvetica"
    size: float = 10.5
    margin: float = 2.2
    accent: str = "#7a1f3d"
    justified: bool = False
    hyphens: bool = False
    banner: bool = False

    @classmethod
    def of(cls, source: Source) -> Layout:
        """The layout that the `[layout]` table of the source asks for."""
        return cls(**source.options.get("layout", {}))

    @property
    def colour(self) -> colors.Color:
        """The accent colour."""
        return colors.HexColor(self.accent)

    @property
    def inner(self) -> float:
        """Width of the text, in points."""
        return float(WIDTH - 2 * self.margin * cm)

    def style(self, kind: str) -> ParagraphStyle:
        """The paragraph style of a kind of block."""
        size = self.size
        align = {"right": TA_RIGHT, "centred": TA_CENTER}.get(kind, TA_JUSTIFY if self.justified else 0)
        base = ParagraphStyle(kind, fontName=self.font, fontSize=size, leading=size * 1.28, alignment=align)
        base.spaceAfter, base.embeddedHyphenation = size * 0.6, 1
        head = {"textColor": self.colour, "alignment": 0}
        changes: dict[str, dict[str, object]] = {
            "title": {"fontSize": size * 1.6, "leading": size * 1.95, **head},
            "heading": {"fontSize": size * 1.2, "leading": size * 1.5, **head},
            "subheading": {"spaceBefore": size * 0.3, "spaceAfter": size * 0.3, "alignment": 0},
            "bullet": {"leftIndent": 13, "bulletIndent": 3, "spaceAfter": size * 0.3},
            "right": {"spaceAfter": 1},
            "quote": {"fontSize": size * 1.08, "leading": size * 1.45, "leftIndent": 18, "rightIndent": 12},
            "cell": {"fontSize": size * 0.88, "leading": size * 1.1, "alignment": 0, "spaceAfter": 0},
            "box": {"fontSize": size * 0.92, "leading": size * 1.18, "alignment": 0, "spaceAfter": 3},
            "note": {"fontSize": size * 0.76, "leading": size * 0.95, "spaceAfter": 1},
        }
        for name, value in changes.get(kind, {}).items():
            setattr(base, name, value)
        return base


def rendered(source: Source, *, pictures: Mapping[int, ImageReader] = NO_PICTURES) -> bytes:
    """The source as a PDF file, some pages being pictures (by number, from 1); always the same bytes."""
    layout = Layout.of(source)
    fonts()
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=A4, invariant=1)
    if source.options.get("metadata", source.format != "scan"):
        canvas.setTitle(source.title)
        canvas.setAuthor(str(source.options.get("author", "")))
    for number, page in enumerate(source.pages, start=1):
        if number in pictures:
            canvas.drawImage(pictures[number], 0, 0, WIDTH, HEIGHT)
        else:
            running(canvas, layout, source, number)
            printed(canvas, layout, page, label=f"{source.path}, page {number}")
            foot(canvas, layout, source, number)
        canvas.showPage()
    canvas.save()
    return file.getvalue().replace(MADE, source.stamp().strftime("D:%Y%m%d%H%M%S").encode())


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
    left, top = layout.margin * cm, HEIGHT - 1.35 * cm
    if layout.banner and number == 1:
        canvas.setFillColor(layout.colour)
        canvas.rect(0, HEIGHT - 1.9 * cm, WIDTH, 1.9 * cm, stroke=0, fill=1)
        canvas.setFillColor(colors.white)
        canvas.setFont(bold(layout.font), layout.size * 1.2)
        canvas.drawString(left, HEIGHT - 1.2 * cm, text)
    else:
        canvas.setFont(layout.font, layout.size * 0.8)
        canvas.drawString(left, top, text)
        canvas.setLineWidth(0.4)
        canvas.line(left, top - 4, WIDTH - left, top - 4)
    canvas.setFillColor(colors.black)


def foot(canvas: Canvas, layout: Layout, source: Source, number: int) -> None:
    """Prints the foot of the page, where the folio stands."""
    text = source.running("foot", number)
    if text:
        canvas.setFont(layout.font, layout.size * 0.8)
        canvas.drawCentredString(WIDTH / 2, 1.1 * cm, text)


def bold(font: str) -> str:
    """The bold face of a font."""
    return {"Times-Roman": "Times-Bold"}.get(font, f"{font}-Bold")


def printed(canvas: Canvas, layout: Layout, page: Page, *, label: str) -> None:
    """Prints the body, region by region from the top, then the footnotes at the bottom of the page."""
    notes = [Paragraph(f"<super>{n}</super> {inline(text)}", layout.style("note")) for n, text in page.footnotes]
    deep = sum(note.wrap(layout.inner, HEIGHT)[1] + 1 for note in notes)
    bottom = 1.9 * cm + (deep + 10 if notes else 0)
    top = HEIGHT - 2.3 * cm
    for columns, blocks in regions(page):
        used = poured(canvas, layout, blocks, columns=columns, top=top, bottom=bottom)
        if used is None:
            raise FullPageError(label)
        top -= used + 4
    if notes:
        left = layout.margin * cm
        canvas.setLineWidth(0.4)
        canvas.line(left, bottom - 6, left + 4 * cm, bottom - 6)
        pour(canvas, list(notes), [frame(layout, 0, 1, top=bottom - 9, bottom=1.5 * cm)])


def regions(page: Page) -> list[tuple[int, list[Block]]]:
    """The page cut where it changes from full width to columns: (number of columns, blocks)."""
    cut: list[tuple[int, list[Block]]] = [(1, [])]
    for block in page.blocks:
        if block.kind in ("columns", "wide"):
            cut.append((2 if block.kind == "columns" else 1, []))
        else:
            cut[-1][1].append(block)
    return [region for region in cut if region[1]]


def frame(layout: Layout, column: int, columns: int, *, top: float, bottom: float) -> Frame:
    """The frame of a column, counted from 0, between two heights in points."""
    width = (layout.inner - GAP * (columns - 1)) / columns
    left = layout.margin * cm + column * (width + GAP)
    return Frame(left, bottom, width, top - bottom, 0, 0, 0, 0)


def poured(
    canvas: Canvas, layout: Layout, blocks: list[Block], *, columns: int, top: float, bottom: float
) -> float | None:
    """Prints blocks in one column or in balanced ones; the height used in points, None if too long."""
    for height in range(40, int(top - bottom), 5) if columns > 1 else [int(top - bottom)]:
        for target in (Canvas(io.BytesIO()), canvas):
            frames = [frame(layout, each, columns, top=top, bottom=top - height) for each in range(columns)]
            if not pour(target, flowables(layout, blocks, frames[0].width), frames):
                break
        else:
            return float(max(top - each._y for each in frames))
    return None


def pour(canvas: Canvas, queue: list[Flowable], frames: list[Frame]) -> bool:
    """Fills frames one after the other; True when everything went in."""
    for each in frames:
        while queue:
            if each.add(queue[0], canvas, trySplit=1):
                queue.pop(0)
                continue
            parts = each.split(queue[0], canvas)
            if parts:
                each.add(parts[0], canvas)
                queue[:1] = parts[1:]
            break
    return not queue


def flowables(layout: Layout, blocks: list[Block], width: float) -> list[Flowable]:
    """The blocks as ReportLab flowables for a column of a width in points."""
    made: list[Flowable] = []
    for block in blocks:
        made.extend(flowable(layout, block, width))
    return made


def flowable(layout: Layout, block: Block, width: float) -> list[Flowable]:
    """One block as flowables."""
    if block.kind == "table":
        return [table(layout, block, width), Spacer(1, layout.size * 0.7)]
    if block.kind == "box":
        return [Spacer(1, layout.size * 0.5), box(layout, block, width), Spacer(1, layout.size * 0.7)]
    if block.kind == "quote":
        style = layout.style("quote")
        return [Paragraph(f"<i>{inline(line)}</i>", style) for line in block.text.split("\n")]
    text = inline(block.text, hyphens=layout.hyphens and block.kind in ("paragraph", "bullet"))
    if block.kind in ("title", "heading", "subheading"):
        text = f"<b>{text}</b>"
    return [Paragraph(text, layout.style(block.kind), bulletText="•" if block.kind == "bullet" else None)]


def table(layout: Layout, block: Block, width: float) -> Table:
    """A ruled table with a tinted first row; columns share the width by their longest cells."""
    style = layout.style("cell")
    longest = [min(max(len(cell) for cell in column), 60) + 10 for column in zip(*block.rows, strict=True)]
    widths = [width * share / sum(longest) for share in longest]
    head = [Paragraph(f"<b>{inline(cell)}</b>", style) for cell in block.rows[0]]
    rows = [[Paragraph(inline(cell), style) for cell in row] for row in block.rows[1:]]
    rules = [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    tint = ("BACKGROUND", (0, 0), (-1, 0), colors.Color(0.91, 0.91, 0.88))
    return Table([head, *rows], colWidths=widths, style=TableStyle([*rules, tint]), repeatRows=1)


def box(layout: Layout, block: Block, width: float) -> Table:
    """Text set apart in a tinted box."""
    style = layout.style("box")
    lines = [Paragraph(inline(line), style) for line in block.text.split("\n") if line]
    look = [("BOX", (0, 0), (-1, -1), 1, layout.colour), ("BACKGROUND", (0, 0), (-1, -1), colors.whitesmoke)]
    return Table([[lines]], colWidths=[width], style=TableStyle(look))


def inline(text: str, *, hyphens: bool = False) -> str:
    """Markup inside a line as ReportLab's own, with places to break words where asked."""
    text = escape(softened(text) if hyphens else text, quote=False)
    text = re.sub(r"\[\^(\d+)\]", r"<super>\1</super>", text)
    text = re.sub(r"\^\{([^}]*)\}", r"<super>\1</super>", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*([^*]+)\*", r"<i>\1</i>", text).replace("\n", "<br/>")
