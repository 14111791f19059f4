"""Copying files into the corpus."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from ptce_corpus.errors import NotFound


def add(paths: Sequence[Path], corpus: Path) -> list[tuple[Path, str]]:
    """Copy files and trees into ``corpus``; gives each source with its path there.

    Bytes that the corpus already holds are not stored again; a name that is taken by other bytes gets a number.

    Raises:
        NotFound: when a path does not exist; nothing was copied then.
    """
    missing = next((path for path in paths if not path.exists()), None)
    if missing is not None:
        raise NotFound(f"no such file: {missing}", remedy="Check the path.")
    corpus.mkdir(parents=True, exist_ok=True)
    by_size: dict[int, list[Path]] = {}
    for held in _files(corpus):
        by_size.setdefault(held.stat().st_size, []).append(held)
    added = []
    for source, wanted in _wanted(paths):
        size = source.stat().st_size
        digest = _digest(source)
        twin = next((held for held in by_size.get(size, []) if _digest(held) == digest), None)
        place = twin or _stored(source, corpus / wanted)
        if not twin:
            by_size.setdefault(size, []).append(place)
        added.append((source, place.relative_to(corpus).as_posix()))
    return added


def _wanted(paths: Sequence[Path]) -> Iterator[tuple[Path, str]]:
    """Each file with the path that it asks for under the corpus; a tree keeps its shape."""
    for path in paths:
        if path.is_dir():
            for file in _files(path):
                yield file, f"{path.resolve().name}/{file.relative_to(path).as_posix()}"
        else:
            yield path, path.name


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and path.is_file() and not path.is_symlink():
            yield path


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stored(source: Path, place: Path) -> Path:
    """Copy whole or not at all: a copy that is cut short never bears the final name."""
    place.parent.mkdir(parents=True, exist_ok=True)
    free, number = place, 2
    while free.exists():
        free, number = place.with_stem(f"{place.stem}-{number}"), number + 1
    partial = free.with_name(f".{free.name}.partial")
    try:
        shutil.copyfile(source, partial)
        os.replace(partial, free)  # noqa: PTH105 - the atomic rename is the point
    finally:
        partial.unlink(missing_ok=True)
    return free
