"""Blocks of a source as what ReportLab pours into columns."""

from __future__ import annotations

import re
from html import escape

from reportlab.lib import colors
from reportlab.lib.units import cm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle
from reportlab.platypus.flowables import ParagraphAndImage

from samples.hyphens import softened
from samples.source import BULLETS, HEADINGS, LINE_END, MERGED_LEFT, MERGED_UP, Block
from samples.style import Layout, bold

HYPHENATED = ("paragraph", "bullet", "nested", "numbered", "dropped")
NUMBER = re.compile(r"[-+–]?\s?[\d\s\u00a0\u202f.,]*\d\s?[%€]?|–")
TINT = colors.Color(0.91, 0.91, 0.88)


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
    if block.kind == "pull":
        return [Spacer(1, layout.size * 0.5), pull(layout, block, width), Spacer(1, layout.size * 0.9)]
    if block.kind == "figure":
        return [Figure(layout, width, float(block.look) * cm), Spacer(1, layout.size * 0.4)]
    if block.kind == "contents":
        return [Contents(layout, block.text)]
    if block.kind == "quote":
        style = layout.style("quote")
        return [Paragraph(f"<i>{inline(line)}</i>", style) for line in block.text.split("\n")]
    text = inline(block.text, hyphens=layout.hyphens and block.kind in HYPHENATED)
    if block.kind == "dropped":
        return [dropped(layout, text)]
    return [Paragraph(*labelled(block, text, layout))]


def labelled(block: Block, text: str, layout: Layout) -> tuple[str, object, str | None]:
    """The text of a paragraph, its style, and its bullet or number."""
    style = layout.style(block.kind)
    if block.kind in HEADINGS:
        return f"<b>{text}</b>", style, None
    if block.kind == "caption":
        return f"<i>{text}</i>", style, None
    if block.kind in ("numbered", "subnumbered"):
        label, text = text.split(" ", 1)
        return text, style, label
    return text, style, BULLETS[block.kind].strip() if block.kind in BULLETS else None


def dropped(layout: Layout, text: str) -> Flowable:
    """A paragraph whose first letter stands over its first two lines."""
    return ParagraphAndImage(
        Paragraph(text[1:], layout.style("paragraph")), Capital(layout, text[0]), xpad=3, ypad=2, side="left"
    )


class Capital(Flowable):  # type: ignore[misc]
    """A drop capital."""

    def __init__(self, layout: Layout, letter: str) -> None:
        super().__init__()
        self.font, self.size, self.colour, self.letter = bold(layout.font), layout.size * 2.6, layout.colour, letter
        self.width, self.height = stringWidth(letter, self.font, self.size), layout.size * 2.0

    def wrap(self, *_: float) -> tuple[float, float]:
        """Width and height, in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws the letter."""
        self.canv.setFillColor(self.colour)
        self.canv.setFont(self.font, self.size)
        self.canv.drawString(0, 0, self.letter)


class Figure(Flowable):  # type: ignore[misc]
    """A drawing without any text in it: a bar chart on a pale ground."""

    def __init__(self, layout: Layout, width: float, height: float) -> None:
        super().__init__()
        self.colour, self.width, self.height = layout.colour, width, height

    def wrap(self, *_: float) -> tuple[float, float]:
        """Width and height, in points."""
        return self.width, self.height

    def draw(self) -> None:
        """Draws the bars."""
        self.canv.setFillColor(TINT)
        self.canv.rect(0, 0, self.width, self.height, stroke=0, fill=1)
        self.canv.setFillColor(self.colour)
        step = self.width / 9
        for place, share in enumerate((0.2, 0.35, 0.3, 0.5, 0.62, 0.58, 0.8, 0.9)):
            self.canv.rect(step * (place + 0.6), 6, step * 0.6, (self.height - 14) * share, stroke=0, fill=1)


class Contents(Flowable):  # type: ignore[misc]
    """A line of a table of contents: a heading on the left, its leader and page number on the right."""

    def __init__(self, layout: Layout, text: str) -> None:
        super().__init__()
        self.font, self.size = layout.font, layout.size
        self.heading, self.leader = text.split(" ..", 1)

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        """Width and height, in points."""
        self.width = width
        return width, self.size * 1.6

    def draw(self) -> None:
        """Draws both parts; the dots are as many as the source has."""
        self.canv.setFont(self.font, self.size)
        self.canv.drawString(0, 3, self.heading)
        self.canv.drawRightString(self.width, 3, ".." + self.leader)


