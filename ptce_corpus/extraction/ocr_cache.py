"""Pages that OCR has read, kept by what they show."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class OcrCache:
    """A folder of readings, each under the digest of the picture and of all that shapes its reading."""

    folder: Path
