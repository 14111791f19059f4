"""W3C Web Annotations: for each document its text, and a page of annotations on it in JSON-LD.

Source: Web Annotation Data Model, W3C Recommendation of 23 February 2017. The pages are those of one collection, and
name one another, the texts and the collection by file, so that a folder can be read or served from anywhere. What the
model has no word for (confidence, reason, function) stands under the prefix ``ptce``.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path

from ptce_corpus.domain.span import Span
from ptce_corpus.workspace.exports.annotation_bodies import CONTEXT, Finding, findings
from ptce_corpus.workspace.exports.archive import METADATA, Archive, Entry, Metadata, written
from ptce_corpus.workspace.page_rows import Row

COLLECTION = "collection.jsonld"
ENDINGS = (".txt", ".jsonld")
_TEXT, _PAGE = ENDINGS
_BESIDE = 32
"""Characters quoted on either side of what an annotation is about."""
_SPACE = uuid.uuid5(uuid.NAMESPACE_OID, "ptce-corpus")


def write(archive: Archive, folder: Path) -> dict[str, int]:
    """Write every document; gives the numbers of documents and of pages."""
    pages = [f"{stem}{_PAGE}" for stem in archive.stems.values()]
    total = 0
    with written(folder / METADATA) as table:
        metadata = Metadata(table)
        for number, entry in enumerate(archive.entries()):
            with written(folder / f"{entry.stem}{_TEXT}") as file:
                file.write(entry.document.text)
            page = _page(entry, start=total)
            page |= {"prev": pages[number - 1]} if number else {}
            page |= {"next": pages[number + 1]} if number + 1 < len(pages) else {}
            _put(folder / pages[number], page)
            metadata.add(entry)
            total += len(page["items"])
    _put(folder / COLLECTION, _collection(pages, total=total))
    return {f"*{_TEXT}": len(pages), f"*{_PAGE}": len(pages), COLLECTION: 1, METADATA: len(pages)}


def _put(path: Path, value: Row) -> None:
    with written(path) as file:
        json.dump(value, file, ensure_ascii=False, indent=1)
        file.write("\n")


def _collection(pages: list[str], *, total: int) -> Row:
    told: Row = {"@context": CONTEXT, "id": COLLECTION, "type": "AnnotationCollection"}
    told |= {"label": "Entities, quotations, appearances and functions found by ptce-corpus", "total": total}
    return told | ({"first": pages[0], "last": pages[-1]} if pages else {})


def _page(entry: Entry, *, start: int) -> Row:
    return {
        "@context": CONTEXT,
        "id": f"{entry.stem}{_PAGE}",
        "type": "AnnotationPage",
        "partOf": COLLECTION,
        "startIndex": start,
        "items": list(_items(entry)),
    }


def _items(entry: Entry) -> Iterator[Row]:
    source = f"{entry.stem}{_TEXT}"
    met: dict[str, int] = {}
    for found in findings(entry):
        told = json.dumps([entry.document.identifier, found.kind, found.span.start, found.span.end, found.bodies])
        met[told] = met.get(told, 0) + 1
        yield {
            "id": uuid.uuid5(_SPACE, f"{told} {met[told]}").urn,
            "type": "Annotation",
            "motivation": found.motivation,
            "body": [*found.bodies, *(_link(entry, source, found, role) for role in found.related)],
            "target": {
                "type": "SpecificResource",
                "source": source,
                "selector": selectors(entry.document.text, found.span),
                "ptce:page": entry.document.locate(found.span).page,
            },
        }


def _link(entry: Entry, source: str, found: Finding, role: str) -> Row:
    """A further place that an annotation is about, such as the verb that introduces a quotation."""
    return {
        "type": "SpecificResource",
        "purpose": "linking",
        "ptce:role": role,
        "source": source,
        "selector": selectors(entry.document.text, found.related[role]),
    }


def selectors(text: str, span: Span) -> list[Row]:
    """A stretch of a text, told twice: by its place in code points, and by its words."""
    return [
        {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        {
            "type": "TextQuoteSelector",
            "exact": span.cut(text),
            "prefix": text[max(span.start - _BESIDE, 0) : span.start],
            "suffix": text[span.end : span.end + _BESIDE],
        },
    ]
