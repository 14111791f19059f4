"""What of a passage Whoosh keeps, and how: its schema, its codec, and the only pickles it may read.

Each word form of each field is one term, and its whole posting list one value (``indexing/postings.py``). Whoosh brings
the term dictionary, the segments and their table of contents; it analyses and ranks nothing.
"""

from __future__ import annotations

import io
import pickle
from typing import IO, Any

import whoosh.columns
import whoosh.filedb.structfile
from whoosh.codec.base import PostingsWriter
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.fields import FieldType, Schema
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Format
from whoosh.matching import ListMatcher

from ptce_corpus.domain.query import FieldName

INDEX_NAME = "PTCE"
WORD_FIELDS = (
    FieldName.TEXT,
    FieldName.TITLE,
    FieldName.PERSON,
    FieldName.ORGANISATION,
    FieldName.PLACE,
    FieldName.SPEAKER,
    FieldName.RAW,
)

_HARMLESS = frozenset(
    {
        ("whoosh.codec.whoosh3", "W3Segment"),
        ("ptce_corpus.indexing.whoosh_schema", "WholeListCodec"),
        ("collections", "defaultdict"),
        ("builtins", "int"),
        ("builtins", "set"),
        ("builtins", "object"),
        ("copyreg", "_reconstructor"),
        ("__builtin__", "int"),
        ("__builtin__", "set"),
        ("__builtin__", "object"),
        ("copy_reg", "_reconstructor"),
        ("array", "array"),
        ("array", "_array_reconstructor"),
    }
)


class _PlainUnpickler(pickle.Unpickler):
    """Reads plain values and the few classes of a table of contents; whatever else a pickle names is refused."""

    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401
        if (module, name) in _HARMLESS:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"an index never holds {module}.{name}")


def _load(file: IO[bytes]) -> Any:  # noqa: ANN401
    return _PlainUnpickler(file).load()


def _loads(pickled: bytes) -> Any:  # noqa: ANN401
    return _PlainUnpickler(io.BytesIO(pickled)).load()


def _disarm_pickles() -> None:
    """Make every reader of Whoosh that this package uses go through ``_PlainUnpickler``.

    Whoosh keeps its table of contents, its directories and its blocks as pickles, and would run what a forged one
    says. The library is pinned, so that these are all the places.
    """
    whoosh.filedb.structfile.load_pickle = _load
    whoosh.columns.loads = _loads
    whoosh.codec.whoosh3.loads = _loads


_disarm_pickles()


def schema() -> Schema:
    """The fields of the index. Every opening gives it, so that the pickled copy is never read."""
    made = Schema()
    for name in (*WORD_FIELDS, FieldName.KIND):
        made.add(name.value, FieldType(format=Format(), analyzer=None))
    return made


class WholeListCodec(W3Codec):  # type: ignore[misc]  # the library is not typed
    """Whoosh's own codec, but a term's whole posting list is one value, written as the bytes it is given as."""

    length_stats = False

    def postings_writer(self, dbfile: StructFile, byteids: bool = False) -> _WholeListWriter:  # noqa: ARG002
        """Where the lists of a field are written."""
        return _WholeListWriter(dbfile)

    def postings_reader(
        self,
        dbfile: StructFile,
        terminfo: W3TermInfo,
        format_: Format,
        term: tuple[str, bytes] | None = None,
        scorer: object = None,
    ) -> ListMatcher:
        """The one posting of a term, whose value is the list."""
        offset, length = terminfo.extent()
        # The library unpacks the length of a term read back into a tuple of one.
        value = dbfile.get(offset, length[0] if isinstance(length, tuple) else length)
        return ListMatcher([0], [1.0], [value], format_, scorer=scorer, term=term, terminfo=terminfo)


class _WholeListWriter(PostingsWriter):  # type: ignore[misc]  # the library is not typed
    """Takes the one posting of each term."""

    def __init__(self, file: StructFile) -> None:
        self._file = file

    def start_postings(self, format_: Format, terminfo: W3TermInfo) -> None:  # noqa: ARG002
        self._terminfo = terminfo

    def add_posting(self, id_: int, weight: float, vbytes: bytes, length: int | None = None) -> None:  # noqa: ARG002
        self._terminfo.set_extent(self._file.tell(), len(vbytes))
        self._file.write(vbytes)

    def finish_postings(self) -> W3TermInfo:
        return self._terminfo

    def written(self) -> bool:
        return True
