"""What holds at a place of a Rich Text Format file: encoding, font, formatting; and the tables that it refers to."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from enum import Enum

from ptce_corpus.extraction.headings import styled_level

_CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
    254: "cp437", 255: "cp850", 0: "cp1252",
}  # fmt: skip
_SYMBOLS = 2
_LONGEST_NAME = 100
_CODE_PAGES = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 1361: "johab"}


class Place(Enum):
    """Which part of a file is being read."""

    BODY = "body"
    LEFT_OUT = "left out"
    FONTS = "fonts"
    STYLES = "styles"
    MARK = "mark of a list item"
    TITLE = "title"
    GENERATOR = "program"
    CREATED = "day of creation"
    CHANGED = "day of the last change"
    INFO = "other claims"


LEFT_OUT = {
    "colortbl", "pict", "nonshppict", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr",
    "footerf", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "xe", "tc", "txe", "rxe", "sp",
    "shprslt", "nonesttables", "filetbl", "objclass", "objname", "template", "fldinst",
}  # fmt: skip
STARRED = {"shpinst", "shptxt", "generator", "nesttableprops", "footnote", "pntext", "listtext"}
"""Destinations that old programs may pass over, and that are read here."""
PLACES = {
    "fonttbl": Place.FONTS, "stylesheet": Place.STYLES, "info": Place.INFO, "title": Place.TITLE,
    "creatim": Place.CREATED, "revtim": Place.CHANGED, "generator": Place.GENERATOR, "listtext": Place.MARK,
    "pntext": Place.MARK,
}  # fmt: skip


@dataclass(slots=True)
class State:
    """What a group inherits from the one around it. ``font`` is the name of a symbol font, empty for letters."""

    place: Place = Place.BODY
    starred: bool = False
    encoding: str = "cp1252"
    font: str = ""
    fallback: int = 1
    """How many characters after a Unicode one only repeat it for old programs."""
    hidden: bool = False
    bold: bool = False
    size: float = 12.0
    in_table: bool = False
    outline: int | None = None
    style: int = 0
    new_page: bool = False


@dataclass(slots=True)
class Font:
    """A font of the font table."""

    encoding: str | None = None
    symbols: bool = False
    name: str = ""


@dataclass(slots=True)
class Style:
    """A paragraph style of the style sheet."""

    name: str = ""
    outline: int | None = None
    bold: bool = False
    size: float = 12.0

    @property
    def level(self) -> int | None:
        """The level of the headings of this style, from 1; None when it makes none."""
        if self.outline is not None:
            return self.outline + 1 if 0 <= self.outline < 9 else None
        return styled_level(self.name)


@dataclass(slots=True)
class Header:
    """What the head of a file defines: encoding, fonts, styles, and its claims."""

    encoding: str = "cp1252"
    fonts: dict[int, Font] = field(default_factory=dict)
    styles: dict[int, Style] = field(default_factory=dict)
    title: list[str] = field(default_factory=list)
    generator: list[str] = field(default_factory=list)
    days: dict[Place, dict[str, int]] = field(default_factory=dict)
    font: int = 0
    style: int = 0

    def define(self, state: State, word: str, number: int | None) -> None:
        """Take what a control word says of the font or style that is being defined."""
        value = number or 0
        if state.place is Place.FONTS:
            self._define_font(word, value)
        elif word == "s":
            self.style = value
            self.styles[value] = Style()
        elif self.style in self.styles:
            style = self.styles[self.style]
            if word == "outlinelevel":
                style.outline = value
            elif word == "b":
                style.bold = number != 0
            elif word == "fs":
                style.size = value / 2

    def _define_font(self, word: str, number: int) -> None:
        if word == "f":
            self.font = number
            self.fonts[number] = Font()
        font = self.fonts.setdefault(self.font, Font())
        if word == "fcharset":
            font.encoding, font.symbols = _CHARSETS.get(number), number == _SYMBOLS
        elif word == "cpg":
            font.encoding = code_page(number)

    def name(self, state: State, text: str) -> None:
        """Take the name of the font or style that is being defined."""
        named = self.fonts.setdefault(self.font, Font()) if state.place is Place.FONTS else self.styles.get(self.style)
        if named is not None and len(named.name) < _LONGEST_NAME:
            named.name += text.replace(";", "")

    def choose_font(self, state: State, number: int) -> None:
        """Let what follows stand in a font."""
        font = self.fonts.get(number, Font())
        state.encoding = font.encoding or self.encoding
        state.font = font.name.strip() if font.symbols else ""

    def day(self, place: Place) -> str | None:
        """A day that the file claims (ISO), None when it does not."""
        parts = self.days.get(place, {})
        if not parts.get("yr"):
            return None
        return f"{parts['yr']:04}-{parts.get('mo', 0):02}-{parts.get('dy', 0):02}"


def code_page(number: int) -> str:
    """Python's name for a Windows code page, that of Western Europe for one that it does not know."""
    name = _CODE_PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
