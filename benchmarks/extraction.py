"""How well files are read: text in order, tables and headings against the sources of the sample archive.

``python -m benchmarks.extraction``: the born-digital PDFs of ``corpus/``, ours beside pypdfium2, pdfplumber and
pdftotext (where it is installed), then our reading of the other formats; ``--files`` tells each file; ``--ocr`` reads
the images and the pages with a false text layer too; ``--diff PART`` prints where our text of the files whose path
contains PART is not the truth.

Similarity is that of ``../shared/score/extraction.py``: one less the share of characters to edit, white space
collapsed; the bars between cells are taken out on both sides, since peers write none. "Raw" is the page as extracted;
"cleaned" has its damage repaired and its typography made plain, and is held against the truth in plain typography.
"""

from __future__ import annotations

import argparse
import difflib
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from statistics import mean

import pdfplumber
import pypdfium2 as pdfium
from rapidfuzz.distance import Levenshtein

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.document import SourceDocument, SourcePage
from ptce_corpus.errors import DocumentError
from ptce_corpus.extraction.dispatch import FileExtractor
from ptce_corpus.settings import ExtractionSettings
from ptce_corpus.text.characters import normalised
from ptce_corpus.text.cleaning import cleaned
from samples import truth
from samples.source import CORPUS, Source, every

POPPLER = shutil.which("pdftotext")
CLEANED = "ptce, cleaned"
NATIVE = ("docx", "odt", "rtf", "pptx", "odp", "eml", "html", "enclosed")
IMAGES = ("scan", "mixed", "png", "tiff")
Pages = list[str]
Rows = tuple[tuple[str, ...], ...]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--files", action="store_true", help="print the score of each file")
    arguments.add_argument("--ocr", action="store_true", help="read what needs OCR too (slow)")
    arguments.add_argument("--diff", default="", help="print where the text of these files is not the truth")
    asked = arguments.parse_args()
    if asked.diff:
        print("\n".join(differences(source) for source in every() if asked.diff in source.id))
        return
    texts(born_digital(), each=asked.files)
    structures(born_digital(), each=asked.files)
    others([source for source in every() if source.format in NATIVE], each=asked.files)
    if asked.ocr:
        others([source for source in every() if needs_ocr(source)], each=asked.files)


def born_digital() -> list[Source]:
    """The sources of the PDFs whose pages all have a text layer that is to be trusted."""
    return [source for source in every() if source.format == "pdf" and not source.options.get("layer")]


def needs_ocr(source: Source) -> bool:
    """Whether pages of it are images, or have a text layer that lies."""
    return source.format in IMAGES or "layer" in source.options


# Text


def texts(sources: Sequence[Source], *, each: bool) -> None:
    """Print mean and worst similarity of every reader, over the files; and those of each file when asked."""
    scores = {name: [similar(source, name, reader) for source in sources] for name, reader in readers().items()}
    print(f"{len(sources)} born-digital PDFs: similarity in order{'' if POPPLER else '; pdftotext is not installed'}")
    for name, found in scores.items():
        print(f"  {name:18} mean {mean(found):.4f}  worst {min(found):.4f}  under 0.90: {sum(s < 0.9 for s in found)}")
    if each:
        for place, source in enumerate(sources):
            print("  ", "  ".join(f"{found[place]:.4f}" for found in scores.values()), source.path)


def readers() -> dict[str, Callable[[Source], Pages]]:
    """Every reader by name; pdftotext only where it is installed."""
    found: dict[str, Callable[[Source], Pages]] = {"ptce, raw": raw, CLEANED: mended}
    if POPPLER:
        found["pdftotext"] = by_pdftotext
        found["pdftotext -layout"] = lambda source: by_pdftotext(source, "-layout")
    return found | {"pypdfium2": by_pdfium, "pdfplumber": by_plumber}


def similar(source: Source, name: str, reader: Callable[[Source], Pages]) -> float:
    """How similar the text of a file is to the truth, in [0, 1]; for cleaned text, to the truth in plain typography."""
    true = "\n".join(page.text for page in truth.pages([source]))
    if name == CLEANED:
        true = normalised(AlignedText(true)).text
    return float(Levenshtein.normalized_similarity(bare(true), bare(" ".join(reader(source)))))


def bare(text: str) -> str:
    """The text with white space collapsed, without the bars between cells."""
    return re.sub(r"\s+", " ", text.replace("|", " ")).strip()


def others(sources: Sequence[Source], *, each: bool) -> None:
    """Print mean and worst similarity of ours over documents that the peers do not read, by format."""
    scores: dict[str, list[float]] = {}
    for source in sources:
        score = similar(source, "ptce, raw", raw)
        scores.setdefault(source.format, []).append(score)
        if each:
            print(f"   {score:.4f}  {source.id}")
    for name, found in scores.items():
        print(f"  {name:18} mean {mean(found):.4f}  worst {min(found):.4f}  of {len(found)}")


@cache
def extracted(path: str) -> dict[str, SourceDocument]:
    """The documents of a file of the archive as our extractor gives them, by identifier; none when it cannot."""
    try:
        found = FileExtractor(ExtractionSettings()).extract(CORPUS / path, path)
        return {document.identifier: document for document in found}
    except DocumentError as error:
        print(f"   {path}: {error}")
        return {}


