"""One printed page: its regions set from the top, its footnotes at the bottom, painted in the order asked for."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from reportlab.lib import colors
from reportlab.lib.units import cm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Frame, Paragraph

from samples.flow import flowables, inline
from samples.source import Block, Page
from samples.style import Layout

GAP = 0.7 * cm
PADDING = 7.0
TINTED = colors.Color(0.93, 0.95, 0.9)
TRIAL = Canvas(io.BytesIO())

Stroke = Callable[[Canvas], None]


class FullPageError(ValueError):
    """The text of a source page does not fit on one printed page: cut it, or move some of it on."""


@dataclass(slots=True)
class Sketch:
    """What is to be painted: grounds and rules first, then text, each piece a block or a line."""

    grounds: list[Stroke] = field(default_factory=list)
    pieces: list[Stroke] = field(default_factory=list)
    by_lines: bool = False

    def note(self, flowable: Flowable, _: Canvas, x: float, y: float, *, _sW: float = 0) -> None:  # noqa: N803
        """Keeps a flowable that a frame would draw at a place."""
        del flowable.drawOn
        drawn = lines(flowable, y) if self.by_lines else [(flowable, y)]
        for piece, height in drawn:
            self.pieces.append(partial(piece.drawOn, x=x, y=height, _sW=_sW))

    def add(self, other: Sketch) -> None:
        """Takes over what another sketch holds."""
        self.grounds += other.grounds
        self.pieces += other.pieces


def lines(flowable: Flowable, y: float) -> list[tuple[Flowable, float]]:
    """A paragraph as its lines, each with its height on the page; anything else as it is."""
    if type(flowable) is not Paragraph:
        return [(flowable, y)]
    cut: list[tuple[Flowable, float]] = []
    rest, top, leading = flowable, y + flowable.height, flowable.style.leading
    while len(parts := rest.split(flowable.width, leading * 1.01)) == 2:
        top -= leading
        cut.append((parts[0], top))
        rest = parts[1]
    for piece in (*(piece for piece, _ in cut), rest):
        piece.wrap(flowable.width, leading)
    return [*cut, (rest, y)]


@dataclass(frozen=True, slots=True)
class Part:
    """Blocks that stand beside others: share of the width, and whether tinted, left of the rest, in columns."""

    share: float
    look: str
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the page over its full width: balanced columns, or parts side by side."""

    columns: int
    look: str = ""
    blocks: list[Block] = field(default_factory=list)
    parts: tuple[Part, ...] = ()


def printed(canvas: Canvas, layout: Layout, page: Page, *, label: str) -> None:
    """Prints the body, region by region from the top, then the footnotes at the bottom of the page."""
    notes = [Paragraph(f"<super>{n}</super> {inline(text)}", layout.style("note")) for n, text in page.footnotes]
    deep = sum(note.wrap(layout.inner, layout.height)[1] + 1 for note in notes)
    bottom = 1.9 * cm + (deep + 10 if notes else 0)
    top = layout.height - 2.3 * cm
    sketch = Sketch(by_lines=layout.paint == "lignes")
    for region in regions(page):
        used = set_region(sketch, layout, region, top=top, bottom=bottom)
        if used is None:
            raise FullPageError(label)
        top -= used + 4
    if notes:
        rule = partial(ruled, x=layout.left, y=bottom - 6, width=4 * cm)
        (sketch.grounds if layout.paint != "page" else sketch.pieces).append(rule)
        pour(sketch, list(notes), [frame(layout.left, layout.inner, top=bottom - 9, bottom=1.5 * cm)])
    for stroke in [*sketch.grounds, *painted(sketch.pieces, layout.paint)]:
        stroke(canvas)


def painted(pieces: list[Stroke], order: str) -> list[Stroke]:
    """The pieces in the order in which they are painted."""
    if order == "lignes":
        return pieces[::-1]
    if order == "blocs":
        places = sorted(range(len(pieces)), key=lambda place: (place * 7919 + 13) % 101)
        return [pieces[place] for place in places]
    return pieces


def ruled(canvas: Canvas, *, x: float, y: float, width: float) -> None:
    """Draws the rule over the footnotes."""
    canvas.setLineWidth(0.4)
    canvas.line(x, y, x + width, y)


def regions(page: Page) -> list[Region]:
    """The page cut where it changes between full width, columns and parts side by side."""
    cut = [Region(1)]
    for block in page.blocks:
        if block.kind != "directive":
            (cut[-1].parts[-1].blocks if cut[-1].parts else cut[-1].blocks).append(block)
        elif block.text == "côte à côte":
            first = Part(1, " ".join(re.findall(r"[^\W\d]+", block.look)), [])
            cut.append(Region(1, block.look, parts=(first,)))
        elif block.text == "à côté":
            cut[-1] = Region(1, cut[-1].look, parts=(*cut[-1].parts, Part(1, block.look, [])))
        else:
            columns = 1 if block.text == "pleine page" else int((block.text[0] + "2")[block.text[0] == "c"])
            cut.append(Region(columns, block.look))
    return [region for region in cut if region.blocks or region.parts]


