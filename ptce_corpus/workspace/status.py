"""What a workspace holds and what a build would do."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_corpus.errors import WorkspaceError
from ptce_corpus.workspace import latencies, wiring
from ptce_corpus.workspace.latencies import Advice

if TYPE_CHECKING:
    from ptce_corpus.domain.provenance import Account
    from ptce_corpus.pipeline.build import Means
    from ptce_corpus.ports.runs import Holdings
    from ptce_corpus.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Status:
    """What a workspace holds and what a build would do."""

    root: Path
    holdings: Holdings
    catalogue_bytes: int
    index_bytes: int
    readings_bytes: int
    """Size of what OCR read and is kept, so that no page is read twice."""
    engine: str
    indexed_documents: int | None
    """Documents of the catalogue that the index holds under the names and themes of today; None without an index."""
    pending: Account
    last: tuple[str, Account | None] | None
    advice: Advice | None = None
    """Another engine, where the searches of late were slow."""


def status(workspace: Workspace, means: Means) -> Status:
    """Counts, sizes, what is stale, the last run of a workspace."""
    from ptce_corpus.pipeline.build import foreseen

    engine = workspace.settings.search.engine
    return Status(
        root=workspace.root,
        holdings=workspace.catalogue.holdings(),
        catalogue_bytes=(workspace.indexes / wiring.CATALOGUE).stat().st_size,
        index_bytes=_size(workspace.index_folder),
        readings_bytes=_size(workspace.indexes / wiring.READINGS),
        engine=engine,
        indexed_documents=_indexed(means),
        pending=foreseen(means),
        last=workspace.catalogue.last(),
        advice=latencies.advice(engine, latencies.latest(workspace.index_folder)),
    )


def _indexed(means: Means) -> int | None:
    """How many documents the next build would not index again."""
    try:
        index = means.generations.current()
    except WorkspaceError:
        return None
    held = index.documents()
    index.close()
    return len((held & means.catalogue.numbers()) - means.catalogue.relinked())


def _size(folder: Path) -> int:
    """Bytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
