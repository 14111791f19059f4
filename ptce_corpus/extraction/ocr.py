"""Optical character recognition by the Tesseract program."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache

PROGRAM = "tesseract"
_LISTING_TIME = 20.0


class OcrFailed(Exception):
    """Tesseract did not read a page; the message says why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What Tesseract read on a page: text with a blank line between paragraphs, and its mean confidence in [0, 1]."""

    text: str
    confidence: float


@cache
def available(languages: str) -> bool:
    """Whether the program and all of ``languages`` (joined by ``+``) are installed; looked up once."""
    program = shutil.which(PROGRAM)
    if program is None:
        return False
    try:
        answer = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, timeout=_LISTING_TIME, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return False
    listed = {line.strip() for line in (answer.stdout + answer.stderr).splitlines()}
    return all(language in listed for language in languages.split("+"))


def reading(image: bytes, *, languages: str, dpi: int, timeout: float) -> Reading:
    """What is written on an image (PNG, PNM), rendered at ``dpi`` dots per inch. ``timeout`` is in seconds.

    Raises:
        OcrFailed: when Tesseract cannot be started, fails, or takes longer.
    """
    command = [PROGRAM, "stdin", "stdout", "-l", languages, "--dpi", str(dpi), "-c", "tessedit_create_tsv=1"]
    try:
        # One thread: the build already runs a process a core.
        answer = subprocess.run(
            command,
            input=image,
            capture_output=True,
            timeout=timeout,
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrFailed(f"Tesseract took longer than {timeout:.0f} s") from error
    except OSError as error:
        raise OcrFailed(f"Tesseract cannot be started: {error.strerror}") from error
    if answer.returncode != 0:
        lines = answer.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise OcrFailed(f"Tesseract failed: {lines[-1] if lines else answer.returncode}")
    return _reading(answer.stdout.decode("utf-8", errors="replace"))


def _reading(table: str) -> Reading:
    """Text and confidence from Tesseract's TSV: words with block, paragraph and line numbers."""
    paragraphs: list[str] = []
    previous: tuple[str, ...] = ()
    weighed = letters = 0.0
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        word, place = cells[11].strip(), tuple(cells[1:5])
        if not paragraphs or place[:3] != previous[:3]:
            paragraphs.append(word)
        else:
            paragraphs[-1] += (" " if place == previous else "\n") + word
        previous = place
        weighed += max(float(cells[10]), 0.0) * len(word)
        letters += len(word)
    return Reading("\n\n".join(paragraphs), weighed / letters / 100 if letters else 0.0)
