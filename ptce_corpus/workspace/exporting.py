"""The annotated archive for other tools: a folder in one of several forms."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_corpus.errors import NotFound, UsageError
from ptce_corpus.workspace.exports import conll, gexf, iramuteq, rows, tei, web_annotation
from ptce_corpus.workspace.exports.archive import METADATA, Archive, stems_in

if TYPE_CHECKING:
    from ptce_corpus.workspace.workspace import Workspace

_WRITERS: dict[str, Callable[[Archive, Path], dict[str, int]]] = {
    "jsonl": rows.as_lines,
    "csv": rows.as_tables,
    "web-annotation": web_annotation.write,
    "conll": conll.write,
    "tei": tei.write,
    "iramuteq": iramuteq.write,
    "gexf": gexf.write,
}
FORMS = tuple(_WRITERS)
GRAPH = "gexf"
"""The form that is a graph."""
_FILES = {
    rows.LINES,
    *rows.TABLES,
    *conll.FILES,
    web_annotation.COLLECTION,
    iramuteq.FILE,
    gexf.FILE,
    METADATA,
}
_ENDINGS = (*web_annotation.ENDINGS, tei.ENDING)
"""Of the files of a single document."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: the folder, its files with their numbers of rows; ``*.xml`` stands for all of an ending."""

    folder: Path
    files: dict[str, int]


def export(
    workspace: Workspace,
    folder: Path,
    *,
    form: str,
    force: bool = False,
    about: str | None = None,
    least: int = 1,
    places: bool = False,
) -> Exported:
    """Write every document with all that was found in it into ``folder``, or the graph of the archive.

    ``about`` is a query: only documents with a passage that answers it are written, those whole.

    Documents are streamed into a folder beside it, which then takes its place: an export that fails leaves nothing.
    ``force`` replaces an earlier export; a folder that holds anything else is never touched. Of a graph, ``least``
    is the number of passages that two entities share to be tied, and ``places`` takes in places too.

    Raises:
        UsageError: when the form is none, the folder holds something, or a graph is to be about a query.
        NotFound: when nothing answers the query.
    """
    if form not in FORMS:
        raise UsageError(f"no such form of export: {form}", remedy=f"Forms: {', '.join(FORMS)}.")
    if about is not None and form == GRAPH:
        raise UsageError("the graph is that of the whole archive", remedy="Leave out --query, or take another form.")
    _check(folder, force=force)
    archive = Archive(workspace.catalogue, only=None if about is None else _answering(workspace, about))
    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        if form == GRAPH:
            files = gexf.write(archive, beside, least=least, places=places)
        else:
            files = _WRITERS[form](archive, beside)
        if folder.exists():
            shutil.rmtree(folder)
        beside.chmod(0o755)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return Exported(folder, files)


def _answering(workspace: Workspace, query: str) -> frozenset[str]:
    """The documents with a passage that answers a query."""
    from ptce_corpus.workspace.asking import matching, stored
    from ptce_corpus.workspace.narrowing import EVERYTHING

    found = stored(workspace, sorted(matching(workspace, query, EVERYTHING)))
    documents = frozenset(passage.citation.document for passage in found)
    if not documents:
        raise NotFound(f"nothing answers {query}", remedy="`ptce search` tells what would.")
    return documents


def _check(folder: Path, *, force: bool) -> None:
    """Refuse a folder that holds what no export wrote, or an export that is not to be replaced."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder} is no folder", remedy="Name another place.")
    held = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    if held - _FILES:
        known = _FILES | {f"{stem}{ending}" for stem in stems_in(folder) for ending in _ENDINGS}
        if held - known:
            raise UsageError(f"{folder} holds other things than an export", remedy="Name another folder.")
    if held and not force:
        raise UsageError(f"{folder} holds an export", remedy="Name another folder, or replace it: --force.")
