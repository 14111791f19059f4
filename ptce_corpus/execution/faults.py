"""What an unforeseen exception of a worker means to the reader of a report."""

from __future__ import annotations

from ptce_corpus.errors import LimitExceeded, PtceError, UnreadableFile


def explained(error: BaseException) -> PtceError:
    """An error of the program's own tree for any exception."""
    if isinstance(error, PtceError):
        return error
    if isinstance(error, MemoryError):
        return LimitExceeded(
            "more memory was needed than the limit allows",
            remedy="Raise extraction.memory_limit in ptce.toml, or split the file.",
        )
    if isinstance(error, RecursionError):
        return LimitExceeded("nested too deeply", remedy="Open the file in its own program and save it anew.")
    detail = " ".join(str(error).split())[:300]
    return UnreadableFile(
        f"{type(error).__name__}: {detail}" if detail else type(error).__name__,
        remedy="Open the file in its own program and save it anew; if it opens well there, report this fault.",
    )


def expired(seconds: float) -> PtceError:
    """The error of an item that took too long."""
    return LimitExceeded(f"took longer than {seconds:g} s", remedy="Raise time_limit in ptce.toml, or split the file.")


def crashed(code: int | None) -> PtceError:
    """The error of an item whose worker died."""
    return UnreadableFile(
        f"the reader crashed (exit code {code})", remedy="Open the file in its own program and save it anew."
    )
