"""The cells that the rules of a page enclose.

The rules come from PDFium; pdfplumber's table geometry (after A. Nurminen, "Algorithmic extraction of data in tables
in PDF documents", 2013) makes cells of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ptce_corpus.extraction.pdf.characters import Box
from ptce_corpus.extraction.pdf.fragments import turned
from ptce_corpus.extraction.pdf.rules import Rule

TOLERANCE = 3.0
"""Points within which the ends of two rules meet, and two borders are one."""
_MOST_CROSSINGS = 40_000
_MOST_CELLS = 2500
_FEWEST_RULES = 3


def lattices(found: Sequence[Rule], *, quadrant: int) -> list[list[Box]]:
    """The cells of each ruled table, as boxes in the upright frame of a quadrant."""
    lying = sum(rule.level for rule in found)
    if lying < _FEWEST_RULES or len(found) - lying < _FEWEST_RULES:
        return []
    from pdfplumber import table as plumber

    edges = plumber.merge_edges([_edge(rule, quadrant) for rule in found], TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    lying = sum(edge["orientation"] == "h" for edge in edges)
    if lying * (len(edges) - lying) > _MOST_CROSSINGS:
        return []
    crossings = plumber.edges_to_intersections(edges, TOLERANCE, TOLERANCE)
    if len(crossings) > _MOST_CELLS:
        return []
    cells = plumber.intersections_to_cells(crossings)
    return [list(boxes) for boxes in plumber.cells_to_tables(cells)]


def _edge(rule: Rule, quadrant: int) -> dict[str, Any]:
    """A rule in the form that pdfplumber's geometry takes."""
    x0, top, x1, bottom = turned((rule.left, rule.top, rule.right, rule.bottom), quadrant)
    lying = bottom - top < x1 - x0
    return {
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
        "orientation": "h" if lying else "v",
        "object_type": "line",
    }
