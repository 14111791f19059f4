"""Checks the archive against its sources: `python -m samples.check` prints each fault, or nothing.

The text layers say what the sources say; a weekday agrees with its date; the gold annotation quotes them.
"""

from __future__ import annotations

import datetime
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium

from samples import truth
from samples.source import CORPUS, HERE, Source, every

GOLD = HERE / "gold.jsonl"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
DATED = re.compile(rf"\b({'|'.join(DAYS)}) (\d\d?)(?:er)? ({'|'.join(MONTHS)})(?: (\d{{4}}))?", re.IGNORECASE)


def letters(text: str) -> str:
    """Letters and digits alone: what stays the same however lines are broken."""
    return re.sub(r"[\W_]", "", text)


def layers(source: Source) -> Iterator[str]:
    """The pages of a PDF whose text layer differs from the source, where it is not meant to lie.

    Of a page painted in another order than it is read, the letters are counted.
    """
    document = pdfium.PdfDocument(CORPUS / source.path)
    layout = source.options.get("layout", {})
    compared = Counter if "turned" in layout or "paint" in layout else str
    if len(document) != len(source.pages):
        yield f"{source.path}: {len(document)} pages, {len(source.pages)} in the source"
    scanned = range(1, 99) if source.format == "scan" else source.options.get("scanned_pages", ())
    for number in range(1, len(source.pages) + 1):
        if number in source.options.get("bad_pages", ()) or (number in scanned and source.options.get("layer")):
            continue
        printed = letters(document[number - 1].get_textpage().get_text_range())
        true = "" if number in scanned else letters(truth.text(source, number))
        if compared(printed) != compared(true):
            yield f"{source.path}, page {number}: the text layer differs from the source"


def weekdays(source: Source) -> Iterator[str]:
    """Dates whose weekday is not the calendar's; a date without a year is taken in the document's year."""
    for day, number, month, year in DATED.findall(re.sub(r"\s+", " ", source.plain())):
        date = datetime.date(int(year or source.date[:4]), MONTHS.index(month.lower()) + 1, int(number))
        if DAYS[date.weekday()] != day.lower():
            yield f"{source.path}: {day} {number} {month} {year} is a {DAYS[date.weekday()]}"


def annotated(row: dict[str, Any], source: Source) -> Iterator[str]:
    """What a gold line says that its source does not."""
    text = letters(source.plain())
    date = None if source.options.get("undated") else source.date
    for key, value in {"date": date, "kind": source.kind, "title": source.title}.items():
        if row[key] != value:
            yield f"{row['id']}: {key} is {value!r} in the source"
    for quotation in row.get("quotations", []):
        for piece in (quotation["text"], quotation["cue"] or ""):
            if letters(piece) not in text:
                yield f"{row['id']}: not in the source: {piece!r}"
        if quotation["speaker"] not in [None, *row["people"], *row["organisations"]]:
            yield f"{row['id']}: speaker {quotation['speaker']!r} is not among the names of the line"
    for appearance in row.get("appearances", []):
        if appearance["person"] not in row["people"]:
            yield f"{row['id']}: {appearance['person']!r} appears but is not among the people"
        if letters(appearance["function"] or "") not in text or letters(appearance["session"] or "") not in text:
            yield f"{row['id']}: function or session of {appearance['person']!r} not in the source"
    for name in row.get("people", []):
        if letters(name).lower() not in text.lower():
            yield f"{row['id']}: {name!r} is not in the source"


def faults() -> Iterator[str]:
    """Every fault of the archive."""
    sources = {source.id: source for source in every()}
    gold = {row["id"]: row for row in map(json.loads, GOLD.read_text(encoding="utf-8").splitlines())}
    yield from (f"{name}: no gold line, or no source" for name in sources.keys() ^ gold.keys())
    for name, source in sources.items():
        yield from weekdays(source)
        if source.format in ("pdf", "scan", "mixed"):
            yield from layers(source)
        if name in gold:
            yield from annotated(gold[name], source)


def main() -> None:
    """Prints the faults; exit code 1 when there is one."""
    found = list(faults())
    print("\n".join(found), end="\n" if found else "")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
