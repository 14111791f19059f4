"""Names that staff know to mean the same, or not to: the file ``aliases.toml`` of a workspace.

Each entry is a table ``[[person]]``, ``[[organisation]]`` or ``[[place]]``. ``name`` is the name to show, ``aliases``
are other names for the same, ``apart`` are names that look alike and mean another. ``documents`` (paths under
``corpus/``, or patterns with ``*``) keeps the entry to those documents: there, the aliases mean somebody of their own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ptce_corpus.domain.annotation import Label
from ptce_corpus.errors import WorkspaceError

FILE_NAME = "aliases.toml"
TEMPLATE = """\
# Names that mean the same, or do not, where the program could not tell. Replayed at each `ptce build`.
#
# [[person]]                          # or [[organisation]], [[place]]
# name = "Aurore Kermadec"            # the name to show
# aliases = ["A. Kermadek", "Mme K."] # other names for the same
# apart = ["Anne Kermadec"]           # names that look alike and mean another
#
# [[person]]                          # a homonym: in these documents, the name means somebody else
# name = "Paul Garin (sculptor)"
# aliases = ["Paul Garin"]
# documents = ["2015/*.pdf"]
#
# [[place]]
# name = "Saint-Aubin"
# code = "39476"                      # official code (INSEE)
"""
"""What a new workspace has."""
_LABELS = {"person": Label.PER, "organisation": Label.ORG, "place": Label.LOC}
_LISTS = ("aliases", "apart", "documents")
_TEXTS = ("name", "code")


@dataclass(frozen=True, slots=True)
class Alias:
    """One entry of the file."""

    label: Label
    name: str
    aliases: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    code: str | None = None


def read(written: str) -> tuple[Alias, ...]:
    """The entries of a file, in order.

    Raises:
        WorkspaceError: when it is no TOML, or an entry holds what no entry has; every fault is told.
    """
    try:
        table = tomllib.loads(written)
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(f"{FILE_NAME}: {error}", remedy="See the comments at the head of the file.") from error
    faults = [f"unknown table {kind!r}" for kind in table if kind not in _LABELS]
    found = []
    for kind, label in _LABELS.items():
        entries = table.get(kind, [])
        for number, entry in enumerate(entries if isinstance(entries, list) else [entries], start=1):
            wrong = list(_faults(entry))
            faults += [f"[[{kind}]] number {number}: {fault}" for fault in wrong]
            if not wrong:
                found.append(_alias(label, entry))
    if faults:
        raise WorkspaceError(f"{FILE_NAME}: {'; '.join(faults)}", remedy="See the comments at the head of the file.")
    return tuple(found)


def _faults(entry: object) -> Iterator[str]:
    if not isinstance(entry, Mapping):
        yield "it is no table"
        return
    for name, value in entry.items():
        if name in _TEXTS:
            if not isinstance(value, str) or not value.strip():
                yield f"{name} must be a text"
        elif name not in _LISTS:
            yield f"{name!r} is not known"
        elif not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            yield f"{name} must be a list of texts"
    if "name" not in entry:
        yield "it has no name"


def _alias(label: Label, entry: Mapping[str, Any]) -> Alias:
    lists = {name: tuple(entry.get(name, ())) for name in _LISTS}
    return Alias(label, entry["name"], **lists, code=entry.get("code"))
