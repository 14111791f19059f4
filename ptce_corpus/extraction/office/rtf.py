"""Rich Text Format documents (RTF)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import LimitExceeded
from ptce_corpus.extraction.blocks import PageBuilder
from ptce_corpus.extraction.headings import Letters
from ptce_corpus.extraction.office import symbols
from ptce_corpus.extraction.office.rtf_state import LEFT_OUT, PLACES, STARRED, Header, Place, State, Style, code_page
from ptce_corpus.extraction.office.rtf_tokens import Sort, Token, tokens
from ptce_corpus.extraction.office.story import Block, NewPage, Note, Paragraph, Story, shown_mark, tell
from ptce_corpus.extraction.origins import SourceFile, claimed_date
from ptce_corpus.settings import ExtractionSettings

_DEEPEST = 1000
"""Groups in one another; word processors stay under a hundred."""
_TEXTS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ", "softline": "\n",
    "lbr": "\n", "nestcell": " ",
}  # fmt: skip
_SIGNS = {"~": "\u00a0", "_": "\u2011", "-": "", "\t": "\t"}
_OWN_STORY = {"footnote", "shptxt", "dptxbxtext"}
_CLAIMS = {Place.INFO, Place.TITLE, Place.GENERATOR, Place.CREATED, Place.CHANGED, Place.MARK}
_PRIVATE = range(0xF000, 0xF100)
"""Where programs put the characters of symbol fonts."""
_ENCODINGS = {"mac": "mac_roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}


def read(source: SourceFile, *, settings: ExtractionSettings) -> Iterator[SourceDocument]:  # noqa: ARG001
    """The one document of an RTF file: body in order, footnotes at the end of their page, without heads and feet.

    Raises:
        UnreadableFile: when it holds no text.
        LimitExceeded: when its groups are nested too deep.
    """
    reader = _Reader()
    for token in tokens(source.path.read_bytes()):
        reader.take(token)
    builder = PageBuilder()
    tell(reader.end(), builder)
    header = reader.header
    # A new letter is often written over an old one: the last change is nearer to the date of the text.
    date = claimed_date(header.day(Place.CHANGED)) or claimed_date(header.day(Place.CREATED))
    document = source.document(builder.pages(), title="".join(header.title) or None, date=date)
    yield replace(document, producer="".join(header.generator).strip(" ;") or None)


@dataclass(frozen=True, slots=True)
class _Group:
    """An open group: the state around it, and the story around it where it has one of its own, as notes have."""

    state: State
    story: Story | None = None
    note: bool = False


@dataclass(slots=True)
class _Reader:
    """Takes the tokens of a file in order, and tells a story what they say."""

    header: Header = field(default_factory=Header)
    _state: State = field(default_factory=State)
    _groups: list[_Group] = field(default_factory=list)
    _story: Story = field(default_factory=Story)
    _octets: bytearray = field(default_factory=bytearray)
    """Text that was not decoded yet: a letter may take several tokens."""
    _units: list[int] = field(default_factory=list)
    """UTF-16 units that were not decoded yet."""
    _passed_over: int = 0
    _mark: list[str] = field(default_factory=list)
    _section_ended: bool = False

    def take(self, token: Token) -> None:
        """Take the next token.

        Raises:
            LimitExceeded: when groups are nested too deep.
        """
        if token.sort is Sort.TEXT:
            self._take_octets(token.octets)
            return
        if token.sort in {Sort.WORD, Sort.SIGN} and self._passed_over and token.word != "u":
            self._passed_over -= 1
            return
        if token.word != "u":
            self._decode()
        if token.sort is Sort.OPEN:
            self._open()
        elif token.sort is Sort.CLOSE:
            self._close()
        elif token.sort is Sort.SIGN:
            self._sign(token.word)
        else:
            self._word(token.word, token.number)

    def end(self) -> list[Block]:
        """The blocks of the body, all that is open closed."""
        self._decode()
        while self._groups:
            self._close()
        return self._story.end()

    def _open(self) -> None:
        if len(self._groups) >= _DEEPEST:
            raise LimitExceeded("The document is nested too deep.", remedy="Save it as PDF.")
        self._passed_over = 0
        self._groups.append(_Group(self._state))
        self._state = replace(self._state, starred=False)
        self.header.style = 0

    def _close(self) -> None:
        self._passed_over = 0
        if not self._groups:
            return
        ended, group = self._state, self._groups.pop()
        self._state = group.state
        if group.story is not None:
            self._end_story(group.story, note=group.note)
        elif ended.place is Place.MARK and self._state.place is not Place.MARK:
            self._story.mark = shown_mark("".join(self._mark))
            self._mark.clear()

    def _end_story(self, around: Story, *, note: bool) -> None:
        blocks = self._story.end()
        self._story = around
        if not note:
            around.blocks += blocks
        elif text := "\n".join(block.text for block in blocks if isinstance(block, Paragraph)):
            around.blocks.append(Note(text))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._state.starred = True
        elif sign in "\r\n":
            self._word("par", None)
        else:
            self._add(_SIGNS.get(sign, sign if sign in "\\{}" else ""))

    def _word(self, word: str, number: int | None) -> None:
        state = self._state
        if state.starred and word not in STARRED:
            state.place = Place.LEFT_OUT
        state.starred = False
        if state.place is Place.LEFT_OUT:
            return
        if word in LEFT_OUT:
            state.place = Place.LEFT_OUT
        elif word in PLACES and (word != "title" or state.place is Place.INFO):
            state.place = PLACES[word]
        elif word in _OWN_STORY and self._groups and self._groups[-1].story is None:
            self._groups[-1] = _Group(self._groups[-1].state, self._story, note=word == "footnote")
            self._story = Story()
            state.in_table = False
        elif state.place in {Place.FONTS, Place.STYLES}:
            self.header.define(state, word, number)
        elif word in {"yr", "mo", "dy"}:
            self.header.days.setdefault(state.place, {})[word] = number or 0
        elif not self._character(word, number):
            self._block(word, number)

    def _character(self, word: str, number: int | None) -> bool:
        """Take a control word about characters; whether it is one."""
        state, on = self._state, number != 0
        if word == "u":
            self._unit(number or 0)
        elif word in _TEXTS:
            self._add(_TEXTS[word])
        elif word == "f":
            self.header.choose_font(state, number or 0)
        elif word == "uc":
            state.fallback = max(number or 0, 0)
        elif word in {"v", "deleted"}:
            state.hidden = on
        elif word == "b":
            state.bold = on
        elif word == "fs":
            state.size = (number or 24) / 2
        elif word == "plain":
            state.hidden, state.bold, state.size, state.font = False, False, 12.0, ""
            state.encoding = self.header.encoding
        elif word in _ENCODINGS or word == "ansicpg":
            state.encoding = self.header.encoding = _ENCODINGS.get(word) or code_page(number or 0)
        else:
            return False
        return True

    def _block(self, word: str, number: int | None) -> None:
        """Take a control word about paragraphs, tables and pages."""
        state = self._state
        if state.place in _CLAIMS:
            return
        if word in {"par", "sect"}:
            self._end_paragraph()
            self._section_ended |= word == "sect"
        elif word in {"sbknone", "sbkcol"}:
            self._section_ended = False
        elif word == "cell":
            self._story.end_cell()
        elif word == "nestrow":
            self._add("\n")
        elif word == "row":
            self._story.end_row()
        elif word == "trowd":
            self._story.edges.clear()
        elif word == "cellx":
            self._story.edges.append(number or 0)
        elif word == "page" and not state.in_table:
            self._story.new_page(hard=True)
        else:
            self._properties(word, number)

    def _properties(self, word: str, number: int | None) -> None:
        state = self._state
        if word == "pard":
            state.in_table, state.outline, state.style, state.new_page = False, None, 0, False
        elif word == "intbl":
            state.in_table = True
        elif word == "itap":
            state.in_table = bool(number)
        elif word == "s":
            state.style = number or 0
        elif word == "outlinelevel":
            state.outline = number
        elif word == "pagebb":
            state.new_page = True

    def _end_paragraph(self) -> None:
        state = self._state
        if state.new_page and not state.in_table:
            self._story.blocks.append(NewPage(hard=False))
        style = self.header.styles.get(state.style, Style())
        level = style.level if state.outline is None else Style(outline=state.outline).level
        self._story.end_paragraph(in_table=state.in_table, level=level)

    def _unit(self, number: int) -> None:
        if self._octets:
            self._decode()
        self._units.append(number & 0xFFFF)
        self._passed_over = self._state.fallback

    def _take_octets(self, octets: bytes) -> None:
        passed = min(self._passed_over, len(octets))
        self._passed_over -= passed
        if passed == len(octets) or self._state.place is Place.LEFT_OUT:
            return
        if self._units:
            self._decode()
        self._octets += octets[passed:]

    def _decode(self) -> None:
        """Add the text that came in as bytes or as UTF-16 units."""
        if self._units:
            units = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units.clear()
            text = units.decode("utf-16-le", errors="replace")
            self._add("".join(_unit_shown(character, self._state.font) for character in text))
        elif self._octets:
            octets = bytes(self._octets)
            self._octets.clear()
            if self._state.font:
                self._add("".join(symbols.shown(code, font=self._state.font) for code in octets))
            else:
                self._add(octets.decode(self._state.encoding, errors="replace"))

    def _add(self, text: str) -> None:
        state = self._state
        if state.place is Place.BODY and not state.hidden:
            if self._section_ended and text.strip():
                self._section_ended = False
                self._story.new_page(hard=False)
            self._story.add(Letters(text, state.size, state.bold))
        elif state.place in {Place.FONTS, Place.STYLES}:
            self.header.name(state, text)
        elif state.place is Place.MARK:
            self._mark.append(text)
        elif state.place is Place.TITLE:
            self.header.title.append(text)
        elif state.place is Place.GENERATOR:
            self.header.generator.append(text)


def _unit_shown(character: str, font: str) -> str:
    return symbols.shown(ord(character), font=font or "symbol") if ord(character) in _PRIVATE else character
