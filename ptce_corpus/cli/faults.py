"""A wrong query as it is shown: each fault with a caret under its place, however wide the letters before it are."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ptce_corpus.cli.language import tr

if TYPE_CHECKING:
    from ptce_corpus.errors import QueryError, QueryFault

_SHOWN = 50
"""Faults shown one by one; of more, their number is told."""
_WINDOW, _BEFORE = 100, 40
"""Characters of a query that are shown, and how many of them before a fault."""
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_CUT = "…"


def lines(error: QueryError) -> Iterator[str]:
    """The query, once for all faults that one line shows, and under it a line of carets and words for each fault."""
    above = None
    for fault in error.faults[:_SHOWN]:
        start = max(fault.start - _BEFORE, 0) if len(error.query) > _WINDOW else 0
        shown = _visible(error.query[start : start + _WINDOW])
        printed = _CUT * (start > 0) + shown + _CUT * (start + _WINDOW < len(error.query))
        if printed != above:
            yield f"  {printed}"
            above = printed
        yield f"  {_pointing(shown, fault, start=start)} {tr(fault.message)}"
    if len(error.faults) > _SHOWN:
        yield f"  {tr(f'faults not shown: {len(error.faults) - _SHOWN}')}"


def _pointing(shown: str, fault: QueryFault, *, start: int) -> str:
    """Carets under a fault, by the columns that letters take: none for an accent apart, two for wide ones."""
    from rich.cells import cell_len

    before, under = shown[: fault.start - start], shown[fault.start - start : fault.end - start]
    return " " * (cell_len(before) + (start > 0)) + "^" * max(cell_len(under), 1)


def _visible(text: str) -> str:
    """The text in one line, a sign of its own for what cannot be seen or would rule the terminal."""
    return "".join(
        " " if letter.isspace() else "·" if unicodedata.category(letter) in _UNSEEN else letter for letter in text
    )
