"""Looking into packed files (ZIP) without unpacking more than is allowed."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from pathlib import Path

from ptce_corpus.errors import EncryptedFile, LimitExceeded, UnreadableFile

_MOST_MEMBERS = 20_000
_RATIO = 250
"""Unpacked over packed size past which a large container is taken for a bomb (plain XML rarely passes 50)."""
_RATIO_APPLIES_FROM = 20 * 1024 * 1024
MIB = 1024 * 1024

Broken = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    NotImplementedError,
    KeyError,
    OSError,
    ValueError,
)
"""What ``zipfile`` raises on containers that are cut, forged or packed in a way it does not know."""


def members(path: Path) -> dict[str, zipfile.ZipInfo]:
    """The members of a container by name.

    Raises:
        UnreadableFile: when the container is broken.
        LimitExceeded: when it has too many members.
    """
    return {member.filename: member for member in listed(path)}


def listed(path: Path) -> list[zipfile.ZipInfo]:
    """The members of a container in its order, those of the same name too.

    Raises:
        UnreadableFile: when the container is broken.
        LimitExceeded: when it has too many members.
    """
    try:
        with zipfile.ZipFile(path) as container:
            found = container.infolist()
    except Broken as error:
        raise UnreadableFile(
            f"The packed file is broken: {error}.",
            remedy="Fetch the file again, or open it in its program and save it anew.",
        ) from error
    if len(found) > _MOST_MEMBERS:
        raise LimitExceeded(f"The packed file has {len(found)} parts.", remedy="Save it anew, in parts.")
    return found


def member(path: Path, name: str, *, most: int) -> bytes:
    """The first ``most`` bytes of a member; empty when there is no such member or it cannot be unpacked."""
    try:
        with zipfile.ZipFile(path) as container, container.open(name) as opened:
            return opened.read(most)
    except (*Broken, RuntimeError):
        return b""


def bounded(path: Path, *, max_unpacked: int) -> None:
    """Check that a container may be unpacked. ``max_unpacked`` is in MiB.

    ``zipfile`` never unpacks more of a member than its header declares, so the declared sizes are a bound.

    Raises:
        EncryptedFile: when a member needs a password.
        LimitExceeded: when it would unpack to more than allowed, or is packed like a bomb.
        UnreadableFile: when it is broken.
    """
    found = members(path).values()
    if any(item.flag_bits & 0x1 for item in found):
        raise EncryptedFile("The packed file needs a password.", remedy="Save a copy without password.")
    unpacked = sum(item.file_size for item in found)
    packed = sum(item.compress_size for item in found)
    if unpacked > max_unpacked * MIB:
        raise LimitExceeded(
            f"The packed file would unpack to {unpacked // MIB} MiB, over the {max_unpacked} MiB allowed.",
            remedy="Raise extraction.max_unpacked_size in ptce.toml if you trust the file.",
        )
    check_ratio(unpacked, packed=packed)


def check_ratio(unpacked: int, *, packed: int) -> None:
    """Check that something is not packed like a bomb; both sizes are in bytes.

    Raises:
        LimitExceeded: when it is.
    """
    if unpacked > _RATIO_APPLIES_FROM and unpacked / max(packed, 1) > _RATIO:
        raise LimitExceeded(
            f"The packed file unpacks to {unpacked // max(packed, 1)} times its size, as bombs do.",
            remedy="Open it in its program and save it anew, or save it as PDF.",
        )
