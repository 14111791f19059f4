"""Garbage text layers: how many are found and read anew, how many good ones are taken for them, what is then read.

``python -m benchmarks.legibility [CACHE]``: reads the PDFs of ``../shared/archive`` as ``ptce extract`` does. Readings
of OCR are kept in the folder CACHE, so that the next run is quick; without it every page is read anew.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.shared import needed
from ptce_corpus.domain.document import Origin, SourcePage
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.settings import ExtractionSettings

FOLDERS = ("bad-layer", "digital", "long")
LEAST = 80
"""Characters under which a text layer is not worth judging."""
TIME = 3600.0
"""Seconds that one file may take here."""

Pages = list[tuple[str, SourcePage]]


def main() -> None:
    cache = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    layers = FileExtractor(ExtractionSettings(readers=(("*", "text-layer"),)))
    readers = FileExtractor(ExtractionSettings(time_limit=TIME), cache=cache)
    for folder in FOLDERS:
        paths = sorted(needed("archive", folder).glob("*.pdf"))
        had = {(name, page.number): len(page.text.strip()) for name, page in _pages(layers, paths)}
        pages = _pages(readers, paths)
        judged = [(name, page) for name, page in pages if had[name, page.number] >= LEAST]
        _told(folder, judged)
        if folder == "bad-layer":
            _abstracts(pages)


def _pages(extractor: FileExtractor, paths: list[Path]) -> Pages:
    return [
        (path.stem, page)
        for path in paths
        for document in extractor.extract(path, path.name)
        for page in document.pages
    ]


def _told(folder: str, pages: Pages) -> None:
    anew = [(name, page) for name, page in pages if page.origin is Origin.OCR]
    kept = [page.legibility for _, page in pages if page.origin is Origin.TEXT_LAYER]
    print(f"{folder}: {len(pages)} pages with a text layer, {len(anew)} read anew ({len(anew) / len(pages):.1%})")
    reasons = Counter((page.note or "kept").split("; OCR confidence")[0] for _, page in pages)
    for reason, count in reasons.most_common():
        print(f"    {count:4} {reason}")
    if folder != "bad-layer":
        print("    " + ", ".join(f"{name} p. {page.number}" for name, page in anew))
    if kept:
        print(f"    legibility of those kept: least {min(kept):.2f}, median {statistics.median(kept):.2f}")


def _abstracts(pages: Pages) -> None:
    """The score of what was read against the true abstract of each file."""
    texts: dict[str, list[str]] = {}
    for name, page in pages:
        texts.setdefault(name, []).append(page.text)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as written:
        for name, parts in texts.items():
            written.write(json.dumps({"id": name, "text": "\n\n".join(parts)}) + "\n")
        written.flush()
        truth, scorer = needed("gold", "text", "bad_layer_abstracts.jsonl"), needed("score", "extraction.py")
        subprocess.run([sys.executable, str(scorer), str(truth), written.name, "--within"], check=True)


if __name__ == "__main__":
    main()
