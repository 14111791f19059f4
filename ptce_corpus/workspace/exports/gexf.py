"""A graph for Gephi and its kin: people and organisations, tied where passages name both, and by functions held.

GEXF 1.3, dynamic: a node or an edge lasts from the year of its earliest dated document to that of its latest; mentions
and shared passages are told year by year too. Edges of kind ``passage`` weigh the passages shared; those of kind
``function`` lead from a person to an organisation, bear the role and weigh the documents that tell it. All count as
undirected: NetworkX reads no graph that mixes both, and the types of the ends tell who holds the function.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.graph import Node, Office, Tie
from ptce_corpus.workspace.exports.archive import Archive, written
from ptce_corpus.workspace.exports.markup import DECLARATION, element, empty, opening

FILE = "graph.gexf"
_NAMESPACE = "http://gexf.net/1.3"
_STATIC = {
    "node": {
        "type": "string",
        "mentions": "integer",
        "documents": "integer",
        "first": "string",
        "last": "string",
        "code": "string",
    },
    "edge": {"relation": "string", "documents": "integer", "role": "string", "ended": "boolean"},
}
_DYNAMIC = {"node": "mentions_by_year", "edge": "passages_by_year"}
_PASSAGE, _FUNCTION = "passage", "function"
"""Kinds of edges; told in an attribute too, for readers that pass over ``kind``."""
_PLACES = {"latitude": "double", "longitude": "double"}


def write(archive: Archive, folder: Path, *, least: int = 1, places: bool = False) -> dict[str, int]:
    """Write the graph; gives its number of nodes and edges together.

    Args:
        archive: what to tell of.
        folder: where the file goes.
        least: passages that two entities share to be tied; functions tie whatever it is.
        places: whether places are nodes too. Entities without a tie are left out.
    """
    labels = (Label.PER, Label.ORG, *([Label.LOC] if places else []))
    nodes = 0
    # The nodes stand before the edges that say which are needed.
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="") as edges:
        numbers, count = _edges(archive, edges, labels=labels, least=least)
        with written(folder / FILE) as file:
            file.writelines(_head())
            file.write("<nodes>\n")
            for node in archive.catalogue.nodes(numbers):
                file.write(_node(node))
                nodes += 1
            file.write("</nodes>\n<edges>\n")
            edges.seek(0)
            shutil.copyfileobj(edges, file)
            file.write("</edges>\n</graph>\n</gexf>\n")
    return {FILE: nodes + count}


def _edges(archive: Archive, file: TextIO, *, labels: Sequence[Label], least: int) -> tuple[set[int], int]:
    """Write the edges; gives the entities that they tie, and how many edges there are."""
    numbers: set[int] = set()
    count = 0
    for tie in archive.catalogue.ties(labels, least=least):
        file.write(_tie(count, tie))
        numbers |= {tie.one, tie.other}
        count += 1
    for office in archive.catalogue.offices():
        file.write(_office(count, office))
        numbers |= {office.person, office.organisation}
        count += 1
    return numbers, count


def _head() -> Iterator[str]:
    yield DECLARATION + opening("gexf", xmlns=_NAMESPACE, version="1.3") + "\n"
    yield f"<meta>{element('creator', 'ptce-corpus')}"
    yield f"{element('description', 'People, organisations and places named in the same passages, and functions')}"
    yield "</meta>\n"
    kinds = {"mode": "dynamic", "timeformat": "date", "timerepresentation": "interval"}
    yield opening("graph", defaultedgetype="undirected", idtype="string", **kinds) + "\n"
    for kind, titles in _STATIC.items():
        yield from _attributes(kind, "static", titles | (_PLACES if kind == "node" else {}))
        yield from _attributes(kind, "dynamic", {_DYNAMIC[kind]: "integer"})


def _attributes(kind: str, mode: str, titles: dict[str, str]) -> Iterator[str]:
    yield opening("attributes", class_=kind, mode=mode) + "\n"
    for title, type_ in titles.items():
        yield empty("attribute", id=title, title=title, type=type_) + "\n"
    yield "</attributes>\n"


def _node(node: Node) -> str:
    place = node.meant.place
    static: dict[str, object] = {
        "type": node.meant.label.value,
        "mentions": node.mentions,
        "documents": node.documents,
        "first": node.first,
        "last": node.last,
        "code": place and place.code,
        "latitude": place and place.latitude,
        "longitude": place and place.longitude,
    }
    tag = opening("node", id=node.meant.number, label=node.meant.name, **_lasting(node))
    return f"{tag}{_values(static, _DYNAMIC['node'], node.years)}</node>\n"


def _tie(number: int, tie: Tie) -> str:
    ends = {"source": tie.one, "target": tie.other, **_lasting(tie)}
    tag = opening("edge", id=number, **ends, kind=_PASSAGE, weight=tie.passages)
    static: dict[str, object] = {"relation": _PASSAGE, "documents": tie.documents}
    return f"{tag}{_values(static, _DYNAMIC['edge'], tie.years)}</edge>\n"


def _office(number: int, office: Office) -> str:
    ends = {"source": office.person, "target": office.organisation, **_lasting(office)}
    kind = {"kind": _FUNCTION, "label": office.role, "weight": office.documents}
    static = {"relation": _FUNCTION, "documents": office.documents, "role": office.role}
    static["ended"] = str(office.ended).lower()
    return f"{opening('edge', id=number, **ends, **kind)}{_values(static)}</edge>\n"


def _lasting(what: Node | Tie | Office) -> dict[str, str]:
    """From the first day of the first year to the last of the last; nothing for what is undated."""
    if what.first is None or what.last is None:
        return {}
    return {"start": f"{what.first[:4]}-01-01", "end": f"{what.last[:4]}-12-31"}


def _values(static: dict[str, object], title: str = "", years: Sequence[tuple[int, int]] = ()) -> str:
    values = [empty("attvalue", for_=name, value=value) for name, value in static.items() if value is not None]
    for year, value in years:
        days = {"start": f"{year:04}-01-01", "end": f"{year:04}-12-31"}
        values.append(empty("attvalue", for_=title, value=value, **days))
    return f"<attvalues>{''.join(values)}</attvalues>"
