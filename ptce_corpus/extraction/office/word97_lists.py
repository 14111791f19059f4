"""The lists that a Word 97-2003 document defines ([MS-DOC] 2.9.147, 2.9.150, 2.9.131)."""

from __future__ import annotations

from struct import Struct

from ptce_corpus.extraction.office.numbering import Level, Numbering
from ptce_corpus.extraction.office.word97_structure import LISTS, USED_LISTS, Structure

_LIST, _LEVEL, _USED = 28, 28, 16
_DEPTHS = 9
_FORMS = {0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 22: "decimalZero",
          23: "bullet", 255: "none"}  # fmt: skip
_MOST_LISTS = 5000


def numbering(structure: Structure) -> Numbering:
    """The lists of a document, known by their number from 1 as paragraphs name them.

    Raises:
        struct.error, IndexError: when the definitions are cut.
    """
    made = Numbering()
    held = structure.part(LISTS)
    place = structure.end_of(LISTS)
    number = Struct("<H").unpack_from(held)[0] if held else 0
    for index in range(min(number, _MOST_LISTS)):
        identifier = Struct("<i").unpack_from(held, 2 + _LIST * index)[0]
        depths = 1 if held[2 + _LIST * index + 26] & 1 else _DEPTHS
        levels = {}
        for depth in range(depths):
            levels[depth], place = _level(structure.table, place)
        made.levels[str(identifier)] = levels
    used = structure.part(USED_LISTS)
    number = Struct("<I").unpack_from(used)[0] if used else 0
    for index in range(min(number, (len(used) - 4) // _USED)):
        made.lists[str(index + 1)] = str(Struct("<i").unpack_from(used, 4 + _USED * index)[0])
    return made


def _level(table: bytes, place: int) -> tuple[Level, int]:
    """The level that is described at a place of the table stream, and the place behind it."""
    start, form = Struct("<iB").unpack_from(table, place)
    behind = place + _LEVEL + table[place + 24] + table[place + 25]
    length = Struct("<H").unpack_from(table, behind)[0]
    units = [unit for (unit,) in Struct("<H").iter_unpack(table[behind + 2 : behind + 2 + 2 * length])]
    text = "".join(f"%{unit + 1}" if unit < _DEPTHS else chr(unit) for unit in units)
    return Level(_FORMS.get(form, "decimal"), text, max(0, min(start, 9999))), behind + 2 + 2 * length
