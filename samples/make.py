"""Writes every file of `corpus/` from `samples/sources/`.

`python -m samples.make` writes all but the texts that Tesseract damaged, which are kept as they are;
`--damaged` prints, wears and reads those again too (needs Tesseract; another version may misread otherwise).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from functools import partial

from samples import mail, office, pdf, scans, slides
from samples.source import CORPUS, Source, every

WRITERS: dict[str, Callable[[Source], bytes]] = {
    "pdf": pdf.rendered,
    "scan": scans.scanned,
    "mixed": scans.scanned,
    "png": scans.picture,
    "tiff": scans.faxed,
    "docx": office.word,
    "pptx": slides.powerpoint,
    "odp": slides.open_presentation,
    "rtf": mail.rich_text,
    "odt": office.open_document,
    "html": office.web,
    "markdown": lambda source: source.raw.encode(),
    "damaged": lambda source: scans.misread(source).encode(source.options["encoding"], errors="replace"),
}
HOLDERS: dict[str, Callable[[Sequence[Source]], bytes]] = {
    "jsonl": office.json_lines,
    "csv": office.comma_separated,
    "eml": partial(mail.message, writers=WRITERS),
    "enclosed": partial(mail.archive, writers=WRITERS),
}


def files(sources: Sequence[Source]) -> dict[str, list[Source]]:
    """The files to write, each with the documents that it holds."""
    held: dict[str, list[Source]] = {}
    for source in sources:
        held.setdefault(source.path, []).append(source)
    return held


def written(sources: Sequence[Source]) -> bytes:
    """The bytes of one file."""
    first = sources[0]
    return HOLDERS[first.format](sources) if first.format in HOLDERS else WRITERS[first.format](first)


def main() -> None:
    """Reads the command line and writes the archive."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("--damaged", action="store_true", help="remake the texts that Tesseract damaged")
    arguments.add_argument("--only", default="", help="only the files whose path contains this")
    asked = arguments.parse_args()
    for path, sources in files(every()).items():
        if asked.only not in path or (sources[0].format == "damaged" and not asked.damaged):
            continue
        target = CORPUS / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(written(sources))
        print(f"{path}: {target.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