def ours(source: Source) -> tuple[SourcePage, ...]:
    """The pages of a document as extracted, none where it cannot be read."""
    document = extracted(source.path).get(source.id)
    return document.pages if document else ()


def raw(source: Source) -> Pages:
    """The pages as extracted."""
    return [page.text for page in ours(source)]


def mended(source: Source) -> Pages:
    """The pages cleaned: broken words joined, damage repaired."""
    return [page.text for page in cleaned(extracted(source.path)[source.id]).pages]


def by_pdfium(source: Source) -> Pages:
    """The pages as pypdfium2 gives them, in content order."""
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(CORPUS / source.path)]


def by_plumber(source: Source) -> Pages:
    """The pages as pdfplumber gives them, line by line."""
    with pdfplumber.open(CORPUS / source.path) as document:
        return [page.extract_text() for page in document.pages]


def by_pdftotext(source: Source, *options: str) -> Pages:
    """The pages as pdftotext (poppler) gives them."""
    command = ["pdftotext", *options, str(CORPUS / source.path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode().split("\f")


def differences(source: Source) -> str:
    """Where our text as extracted and the truth part, page by page: words only in the truth (-), only in ours (+)."""
    told = []
    for page, text in zip(truth.pages([source]), raw(source), strict=False):
        score = Levenshtein.normalized_similarity(bare(page.text), bare(text))
        told.append(f"== {source.path}, page {page.number}: {score:.4f}")
        parts = difflib.SequenceMatcher(None, bare(page.text).split(), bare(text).split(), autojunk=False)
        words = bare(page.text).split(), bare(text).split()
        for tag, a, b, c, d in parts.get_opcodes():
            if tag != "equal":
                told.append(f"  - {' '.join(words[0][a:b])}\n  + {' '.join(words[1][c:d])}")
    return "\n".join(told)


# Tables and headings


def structures(sources: Sequence[Source], *, each: bool) -> None:
    """Print how many cells, neighbouring cells and headings of the truth are found, and how many found are true.

    Neighbours are pairs of cells, one right of or under the other, empty ones left out (M. Göbel and others, "ICDAR
    2013 table competition"): they tell whether the grid is right, not only the cells. A
    bold line alone may be told as a heading or not.
    """
    own, theirs, heads = Found(), Found(), Found()
    for source in sources:
        mine = [tables(page) for page in ours(source)]
        for page, told, other in zip(truth.pages([source]), mine, plumbed(source), strict=True):
            own.compare(relations(page.tables), relations(told), where=f"{source.path}, page {page.number}")
            theirs.compare(relations(page.tables), relations(other))
        for page, read in zip(truth.pages([source]), ours(source), strict=True):
            true = Counter(key(text) for _, text in page.headings)
            neither = {key(line) for line in page.bold} - true.keys()
            given = Counter(key(one.span.cut(read.text)) for one in read.layout.headings)
            given -= Counter({text: given[text] for text in neither})
            heads.compare(true, given, where=f"{source.path}, page {page.number}")
    print(f"tables, cells and neighbours: ptce {own}   pdfplumber {theirs}")
    print(f"headings: ptce {heads}")
    if each:
        print("\n".join(["tables:", *own.faults, "headings:", *heads.faults]))


@dataclass(slots=True)
class Found:
    """What was looked for, given and right, over pages."""

    true: int = 0
    given: int = 0
    right: int = 0
    faults: list[str] = field(default_factory=list)

    def compare(self, true: Counter[str], given: Counter[str], *, where: str = "") -> None:
        """Count one page."""
        both = (true & given).total()
        self.true, self.given, self.right = self.true + true.total(), self.given + given.total(), self.right + both
        if true != given:
            lost, invented = (", ".join(list(one)[:4]) for one in (true - given, given - true))
            self.faults.append(f"  {where}: {both} of {true.total()}, {given.total()} given; - {lost} + {invented}")

    def __str__(self) -> str:
        f1 = 2 * self.right / (self.true + self.given) if self.true + self.given else 1.0
        return f"F1 {f1:.4f} ({self.right} right, {self.given} given, {self.true} true)"


def tables(page: SourcePage) -> list[Rows]:
    """The tables of one of our pages as rows of text."""
    return [tuple(tuple(cell.cut(page.text) for cell in row) for row in one.rows) for one in page.layout.tables]


def plumbed(source: Source) -> list[list[Rows]]:
    """The tables that pdfplumber finds on each page."""
    with pdfplumber.open(CORPUS / source.path) as document:
        return [
            [tuple(tuple(cell or "" for cell in row) for row in rows) for rows in page.extract_tables()]
            for page in document.pages
        ]


def relations(found: Iterable[Rows]) -> Counter[str]:
    """The cells of tables, and the pairs of neighbouring ones, each as a text."""
    seen: Counter[str] = Counter()
    for rows in found:
        lines = [[key(cell) for cell in row] for row in rows]
        width = max(map(len, lines), default=0)
        columns = [[row[x] for row in lines if x < len(row)] for x in range(width)]
        seen.update(cell for row in lines for cell in row if cell)
        for sign, strips in ((" > ", lines), (" v ", columns)):
            for strip in strips:
                seen.update(sign.join(pair) for pair in pairwise([cell for cell in strip if cell]))
    return seen


def key(text: str) -> str:
    """What two writings of one text share: its letters, figures and signs, without space."""
    return re.sub(r"\s+", "", text)


if __name__ == "__main__":
    main()
