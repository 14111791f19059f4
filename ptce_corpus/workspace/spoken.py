"""What is said in the archive, by speaker: quotations, each once however many documents print it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ptce_corpus.text.tokens import Form, forms
from ptce_corpus.workspace.timelines import TimelineQuestion, timeline

if TYPE_CHECKING:
    from ptce_corpus.workspace.narrowing import Narrowing
    from ptce_corpus.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Saying:
    """A quotation whose speaker is known, with the documents that print it."""

    speaker: str
    text: str
    words: tuple[Form, ...]
    documents: frozenset[str]


def spoken(workspace: Workspace, narrowing: Narrowing, *, text: str | None = None) -> Iterator[Saying]:
    """Quotations with a speaker, in passages that match a query and filters; in date order."""
    passages = replace(narrowing, min_quality=None)  # of documents, some of whose quotations lie in no passage
    asked = TimelineQuestion(about=text, narrowing=passages, kinds=("quotation",), min_quality=narrowing.min_quality)
    for row in timeline(workspace, asked):
        speaker = row.person or row.organisation
        if speaker:
            documents = frozenset(citation.document for citation in (row.citation, *row.reprints))
            yield Saying(speaker, row.text, tuple(forms(row.text)), documents)
