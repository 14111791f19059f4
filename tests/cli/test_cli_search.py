"""``search`` beyond the contract: all answers, batches in other forms, saved searches, the prompt."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.cli.main import run
from ptce_corpus.cli.prompt import Prompt
from ptce_corpus.search import reranking
from ptce_corpus.workspace.searching import Searcher
from ptce_corpus.workspace.workspace import Workspace

pytestmark = pytest.mark.trained

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "120")


def test_all_answers_come_without_a_wall_in_the_order_of_the_pages(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reranking, "DEPTH", 12)  # some answers have had no second look, in this small archive too
    broad = ("search", "coopération emploi projet habitants association", "--match", "any")
    _, out, _ = told(*broad, "--limit", "0", "--json")
    answer = json.loads(out)
    assert len(answer["hits"]) == answer["total"] > reranking.DEPTH
    _, lines, _ = told(*broad, "--limit", "0", "--format", "jsonl")
    streamed = [json.loads(line) for line in lines.splitlines()]
    assert streamed == answer["hits"]
    paged = []
    for offset in range(0, answer["total"], 17):
        _, out, _ = told(*broad, "--limit", "17", "--offset", str(offset), "--json")
        paged += json.loads(out)["hits"]
    assert paged == answer["hits"]
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize("sort", ["date", "quality"])
def test_all_answers_keep_the_order_asked(told: Told, sort: str) -> None:
    _, lines, _ = told("search", "coopération", "--sort", sort, "--limit", "0", "--format", "jsonl")
    _, out, _ = told("search", "coopération", "--sort", sort, "--limit", "25", "--offset", "5", "--json")
    assert [json.loads(line) for line in lines.splitlines()][5:30] == json.loads(out)["hits"]


def test_a_batch_says_the_same_in_every_form(told: Told, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text("q1\tQuels emplois, quelle coopération ?\nq2\t...\nq3\tmobilité\n", encoding="utf-8")
    batch = ("search", "--queries", str(queries), "--match", "any", "--limit", "4", "--format")
    trec = [line.split() for line in told(*batch, "trec")[1].splitlines()]
    lines = [json.loads(line) for line in told(*batch, "jsonl")[1].splitlines()]
    rows = list(csv.DictReader(io.StringIO(told(*batch, "csv")[1])))
    wanted = [(row[0], row[2], int(row[3])) for row in trec]
    assert {query for query, _, _ in wanted} == {"q1", "q3"}
    assert [(one["query"], one["document"], one["rank"]) for one in lines] == wanted
    assert [(one["query"], one["document"], int(one["rank"])) for one in rows] == wanted
    assert all(one["citation"] and one["snippet"] for one in lines)
    assert told(*batch[:-1])[0] == 2, "a batch is for programs"
    assert told("search", "emploi", "--format", "trec")[0] == 2


def test_where_no_passage_holds_all_words_the_answer_says_how_many_hold_most(told: Told) -> None:
    answer = json.loads(told("search", "coopération emploi xylophone", "--json")[1])
    assert answer["total"] == 0
    most, loose = answer["suggestions"][:2]
    assert most == {"query": "coopération emploi", "total": answer["most"]["total"]}
    assert answer["most"] | {"words": 2, "of": 3, "query": "coopération emploi"} == answer["most"]
    assert 0 < most["total"] < loose["total"]
    assert json.loads(told("search", most["query"], "--json")[1])["total"] == most["total"]
    shown = told("search", "coopération emploi xylophone")[1]
    assert f"2 of 3 words stand together in {most['total']} passages:" in shown
    assert shown.count("coopération emploi\n") == 1


def test_of_many_words_those_that_stand_together_most_are_told(told: Told) -> None:
    known = "coopération emploi projet habitants association territoire"
    answer = json.loads(told("search", f"{known} de xylophone -zygomatique avant:2100", "--json")[1])
    assert answer["total"] == 0
    most = answer["most"]
    assert (most["of"], most["query"].count("xylophone")) == (7, 0)
    assert 2 * most["words"] > most["of"]
    assert "zygomatique" in most["query"]
    found = json.loads(told("search", most["query"], "--json")[1])
    assert found["total"] == most["total"] > 0
    assert json.loads(told("search", "xylophone zygomatique", "--json")[1])["most"] is None


def test_what_is_suggested_finds_as_much_as_is_told_under_the_same_filters(told: Told) -> None:
    for query in (
        "coopératoin emplio",
        "coopratoin",
        '"coopration économique" xylophone',
        "titre:xylophonne emploi",
        "emplio~ xyloo",
    ):
        for filters in ((), ("--kind", "minutes"), ("--after", "2012"), ("--match", "any")):
            answer = json.loads(told("search", query, *filters, "--json")[1])
            for one in answer["suggestions"]:
                again = json.loads(
                    told("search", one["query"], *(filters if "any" not in filters else ()), "--json")[1]
                )
                assert again["total"] == one["total"] > 0, (query, filters, one)


def test_a_query_that_begins_with_a_minus_stands_behind_two(built: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "-w", str(built), "--json", "--", "-coopération"]) == 0
    without = json.loads(capsys.readouterr().out)["total"]
    assert run(["search", "-w", str(built), "--json", "coopération OU SAUF coopération"]) == 0
    assert 0 < without < json.loads(capsys.readouterr().out)["total"]


def test_an_unknown_theme_is_told(told: Told) -> None:
    for arguments in (("emploi -theme:zygomatique",), ("emploi", "--theme", "zygomatique")):
        code, out, err = told("search", *arguments, "--json")
        assert (code, out) == (2, "")
        assert "no theme named zygomatique" in err


def test_a_wrong_query_leaves_standard_output_empty(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ("json", "jsonl", "csv", "table"):
        for command in ("search", "kwic"):
            code, out, err = told(command, 'moulin (titer:x "eau', "--format", form)
            assert (code, out) == (2, "")
            assert err.count("^^") >= 2
            assert "titre:" in err
    monkeypatch.setenv("PTCE_LANG", "fr")
    from ptce_corpus.cli.language import french

    french.cache_clear()
    assert "guillemet" in told("search", '"eau', "--json")[2]


def test_facets_tell_themes_and_speakers(told: Told) -> None:
    answer = json.loads(told("search", "coopération", "--facets", "--json")[1])
    assert {"person", "org", "place", "speaker", "theme", "kind", "year"} == set(answer["facets"])
    assert answer["facets"]["theme"]
    assert sum(facet["count"] for facet in answer["facets"]["theme"]) <= answer["total"]


def test_a_search_is_saved_told_and_forgotten(told: Told) -> None:
    assert told("save", "emplois", "emploi* -chômage")[0] == 0
    code, out, _ = told("saved", "--format", "jsonl")
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert (code, row["name"], row["new"]) == (0, "emplois", 0)
    assert row["total"] > 0
    assert told("save", "wrong", "(emploi")[0] == 2
    assert told("saved", "absent")[0] == 4
    assert told("saved", "--forget")[0] == 2
    assert told("saved", "emplois", "--forget")[0] == 0
    assert told("saved", "--format", "jsonl")[1] == ""


@pytest.fixture
def prompt(built: Path) -> Iterator[Prompt]:
    with Workspace(built) as workspace, Searcher(workspace) as searcher:
        yield Prompt(workspace, searcher)


def test_the_prompt_answers_pages_on_and_changes_its_ways(prompt: Prompt, capsys: pytest.CaptureFixture[str]) -> None:
    def answer(line: str) -> str:
        prompt.take(line)
        return capsys.readouterr().out

    assert answer("") == ""
    first = answer("coopération")
    assert "  1. " in first
    second = answer("")
    assert " 11. " in second
    assert "  1. " not in second
    assert answer("") == "that is all\n", "the archive has two pages of answers"
    assert "  1. " in answer(":date")
    assert "theme" in answer(":facets")
    assert answer("(emploi").count("^") > 0, "a wrong question ends nothing"
    assert "  1. " in answer("emploi")
    assert ":quit" in answer(":nonsense")


def test_the_prompt_completes_from_the_archive(prompt: Prompt) -> None:
    found: list[str] = []
    while (offer := prompt.complete("coop", len(found))) is not None:
        found.append(offer)
    assert any(offer.startswith("coop") for offer in found)
    assert prompt.complete("", 0) is None


def test_the_prompt_ends_with_its_input(
    built: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    lines = iter(["emploi", ":quit", "never read"])

    def typed(_: str) -> Any:
        return next(lines)

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", typed)
    monkeypatch.setattr("ptce_corpus.cli.prompt.Prompt._remember", lambda _: None)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    assert run(["search", "-w", str(built)]) == 0
    assert "  1. " in capsys.readouterr().out
    assert next(lines) == "never read"


def test_a_build_tells_what_saved_searches_find_that_is_new(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def told(*arguments: str) -> str:
        assert run([*arguments, "-w", str(tmp_path)]) == 0
        return capsys.readouterr().err

    Workspace.create(tmp_path)
    (tmp_path / "corpus" / "a.txt").write_text("La coopérative ouvre un atelier.", encoding="utf-8")
    serial = ("build", "--executor", "serial")
    told(*serial)
    told("save", "ateliers", "atelier")
    (tmp_path / "corpus" / "b.txt").write_text("Un autre atelier ouvre à Dole.", encoding="utf-8")
    assert "ateliers: new: 1 passage" in told(*serial)
    assert "ateliers" not in told(*serial)
    (tmp_path / "searches.json").write_text("{", encoding="utf-8")
    assert "searches.json" in told(*serial), "the build is done all the same"
