"""The graph: GEXF as its schema has it, the same each time, and its numbers those of the archive."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import pytest
from lxml import etree

from ptce_corpus.domain.annotation import Label
from ptce_corpus.domain.graph import Meant, Node, Office, Tie
from ptce_corpus.domain.linking import Place
from ptce_corpus.workspace.exporting import export
from ptce_corpus.workspace.exports import gexf
from ptce_corpus.workspace.exports.archive import Archive
from ptce_corpus.workspace.workspace import Workspace

GEXF = "{http://gexf.net/1.3}"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
TYPES = {"integer": r"-?\d+", "double": r"-?\d+(\.\d+)?", "boolean": "true|false", "string": ".*"}


class Graph:
    """A graph made by hand."""

    def __init__(self, nodes: Sequence[Node], ties: Sequence[Tie], offices: Sequence[Office] = ()) -> None:
        self._nodes, self._ties, self._offices = nodes, ties, offices

    def states(self) -> dict[str, object]:
        return {}

    def ties(self, labels: Collection[Label], *, least: int) -> Iterator[Tie]:
        return (tie for tie in self._ties if tie.passages >= least)

    def offices(self) -> Sequence[Office]:
        return self._offices

    def nodes(self, numbers: Collection[int]) -> Iterator[Node]:
        return (node for node in self._nodes if node.meant.number in numbers)


def check(root: etree._Element) -> None:
    """The rules of gexf.xsd and dynamics.xsd, version 1.3, for the elements that are written."""
    assert (root.tag, root.get("version")) == (f"{GEXF}gexf", "1.3")
    meta, graph = root
    assert {child.tag for child in meta} <= {f"{GEXF}creator", f"{GEXF}description", f"{GEXF}keywords"}
    assert graph.get("mode") == "dynamic"
    assert graph.get("timeformat") == "date"
    declared: dict[tuple[str, str], tuple[str, str]] = {}
    for attributes in graph.iterfind(f"{GEXF}attributes"):
        for one in attributes:
            key = (attributes.get("class"), one.get("id"))
            assert key not in declared
            declared[key] = (attributes.get("mode"), one.get("type"))
            assert one.get("type") in TYPES
    assert [child.tag.removeprefix(GEXF) for child in graph if child.tag != f"{GEXF}attributes"] == ["nodes", "edges"]
    nodes, edges = graph.find(f"{GEXF}nodes"), graph.find(f"{GEXF}edges")
    known = [node.get("id") for node in nodes]
    assert len(known) == len(set(known))
    assert len({edge.get("id") for edge in edges}) == len(edges)
    for kind, elements in (("node", nodes), ("edge", edges)):
        for element in elements:
            check_element(kind, element, declared)
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(known)
        assert edge.get("type") in {None, graph.get("defaultedgetype")}, "NetworkX reads no mixed graph"
        assert float(edge.get("weight")) >= 1
        assert values(edge)["relation"] == edge.get("kind")
    assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} == set(known)


def check_element(kind: str, element: etree._Element, declared: dict[tuple[str, str], tuple[str, str]]) -> None:
    check_days(element)
    for value in element.iterfind(f"{GEXF}attvalues/{GEXF}attvalue"):
        mode, type_ = declared[kind, value.get("for")]
        assert re.fullmatch(TYPES[type_], value.get("value"), re.DOTALL)
        assert (value.get("start") is not None) == (mode == "dynamic")
        check_days(value)


def check_days(element: etree._Element) -> None:
    start, end = element.get("start"), element.get("end")
    assert (start is None) == (end is None)
    if start is not None:
        assert DAY.fullmatch(start)
        assert DAY.fullmatch(end)
        assert start <= end


def written(graph: Graph, folder: Path, **asked: object) -> etree._Element:
    gexf.write(Archive(graph), folder, **asked)
    root = etree.parse(folder / gexf.FILE).getroot()
    check(root)
    return root


ANNE = Node(Meant(3, "Anne Vasseur", Label.PER), 5, 2, "2012-05-01", "2014-01-02", ((2012, 3), (2014, 2)))
BODY = Node(Meant(7, "Les \x00<Régies> & \ud800Cie", Label.ORG), 4, 2)
TOWN = Node(Meant(9, "Nevers", Label.LOC, Place("58194", 46.98, 3.15)), 1, 1, "2012-01-01", "2012-12-31", ((2012, 1),))
TIES = (Tie(3, 7, 4, 2, "2012-05-01", "2014-01-02", ((2012, 3), (2014, 1))), Tie(3, 9, 1, 1))


def values(element: etree._Element) -> dict[str, str]:
    return {value.get("for"): value.get("value") for value in element.iter(f"{GEXF}attvalue")}


def test_nodes_and_edges_tell_what_is_known_of_them(tmp_path: Path) -> None:
    office = Office(3, 7, 'présidente "d\'honneur"', 2, "2012-05-01", "2012-05-01", ended=True)
    root = written(Graph((ANNE, BODY, TOWN), TIES, (office,)), tmp_path, places=True)
    anne, body, town = root.iter(f"{GEXF}node")
    assert (anne.get("label"), anne.get("start"), anne.get("end")) == ("Anne Vasseur", "2012-01-01", "2014-12-31")
    assert values(anne) | {"type": "PER", "mentions": "5", "documents": "2", "first": "2012-05-01"} == values(anne)
    assert body.get("label") == "Les �<Régies> & �Cie"
    assert values(town) | {"code": "58194", "latitude": "46.98", "longitude": "3.15"} == values(town)
    tie, _, function = root.iter(f"{GEXF}edge")
    assert (tie.get("kind"), tie.get("weight")) == ("passage", "4")
    years = [value for value in tie.iter(f"{GEXF}attvalue") if value.get("for") == "passages_by_year"]
    assert [(one.get("start")[:4], one.get("value")) for one in years] == [("2012", "3"), ("2014", "1")]
    assert (function.get("kind"), function.get("label")) == ("function", office.role)
    assert (function.get("source"), function.get("target"), values(function)["ended"]) == ("3", "7", "true")


def test_an_entity_without_a_tie_strong_enough_is_left_out(tmp_path: Path) -> None:
    root = written(Graph((ANNE, BODY, TOWN), TIES), tmp_path, least=2)
    assert [node.get("id") for node in root.iter(f"{GEXF}node")] == ["3", "7"]
    assert [edge.get("weight") for edge in root.iter(f"{GEXF}edge")] == ["4"]


def test_an_archive_without_entities_is_a_graph(tmp_path: Path) -> None:
    assert written(Graph((), ()), tmp_path).find(f".//{GEXF}nodes") is not None


@pytest.mark.trained
def test_the_graph_of_the_sample_archive_is_the_same_each_time(built: Path, tmp_path: Path) -> None:
    with Workspace(built) as archive:
        for name in ("one", "two"):
            export(archive, tmp_path / name, form="gexf", places=True)
        export(archive, tmp_path / "strong", form="gexf", least=3)
        shared = {
            (archive.entity(name).summary.identifier, other): passages
            for name in (archive.entities()[0].name,)
            for other, _, passages in archive.entity(name).beside
        }
    first, second = ((tmp_path / name / "graph.gexf").read_bytes() for name in ("one", "two"))
    assert first == second
    root = etree.fromstring(first)
    check(root)
    label = {node.get("id"): node.get("label") for node in root.iter(f"{GEXF}node")}
    told = {
        (end, label[other]): int(edge.get("weight"))
        for edge in root.iter(f"{GEXF}edge")
        if edge.get("kind") == "passage"
        for end, other in ((int(edge.get("source")), edge.get("target")), (int(edge.get("target")), edge.get("source")))
    }
    assert shared
    assert shared.items() <= told.items()
    strong = etree.parse(tmp_path / "strong" / "graph.gexf").getroot()
    check(strong)
    assert {float(edge.get("weight")) >= 3 for edge in strong.iter(f"{GEXF}edge") if edge.get("kind") == "passage"} == {
        True
    }
