"""The work on one file and on one document: what worker processes are asked to do."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.errors import DocumentError, PtceError
from ptce_corpus.pipeline.correcting import mark
from ptce_corpus.pipeline.open_files import open_files
from ptce_corpus.ports.annotator import Annotator
from ptce_corpus.ports.catalogue import AnnotatedDocument
from ptce_corpus.ports.extractor import Extractor
from ptce_corpus.settings import PACKED
from ptce_corpus.text.corrections import Correction, Touch, touching

ROWS_AT_ONCE = 1000
"""Documents of one file that cross the process border together: bounds the memory that a file of rows takes."""


@dataclass(frozen=True, slots=True)
class ReadJob:
    """A file to read, from its document number ``first`` on."""

    path: str
    first: int = 0


class Jobs(Iterator[ReadJob]):
    """Files to read, to which more may be added meanwhile: it gives again after having run dry."""

    def __init__(self, jobs: Iterable[ReadJob]) -> None:
        self._jobs = deque(jobs)

    def __next__(self) -> ReadJob:
        if not self._jobs:
            raise StopIteration
        return self._jobs.popleft()

    def add(self, job: ReadJob) -> None:
        """Put a job before all others."""
        self._jobs.appendleft(job)


@dataclass(frozen=True, slots=True)
class Reading:
    """Documents read; ``more`` when the file holds others; ``error`` when it ended badly; ``seconds`` of work."""

    documents: tuple[SourceDocument, ...]
    more: bool
    error: PtceError | None
    seconds: float


@dataclass(frozen=True, slots=True)
class AnnotateJob:
    """A document to clean and annotate, from the file at ``path``, with the corrections that are asked of it.

    ``extraction`` and ``annotation`` are the fingerprints of the steps.
    """

    path: str
    source: SourceDocument
    extraction: str
    annotation: str
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotating:
    """An annotated document and the seconds that it took."""

    annotated: AnnotatedDocument
    seconds: float


def read(job: ReadJob, extractor: Extractor, corpus: Path) -> Reading:
    """Read the next documents of a file; those read before a fault are kept."""
    begun = time.perf_counter()
    documents: list[SourceDocument] = []
    error: PtceError | None = None
    path = corpus / job.path
    rest: Iterator[SourceDocument] = iter(())
    try:
        rest = open_files().rest(extractor, path, job.path, first=job.first)
        documents.extend(islice(rest, ROWS_AT_ONCE))
    except DocumentError as fault:
        error = fault
    more = error is None and len(documents) == ROWS_AT_ONCE
    if more and _of_rows(job.path, documents):
        open_files().keep(path, rest, first=job.first + len(documents))
    return Reading(tuple(documents), more, error, time.perf_counter() - begun)


def _of_rows(path: str, documents: Iterable[SourceDocument]) -> bool:
    """Whether documents are rows, which have names of their own, and not packed in a file, which unpacks to the disk.

    What is packed in one file may take so much time in all, and must not wait for others meanwhile.
    """
    return not path.lower().endswith(PACKED) and not any(one.identifier.startswith(path) for one in documents)


def annotate(job: AnnotateJob, annotator: Annotator) -> Annotating:
    """Clean a document, cut it into passages, annotate it, correct what was found; its mark tells what touched it."""
    # Only workers clean: the process that plans and stores has no need of the grammars that these compile.
    from ptce_corpus.text.cleaning import cleaned
    from ptce_corpus.text.passages import passages
    from ptce_corpus.text.raw_words import with_variants
    from ptce_corpus.text.replay.lines import replayed

    begun = time.perf_counter()
    source = job.source
    written = touching(job.corrections, source)
    document = cleaned(source, written)
    found = annotator.annotate(document.text, date=document.date, kind=document.kind)
    made = replayed(document, found, job.corrections)
    touches = sorted([*map(Touch, written), *made.touches], key=lambda touch: touch.line.line)
    annotated = AnnotatedDocument(
        path=job.path,
        document=document,
        passages=with_variants(document, passages(document)),
        annotations=made.annotations,
        extraction=job.extraction,
        annotation=mark(job.annotation, touches),
        claims={"title": source.title, "date": source.date, "kind": source.kind and source.kind.value},
        markup=source.markup.value,
    )
    return Annotating(annotated, time.perf_counter() - begun)
