"""Pictures of pages (PNG, JPEG, TIFF and their like), read by OCR."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_corpus.domain.document import OUT_OF_TIME, SourceDocument, SourcePage
from ptce_corpus.errors import LimitExceeded, UnreadableFile
from ptce_corpus.extraction.clock import Clock
from ptce_corpus.extraction.frames import ready
from ptce_corpus.extraction.ocr import outcome as ocr_outcome
from ptce_corpus.extraction.ocr.cache import OcrCache
from ptce_corpus.extraction.ocr.pool import OcrPool, Picture, cores
from ptce_corpus.extraction.origins import SourceFile, claimed_date
from ptce_corpus.settings import ExtractionSettings

if TYPE_CHECKING:
    from PIL.Image import Image

FORMATS = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "TIFF": "image/tiff",
    "GIF": "image/gif",
    "BMP": "image/bmp",
    "WEBP": "image/webp",
    "JPEG2000": "image/jp2",
}
"""Media types by the names that Pillow gives the formats."""
_MOST_PIXELS = 170_000_000
"""Of one page: a sheet of A0 at 300 dots per inch has 140 million."""
_TAKEN, _SUBFILE = 306, 254
_REDUCED = 1
"""The bit of TIFF's NewSubfileType that marks a small copy of another page (TIFF 6.0, section 8)."""
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError, AttributeError)
"""What Pillow raises on pictures that are cut or forged."""


def read(
    source: SourceFile, *, settings: ExtractionSettings, cache: OcrCache | None = None
) -> Iterator[SourceDocument]:
    """The one document of a picture. Each frame of a TIFF file is a page; of an animation the first is.

    Raises:
        UnreadableFile: when it is broken or cut short.
        LimitExceeded: when it is too large, or has more pages than allowed.
    """
    if settings.reader(source.identifier) == "text-layer":
        settings = replace(settings, ocr=False)
    frames = _Frames(settings, Clock.lasting(settings.time_limit))
    with warnings.catch_warnings():
        # Pillow warns of large pictures and of odd metadata: the first have a limit here, the others do no harm.
        warnings.simplefilter("ignore")
        with _opened(source.path) as image:
            day = _day(image)
            pages = frames.pages(image, cache=cache)
    yield source.document(pages, date=day)


def frames(path: Path, *, wanted: frozenset[int], dpi: int) -> Iterator[tuple[int, Image]]:
    """The pages of a picture whose numbers are ``wanted``, upright and grey, at about ``dpi`` at most.

    Pages that are broken or too large are left out.

    Raises:
        UnreadableFile: when the file is broken.
        LimitExceeded: when it is too large.
    """
    with _opened(path) as image:
        for number in _sought(image, {}):
            if number > max(wanted, default=0):
                return
            if number not in wanted or image.width * image.height > _MOST_PIXELS:
                continue
            try:
                yield number, ready(image, wanted=dpi)[0]
            except _DAMAGE:
                continue


def _opened(path: Path) -> Image:
    from PIL import Image

    try:
        return Image.open(path, formats=tuple(FORMATS))
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except _DAMAGE as error:
        raise _broken(error) from error


def _too_large() -> LimitExceeded:
    return LimitExceeded(
        f"The picture has more than the {_MOST_PIXELS // 1_000_000} million pixels allowed.",
        remedy="Save it smaller: 300 dots per inch are enough.",
    )


def _broken(error: Exception) -> UnreadableFile:
    cut = "truncated" in str(error).lower() or isinstance(error, EOFError)
    return UnreadableFile(
        "The picture is cut short." if cut else "The picture is broken.",
        remedy="Fetch the file again, or scan the page anew.",
    )


def _day(image: Image) -> str | None:
    """The day on which the picture was taken, as its file says."""
    try:
        taken = image.getexif().get(_TAKEN)
    except _DAMAGE:
        return None
    return claimed_date(taken[:10].replace(":", "-")) if isinstance(taken, str) else None


@dataclass(slots=True)
class _Frames:
    """The frames of one file on their way to OCR; ``unread`` says why some do not get there, by page number."""

    settings: ExtractionSettings
    clock: Clock
    unread: dict[int, str] = field(default_factory=dict)

    def pages(self, image: Image, *, cache: OcrCache | None) -> tuple[SourcePage, ...]:
        """The pages of a file, in order. Frames are decoded without OCR too, so that damage is always told."""
        if lack := ocr_outcome.lack(self.settings):
            for picture in self._pictures(image):
                self.unread[picture.number] = lack
            return tuple(ocr_outcome.without(number, self.unread[number]) for number in sorted(self.unread))
        several = image.format == "TIFF"
        threads = (self.settings.ocr_threads or cores()) if several else 1
        pool = OcrPool(self.settings.ocr_languages, self.clock, threads, cache)
        found = {number: ocr_outcome.read_anew(number, seen) for number, seen in pool.read(self._pictures(image))}
        found.update((number, ocr_outcome.without(number, note)) for number, note in self.unread.items())
        return tuple(found[number] for number in sorted(found))

    def _pictures(self, image: Image) -> Iterator[Picture]:
        """The frames that can be decoded in time, each when it is asked for.

        Raises:
            LimitExceeded: when one is too large, or they are more than the pages allowed.
        """
        for number in _sought(image, self.unread):
            if number > self.settings.max_pages:
                raise LimitExceeded(
                    f"The picture has more than the {self.settings.max_pages} pages allowed.",
                    remedy="Raise extraction.max_pages in ptce.toml, or split the file.",
                )
            if image.width * image.height > _MOST_PIXELS:
                raise _too_large()
            if self.clock.left() <= 1:
                self.unread[number] = OUT_OF_TIME
                continue
            try:
                picture, dpi = ready(image, wanted=self.settings.ocr_dpi)
            except _DAMAGE as error:
                if number == 1:
                    raise _broken(error) from error
                self.unread[number] = ocr_outcome.BROKEN
                continue
            yield Picture(number, picture, dpi)


def _sought(image: Image, unread: dict[int, str]) -> Iterator[int]:
    """The number of each page of a file, which is gone to; of an animation only the first picture is a page.

    Where a file breaks off, ``unread`` gets the page that cannot be gone to.
    """
    number = 1
    yield number
    for frame in count(1) if image.format == "TIFF" else ():
        try:
            image.seek(frame)
        except EOFError:
            return
        except _DAMAGE:
            unread[number + 1] = ocr_outcome.BROKEN
            return
        if not _is_reduced_copy(image):
            number += 1
            yield number


def _is_reduced_copy(image: Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    return bool(tags.get(_SUBFILE, 0) & _REDUCED)
