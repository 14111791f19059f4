"""Pairs of damage and truth: the sample documents printed, worn, and read by Tesseract, in French and in English.

``python -m benchmarks.damaged FOLDER [SET …]`` writes ``modern_{fra,eng}_{light,heavy}.jsonl``, a line a printed page:
``{"id", "ocr", "gold"}``. An id begins with ``tune/`` or ``report/``: documents, and families of documents that share
their names, are parted so that what was tuned on the first half may be told of the second.

What Tesseract read is kept in ``FOLDER/.read`` by the bytes of the image, so that only the first run is slow (about
four seconds a page and set). The same versions of ReportLab, pdfium, Pillow, NumPy and Tesseract give the same pairs.
"""

from __future__ import annotations

import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image
from rapidfuzz.distance import Levenshtein
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Frame, Paragraph

from samples.scans import Wear, jpeg, worn
from samples.source import BULLETS, HEADINGS, SOURCES, Source, plain, read

READ = ".read"
"""The folder, beside the pairs, of what Tesseract read."""

READERS = 2
"""Tesseracts at work at once."""

SHORTEST = 300
"""Characters on a page at least: Tesseract takes a line or two on an empty page for dirt."""

UNREAD = 0.5
"""Share of misread characters beyond which a page holds nothing that repair could start from."""

LOOKS = (
    ("Helvetica", "Helvetica-Bold", 10.0),
    ("Times-Roman", "Times-Bold", 11.0),
    ("Vera", "VeraBd", 9.0),
    ("Helvetica", "Helvetica-Bold", 11.0),
    ("Times-Roman", "Times-Bold", 12.0),
    ("Times-Italic", "Times-BoldItalic", 11.0),
    ("Vera", "VeraBd", 10.0),
    ("Helvetica", "Helvetica-Bold", 9.0),
    ("Courier", "Courier-Bold", 10.0),
)
"""Font, font of headings, size in points; each document has the next."""


@dataclass(frozen=True, slots=True)
class Damage:
    """What a page goes through: the wear of a copier, then a fax's black and white where `black` is a level of grey."""

    wear: Wear
    black: int = 0


DAMAGES = {
    "light": (
        Damage(Wear(dpi=150, skew=0.2, blur=0.4, noise=4, quality=60)),
        Damage(Wear(dpi=200, skew=0.3, blur=1.0, noise=8, quality=50)),
        Damage(Wear(dpi=150, skew=0.0, blur=0.7, noise=6, quality=40)),
        Damage(Wear(dpi=200, skew=0.4, blur=0.8, noise=10), black=150),
    ),
    "heavy": (
        Damage(Wear(dpi=150, skew=0.5, blur=1.0, noise=12, quality=25)),
        Damage(Wear(dpi=100, skew=0.3, blur=0.6, noise=6, quality=40)),
        Damage(Wear(dpi=200, skew=0.6, blur=1.5, noise=11, quality=30)),
        Damage(Wear(dpi=150, skew=0.4, blur=0.8, noise=12), black=125),
        Damage(Wear(dpi=150, skew=0.3, blur=0.8, noise=9, ink=120, quality=30)),
    ),
}
SETS = {f"modern_{language}_{level}": (language, level) for language in ("eng", "fra") for level in ("light", "heavy")}


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph of a document, or a heading."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed page: its id, its true text, and the PDF file that shows it."""

    id: str
    text: str
    pdf: bytes


def main() -> None:
    folder, *names = sys.argv[1:] or sys.exit(__doc__)
    os.nice(10)
    for name in names or SETS:
        path = Path(folder, f"{name}.jsonl")
        write(path, pairs(*SETS[name], kept=Path(folder, READ)))
        print(f"{path.name:24} {told(path)}", flush=True)


