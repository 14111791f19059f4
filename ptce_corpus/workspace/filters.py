"""One document, no workspace: what ``extract``, ``repair``, ``tag`` and ``quotes`` do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.annotation import Annotations
from ptce_corpus.domain.document import Document, SourceDocument
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import PtceError
from ptce_corpus.settings import Settings
from ptce_corpus.workspace import wiring


@dataclass(frozen=True, slots=True)
class Extracted:
    """A file read on its own: the raw document and the cleaned one, or the error that set it aside."""

    path: str
    source: SourceDocument | None
    document: Document | None
    error: PtceError | None


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with what was found in it; every span counts in the text as it was given."""

    text: AlignedText
    annotations: Annotations

    def place(self, span: Span) -> Span:
        """Where a span of the repaired text stands in the text as given."""
        return self.text.source_span(span)


def extract(paths: Sequence[Path], settings: Settings) -> Iterator[Extracted]:
    """Read files in child processes, under the limits of the settings; documents come as they are ready."""
    from ptce_corpus.pipeline.steps import Jobs, ReadJob
    from ptce_corpus.text.cleaning import cleaned

    workers = wiring.workers(Path(), settings, jobs=min(2, len(paths)), kind="processes")
    jobs = Jobs(ReadJob(str(path.absolute())) for path in paths)
    names = {str(path.absolute()): str(path) for path in paths}
    try:
        for outcome in workers.readers.map(workers.read, jobs):
            name, reading = names[outcome.item.path], outcome.result
            for source in reading.documents if reading else ():
                identifier = source.identifier
                if f"{identifier}/".startswith(f"{outcome.item.path}/"):  # the file, or a document inside it
                    identifier = name + identifier.removeprefix(outcome.item.path)
                named = replace(source, identifier=identifier)
                yield Extracted(identifier, named, cleaned(named), None)
            if reading and reading.more:
                jobs.add(ReadJob(outcome.item.path, outcome.item.first + len(reading.documents)))
            error = outcome.error or (reading.error if reading else None)
            if error:
                yield Extracted(name, None, None, error)
    finally:
        workers.readers.close()
        workers.annotators.close()


def repair(text: str) -> AlignedText:
    """Repair a text; its edits are in ``edits`` and their places count in ``text``."""
    from ptce_corpus.text.cleaning import repaired

    return repaired(text)


def annotate(text: str, settings: Settings, *, date: str | None = None) -> Annotated:
    """Repair a text, then find entities, dates, quotations and appearances in it."""
    from ptce_corpus.text.kinds import kind

    aligned = repair(text)
    annotator = wiring.annotator(settings.annotation, None)
    return Annotated(aligned, annotator.annotate(aligned.text, date=date, kind=kind((aligned.text,)).kind))
