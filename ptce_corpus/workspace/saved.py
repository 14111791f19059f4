"""Saved searches: kept in a file of the workspace, asked again after a build, which tells what is new.

``searches.json`` beside ``ptce.toml`` holds the searches, for people to read and change. What was told already is kept
among the indexes: losing it costs that all is taken for known once more, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from ptce_corpus.errors import NotFound, UsageError, WorkspaceError
from ptce_corpus.search.parser import parse

if TYPE_CHECKING:
    from ptce_corpus.domain.results import Hit
    from ptce_corpus.ports.catalogue import StoredPassage
    from ptce_corpus.workspace.searching import Searcher
    from ptce_corpus.workspace.workspace import Workspace

FILE_NAME = "searches.json"
"""Name -> query and match, in the folder of the workspace."""
TOLD_NAME = "told.json"
"""Name -> query and digests of the passages told, among the indexes."""
_LONGEST_NAME = 80
_DIGEST = 16
"""Hexadecimal digits that stand for a passage."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with the name under which it is kept."""

    name: str
    query: str
    match: Literal["all", "any"] = "all"


@dataclass(frozen=True, slots=True)
class News:
    """What a saved search finds now: how many passages, and those that were not told before, the best first.

    ``first`` is true when nothing is known of what was told: then nothing counts as new. ``fault`` is why the search
    cannot be asked now, as when its theme is gone.
    """

    search: SavedSearch
    total: int
    new: tuple[Hit, ...]
    first: bool
    fault: UsageError | None = None


def searches(workspace: Workspace) -> tuple[SavedSearch, ...]:
    """The searches that are kept, by name.

    Raises:
        WorkspaceError: when the file is not what ``save`` writes.
    """
    path = workspace.root / FILE_NAME
    held = _read(path)
    try:
        found = [SavedSearch(name, one["query"], one.get("match", "all")) for name, one in held.items()]
        if not all(isinstance(one.query, str) and one.match in {"all", "any"} for one in found):
            raise TypeError
    except (TypeError, KeyError, AttributeError) as error:
        raise WorkspaceError(
            f"{FILE_NAME} is damaged", remedy='It holds {"name": {"query": "…", "match": "all"}}.'
        ) from error
    return tuple(sorted(found, key=lambda one: one.name))


def save(workspace: Workspace, search: SavedSearch) -> None:
    """Keep a search, in place of one of the same name; what it finds now is known from here on, once it is indexed.

    Raises:
        QueryError: when the query is wrong.
        UsageError: when the name is none.
        WorkspaceError: when there is no workspace.
    """
    if not workspace.corpus.is_dir():
        raise WorkspaceError(f"no corpus/ in {workspace.root}", remedy="Run `ptce init`, then `ptce add FILES`.")
    if not search.name.strip() or len(search.name) > _LONGEST_NAME or not search.name.isprintable():
        raise UsageError(f"not a name for a search: {search.name!r}", remedy="Give up to 80 visible characters.")
    parse(search.query, match=search.match)
    kept = {one.name: one for one in searches(workspace)} | {search.name: search}
    _write_searches(workspace, kept.values())
    told = _told(workspace)
    told.pop(search.name, None)
    _write(workspace.indexes / TOLD_NAME, told)


def forget(workspace: Workspace, name: str) -> None:
    """Keep a search no longer.

    Raises:
        NotFound: when there is none of that name.
    """
    kept = searches(workspace)
    if all(one.name != name for one in kept):
        raise NotFound(f"no saved search {name!r}", remedy="`ptce saved` lists them.")
    _write_searches(workspace, (one for one in kept if one.name != name))
    told = _told(workspace)
    told.pop(name, None)
    _write(workspace.indexes / TOLD_NAME, told)


def news(workspace: Workspace, *, name: str | None = None, remember: bool = False) -> tuple[News, ...]:
    """What the saved searches, or the one of that ``name``, find that was not told; ``remember`` it as told.

    One that cannot be asked says why, and the others are asked all the same.

    Raises:
        NotFound: when there is none of that name.
        UsageError: when the one of that name cannot be asked.
        WorkspaceError: when there is no index.
    """
    from ptce_corpus.workspace.searching import Searcher

    wanted = [one for one in searches(workspace) if name in {None, one.name}]
    if name is not None and not wanted:
        raise NotFound(f"no saved search {name!r}", remedy="`ptce saved` lists them.")
    if not wanted:
        return ()
    told = _told(workspace)
    found = []
    with Searcher(workspace) as searcher:
        for search in wanted:
            try:
                one, digests = _asked(searcher, search, told.get(search.name))
            except UsageError as error:
                if name is not None:
                    raise
                found.append(News(search, 0, (), first=False, fault=error))
                continue
            found.append(one)
            told[search.name] = {"query": search.query, "passages": digests}
    if remember:
        _write(workspace.indexes / TOLD_NAME, told)
    return tuple(found)


def _asked(searcher: Searcher, search: SavedSearch, told: Any) -> tuple[News, list[str]]:  # noqa: ANN401 - JSON
    """What a search finds, and the digests of all of it."""
    first = not (isinstance(told, dict) and told.get("query") == search.query)
    known = frozenset() if first else frozenset(told.get("passages", ()))
    digests = {passage.identifier: _digest(passage) for passage in searcher.passages(search.query, match=search.match)}
    fresh = {number for number, digest in digests.items() if digest not in known}
    new: tuple[Hit, ...] = ()
    if fresh and not first:
        new = tuple(one for one in searcher.stream(search.query, match=search.match) if one.passage in fresh)
    return News(search, len(digests), new, first), sorted(set(digests.values()))


def _digest(passage: StoredPassage) -> str:
    """What stands for a passage: its document and text, so that reading a file anew makes nothing new."""
    text = f"{passage.citation.document}\0{passage.text}"
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]


def _write_searches(workspace: Workspace, kept: Iterable[SavedSearch]) -> None:
    rows = {one.name: {"query": one.query, "match": one.match} for one in sorted(kept, key=lambda one: one.name)}
    _write(workspace.root / FILE_NAME, rows)


def _told(workspace: Workspace) -> dict[str, Any]:
    """What was told; nothing where the file is gone or damaged, for it can be made again."""
    try:
        return _read(workspace.indexes / TOLD_NAME)
    except WorkspaceError:
        return {}


def _read(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        held = json.loads(path.read_bytes())
    except ValueError as error:
        raise WorkspaceError(f"{path.name} is damaged: {error}", remedy=f"Correct or remove {path}.") from error
    if not isinstance(held, dict):
        raise WorkspaceError(f"{path.name} is damaged", remedy=f"Correct or remove {path}.")
    return cast("dict[str, Any]", held)


def _write(path: Path, rows: Mapping[str, Any]) -> None:
    """Write whole or not at all."""
    path.parent.mkdir(exist_ok=True)
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)
