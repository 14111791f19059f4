"""OCR beside plain Tesseract at 300 dots per inch, on the scans of ``../shared/gold/text``.

``python -m benchmarks.ocr [PART]``: similarity in order and word bag as ``../shared/score/extraction.py`` has them,
and the CPU seconds of both over the same pages, one page at a time. ``PART`` of a name limits the files.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from io import BytesIO

import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from benchmarks.shared import needed
from ptce_corpus.extraction.ocr.page import recognised
from ptce_corpus.extraction.pdf.pictures import picture

Reader = Callable[[pdfium.PdfPage], str]


def plain(page: pdfium.PdfPage) -> str:
    """The page as the Tesseract binary reads it."""
    file = BytesIO()
    page.render(scale=300 / 72, grayscale=True).to_pil().save(file, "PPM")
    return subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "fra", "--dpi", "300"],
        input=file.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    ).stdout.decode()


def ours(page: pdfium.PdfPage) -> str:
    """The page as this program reads it."""
    image, dpi = picture(page, dpi=300)
    return recognised(image, dpi=dpi, languages="fra", timeout=120).text


def main() -> None:
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    truth = [json.loads(line) for line in needed("gold", "text", "scans.jsonl").read_text().splitlines()]
    folder = needed("gold", "text", "scans")
    for name, reader in (("tesseract -l fra", plain), ("ptce-corpus", ours)):
        begun, cpu, scores = time.perf_counter(), _cpu(), []
        for page in (one for one in truth if part in one["id"]):
            with pdfium.PdfDocument(folder / f"{page['id']}.pdf") as document:
                read = "\n".join(reader(document[index]) for index in range(len(document)))
            scores.append((*_scores(page["text"], read), page["id"]))
            print(f"  {scores[-1][0]:.3f} {scores[-1][1]:.3f} {page['id']}", flush=True)
        seconds, spent = time.perf_counter() - begun, _cpu() - cpu
        similar, bag = (sum(score[index] for score in scores) / len(scores) for index in (0, 1))
        worst = min(scores)[0]
        print(
            f"{name:18} similarity {similar:.4f}  bag {bag:.4f}  worst {worst:.3f}  {spent:.1f} s CPU, {seconds:.1f} s"
        )


def _cpu() -> float:
    """Seconds of processor time that this process and its children have taken."""
    uses = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(use.ru_utime + use.ru_stime for use in uses)


def _scores(truth: str, read: str) -> tuple[float, float]:
    one, other = (re.sub(r"\s+", " ", text).strip() for text in (truth, read))
    words, others = Counter(one.split()), Counter(other.split())
    total = words.total() + others.total()
    return Levenshtein.normalized_similarity(one, other), 2 * (words & others).total() / total if total else 1.0


if __name__ == "__main__":
    main()
