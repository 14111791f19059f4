"""Legibility of garbage text layers and of clean ones.

``python -m benchmarks.legibility``: reads the text layers of ``../shared/archive`` as PDFium gives them, without OCR.
"""

from __future__ import annotations

import statistics

import pypdfium2 as pdfium

from benchmarks.shared import needed
from ptce_corpus.extraction.pdf import GARBAGE
from ptce_corpus.text.quality import legibility

FOLDERS = ("bad-layer", "digital", "long")
LEAST = 80
"""Characters under which a page has no layer worth judging."""


def main() -> None:
    for folder in FOLDERS:
        scores = []
        for path in sorted(needed("archive", folder).glob("*.pdf")):
            with pdfium.PdfDocument(path) as document:
                texts = [page.get_textpage().get_text_range() for page in document]
            scores += [legibility(text) for text in texts if len(text.strip()) >= LEAST]
        cuts = statistics.quantiles(scores, n=20)
        below = sum(score < GARBAGE for score in scores)
        told = (min(scores), cuts[0], statistics.median(scores), cuts[-1], max(scores))
        shown = ", ".join(f"{score:.2f}" for score in told)
        print(f"{folder:10} {len(scores)} pages: least, 5 %, median, 95 %, greatest {shown}; under {GARBAGE}: {below}")


if __name__ == "__main__":
    main()
