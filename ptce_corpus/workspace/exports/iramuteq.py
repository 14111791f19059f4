"""One text file for IRaMuTeQ: a line of starred variables before each document.

IRaMuTeQ takes the format of Alceste: ``**** *doc_x *kind_y *year_z``, then the text. A variable and its value are
ASCII letters and digits, parted by one underscore; a star or an underscore in the text would be read as a variable.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from ptce_corpus.domain.document import Document
from ptce_corpus.text.sentences import blocks
from ptce_corpus.workspace.exports.archive import Archive, written, year

FILE = "iramuteq.txt"
_NONE = "none"
"""Value of a variable that a document has not, such as the year of an undated one."""
_PLAIN = str.maketrans(
    dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("«»“”„", '"') | dict.fromkeys("‐‑‒–—―", "-") | {"…": "..."}
)
_KEPT = frozenset(".,;:!?'\"()-%/&+@€°=")
_LEGIBLE = re.compile("[a-z0-9àâäáéèêëìîïòôöùûüçßœñ]", re.IGNORECASE)
"""A letter or digit that IRaMuTeQ keeps when it cleans a text; where it keeps none, the text is empty to it."""
_APART = re.compile(r"[^A-Za-z0-9]+")


def write(archive: Archive, folder: Path) -> dict[str, int]:
    """Write the documents that hold a word in letters that IRaMuTeQ keeps; gives their number."""
    count = 0
    taken: set[str] = set()
    with written(folder / FILE) as file:
        for entry in archive.entries():
            text = plain(entry.document.text)
            if _LEGIBLE.search(text):
                name = _unlike(entry.stem, taken)
                file.write(f"{variables(entry.document, name=name)}\n{text}\n\n")
                count += 1
    return {FILE: count}


def variables(document: Document, *, name: str) -> str:
    """The line of variables before a document."""
    values = {
        "doc": name,
        "kind": document.kind.value,
        "year": year(document),
        "lang": document.language or "",
    }
    return " ".join(["****", *(f"*{variable}_{_value(told) or _NONE}" for variable, told in values.items())])


def plain(text: str) -> str:
    """A text without what IRaMuTeQ reads otherwise, or not at all; each paragraph on one line."""
    legible = "".join(_letter(letter) for letter in unicodedata.normalize("NFC", text).translate(_PLAIN))
    lines = (" ".join(block.cut(legible).split()) for block in blocks(legible))
    return "\n".join(filter(None, lines))


def _letter(letter: str) -> str:
    return letter if letter.isalnum() or letter.isspace() or letter in _KEPT else " "


def _value(told: str) -> str:
    """A value of a variable: ASCII letters and digits alone."""
    return _APART.sub("", unicodedata.normalize("NFKD", told))


def _unlike(stem: str, taken: set[str]) -> str:
    """A value unlike any other's: two names may differ by hyphens alone."""
    name = base = _value(stem)
    number = 1
    while name.lower() in taken:
        number += 1
        name = f"{base}x{number}"
    taken.add(name.lower())
    return name
