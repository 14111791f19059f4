"""A build: look, ingest, link names, find themes, index. Each step does only what is left to do."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from ptce_corpus.domain.provenance import Account, Failure
from ptce_corpus.pipeline.build_index import build_index
from ptce_corpus.pipeline.build_links import build_links
from ptce_corpus.pipeline.build_themes import build_themes
from ptce_corpus.pipeline.correcting import note_sought, touched, warnings
from ptce_corpus.pipeline.ingest import Archive, Ingestion, Workers
from ptce_corpus.pipeline.plan import Knowledge, Marks, Plan, Policy, plan
from ptce_corpus.ports.catalogue import PassageStore, ThemeStore
from ptce_corpus.ports.index import IndexGenerations
from ptce_corpus.ports.linker import Linker, LinkStore
from ptce_corpus.ports.progress import Progress
from ptce_corpus.ports.runs import RunLog
from ptce_corpus.ports.theme_model import ThemeModel

_BYTES_FOR_A_WORKER = 500_000

STEPS = ("extract", "annotate", "link", "themes", "index")
"""What ``--only`` can name: the step is redone, and no other."""


class WholeCatalogue(Archive, PassageStore, LinkStore, ThemeStore, RunLog, Protocol):
    """Every store that a build uses."""


@dataclass(frozen=True, slots=True)
class Means:
    """What a build works with. ``workers`` are made, at most so many, when there is something to read or annotate."""

    corpus: Path
    catalogue: WholeCatalogue
    generations: IndexGenerations
    engine: str
    linker: Callable[[], Linker]
    themes: Callable[[], ThemeModel]
    workers: Callable[[int], Workers]
    policy: Policy
    marks: Marks
    links_mark: str
    themes_mark: str
    refit_share: float


@dataclass(slots=True)
class _Clock:
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - begun


def build(means: Means, *, only: str | None, progress: Progress) -> Account:
    """Bring everything up to date, or redo one step; the account is logged."""
    begun = time.perf_counter()
    clock = _Clock()
    run = means.catalogue.begin()
    account = Account()
    unusable: tuple[Failure, ...] = ()
    if only in (None, "extract", "annotate"):
        with clock.step("look"):
            todo = look(means)
            if only == "annotate":
                todo = replace(todo, to_read=(), gone=())
        unusable = todo.unusable
        account = _ingested(means, todo, only, clock, progress)
    derived = {"link": _links, "themes": _themes, "index": _index}
    for name, step in derived.items():
        if only in (None, name):
            progress.begin(name, 1)
            with clock.step(name):
                step(means, afresh=only == name or means.policy.full)
            progress.end(name)
    account = replace(
        account,
        failures=tuple(failure for failure, *_ in means.catalogue.failures()) + unusable,
        warnings=_warnings(means),
        seconds=time.perf_counter() - begun,
        steps=dict(clock.seconds),
    )
    means.catalogue.end(run, account)
    return account


def look(means: Means) -> Plan:
    """What ingestion has to do."""
    knowledge = Knowledge(
        means.catalogue.files(),
        {failure.path: (failure, stamp, mark) for failure, stamp, mark in means.catalogue.failures()},
    )
    return plan(means.corpus, knowledge, means.policy)


def foreseen(means: Means) -> Account:
    """What a build would do, counted in files; nothing is done."""
    todo = look(means)
    known = means.catalogue.files()
    stale = _stale(means) & set(todo.unchanged)
    changed = sum(candidate.path in known for candidate in todo.to_read)
    failures: tuple[Failure, ...] = tuple(failure for failure, *_ in means.catalogue.failures())
    return Account(
        added=len(todo.to_read) - changed,
        changed=changed + len(stale),
        removed=len(todo.gone),
        unchanged=len(todo.unchanged) + len(todo.touched) - len(stale),
        failures=failures + todo.unusable,
        warnings=_warnings(means),
    )


def _stale(means: Means) -> set[str]:
    """Files with documents to be cleaned and annotated anew, but for those on which that failed."""
    marks, held = means.marks, touched(means.catalogue, means.marks.corrections)
    failed = {failure.path for failure, *_ in means.catalogue.failures()}
    states = means.catalogue.states()
    return {one.path for name, one in states.items() if one.annotation != marks.annotated(held.of(name))} - failed


def _warnings(means: Means) -> tuple[str, ...]:
    corrections = means.marks.corrections
    return warnings(corrections, touched(means.catalogue, corrections).idle)


def _ingested(means: Means, todo: Plan, only: str | None, clock: _Clock, progress: Progress) -> Account:
    states = means.catalogue.states()
    before = len(states)
    marks, held = means.marks, touched(means.catalogue, means.marks.corrections)
    current = all(state.annotation == marks.annotated(held.of(name)) for name, state in states.items())
    idle = only != "annotate" and current
    if idle and not todo.to_read and not todo.gone and not todo.touched:
        note_sought(means.catalogue, marks.corrections, held)
        return Account(unchanged=before)
    workers = means.workers(_useful_workers(todo, len(states)))
    ingestion = Ingestion(means.catalogue, workers, means.marks, progress)
    try:
        with clock.step("documents"):
            ingestion.run(todo, afresh=means.policy.full, reannotate=only == "annotate")
    finally:
        workers.readers.close()
        workers.annotators.close()
    tally = ingestion.tally
    clock.seconds |= {"extract": tally.reading, "annotate": tally.annotating}
    return Account(
        added=tally.added,
        changed=tally.changed,
        removed=tally.removed,
        unchanged=max(before - tally.changed - tally.removed, 0),
        pages=tally.pages,
        passages=tally.passages,
    )


def _useful_workers(todo: Plan, known: int) -> int:
    """How many workers a stage can keep busy: loading a model costs seconds, and a few short files fill one alone.

    A large file may hold many documents, and so may what is annotated anew.
    """
    if not todo.to_read:
        return max(known, 1)
    size = sum(candidate.stamp.size for candidate in todo.to_read)
    return max(len(todo.to_read), size // _BYTES_FOR_A_WORKER, 1)


def _links(means: Means, *, afresh: bool) -> None:
    build_links(means.catalogue, means.linker, mark=means.links_mark, afresh=afresh)


def _themes(means: Means, *, afresh: bool) -> None:
    build_themes(means.catalogue, means.themes, mark=means.themes_mark, refit_share=means.refit_share, afresh=afresh)


def _index(means: Means, *, afresh: bool) -> None:
    build_index(means.catalogue, means.generations, engine=means.engine, afresh=afresh)
