"""What is loaded before workers are forked, kept where they share it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.resources import files

from ptce_corpus.domain.document import Origin, SourceDocument, SourcePage
from ptce_corpus.errors import PtceError
from ptce_corpus.execution.memory import released


@contextmanager
def kept() -> Iterator[None]:
    """Load in this block: what is loaded stays, and the collector leaves it alone, so that workers copy none of it.

    What could not be loaded is told by the worker that needs it, of the item that it is needed for.
    """
    gc.disable()
    try:
        with suppress(PtceError):
            yield
    finally:
        gc.enable()
        gc.collect()
        gc.freeze()
        released()


def specimen() -> SourceDocument:
    """A page, born digital, that has something of all that a document may have."""
    text = (files("ptce_corpus.workspace") / "data" / "specimen.txt").read_text(encoding="utf-8")
    return SourceDocument("specimen", "", "application/pdf", (SourcePage(1, text, Origin.TEXT_LAYER),))
