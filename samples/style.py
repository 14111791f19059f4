"""How a source is printed: fonts, sizes, colours, and the style of each kind of block."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm

from samples.source import Source

ALIGNED = {"right": TA_RIGHT, "centred": TA_CENTER, "pull": TA_CENTER}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a page is printed: font, size in points, margin in centimetres, accent colour, sides in points.

    `paint` is the order in which the page is painted: `page` (as it reads), `blocs` (blocks shuffled, as page-making
    programs leave them) or `lignes` (line by line from the foot). `turned` is a text set upwards in the left margin.
    """

    font: str = "Helvetica"
    size: float = 10.5
    margin: float = 2.2
    accent: str = "#7a1f3d"
    justified: bool = False
    hyphens: bool = False
    banner: bool = False
    paint: str = "page"
    turned: str = ""
    width: float = float(A4[0])
    height: float = float(A4[1])

    @classmethod
    def of(cls, source: Source) -> Layout:
        """The layout that the `[layout]` table of the source asks for."""
        return cls(**source.options.get("layout", {}))

    def landscape(self) -> Layout:
        """The same on a page that lies on its side."""
        return replace(self, width=self.height, height=self.width)

    @property
    def colour(self) -> colors.Color:
        """The accent colour."""
        return colors.HexColor(self.accent)

    @property
    def left(self) -> float:
        """Where the text begins, in points from the left edge of the page."""
        return float(self.margin * cm)

    @property
    def inner(self) -> float:
        """Width of the text, in points."""
        return float(self.width - 2 * self.margin * cm)

    def style(self, kind: str) -> ParagraphStyle:
        """The paragraph style of a kind of block."""
        size = self.size
        align = ALIGNED.get(kind, TA_JUSTIFY if self.justified else 0)
        base = ParagraphStyle(kind, fontName=self.font, fontSize=size, leading=size * 1.28, alignment=align)
        base.spaceAfter, base.embeddedHyphenation = size * 0.6, 1
        head = {"textColor": self.colour, "alignment": 0}
        changes: dict[str, dict[str, object]] = {
            "title": {"fontSize": size * 1.6, "leading": size * 1.95, **head},
            "heading": {"fontSize": size * 1.2, "leading": size * 1.5, **head},
            "subheading": {"spaceBefore": size * 0.3, "spaceAfter": size * 0.3, "alignment": 0},
            "bullet": {"leftIndent": 13, "bulletIndent": 3, "spaceAfter": size * 0.3},
            "nested": {"leftIndent": 28, "bulletIndent": 17, "spaceAfter": size * 0.2},
            "numbered": {"leftIndent": 18, "bulletIndent": 0, "spaceAfter": size * 0.3},
            "subnumbered": {"leftIndent": 34, "bulletIndent": 18, "spaceAfter": size * 0.2},
            "right": {"spaceAfter": 1},
            "quote": {"fontSize": size * 1.08, "leading": size * 1.45, "leftIndent": 18, "rightIndent": 12},
            "pull": {"fontSize": size * 1.2, "leading": size * 1.5, "textColor": self.colour, "spaceAfter": 2},
            "caption": {"fontSize": size * 0.82, "leading": size * 1.02, "alignment": 0},
            "small": {"fontSize": size * 0.78, "leading": size * 0.98, "spaceAfter": size * 0.35},
            "cell": {"fontSize": size * 0.88, "leading": size * 1.1, "alignment": 0, "spaceAfter": 0},
            "figures": {"fontSize": size * 0.88, "leading": size * 1.1, "alignment": TA_RIGHT, "spaceAfter": 0},
            "box": {"fontSize": size * 0.92, "leading": size * 1.18, "alignment": 0, "spaceAfter": 3},
            "note": {"fontSize": size * 0.76, "leading": size * 0.95, "spaceAfter": 1},
        }
        for name, value in changes.get(kind, {}).items():
            setattr(base, name, value)
        return base


def bold(font: str) -> str:
    """The bold face of a font."""
    return {"Times-Roman": "Times-Bold"}.get(font, f"{font}-Bold")
