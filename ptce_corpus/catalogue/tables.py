"""The tables as queries name them; ``migrations/`` makes them, with their keys and indexes."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Float, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy.types import TypeEngine

metadata = MetaData()


def _columns(kind: TypeEngine[Any], names: str) -> list[Column[Any]]:
    return [Column(name, kind) for name in names.split()]


def _table(name: str, *, whole: str = "", text: str = "", real: str = "", truth: str = "", raw: str = "") -> Table:
    """A table by the kinds of its columns: whole numbers, text, real numbers, yes or no, bytes."""
    columns = [
        *_columns(Integer(), whole),
        *_columns(Text(), text),
        *_columns(Float(), real),
        *_columns(Boolean(), truth),
        *_columns(LargeBinary(), raw),
    ]
    return Table(name, metadata, *columns)


_PLACE = "start stop page last_page source_start source_stop"

meta = _table("meta", text="name value")
sources = _table("sources", whole="size mtime_ns", text="path sha256 extraction", truth="awaits_ocr")
failures = _table("failures", whole="size mtime_ns", text="path step error remedy sha256 extraction")
runs = _table("runs", whole="id", text="began account")
documents = _table(
    "documents",
    whole="id",
    text="identifier path sha256 media_type extraction annotation title date date_basis kind claims markup"
    " earliest latest language producer",
    real="kind_confidence quality",
)
pages = _table(
    "pages",
    whole="id document number start length body",
    text="origin note furniture edits raw layout ending",
    real="legibility",
    raw="words",
)
passages = _table("passages", whole=f"id document {_PLACE}", text="text variants")
entities = _table("entities", whole="id mentions", text="label key name called code", real="latitude longitude")
links = _table("links", whole="entity head document", text="reason", real="confidence")
relinked = _table("relinked", whole="document")
entity_forms = _table("entity_forms", whole="entity as_name as_text", text="form key folded")
mentions = _table(
    "mentions",
    whole=f"id document passage entity base {_PLACE}",
    text="label text name value reason",
    real="confidence",
)
quotations = _table(
    "quotations",
    whole=f"id document passage {_PLACE} cue_start cue_stop speaker_start speaker_stop",
    text="text kind cue speaker speaker_key speaker_label function organisation date earliest",
    real="confidence",
    truth="has_speaker",
)
appearances = _table(
    "appearances",
    whole=f"id document passage {_PLACE}",
    text="person person_key function organisation session begins ends place earliest",
    real="confidence",
)
functions = _table(
    "functions",
    whole=f"id document {_PLACE}",
    text="person person_key role organisation",
    truth="ended",
)
themes = _table("themes", whole="id", text="label")
theme_terms = _table("theme_terms", whole="theme position", text="term", real="weight")
theme_proofs = _table("theme_proofs", whole="theme position passage")
memberships = _table("memberships", whole="theme passage", real="weight")
document_themes = _table("document_themes", whole="document theme", real="weight", truth="main")
