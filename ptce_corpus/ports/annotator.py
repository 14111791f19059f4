"""Finding entities, dates, quotations and appearances."""

from __future__ import annotations

from typing import Protocol

from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.domain.document import Kind


class Annotator(Protocol):
    """Annotates the text of a document."""

    def annotate(self, text: str, *, date: str | None = None, kind: Kind | None = None) -> Annotations:
        """Annotate ``text``, whose document bears the EDTF ``date``; spans of the answer count in ``text``."""
        ...
