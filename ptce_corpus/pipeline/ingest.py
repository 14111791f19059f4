"""Bring the documents of the catalogue up to date with the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ptce_corpus.domain.document import SourceDocument
from ptce_corpus.domain.provenance import Failure
from ptce_corpus.errors import PtceError
from ptce_corpus.pipeline.correcting import note_sought, touched
from ptce_corpus.pipeline.plan import Candidate, Marks, Plan
from ptce_corpus.pipeline.steps import AnnotateJob, Annotating, Jobs, Reading, ReadJob
from ptce_corpus.ports.catalogue import DocumentState, DocumentStore, SourceFile, SourceStore
from ptce_corpus.ports.executor import Executor, Outcome
from ptce_corpus.ports.progress import Progress
from ptce_corpus.ports.raw_text import RawTextStore


class Archive(SourceStore, DocumentStore, RawTextStore, Protocol):
    """The stores that ingestion writes to."""


@dataclass(frozen=True, slots=True)
class Workers:
    """Who reads and who annotates. Files come from anyone, so their readers are kept apart, under limits."""

    readers: Executor
    annotators: Executor
    read: Callable[[ReadJob], Reading]
    annotate: Callable[[AnnotateJob], Annotating]


@dataclass(slots=True)
class Tally:
    """What ingestion did; seconds are those of the workers, added up."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    pages: int = 0
    passages: int = 0
    reading: float = 0.0
    annotating: float = 0.0


@dataclass(slots=True)
class _OpenFile:
    """A file whose documents are on their way."""

    candidate: Candidate
    seen: set[str] = field(default_factory=set)
    pending: int = 0
    exhausted: bool = False
    awaits_ocr: bool = False
    failure: Failure | None = None


