"""Pages that OCR has read, kept by what they show, so that a rebuild never pays twice."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SUFFIX = ".json.gz"


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

    def _path(self, key: str) -> Path:
        return self.folder / key[:2] / f"{key}{_SUFFIX}"
