"""What the system refuses: a full disk, a folder that may not be written. Told in our words, with what mends it."""

from __future__ import annotations

import errno

from ptce_corpus.errors import WorkspaceError

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_SEALED = frozenset({errno.EROFS})
_FORBIDDEN = frozenset({errno.EACCES, errno.EPERM})


def explained(error: Exception) -> WorkspaceError | None:
    """What an error of the system means for the reader; None for any other, which is our own fault."""
    if not isinstance(error, OSError):
        return None
    place = error.filename2 or error.filename
    if error.errno in _FULL:
        message = f"no room left on the disk for {place}" if place else "no room left on the disk"
        return WorkspaceError(message, remedy="Free some space and do it again.")
    if place and error.errno in _SEALED:
        return WorkspaceError(f"{place} cannot be written", remedy="Check the rights of the file and its folder.")
    if place and error.errno in _FORBIDDEN:
        return WorkspaceError(f"{place} cannot be opened", remedy="Check the rights of the file and its folder.")
    return None
