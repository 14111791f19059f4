"""Text layers that lie: what the page shows is good, what a program reads in it is not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.lib.units import cm
from reportlab.pdfbase import ttfonts
from reportlab.pdfgen.canvas import Canvas

from samples.style import Layout

GARBLED, SPACED, MISREAD = "brouillée", "espacée", "mal lue"
MISREADINGS = (
    *(("é", "6"), ("è", "b"), ("ê", "&"), ("à", "h"), ("ç", "q"), ("ô", "8"), ("û", "ii"), ("ll", "Il"), ("rn", "m")),
    *(("m", "rn"), ("ti", "fi"), ("du", "clu"), ("oi", "0i"), ("qu", "gu"), ("e ", "c "), ("s ", "5 "), ("an", "aii")),
    *(("’", "'"), ("«", "<<"), ("»", ">>"), ("en", "cn"), ("ou", "oii"), ("le", "1e"), ("it", "1t"), ("re", "rc")),
)
BFCHAR = re.compile(r"<([0-9A-F]{2})> <([0-9A-F]{4})>")


@contextmanager
def encoded(layer: str) -> Iterator[None]:
    """While it lasts, the TrueType fonts of a PDF tell a program other letters than they show.

    `brouillée`: each letter is another one; `espacée`: each letter is followed by a space.
    """
    told = {GARBLED: shifted, SPACED: followed}.get(layer)
    true = ttfonts.makeToUnicodeCMap
    if told:
        ttfonts.makeToUnicodeCMap = lambda name, subset: BFCHAR.sub(told, true(name, subset))
    try:
        yield
    finally:
        ttfonts.makeToUnicodeCMap = true


def shifted(entry: re.Match[str]) -> str:
    """A character code that stands for a sign 29 places on, as when a program forgets the encoding of a subset."""
    return f"<{entry[1]}> <{33 + (int(entry[2], 16) + 29) % 94:04X}>"


def followed(entry: re.Match[str]) -> str:
    """A character code that stands for its letter and a space."""
    return f"<{entry[1]}> <{entry[2]}0020>"


def invisible(canvas: Canvas, layout: Layout, text: str) -> None:
    """Writes unseen over a page what a poor engine of old read on it."""
    wrong = text
    for true, read in MISREADINGS:
        wrong = wrong.replace(true, read)
    words = wrong.split()
    drawn = canvas.beginText(layout.left, layout.height - 3 * cm)
    drawn.setTextRenderMode(3)
    drawn.setFont("Courier", layout.size * 0.8, layout.size * 1.28)
    for start in range(0, len(words), 11):
        drawn.textLine(" ".join(words[start : start + 11]))
    canvas.drawText(drawn)
