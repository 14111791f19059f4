"""What went wrong inside tantivy, told as an error of ours."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from ptce_corpus.errors import WorkspaceError
from ptce_corpus.indexing.generations import REMADE


def guarded() -> AbstractContextManager[None]:
    """Tell whatever tantivy makes of files as damage.

    Raises:
        WorkspaceError: with the remedy.
    """
    return told("the index is damaged", remedy=REMADE)


@contextmanager
def told(message: str, *, remedy: str) -> Iterator[None]:
    """Tell a failure of tantivy by a message; it may even panic, which is no ``Exception``.

    Raises:
        WorkspaceError: with the remedy.
    """
    try:
        yield
    except (ValueError, OSError) as error:
        raise WorkspaceError(f"{message}: {error}", remedy=remedy) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise WorkspaceError(f"{message}: {error}", remedy=remedy) from error
