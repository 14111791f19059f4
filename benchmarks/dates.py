"""How many date and time expressions are found, and how many values are right, on each set that has them.

usage: python -m benchmarks.dates [SHARED] [--sets documents.dev,winer,…] [--show] [--speed]

SHARED (default ``../shared``) holds ``gold/``. For each set and type of expression: expressions, those that one of ours
overlaps, those with the same span, values that can be compared, and values that are right.

Other sets follow other conventions. Theirs are read as ours: an end that is excluded becomes the last day, and the last
month or year named is within; a date and a time in one span are looked for as two; prepositions count for nothing; "fin
mars" is the month around the days that they give. What the guidelines leave out is left out: durations, frequencies,
parts of the day, "maintenant", spans of hours, days told from another day of the text. Where a value says no year
("XXXX-04-22"), month and day alone are compared; where the set does not give the day of reading, what would be told
from it is not.

Of texts that were printed and read by OCR, how many values of the clean text are still read is printed too.
``--show`` lists what is missed or wrong; ``--speed`` times the grammar on official texts.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.date_sets import READERS, Case, Expected, entities, rows
from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.span import Span
from ptce_corpus.text.dates import DatedSpan, find
from ptce_corpus.text.edtf import bounds

SETS = (
    "documents.dev",
    "winer",
    "winer_ocr_light",
    "winer_ocr_medium",
    "winer_ocr_heavy",
    "hipe2020_dev",
    "hipe2020_train",
    "duckling_half",
    "recognizers",
)


def right(expected: Expected, ours: Iterable[DatedSpan]) -> bool | None:
    """Whether the values of ours that overlap an expression are its own; None where they cannot be compared."""
    values = [(one.label, one.value) for one in ours]
    if expected.exact is not None:
        return any(str(label) == expected.kind and value == expected.exact for label, value in values)
    if expected.days is None and expected.clock is None:
        return None
    told = [value for label, value in values if label is Label.DATE]
    struck = [value for label, value in values if label is Label.TIME]
    clock = expected.clock is None or (len(struck) == 1 and struck[0] == expected.clock)
    if expected.days is None or (expected.clock and not told and not expected.owed):
        return clock
    return clock and bool(told) and _same_days(expected, told)


def _same_days(expected: Expected, told: list[str | None]) -> bool:
    spans = [bounds(value) if value else None for value in told]
    if not all(spans) or expected.days is None:
        return False
    first, last = min(span[0] for span in spans if span), max(span[1] for span in spans if span)
    wanted = expected.days
    if "X" in wanted[0] + wanted[1]:
        begun = first[4 : len(wanted[0])] == wanted[0][4:]
        return (
            begun and last[4 : 7 if expected.rough else len(wanted[1])] == wanted[1][4 : 7 if expected.rough else None]
        )
    if expected.rough:
        return first <= wanted[0] and wanted[1] <= last
    return (first, last) == wanted


def measure(cases: Iterable[Case], *, show: bool) -> dict[str, Counter[str]]:
    """Counts by kind of expression: all, found, exact span, comparable, right."""
    counts: dict[str, Counter[str]] = {}
    for case in cases:
        ours = find(case.text, anchor=case.anchor)
        for expected in case.expected:
            over = [one for one in ours if one.span.start < expected.span.end and expected.span.start < one.span.end]
            verdict = right(expected, over)
            counts.setdefault("all", Counter())
            for kind in ("all", expected.kind):
                row = counts.setdefault(kind, Counter())
                row.update(all=1, found=bool(over), exact=any(one.span == expected.span for one in over))
                row.update(compared=verdict is not None, right=bool(verdict))
            if show and (not over or verdict is False):
                _show(case, expected, over)
        counts.setdefault("all", Counter()).update(
            ours=len(ours), stray=sum(not _touches(one.span, case.expected) for one in ours)
        )
    return counts


def _touches(span: Span, expected: Iterable[Expected]) -> bool:
    return any(span.start < one.span.end and one.span.start < span.end for one in expected)


def _show(case: Case, expected: Expected, over: list[DatedSpan]) -> None:
    led = case.text[max(0, expected.span.start - 25) : expected.span.start]
    after = case.text[expected.span.end : expected.span.end + 15]
    wanted = expected.exact or expected.clock or ""
    days = "/".join(dict.fromkeys(expected.days)) if expected.days else ""
    found = " ; ".join(f"{one.span.cut(case.text)!r} {one.value}" for one in over) or "nothing"
    print(
        f"  {case.name} ({case.anchor}) {led!r}[{expected.span.cut(case.text)!r}]{after!r} {wanted} {days} <- {found}"
    )


def kept(path: Path) -> str:
    """How many values of the clean text are read from its damaged copy, and how many are read there in all."""
    same = clean = damaged = 0
    for row in rows(path):
        told, read = (
            Counter(one.value for one in find(row[text], anchor=row["date"]) if one.value) for text in ("gold", "text")
        )
        same, clean, damaged = same + (told & read).total(), clean + told.total(), damaged + read.total()
    return f"values of the clean text kept {same} of {clean}, values read {damaged}"


def speed(shared: Path) -> None:
    """Megabytes of text a second, on official texts."""
    with gzip.open(shared / "bench" / "passages.jsonl.gz", "rt", encoding="utf-8") as lines:
        text = "\n\n".join(json.loads(line)["text"] for line, _ in zip(lines, range(4000), strict=False))
    find(text[:10_000], anchor="2014-07-30")
    began = time.process_time()
    found = find(text, anchor="2014-07-30")
    seconds = time.process_time() - began
    size = len(text.encode()) / 1e6
    print(f"{size / seconds:.2f} MB/s of one core over {size:.1f} MB, {len(found)} found")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, nargs="?", default=Path("../shared"))
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--speed", action="store_true")
    arguments = parser.parse_args()
    for name in arguments.sets.split(","):
        folder, reader = READERS.get(name, ("ner", entities))
        path = arguments.shared / "gold" / folder / f"{name}.jsonl"
        counts = measure(reader(path), show=arguments.show)
        for kind, row in counts.items():
            extra = f"  ours {row['ours']}, beside the set's {row['stray']}" if kind == "all" else ""
            print(
                f"{name if kind == 'all' else '':15} {kind:16} {row['all']:5}  found {row['found']:5}"
                f"  same span {row['exact']:5}  value {row['right']:4} of {row['compared']:4}{extra}"
            )
        if "_ocr_" in name:
            print(f"{'':15} {kept(path)}")
    if arguments.speed:
        speed(arguments.shared)


if __name__ == "__main__":
    main()
