"""One tree of errors. Each class carries its exit code; each error may carry a remedy.

PtceError                   1  internal fault
├── UsageError              2  wrong arguments or settings
│   ├── QueryError          2  a wrong query: every fault with its place
│   └── SettingsError       2  an unknown or ill-typed setting
├── DocumentError           3  a document that cannot be read: set aside, the rest goes on
│   ├── UnreadableFile      3  broken or not what it says
│   ├── EncryptedFile       3  a password is needed
│   ├── UnsupportedFormat   3  no reader for this kind of file
│   └── LimitExceeded       3  too long, too large, too deep
├── NotFound                4  a document, person or theme that the archive does not have
└── WorkspaceError          5  workspace, catalogue or index unusable
    └── Busy                5  another build is at work
"""

from __future__ import annotations

from dataclasses import dataclass


class PtceError(Exception):
    """An error that the program can explain. ``remedy`` says what the reader can do about it."""

    exit_code = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process borders whole."""
        return _rebuilt, (type(self), self.args, self.__dict__)


def _rebuilt(kind: type[PtceError], args: tuple[object, ...], state: dict[str, object]) -> PtceError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class UsageError(PtceError):
    """Wrong arguments or settings."""

    exit_code = 2


class SettingsError(UsageError):
    """An unknown or ill-typed setting in ``ptce.toml``."""


@dataclass(frozen=True, slots=True)
class QueryFault:
    """One thing wrong with a query, and where: half-open code-point offsets into the query."""

    start: int
    end: int
    message: str


class QueryError(UsageError):
    """A wrong query, with every fault found in it."""

    def __init__(self, query: str, faults: tuple[QueryFault, ...]) -> None:
        super().__init__("; ".join(fault.message for fault in faults))
        self.query = query
        self.faults = faults


class DocumentError(PtceError):
    """A document that cannot be read; the build sets it aside and goes on."""

    exit_code = 3


class UnreadableFile(DocumentError):
    """A file that is broken, empty or not what it says it is."""


class EncryptedFile(DocumentError):
    """A file that needs a password."""


class UnsupportedFormat(DocumentError):
    """A file for which there is no reader."""


class LimitExceeded(DocumentError):
    """A file that went past a limit of time, memory, size or depth."""


class NotFound(PtceError):
    """A document, person or theme that the archive does not have."""

    exit_code = 4


class WorkspaceError(PtceError):
    """A workspace, catalogue or index that cannot be used as it is."""

    exit_code = 5


class Busy(WorkspaceError):
    """Another build is at work in this workspace."""