def set_region(sketch: Sketch, layout: Layout, region: Region, *, top: float, bottom: float) -> float | None:
    """Sets one region; the height used in points, None if it is too long for the page."""
    if region.parts:
        return side_by_side(sketch, layout, region, top=top, bottom=bottom)
    place = (layout.left, layout.inner)
    used = poured(sketch, layout, region.blocks, place=place, columns=region.columns, top=top, bottom=bottom)
    if used is not None and "filets" in region.look:
        step = (layout.inner + GAP) / region.columns
        for each in range(1, region.columns):
            sketch.grounds.append(partial(upright, x=layout.left + each * step - GAP / 2, top=top, height=used))
    return used


def upright(canvas: Canvas, *, x: float, top: float, height: float) -> None:
    """Draws the rule between two columns."""
    canvas.setLineWidth(0.4)
    canvas.line(x, top, x, top - height)


def side_by_side(sketch: Sketch, layout: Layout, region: Region, *, top: float, bottom: float) -> float | None:
    """Sets the parts of a region beside each other; the height of the tallest, None if one is too long."""
    shares = [float(number) for number in re.findall(r"[\d.]+", region.look)]
    wide = (layout.inner - GAP * (len(shares) - 1)) / sum(shares)
    across = sorted(zip(region.parts, shares, strict=True), key=lambda pair: "gauche" not in pair[0].look)
    lefts, x = {}, layout.left
    for part, share in across:
        lefts[id(part)] = x
        x += share * wide + GAP
    tallest = 0.0
    for part, share in zip(region.parts, shares, strict=True):
        used = set_part(sketch, layout, part, place=(lefts[id(part)], share * wide), top=top, bottom=bottom)
        if used is None:
            return None
        tallest = max(tallest, used)
    return tallest


def set_part(
    sketch: Sketch, layout: Layout, part: Part, *, place: tuple[float, float], top: float, bottom: float
) -> float | None:
    """Sets one part of a region at a place (left edge, width), on a tinted ground where asked."""
    x, width = place
    pad = PADDING if "teinté" in part.look else 0.0
    columns = 2 if "colonnes" in part.look else 1
    inner, inside = Sketch(by_lines=sketch.by_lines), (x + pad, width - 2 * pad)
    used = poured(inner, layout, part.blocks, place=inside, columns=columns, top=top - pad, bottom=bottom + pad)
    if used is None:
        return None
    if pad:
        sketch.grounds.append(partial(tinted, x=x, y=top - used - 2 * pad, width=width, height=used + 2 * pad))
    sketch.add(inner)
    return used + 2 * pad


def tinted(canvas: Canvas, *, x: float, y: float, width: float, height: float) -> None:
    """Draws a tinted ground."""
    canvas.saveState()
    canvas.setFillColor(TINTED)
    canvas.rect(x, y, width, height, stroke=0, fill=1)
    canvas.restoreState()


def frame(left: float, width: float, *, top: float, bottom: float) -> Frame:
    """A frame to pour text into, between two heights in points."""
    return Frame(left, bottom, width, top - bottom, 0, 0, 0, 0)


def poured(
    sketch: Sketch,
    layout: Layout,
    blocks: list[Block],
    *,
    place: tuple[float, float],
    columns: int,
    top: float,
    bottom: float,
) -> float | None:
    """Sets blocks at a place (left edge, width), in one column or balanced ones; the height used, None if too long."""
    left, wide = place
    width = (wide - GAP * (columns - 1)) / columns
    for height in range(40, int(top - bottom), 5) if columns > 1 else [int(top - bottom)]:
        trial = Sketch(by_lines=sketch.by_lines)
        frames = [frame(left + each * (width + GAP), width, top=top, bottom=top - height) for each in range(columns)]
        if pour(trial, flowables(layout, blocks, width), frames):
            sketch.add(trial)
            return float(max(top - each._y for each in frames))
    return None


def pour(sketch: Sketch, queue: list[Flowable], frames: list[Frame]) -> bool:
    """Fills frames one after the other; True when everything went in."""
    for each in frames:
        while queue:
            if added(sketch, each, queue[0]):
                queue.pop(0)
                continue
            parts = each.split(queue[0], TRIAL)
            if parts:
                added(sketch, each, parts[0])
                queue[:1] = parts[1:]
            break
    return not queue


def added(sketch: Sketch, into: Frame, flowable: Flowable) -> bool:
    """Whether a flowable went into a frame; what the frame would draw goes to the sketch."""
    flowable.drawOn = partial(sketch.note, flowable)
    if into.add(flowable, TRIAL, trySplit=1):
        return True
    del flowable.drawOn
    return False