class Ingestion:
    """One pass over a plan. Each document is one transaction; a file is marked read when its last one is stored."""

    def __init__(self, archive: Archive, workers: Workers, marks: Marks, progress: Progress) -> None:
        self.tally = Tally()
        self._archive = archive
        self._workers = workers
        self._marks = marks
        self._progress = progress
        self._files = archive.files()
        self._states: Mapping[str, DocumentState] = archive.states()
        self._failures = {failure.path: (failure.step, mark) for failure, _, mark in archive.failures()}
        self._by_path: dict[str, set[str]] = {}
        for state in self._states.values():
            self._by_path.setdefault(state.path, set()).add(state.identifier)
        self._owners = {state.identifier: state.path for state in self._states.values()}
        self._touched = touched(archive, marks.corrections)
        self._open: dict[str, _OpenFile] = {}

    def run(self, plan: Plan, *, afresh: bool = False, reannotate: bool = False) -> None:
        """Carry out ``plan``; ``afresh`` redoes even documents whose bytes and steps are the same.

        ``reannotate`` annotates anew every document of the files that are not read again.
        """
        self._forget(plan)
        stale = [] if afresh else self._stale(plan, whatever=reannotate)
        self._progress.begin("documents", len(plan.to_read) + len(stale))
        self._open = {candidate.path: _OpenFile(candidate) for candidate in plan.to_read}
        jobs = self._jobs(plan, stale, afresh=afresh)
        for outcome in self._workers.annotators.map(self._workers.annotate, jobs):
            self._store(outcome)
        note_sought(self._archive, self._marks.corrections, self._touched)
        self._progress.end("documents")

    def _forget(self, plan: Plan) -> None:
        for path in plan.gone:
            lost = self._by_path.pop(path, set())
            self.tally.removed += len(lost)
            self._archive.forget(path)
            for identifier in lost:
                del self._owners[identifier]
        for candidate in plan.touched:
            before = self._files.get(candidate.path)
            if before:
                self._archive.mark_read(
                    SourceFile(candidate.path, candidate.stamp, before.extraction, before.awaits_ocr)
                )

    def _stale(self, plan: Plan, *, whatever: bool) -> list[DocumentState]:
        """Documents of unchanged files that were annotated by other steps than today's.

        One that today's steps failed on is not tried again.
        """
        kept = {*plan.unchanged, *(candidate.path for candidate in plan.touched)}
        marks = self._marks
        hopeless = {
            path for path, failed in self._failures.items() if failed == ("annotate", marks.tried(path, "annotate"))
        }
        return [
            state
            for state in self._states.values()
            if state.path in kept
            and (
                whatever
                or (
                    state.path not in hopeless
                    and state.annotation != marks.annotated(self._touched.of(state.identifier))
                )
            )
        ]

    def _jobs(self, plan: Plan, stale: list[DocumentState], *, afresh: bool) -> Iterator[AnnotateJob]:
        for state in stale:
            source = self._archive.source(state.identifier)
            yield self._job(state.path, source, state.extraction)
        queue = Jobs(ReadJob(candidate.path) for candidate in plan.to_read)
        for outcome in self._workers.readers.map(self._workers.read, queue):
            file = self._open[outcome.item.path]
            reading = outcome.result or Reading((), more=False, error=outcome.error, seconds=0.0)
            self.tally.reading += reading.seconds
            yield from self._documents(file, reading, afresh=afresh)
            if reading.more:
                queue.add(ReadJob(outcome.item.path, outcome.item.first + len(reading.documents)))
            else:
                file.exhausted = True
                self._finish(file)

    def _documents(self, file: _OpenFile, reading: Reading, *, afresh: bool) -> Iterator[AnnotateJob]:
        """Jobs for the documents that are new or changed."""
        path = file.candidate.path
        rows = len(reading.documents) > 1 or reading.more or file.seen
        if rows:
            self._progress.grow("documents", len(reading.documents) - (0 if file.seen else 1))
        for source in reading.documents:
            owner = self._owners.setdefault(source.identifier, path)
            if owner != path:
                file.failure = _taken(path, source.identifier, owner)
                continue
            file.seen.add(source.identifier)
            file.awaits_ocr |= source.awaits_ocr
            if source.out_of_time:
                file.failure = _unread(path, source.out_of_time)
            if not afresh and self._is_known(source, path):
                self._progress.advance("documents", source.identifier)
                continue
            file.pending += 1
            yield self._job(path, source, self._marks.read(path))
        if reading.error:
            file.failure = _failure(path, "extract", reading.error)

    def _job(self, path: str, source: SourceDocument, extraction: str) -> AnnotateJob:
        asked = self._marks.corrections.asked_of(source.identifier)
        return AnnotateJob(path, source, extraction, self._marks.annotation, asked)

    def _is_known(self, source: SourceDocument, path: str) -> bool:
        """Whether the catalogue holds this very document; one that awaited OCR is never known."""
        before = self._files.get(path)
        if source.awaits_ocr or (before and before.awaits_ocr):
            return False
        marks = self._marks
        annotation = marks.annotated(self._touched.of(source.identifier))
        same = DocumentState(source.identifier, path, source.sha256, marks.read(path), annotation)
        return self._states.get(source.identifier) == same

    def _store(self, outcome: Outcome[AnnotateJob, Annotating]) -> None:
        job, identifier = outcome.item, outcome.item.source.identifier
        file = self._open.get(job.path)
        if outcome.result:
            self._put(outcome.result, known=identifier in self._states)
            if not file and self._failures.get(job.path, ("", ""))[0] == "annotate":
                self._archive.mark_read(self._files[job.path])
        elif outcome.error:
            failure = _failure(job.path, "annotate", outcome.error)
            if file:
                file.failure = failure
                file.seen.discard(identifier)
            else:  # a stale document: its earlier annotations stay in service
                self._archive.set_aside(failure, None, self._marks.tried(job.path, "annotate"))
        self._progress.advance("documents", identifier)
        if file:
            file.pending -= 1
            self._finish(file)

    def _put(self, result: Annotating, *, known: bool) -> None:
        self._archive.put(result.annotated)
        self.tally.changed += known
        self.tally.added += not known
        self.tally.pages += len(result.annotated.document.pages)
        self.tally.passages += len(result.annotated.passages)
        self.tally.annotating += result.seconds

    def _finish(self, file: _OpenFile) -> None:
        """Once a file's last document is stored, drop what it no longer holds and mark it read."""
        if not file.exhausted or file.pending:
            return
        path, stamp = file.candidate.path, file.candidate.stamp
        lost = self._by_path.get(path, set()) - file.seen
        self._archive.remove(lost)
        self.tally.removed += len(lost)
        if not file.seen:
            self._archive.forget(path)
            self._progress.advance("documents", path)
        else:
            self._archive.mark_read(SourceFile(path, stamp, self._marks.read(path), file.awaits_ocr))
        if file.failure:
            self._archive.set_aside(file.failure, stamp, self._marks.tried(path, file.failure.step))
        self._open.pop(path, None)


def _failure(path: str, step: str, error: PtceError) -> Failure:
    return Failure(path, step, error.message, error.remedy)


def _unread(path: str, pages: tuple[int, ...]) -> Failure:
    message = f"no time was left for OCR on {len(pages)} pages, from page {pages[0]} on"
    return Failure(path, "extract", message, "Raise extraction.time_limit in ptce.toml.")


def _taken(path: str, identifier: str, owner: str) -> Failure:
    message = f"the id {identifier!r} is already that of a document of {owner}"
    return Failure(path, "extract", message, "Give every row of the corpus an id of its own.")
