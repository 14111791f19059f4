"""Pages as a photocopier and a scanner leave them: a little askew, grey, blurred, speckled."""

from __future__ import annotations

import io
import subprocess
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader

from samples import pdf
from samples.source import Source


@dataclass(frozen=True, slots=True)
class Wear:
    """How much a page suffered: degrees of skew, radius of blur in pixels, spread of the noise in greys."""

    dpi: int = 200
    skew: float = 0.6
    blur: float = 0.6
    noise: float = 10.0
    paper: int = 236
    ink: int = 42
    quality: int = 38

    @classmethod
    def of(cls, source: Source) -> Wear:
        """The wear that the `[wear]` table of the source asks for."""
        return cls(**source.options.get("wear", {}))


def images(source: Source) -> list[Image.Image]:
    """The pages of a source, clean, in grey levels."""
    document = pdfium.PdfDocument(pdf.rendered(source))
    scale = Wear.of(source).dpi / 72
    return [page.render(scale=scale, grayscale=True).to_pil().convert("L") for page in document]


def worn(image: Image.Image, wear: Wear, *, seed: int) -> Image.Image:
    """The page after the copier; the same for the same seed."""
    grey = image.point(lambda level: wear.ink + level * (wear.paper - wear.ink) // 255)
    sign = 1 if seed % 2 else -1
    turned = grey.rotate(sign * wear.skew, resample=Image.Resampling.BICUBIC, fillcolor=wear.paper)
    pixels = np.asarray(turned.filter(ImageFilter.GaussianBlur(wear.blur)), dtype=np.float32)
    chance = np.random.default_rng(seed)
    coarse = chance.normal(0, wear.noise, (pixels.shape[0] // 2 + 1, pixels.shape[1] // 2 + 1))
    noise = np.kron(coarse, np.ones((2, 2)))[: pixels.shape[0], : pixels.shape[1]]
    shade = np.linspace(0, 14, pixels.shape[1], dtype=np.float32)[None, :]
    speckles = np.where(chance.random(pixels.shape) < 0.00012, -120, 0)
    levels = np.clip(pixels + noise + speckles - shade, 0, 255)
    return Image.fromarray(levels.astype(np.uint8), mode="L")


def jpeg(image: Image.Image, *, quality: int) -> io.BytesIO:
    """The page as a JPEG file."""
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, optimize=True)
    file.seek(0)
    return file


def scanned(source: Source) -> bytes:
    """The source as a PDF whose pages are images: all of them, or those that `scanned_pages` names."""
    wear, pictures = Wear.of(source), {}
    for number, image in enumerate(images(source), start=1):
        if number in source.options.get("scanned_pages", [number]):
            page = worn(image, wear, seed=seed_of(source) + number)
            pictures[number] = ImageReader(jpeg(page, quality=wear.quality))
    return pdf.rendered(source, pictures=pictures)


def picture(source: Source) -> bytes:
    """The source as a PNG image of its only page, in sixteen greys."""
    wear = Wear.of(source)
    (image,) = images(source)
    file = io.BytesIO()
    worn(image, wear, seed=seed_of(source)).quantize(16).save(file, "PNG", dpi=(wear.dpi, wear.dpi), optimize=True)
    return file.getvalue()


def faxed(source: Source) -> bytes:
    """The source as a TIFF file, a black and white image a page."""
    wear = Wear.of(source)
    pages = [
        worn(image, wear, seed=seed_of(source) + number).point(lambda level: 255 * (level > 150)).convert("1")
        for number, image in enumerate(images(source), start=1)
    ]
    file = io.BytesIO()
    first, *others = pages
    density = (wear.dpi, wear.dpi)
    first.save(file, "TIFF", compression="group4", save_all=True, append_images=others, dpi=density)
    return file.getvalue()


def seed_of(source: Source) -> int:
    """A number of the document's own, from its path."""
    return sum(ord(letter) * place for place, letter in enumerate(source.path, start=1)) * 10


def misread(source: Source) -> str:
    """What Tesseract, set to English, reads on the worn pages: the damage of old archives."""
    wear, texts = Wear.of(source), []
    for number, image in enumerate(images(source), start=1):
        file = io.BytesIO()
        worn(image, wear, seed=seed_of(source) + number).save(file, "PNG", dpi=(wear.dpi, wear.dpi))
        command = ["tesseract", "stdin", "stdout", "-l", "eng", "--psm", "4"]
        texts.append(subprocess.run(command, input=file.getvalue(), capture_output=True, check=True).stdout.decode())
    return "\n".join(texts).replace("\f", "")
