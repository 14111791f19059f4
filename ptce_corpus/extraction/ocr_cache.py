"""Pages that OCR has read, kept by what they show, so that a rebuild never pays twice."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SUFFIX = ".json.gz"
_HALF_WRITTEN = 3600.0
"""Seconds after which a file that was begun and never finished is taken for left behind."""


@dataclass(frozen=True, slots=True)
class OcrCache:
    """A folder of readings, each under the digest of the picture and of all that shapes its reading.

    Threads and processes may share it. A folder that cannot be read or written makes readings dearer, never fail.
    """

    folder: Path

    def get(self, key: str) -> object:
        """What is kept under a key (JSON values); None when there is nothing, or it is damaged."""
        path = self._path(key)
        try:
            kept: object = json.loads(gzip.decompress(path.read_bytes()))
        except (OSError, EOFError, ValueError, zlib.error):
            return None
        with suppress(OSError):
            os.utime(path)
        return kept

    def put(self, key: str, reading: object) -> None:
        """Keep a reading (JSON values) under a key, at once or not at all."""
        path = self._path(key)
        packed = gzip.compress(json.dumps(reading, ensure_ascii=False, separators=(",", ":")).encode(), 6, mtime=0)
        begun = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, begun = tempfile.mkstemp(dir=path.parent, prefix=".")
            with os.fdopen(handle, "wb") as file:
                file.write(packed)
            Path(begun).replace(path)
        except OSError:
            if begun is not None:
                with suppress(OSError):
                    Path(begun).unlink()

    def size(self) -> int:
        """Bytes that all readings take."""
        return sum(status.st_size for _, status in self._files())

    def drop(self, *, unused_since: float) -> int:
        """Remove the readings last used before a time (seconds since 1970); how many they were."""
        dropped = 0
        for path, status in self._files():
            half_written = not path.name.endswith(_SUFFIX)
            if status.st_mtime < (time.time() - _HALF_WRITTEN if half_written else unused_since):
                with suppress(OSError):
                    path.unlink()
                    dropped += not half_written
        return dropped

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{_SUFFIX}"

    def _files(self) -> Iterator[tuple[Path, os.stat_result]]:
        """What the folder holds, half-written files too; what vanishes meanwhile is passed over."""
        with suppress(OSError):
            for path in self.folder.glob("??/*"):
                with suppress(OSError):
                    yield path, path.stat()
