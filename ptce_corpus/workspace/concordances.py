"""Every occurrence of a query's words in its context, over a workspace."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from ptce_corpus.domain.results import ConcordanceLine
from ptce_corpus.search.concordance import concordance, day_of, sorted_lines
from ptce_corpus.workspace.asking import matching, stored, words_asked
from ptce_corpus.workspace.narrowing import EVERYTHING

if TYPE_CHECKING:
    from ptce_corpus.workspace.narrowing import Narrowing
    from ptce_corpus.workspace.workspace import Workspace

Order = Literal["left", "right", "keyword", "date", "document"]


def lines(
    workspace: Workspace, text: str, *, width: int = 60, order: Order = "date", narrowing: Narrowing = EVERYTHING
) -> Iterator[ConcordanceLine]:
    """Every place of a query's words, without a wall: by date, undated ones last, or in the order of the documents.

    Those are told as they are found; sorted by ``left`` or ``right`` context or by ``keyword``, all are found first.
    ``width`` is how many code points of context stand on each side at most.

    Raises:
        QueryError: when the query is wrong; every fault is told.
        UsageError: when it asks for no word of the text.
    """
    query = words_asked(text)
    numbers = sorted(matching(workspace, text, narrowing))
    if order == "date":
        dates = [(day_of(passage.citation.date), passage.identifier) for passage in stored(workspace, numbers)]
        numbers = [number for _, number in sorted(dates)]
    found = concordance(stored(workspace, numbers), query, width=width)
    match order:
        case "date" | "document":
            return found
        case _:
            return iter(sorted_lines(found, order))
