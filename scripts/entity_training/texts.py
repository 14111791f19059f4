"""The texts that the entity model learns from, with the marks on them, by the guidelines of this program."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ptce_corpus.annotation.entities.trimming import trimmed
from ptce_corpus.annotation.functions.roles import roles
from ptce_corpus.annotation.letters import flat
from ptce_corpus.annotation.word_lists import folded
from ptce_corpus.domain.span import Span

LABELS = ("PER", "ORG", "LOC", "FUNCTION")
_INLINE = re.compile(r"\[\[([A-Z]+)\|(.*?)\]\]", re.DOTALL)
_BLOCKS = re.compile(r"^---[ \t]*$", re.MULTILINE)
_BROKEN = re.compile(r"[¬-]?\n[ \t]*")
_TELLING = re.compile(r"\s*[,(«;]")
"""What parts a person from a function told after the name."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text and its label; ``label`` None says that nobody knows what stands there."""

    span: Span
    label: str | None


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with its marks, in order and without overlap. ``source`` names the set, ``id`` the text in it."""

    source: str
    id: str
    text: str
    marks: tuple[Mark, ...]


def blocks(path: Path) -> Iterator[Marked]:
    """The excerpts of a file of our own: ``[[LABEL|text]]`` inline, ``---`` between them, ``#`` lines above them.

    Raises:
        ValueError: when brackets are left over, or a label is none of ours.
    """
    written = path.read_text("utf-8").split("\n", 1)[1]
    for number, block in enumerate(_BLOCKS.split(written)):
        one = _block(block.strip("\n"), source=f"own/{path.stem}", name=f"{path.stem}:{number}")
        if one.text.strip():
            yield one


def _block(written: str, *, source: str, name: str) -> Marked:
    text, marks, at = "", [], 0
    for match in _INLINE.finditer(written):
        text += written[at : match.start()]
        label, inside = match.groups()
        if label not in (*LABELS, "DATE", "TIME") or not inside.strip():
            raise ValueError(f"{name}: {match.group()!r} is no mark")
        marks.append(Mark(Span(len(text), len(text) + len(inside)), label))
        text += inside
        at = match.end()
    text += written[at:]
    if "[[" in text or "]]" in text:
        raise ValueError(f"{name}: brackets are left over")
    return Marked(source, name, text, tuple(marks))


def rows(path: Path, *, source: str) -> Iterator[Marked]:
    """The texts of a set in JSON Lines."""
    with path.open(encoding="utf-8") as lines:
        for line in filter(str.strip, lines):
            row = json.loads(line)
            marks = [Mark(Span(entity["start"], entity["end"]), entity["label"]) for entity in row["entities"]]
            marks.sort(key=lambda mark: mark.span)
            yield Marked(source, row["id"], row["text"], tuple(_apart(marks)))


def _apart(marks: Iterable[Mark]) -> Iterator[Mark]:
    end = 0
    for mark in marks:
        if mark.span.start >= end and len(mark.span):
            yield mark
            end = mark.span.end


def by_guidelines(one: Marked) -> Marked:
    """``one`` with names cut as our guidelines cut them: no titles, no functions, no articles, no halves of a name."""
    kept = []
    for mark in _joined(one.text, one.marks):
        if mark.label not in ("PER", "ORG", "LOC"):
            kept.append(mark)
            continue
        span = _person(one.text, mark.span) if mark.label == "PER" else _bare(one.text, mark.span)
        kept.append(Mark(span, mark.label) if span else replace(mark, label=None))
    return replace(one, marks=tuple(kept))


def unsure_of_functions(one: Marked) -> Marked:
    """``one``, of a set that marks no functions, with nothing said where the rules see one."""
    starts = [mark.span.start for mark in one.marks]
    doubts = []
    for role in roles(one.text):
        after = bisect_left(starts, role.span.end)
        if after == 0 or one.marks[after - 1].span.end <= role.span.start:
            doubts.append(Mark(role.span, None))
    return replace(one, marks=tuple(sorted((*one.marks, *doubts), key=lambda mark: mark.span)))


def _joined(text: str, marks: Iterable[Mark]) -> list[Mark]:
    """Halves of one name on two lines are one name."""
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else None
        if last and last.label == mark.label and _goes_on(last.span.cut(text)):
            gap = text[last.span.end : mark.span.start]
            if not gap or _BROKEN.fullmatch(gap) or gap.isspace():
                joined[-1] = Mark(last.span.union(mark.span), mark.label)
                continue
        joined.append(mark)
    return joined


def _goes_on(surface: str) -> bool:
    """Whether a mark that ends its line has its other half on the next one: a word cut, a title, a long function."""
    return surface[-1] in "¬-" or surface in ("M.", "MM.") or "," in surface


def _bare(text: str, span: Span) -> Span | None:
    """Without the article before it, unless the article has a capital of its own ("Le Monde")."""
    cut = trimmed(text, span)
    if cut is None or (text[span.start].isupper() and cut.start > span.start):
        return span
    return cut


def _person(text: str, span: Span) -> Span | None:
    """The name alone; None where none is found."""
    end = span.end
    if ":" in span.cut(text):
        return None
    if told := _TELLING.search(text, span.start, span.end):
        end = told.start()
    start, particles = span.start, folded("persons", "particles")
    titles = folded("persons", "titles")
    for word in re.finditer(r"(?:[dl]['’])?[^\s.'’]+[.'’]?\s*", text[span.start : end]):
        bare = word.group().strip()
        if flat(bare) not in titles and (bare[0].isupper() or flat(bare) in particles or bare[1:2] in ("'", "’")):
            break
        start = span.start + word.end()
    name = Span(start, end) if start < end else None
    return name if name and any(letter.isupper() for letter in name.cut(text)) else None
