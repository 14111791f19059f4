"""Many pictures of pages read by OCR at once, few of them in memory."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ptce_corpus.domain.document import OUT_OF_TIME
from ptce_corpus.extraction.clock import Clock
from ptce_corpus.extraction.ocr.cache import OcrCache
from ptce_corpus.extraction.ocr.page import Recognised, recognised
from ptce_corpus.extraction.ocr.tesseract import OcrFailed

if TYPE_CHECKING:
    from PIL.Image import Image

_PAGE_TIME = 120.0
"""Seconds that one page may take."""
_WAITING = 1
"""Pictures held beside those being read, so that no thread waits for the next."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A page to read: its number, and its image at ``dpi`` dots per inch."""

    number: int
    image: Image
    dpi: int


@dataclass(frozen=True, slots=True)
class OcrPool:
    """How pages are read: ``languages`` as Tesseract names them, until ``clock`` ends, on so many ``threads``."""

    languages: str
    clock: Clock
    threads: int
    cache: OcrCache | None = None

    def read(self, pictures: Iterable[Picture]) -> Iterator[tuple[int, Recognised | str]]:
        """What each page says, or why it could not be read, by its number and in the order they are done.

        Pictures are drawn from the iterable in this thread, when there is room for them; Tesseract runs in others.
        Closing the iterator waits for the pages being read and begins no other.
        """
        pool = ThreadPoolExecutor(self.threads, thread_name_prefix="ocr")
        held: dict[Future[Recognised | str], int] = {}
        try:
            for picture in pictures:
                held[pool.submit(self._one, picture.image, picture.dpi)] = picture.number
                if len(held) >= self.threads + _WAITING:
                    yield from _done(held)
            while held:
                yield from _done(held)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _one(self, image: Image, dpi: int) -> Recognised | str:
        left = self.clock.left()
        if left <= 1:
            return OUT_OF_TIME
        timeout = min(_PAGE_TIME, left)
        try:
            return recognised(image, dpi=dpi, languages=self.languages, timeout=timeout, cache=self.cache)
        except OcrFailed as error:
            return str(error)


def _done(held: dict[Future[Recognised | str], int]) -> Iterator[tuple[int, Recognised | str]]:
    """Wait for a page to be read and take all that are."""
    finished, _ = wait(held, return_when=FIRST_COMPLETED)
    for future in finished:
        yield held.pop(future), future.result()


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
