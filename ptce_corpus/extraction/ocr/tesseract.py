"""Optical character recognition by the Tesseract program: its words, line by line, with their boxes."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape

PROGRAM = "tesseract"
LOCALLY = ("thresholding_method=2", "thresholding_kfactor=0.3")
"""Options by which ink is told from paper by what is around it (J. Sauvola, "Adaptive document image binarization",
2000): thin and faint strokes are kept."""
GLOBALLY = ("thresholding_method=0",)
"""Options by which it is told by one level for the whole page: noise is kept out."""
_LISTING_TIME = 20.0
_ITEM = re.compile(
    r"<span class='ocr(?:x_(?P<word>word)|_\w+)' id='(?:line|word)_[^']*' title=[\"'](?P<title>[^\"']*)[\"'][^>]*>"
    r"(?(word)(?P<text>(?:(?!</?span).)*)</span>)",
    re.DOTALL,
)
_TAG = re.compile(r"<[^>]*>")


class OcrFailed(Exception):
    """Tesseract did not read a page; the message says why."""


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word and its box in dots of the picture, from the upper left corner; ``confidence`` is in [0, 1]."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float


@dataclass(frozen=True, slots=True)
class SeenLine:
    """The words of a line from left to right; ``top`` and ``bottom`` are those of its type, tall letters included."""

    top: float
    bottom: float
    words: tuple[SeenWord, ...]

    @property
    def size(self) -> float:
        """Height of the type, from the lowest descender to the highest ascender, in dots."""
        return self.bottom - self.top


def confidence(words: Iterator[SeenWord]) -> float:
    """Mean confidence of words, weighed by their length; 0.0 when there are none."""
    weighed = letters = 0.0
    for word in words:
        weighed += word.confidence * len(word.text)
        letters += len(word.text)
    return weighed / letters if letters else 0.0


@cache
def available(languages: str) -> bool:
    """Whether the program and all of ``languages`` (joined by ``+``) are installed; looked up once."""
    answer = _answer("--list-langs")
    return all(language in answer.split() for language in languages.split("+"))


@cache
def _tied() -> tuple[str, ...]:
    """What makes a program end with this process, however that ends; nothing where the system has no such thing."""
    wrapper = shutil.which("setpriv")
    return (wrapper, "--pdeathsig", "KILL", "--") if wrapper else ()


@cache
def version() -> str:
    """The program's version as it gives it; empty where it is not installed."""
    lines = _answer("--version").splitlines()
    return lines[0].strip() if lines else ""


def _answer(question: str) -> str:
    """What the program says of itself; empty where it cannot be started."""
    program = shutil.which(PROGRAM)
    if program is None:
        return ""
    try:
        answer = subprocess.run([program, question], capture_output=True, text=True, timeout=_LISTING_TIME, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return answer.stdout + answer.stderr


def lines(
    image: bytes, *, languages: str, dpi: int, timeout: float, segmentation: int, options: tuple[str, ...] = LOCALLY
) -> list[SeenLine]:
    """What is written on an image (PNG, PNM) of ``dpi`` dots per inch, line by line in Tesseract's order.

    ``timeout`` is in seconds; ``segmentation`` is Tesseract's page segmentation mode (``--psm``),
    ``options`` are settings of its own (``-c``).

    Raises:
        OcrFailed: when Tesseract cannot be started, fails, or takes longer.
    """
    asked = ["-l", languages, "--dpi", str(dpi), "--psm", str(segmentation)]
    asked += [part for option in options for part in ("-c", option)]
    command = [*_tied(), PROGRAM, "stdin", "stdout", *asked, "hocr"]
    try:
        # One thread: the build already runs a process a core.
        answer = subprocess.run(
            command,
            input=image,
            capture_output=True,
            timeout=max(timeout, 0.01),
            check=False,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise OcrFailed(f"Tesseract took longer than {timeout:.0f} s") from error
    except OSError as error:
        raise OcrFailed(f"Tesseract cannot be started: {error.strerror}") from error
    if answer.returncode != 0:
        said = answer.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise OcrFailed(f"Tesseract failed: {said[-1] if said else answer.returncode}")
    return list(read_hocr(answer.stdout.decode("utf-8", errors="replace")))


def read_hocr(page: str) -> Iterator[SeenLine]:
    """The lines of a page in hOCR, the form in which Tesseract tells boxes and the size of the type."""
    title, words = "", list[SeenWord]()
    for item in _ITEM.finditer(page):
        if item["word"]:
            text = unescape(_TAG.sub("", item["text"])).strip()
            if text:
                x0, top, x1, bottom = _numbers(item["title"], "bbox")[:4]
                words.append(SeenWord(text, x0, top, x1, bottom, _numbers(item["title"], "x_wconf")[0] / 100))
            continue
        if words:
            yield _line(title, words)
        title, words = item["title"], []
    if words:
        yield _line(title, words)


def _line(title: str, words: list[SeenWord]) -> SeenLine:
    """A line whose type stands on the baseline that its title tells, half way along it."""
    x0, _, x1, bottom = _numbers(title, "bbox")[:4]
    slope, offset = (_numbers(title, "baseline") or [0.0, 0.0])[:2]
    size, below = _numbers(title, "x_size"), _numbers(title, "x_descenders")
    low = bottom + offset + slope * (x1 - x0) / 2 + (abs(below[0]) if below else 0.0)
    high = low - size[0] if size and size[0] > 0 else min(word.top for word in words)
    return SeenLine(min(high, low - 1.0), low, tuple(words))


def _numbers(title: str, name: str) -> list[float]:
    """The numbers that stand after a property's name in a title of hOCR."""
    for part in title.split(";"):
        words = part.split()
        if words and words[0] == name:
            return [float(word) for word in words[1:]]
    return []