def write(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    """JSON Lines, which bear their name once they are all there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    with unfinished.open("w", encoding="utf-8") as file:
        for line in lines:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    unfinished.rename(path)


def told(path: Path) -> str:
    """How many pairs a file holds, and the share of characters misread in each half, line breaks being spaces."""
    errors: dict[str, list[tuple[int, int]]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        ocr, gold = (" ".join(row[side].split()) for side in ("ocr", "gold"))
        errors.setdefault(row["id"].split("/")[0], []).append((Levenshtein.distance(ocr, gold), len(gold)))
    shares = {half: sum(wrong for wrong, _ in sums) / sum(all_ for _, all_ in sums) for half, sums in errors.items()}
    return ", ".join(f"{half} {len(errors[half])} pairs, {share:.2%} misread" for half, share in shares.items())


def pairs(language: str, level: str, *, kept: Path) -> Iterator[dict[str, Any]]:
    """The pages of the sample documents, as read and as printed; those that were not read at all are left out."""
    sheets = sample_sheets()
    for sheet, ocr in zip(sheets, recognised(sheets, language, level, kept=kept), strict=True):
        if Levenshtein.normalized_distance(ocr, sheet.text) <= UNREAD:
            yield {"id": sheet.id, "ocr": ocr, "gold": sheet.text}


@cache
def sample_sheets() -> tuple[Sheet, ...]:
    """Every sample document printed, its half of the split at the head of the ids."""
    paths = sorted(SOURCES.glob("*.md"))
    families = sorted({family(path) for path in paths})
    sheets: list[Sheet] = []
    for place, path in enumerate(paths):
        half = ("tune", "report")[families.index(family(path)) % 2]
        pages = printed(f"{half}/{path.stem}", paragraphs(read(path)), place)
        sheets.extend(page for page in pages if len(page.text) >= SHORTEST)
    return tuple(sheets)


def family(path: Path) -> str:
    """The name that a source shares with those numbered after it: `2022-breve-1`, `2022-breve-2`."""
    return re.sub(r"-\d$", "", path.stem)


def paragraphs(source: Source) -> Iterator[Words]:
    """The running text of a source; tables, contents and running heads are no running text."""
    for page in source.pages:
        for block in page.blocks:
            if block.is_printed and block.kind not in ("table", "contents"):
                yield Words(BULLETS.get(block.kind, "") + plain(block.text), block.kind in HEADINGS)
        yield from (Words(f"{mark} {plain(note)}") for mark, note in page.footnotes)


def printed(name: str, words: Iterable[Words], place: int) -> Iterator[Sheet]:
    """A document in a single column, in the look that its place among the others gives it."""
    font, bold, size = LOOKS[place % len(LOOKS)]
    fonts()
    styles = [
        ParagraphStyle("text", fontName=font, fontSize=size, leading=1.25 * size, spaceAfter=0.6 * size),
        ParagraphStyle("heading", fontName=bold, fontSize=1.2 * size, leading=1.5 * size, spaceAfter=0.6 * size),
    ]
    waiting = deque(Words(printable(one.text), one.is_heading) for one in words)
    number = 0
    while waiting:
        file, number, taken = io.BytesIO(), number + 1, []
        canvas = Canvas(file, pagesize=A4, invariant=1)
        frame = Frame(2 * cm, 2 * cm, A4[0] - 4 * cm, A4[1] - 4 * cm)
        while waiting and frame.add(set_in(styles[waiting[0].is_heading], waiting[0].text), canvas):
            taken.append(waiting.popleft().text)
        if not taken:
            raise ValueError(f"{name}: a paragraph is longer than a page")
        canvas.save()
        yield Sheet(f"{name}/{number}", "\n\n".join(taken), file.getvalue())


@cache
def fonts() -> None:
    """Makes ReportLab's own sans serif known to it."""
    for name in ("Vera", "VeraBd"):
        pdfmetrics.registerFont(TTFont(name, f"{name}.ttf"))


def set_in(style: ParagraphStyle, text: str) -> Paragraph:
    """A paragraph whose line ends are kept."""
    return Paragraph(html.escape(text, quote=False).replace("\n", "<br/>"), style)


def printable(text: str) -> str:
    """The text in the characters that all fonts have: those of Windows-1252."""
    return "".join(filter(_has_glyph, map(_nearest, unicodedata.normalize("NFC", text)))).strip()


def _nearest(letter: str) -> str:
    if _has_glyph(letter):
        return letter
    return {"\u202f": "\u00a0", "ʼ": "'"}.get(letter, unicodedata.normalize("NFKC", letter))


def _has_glyph(letters: str) -> bool:
    try:
        return bool(letters.encode("cp1252"))
    except UnicodeEncodeError:
        return False


def recognised(sheets: Iterable[Sheet], language: str, level: str, *, kept: Path) -> Iterator[str]:
    """What Tesseract reads on each page once damaged."""
    kept.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor(READERS) as readers:
        running: deque[Future[str]] = deque()
        for place, sheet in enumerate(sheets):
            damage = DAMAGES[level][place % len(DAMAGES[level])]
            running.append(readers.submit(seen, picture(sheet, damage), damage.wear.dpi, language, kept))
            if len(running) > 2 * READERS:
                yield running.popleft().result()
        yield from (one.result() for one in running)


def picture(sheet: Sheet, damage: Damage) -> bytes:
    """The image file of a damaged page; chance is drawn from the id of the page."""
    page = pdfium.PdfDocument(sheet.pdf)[0]
    clean = page.render(scale=damage.wear.dpi / 72, grayscale=True).to_pil().convert("L")
    seed = int.from_bytes(hashlib.sha256(sheet.id.encode()).digest()[:4], "big")
    image = worn(clean, damage.wear, seed=seed)
    return black_and_white(image, damage.black) if damage.black else jpeg(image, quality=damage.wear.quality).getvalue()


def black_and_white(image: Image.Image, level: int) -> bytes:
    """The page as a fax sends it: white where it is lighter than this level of grey."""
    file = io.BytesIO()
    image.point(lambda grey: 255 * (grey > level)).convert("1").save(file, "PNG")
    return file.getvalue()


def seen(image: bytes, dpi: int, language: str, kept: Path) -> str:
    """What plain Tesseract reads on an image of one column, or read there before."""
    options = ["-l", language, "--psm", "4", "--dpi", str(dpi)]
    path = kept / hashlib.sha256(image + " ".join([tesseract(), *options]).encode()).hexdigest()
    if not path.exists():
        command = ["tesseract", "stdin", "stdout", *options]
        alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        text = subprocess.run(command, input=image, capture_output=True, check=True, env=alone).stdout.decode()
        path.write_text(text.replace("\f", ""), encoding="utf-8")
    return path.read_text(encoding="utf-8")


@cache
def tesseract() -> str:
    """Which Tesseract this is."""
    return subprocess.run(["tesseract", "--version"], capture_output=True, check=True, text=True).stdout.split("\n")[0]


if __name__ == "__main__":
    main()
