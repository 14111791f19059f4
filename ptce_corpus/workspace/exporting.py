"""The annotated archive for other tools: a folder in one of several forms."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_corpus.errors import UsageError
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
    workspace: Workspace, folder: Path, *, form: str, force: bool = False, least: int = 1, places: bool = False
) -> Exported:
    """Write every document with all that was found in it into ``folder``, or the graph of the archive.

    Documents are streamed into a folder beside it, which then takes its place: an export that fails leaves nothing.
    ``force`` replaces an earlier export; a folder that holds anything else is never touched. Of a graph, ``least``
    is the number of passages that two entities share to be tied, and ``places`` takes in places too.

    Raises:
        UsageError: when the form is none, or the folder holds something.
    """
    if form not in FORMS:
        raise UsageError(f"no such form of export: {form}", remedy=f"Forms: {', '.join(FORMS)}.")
    _check(folder, force=force)
    folder.parent.mkdir(parents=True, exist_ok=True)
    archive = Archive(workspace.catalogue)
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
