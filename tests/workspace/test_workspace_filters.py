"""Filters beside a query keep what they name, whatever letters and marks a name holds."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.cli.main import run
from ptce_corpus.domain.passage import IndexedPassage
from ptce_corpus.domain.query import DateRange, FieldName, InDocuments, Term
from ptce_corpus.errors import QueryError, UsageError
from ptce_corpus.search.match import matches
from ptce_corpus.text.tokens import forms
from ptce_corpus.workspace.asking import matching
from ptce_corpus.workspace.concordances import lines
from ptce_corpus.workspace.narrowing import EVERYTHING, Narrowing
from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.spoken import spoken
from ptce_corpus.workspace.workspace import Workspace

HOSTILE = (
    'Anne "Nanou" Le Goff',
    "Le Goff (dite Nanou)",
    "personne:Le Goff",
    "-Le Goff",
    "Goff OU Garin",
    "Le Goff*",
    'Le Goff"',
    "((Le Goff",
    "= Le ~ Goff ..",
    "« Le Goff »",
)
names = st.text(alphabet=st.sampled_from("aéZ'’ \t\"«»()[]:*~=-.,·OU14"), min_size=1, max_size=24)


def nothing(_: str) -> frozenset[int]:
    return frozenset()


@given(names)
def test_a_passage_that_names_someone_is_kept_under_that_name(name: str) -> None:
    passage = IndexedPassage(1, 1, "", people=(name,), organisations=("Autre", name), places=(name,))
    filters = Narrowing(person=name, organisation=name, place=name)
    if not forms(name):
        with pytest.raises(UsageError):
            filters.rewritten(documents_of_theme=nothing)
        return
    kept = filters.rewritten(documents_of_theme=nothing)
    assert len(kept) == 3
    assert all(matches(passage, query) for query in kept)


def test_filters_become_values_of_their_fields() -> None:
    asked: list[str] = []

    def themed(name: str) -> frozenset[int]:
        asked.append(name)
        return frozenset({4, 9})

    filters = Narrowing(theme='emploi "(local)', kind="Communiqué de presse", after="2014", before="2015-07")
    theme, kind, dates = filters.rewritten(documents_of_theme=themed)
    assert asked == ['emploi "(local)']
    assert isinstance(theme, InDocuments)
    assert theme.documents == {4, 9}
    assert kind == Term("press-release", FieldName.KIND)
    assert dates == DateRange("2014", "2015-06")
    assert filters.told() == {
        "theme": 'emploi "(local)',
        "kind": "Communiqué de presse",
        "after": "2014",
        "before": "2015-07",
    }
    assert EVERYTHING.told() == {}


def test_all_that_is_wrong_with_filters_is_told_and_is_no_fault_of_the_query() -> None:
    with pytest.raises(UsageError) as caught:
        Narrowing(person='"', kind="sonnet").rewritten(documents_of_theme=nothing)
    assert not isinstance(caught.value, QueryError)
    assert '" holds no letter or digit' in caught.value.message
    assert "named sonnet" in caught.value.message
    with pytest.raises(UsageError):
        Narrowing(after="hier").rewritten(documents_of_theme=nothing)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with Workspace.create(tmp_path_factory.mktemp("filters")) as made:
        for name, speaker, year in (("goff", "Anne Le Goff", 2014), ("garin", "Paul Garin", 2016)):
            text = (
                f"Nevers, le 4 mars {year} - La scierie ouvre ses portes aux habitants de la vallée.\n\n"
                f"« La scierie embauche », déclare {speaker}, présidente de la scierie de Nevers.\n"
            )
            (made.corpus / f"{name}.txt").write_text(text, encoding="utf-8")
        assert made.build(executor="serial").warnings == ()
        yield made


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_is_a_wrong_query(archive: Workspace, name: str) -> None:
    filters = Narrowing(person=name, place=name, organisation=name)
    assert list(lines(archive, "scierie", narrowing=filters)) == []
    assert matching(archive, None, filters) == frozenset()
    assert list(spoken(archive, filters, text="scierie")) == []
    with Searcher(archive) as searcher:
        answer = searcher.search("scierie", narrowing=filters)
    assert answer.hits == ()
    assert answer.filters == {"person": name, "place": name, "org": name}


def test_filters_keep_what_they_say_wherever_they_are_given(archive: Workspace) -> None:
    early = Narrowing(before="2015")
    with Searcher(archive) as searcher:
        answer = searcher.search("scierie", narrowing=early, with_facets=True)
        assert {hit.document for hit in answer.hits} == {"goff.txt"}
        assert [facet.value for facet in answer.facets["year"]] == ["2014"]
        assert searcher.matching("scierie", early) == matching(archive, "scierie", early)
    assert {line.document for line in lines(archive, "scierie", narrowing=early)} == {"goff.txt"}
    assert matching(archive, None, early) < matching(archive, None, EVERYTHING)


def test_the_answer_tells_its_filters(archive: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    filtered = ["search", "scierie", "--place", 'Nevers "(58)', "--after", "2013", "-w", str(archive.root)]
    assert run([*filtered, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["filters"] == {"place": 'Nevers "(58)', "after": "2013"}
    assert run(filtered) == 0
    assert '--place Nevers "(58) · --after 2013' in capsys.readouterr().out
    assert run(["search", "scierie", "-w", str(archive.root), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["filters"] == {}
    assert run(["search", "scierie", "--person", '"', "-w", str(archive.root)]) == 2
    assert "holds no letter or digit" in capsys.readouterr().err