def table(layout: Layout, block: Block, width: float) -> Table:
    """A table; its columns share the width as its look says, else by their longest cells.

    The look may say `sans filets` (no rules, no tint), `filets horizontaux` (rules between rows only), `sans tête`,
    `chiffres à droite`, `entier` (never cut at the foot of a column).
    """
    ruled = "sans filets" not in block.look
    shares = [float(word) for word in block.look.split() if re.fullmatch(r"[\d.]+", word)]
    shares = shares or [min(max(len(cell) for cell in column), 60) + 10 for column in zip(*block.rows, strict=True)]
    widths = [width * share / sum(shares) for share in shares]
    headed = "sans tête" not in block.look
    rows = [
        [cell(layout, text, head=headed and number == 0, look=block.look) for text in row]
        for number, row in enumerate(block.rows)
    ]
    looks: list[tuple[object, ...]] = []
    if ruled:
        lines = "LINEBELOW" if "filets horizontaux" in block.look else "GRID"
        looks.append((lines, (0, 0), (-1, -1), 0.5, colors.grey))
    looks.append(("VALIGN", (0, 0), (-1, -1), "TOP"))
    if ruled and headed:
        looks.append(("BACKGROUND", (0, 0), (-1, 0), TINT))
    looks += spans(block)
    repeated = 1 if headed else 0
    cut = 0 if "entier" in block.look else 1
    return Table(rows, colWidths=widths, style=TableStyle(looks), repeatRows=repeated, splitByRow=cut)


def cell(layout: Layout, text: str, *, head: bool, look: str) -> Flowable | str:
    """A cell as a paragraph: numbers on the right where asked, nothing where it is merged with its neighbour."""
    if text in (MERGED_LEFT, MERGED_UP):
        return ""
    right = "chiffres à droite" in look and NUMBER.fullmatch(text.strip("*")) and not head
    words = inline(text.replace(LINE_END, "\n"))
    return Paragraph(f"<b>{words}</b>" if head else words, layout.style("figures" if right else "cell"))


def spans(block: Block) -> list[tuple[object, ...]]:
    """The merged cells of a table, as ReportLab has them."""
    found: list[tuple[object, ...]] = []
    for y, row in enumerate(block.rows):
        for x, text in enumerate(row):
            if text in (MERGED_LEFT, MERGED_UP):
                continue
            right, down = x, y
            while right + 1 < len(row) and row[right + 1] == MERGED_LEFT:
                right += 1
            while down + 1 < len(block.rows) and block.rows[down + 1][x] == MERGED_UP:
                down += 1
            if (right, down) != (x, y):
                found.append(("SPAN", (x, y), (right, down)))
    return found


def box(layout: Layout, block: Block, width: float) -> Table:
    """Text set apart in a tinted box."""
    style = layout.style("box")
    lines = [Paragraph(inline(line), style) for line in block.text.split("\n") if line]
    look = [("BOX", (0, 0), (-1, -1), 1, layout.colour), ("BACKGROUND", (0, 0), (-1, -1), colors.whitesmoke)]
    return Table([[lines]], colWidths=[width], style=TableStyle(look))


def pull(layout: Layout, block: Block, width: float) -> Table:
    """A sentence pulled out of the text, large and centred between two rules."""
    lines = [Paragraph(f"<b>{inline(line)}</b>", layout.style("pull")) for line in block.text.split("\n") if line]
    look = [(name, (0, 0), (-1, -1), 1.2, layout.colour) for name in ("LINEABOVE", "LINEBELOW")]
    return Table([[lines]], colWidths=[width], style=TableStyle(look))


def inline(text: str, *, hyphens: bool = False) -> str:
    """Markup inside a line as ReportLab's own, with places to break words where asked."""
    text = escape(softened(text) if hyphens else text, quote=False)
    text = re.sub(r"\[\^(\d+)\]", r"<super>\1</super>", text)
    text = re.sub(r"\^\{([^}]*)\}", r"<super>\1</super>", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*([^*]+)\*", r"<i>\1</i>", text).replace("\n", "<br/>")
