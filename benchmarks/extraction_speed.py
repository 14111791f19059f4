"""How fast text layers are read, beside other readers of PDF, and in how much memory.

``python -m benchmarks.extraction_speed [--rounds 3]``: reads the files of ``../shared/archive`` that have a text layer,
OCR switched off, and prints pages per second of processor time (the best of the rounds; for pdftotext that of its
processes), how two processes scale (on the clock), and the greatest resident memory of reading a report of 1,000 pages
that is put together from these files.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pypdfium2 as pdfium

from benchmarks.shared import needed
from ptce_corpus.domain.document import Origin
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.settings import ExtractionSettings

FOLDERS = ("digital", "long", "scanned-with-layer")
LONG_REPORT = 1000
"""Pages of the report whose memory is measured."""
PLUMBED = 60
"""Pages that pdfplumber is timed on: it is slow, and its speed hardly varies."""

Read = Callable[[Path], int]


def files() -> list[Path]:
    return [path for folder in FOLDERS for path in sorted(needed("archive", folder).glob("*.pdf"))]


def ours(path: Path) -> int:
    """Pages with a text layer of one file, read by ptce as in a build."""
    extractor = FileExtractor(ExtractionSettings(ocr=False))
    return sum(page.origin is Origin.TEXT_LAYER for one in extractor.extract(path, path.name) for page in one.pages)


def pdfium_alone(path: Path) -> int:
    with pdfium.PdfDocument(path) as document:
        for page in document:
            textpage = page.get_textpage()
            textpage.get_text_range()
            textpage.close()
            page.close()
        return len(document)


def pdftotext(path: Path) -> int:
    subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True)
    return _pages(path)


def plumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as document:
        for page in document.pages[:PLUMBED]:
            page.extract_text()
            page.extract_tables()
            page.close()
        return min(PLUMBED, len(document.pages))


def _pages(path: Path) -> int:
    with pdfium.PdfDocument(path) as document:
        return len(document)


def processor_time() -> float:
    """Seconds of processor time of this process and of its children that ended."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def speed(read: Read, paths: Sequence[Path], *, rounds: int) -> tuple[int, float]:
    """Pages read, and pages per second of processor time in the best round."""
    pages, best = 0, float("inf")
    for _ in range(rounds):
        begun = processor_time()
        pages = sum(map(read, paths))
        best = min(best, processor_time() - begun)
    return pages, pages / best


def scaling(paths: Sequence[Path], *, rounds: int) -> float:
    """How many times faster two processes read the files than one, both warm, on the clock."""
    many = sorted((*paths, *paths), key=lambda path: -path.stat().st_size)
    times = []
    for count in (1, 2):
        with ProcessPoolExecutor(count, mp_context=get_context("spawn")) as pool:
            list(pool.map(ours, paths[: 4 * count], chunksize=1))
            begun = [0.0] * rounds
            for index in range(rounds):
                start = time.perf_counter()
                list(pool.map(ours, many, chunksize=1))
                begun[index] = time.perf_counter() - start
            times.append(min(begun))
    return times[0] / times[1]


def long_report(paths: Sequence[Path], folder: Path) -> Path:
    """A report of 1,000 pages, of the pages of the archive over and over."""
    report = pdfium.PdfDocument.new()
    while len(report) < LONG_REPORT:
        for path in paths:
            with pdfium.PdfDocument(path) as source:
                report.import_pages(source, list(range(min(len(source), LONG_REPORT - len(report)))))
            if len(report) >= LONG_REPORT:
                break
    place = folder / "report.pdf"
    report.save(place)
    report.close()
    return place


def peak(path: Path) -> float:
    """The greatest resident memory (MB) of a fresh process that reads a file."""
    program = (
        "import resource,sys;from pathlib import Path;from benchmarks.extraction_speed import ours;"
        "ours(Path(sys.argv[1]));print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss/1024)"
    )
    run = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True)
    return float(run.stdout)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    paths = files()
    peers: list[tuple[str, Read, int]] = [("ptce", ours, rounds), ("pypdfium2", pdfium_alone, rounds)]
    if shutil.which("pdftotext"):
        peers.append(("pdftotext", pdftotext, rounds))
    peers.append(("pdfplumber", plumber, 1))
    for name, read, times in peers:
        pages, rate = speed(read, paths, rounds=times)
        print(f"{name:12} {pages:5} pages {rate:8.1f} pages/s", flush=True)
    print(f"two processes: {scaling(paths, rounds=rounds):.2f} times one", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        report = long_report(paths, Path(folder))
        print(f"report of {_pages(report)} pages ({report.stat().st_size / 1e6:.0f} MB): {peak(report):.0f} MB")


if __name__ == "__main__":
    main()
