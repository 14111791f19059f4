"""Concordances and statistics on the command line, over a built workspace."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.cli.statistics import bars
from ptce_corpus.search.parser import parse

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "140")


def test_a_concordance_has_no_wall_and_says_when_it_is_cut(ask: Ask, told: Ask) -> None:
    every = ask("kwic", "coopération", "--limit", "0")
    assert ask("kwic", "coopération", "--limit", "3") == every[:3]
    assert "--limit 0" in told("kwic", "coopération", "--limit", "3")[2]
    assert told("kwic", "coopération", "--limit", "0")[2] == ""


@pytest.mark.parametrize("order", ["left", "right", "keyword", "date", "document"])
def test_the_order_of_a_concordance_changes_no_line(ask: Ask, order: str) -> None:
    lines = ask("kwic", "coop* OU territoire", "--limit", "0", "--sort", order)
    plain = ask("kwic", "coop* OU territoire", "--limit", "0")
    assert sorted(map(str, lines)) == sorted(map(str, plain))
    if order == "date":
        dates = [line["date"] for line in lines if line["date"]]
        assert dates == sorted(dates)
    if order == "keyword":
        words = [line["keyword"].lower().replace("é", "e") for line in lines]
        assert words == sorted(words)


def test_a_concordance_takes_the_filters_of_a_search(ask: Ask) -> None:
    late = ask("kwic", "coopération", "--after", "2022", "--limit", "0")
    every = ask("kwic", "coopération", "--limit", "0")
    assert late == [line for line in every if (line["date"] or "") >= "2022"]
    assert 0 < len(late) < len(every)


def test_every_form_holds_the_same_lines(ask: Ask, told: Ask) -> None:
    rows = ask("kwic", "coopération", "--limit", "4")
    lines = told("kwic", "coopération", "--limit", "4", "--format", "jsonl")[1].splitlines()
    assert [json.loads(line) for line in lines] == rows
    table = list(csv.DictReader(io.StringIO(told("kwic", "coopération", "--limit", "4", "--format", "csv")[1])))
    assert [row["keyword"] for row in table] == [row["keyword"] for row in rows]


@pytest.mark.parametrize("command", ["kwic", "collocates", "frequencies"])
def test_a_query_without_a_word_of_the_text_is_refused_and_a_wrong_one_shown(told: Ask, command: str) -> None:
    code, out, err = told(command, "date:2014")
    assert (code, out) == (2, "")
    assert "asks for no word of the text" in err
    code, out, err = told(command, '("emploi OU')
    assert (code, out) == (2, "")
    assert "^" in err


def test_collocates_have_their_counts_and_measures(ask: Ask) -> None:
    rows = ask("collocates", "coopération", "--min", "2")
    scores = [row["log_likelihood"] for row in rows]
    assert len(rows) > 2
    assert scores == sorted(scores, reverse=True)
    for row in rows:
        assert row["left"] + row["right"] == row["count"] >= max(2, row["passages"])
        assert row["count"] > row["expected"]
        assert row["total"] >= row["count"]
    content = ask("collocates", "coopération", "--min", "2", "--content-words")
    assert {row["stem"] for row in content} < {row["stem"] for row in rows}
    assert not {"de", "la"} & {row["word"] for row in content}


@pytest.mark.parametrize("measure", ["mutual-information", "t-score", "count"])
def test_collocates_are_sorted_by_the_measure_asked(ask: Ask, measure: str) -> None:
    values = [row[measure.replace("-", "_")] for row in ask("collocates", "coopération", "--sort", measure)]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("by", ["year", "month", "kind"])
def test_frequencies_add_up_to_the_concordance(ask: Ask, by: str) -> None:
    rows = ask("frequencies", "coopération", "--by", by)
    assert sum(row["count"] for row in rows) == len(ask("kwic", "coopération", "--limit", "0"))
    for row in rows:
        assert row["documents"] <= row["count"]
        if row["words"]:
            assert row["per_10000"] == pytest.approx(row["count"] * 10_000 / row["words"], abs=1e-4)
        else:
            assert row["per_10000"] is None


def test_frequencies_under_a_filter_are_related_to_the_words_that_it_keeps(ask: Ask) -> None:
    every = {row["value"]: row for row in ask("frequencies", "coopération", "--by", "kind")}
    assert len(every) > 1
    for kind, row in every.items():
        assert ask("frequencies", "coopération", "--by", "kind", "--kind", kind) == [row]


def test_frequencies_by_speaker_are_those_of_quotations(ask: Ask) -> None:
    rows = ask("frequencies", "coopération", "--by", "speaker")
    assert [row["count"] for row in rows] == sorted((row["count"] for row in rows), reverse=True)
    speakers = {row["person"] or row["organisation"] for row in ask("timeline", "--kinds", "quotation")}
    assert {row["value"] for row in rows} == speakers - {None}


def test_a_chart_stands_beside_the_years(told: Ask) -> None:
    code, out, _ = told("frequencies", "coopération")
    assert code == 0
    assert out.count("█") > 3


def commonest_kind(ask: Ask) -> str:
    """The kind of document in which most is said of cooperation."""
    return str(max(ask("frequencies", "coopération", "--by", "kind"), key=lambda row: row["count"])["value"])


def test_specificities_are_of_the_part_asked(ask: Ask) -> None:
    kind = commonest_kind(ask)
    rows = ask("specificities", kind, "--by", "kind", "--min", "2", "--threshold", "1")
    assert {row["part"] for row in rows} == {kind}
    scores = [row["specificity"] for row in rows]
    assert scores == sorted(scores, reverse=True)
    assert all(abs(score) >= 1 for score in scores)
    for row in rows:
        assert row["count"] <= row["total"] <= row["total_words"]
        assert (row["specificity"] > 0) == (row["count"] * row["total_words"] >= row["total"] * row["part_words"])


@pytest.mark.parametrize("by", ["year", "kind", "theme", "speaker"])
def test_every_part_has_its_words(ask: Ask, by: str) -> None:
    rows = ask("specificities", "--by", by, "--min", "1", "--threshold", "0", "--parts", "0", "--limit", "0")
    sizes = {row["part"]: row["part_words"] for row in rows}
    assert sizes
    for part, words in sizes.items():
        assert sum(row["count"] for row in rows if row["part"] == part) == words


def test_a_query_makes_its_passages_the_archive(ask: Ask) -> None:
    loose = (commonest_kind(ask), "--by", "kind", "--min", "1", "--threshold", "0")
    rows = ask("specificities", *loose, "--query", "coopération")
    whole = ask("specificities", *loose)
    assert rows[0]["total_words"] < whole[0]["total_words"]


@pytest.mark.parametrize("by", ["year", "kind", "theme", "speaker"])
def test_a_part_that_is_not_there_is_not_found(told: Ask, by: str) -> None:
    code, out, err = told("specificities", "xylophone", "--by", by)
    assert (code, out) == (4, "")
    assert "xylophone" in err


def test_similar_documents_share_the_words_told(ask: Ask, told: Ask) -> None:
    asked = ask("search", "coopération", "--limit", "1")["hits"][0]["document"]
    rows = ask("similar", asked, "--limit", "5")
    scores = [row["score"] for row in rows]
    assert rows
    assert scores == sorted(scores, reverse=True)
    assert asked not in {row["document"] for row in rows}
    assert all(row["terms"] and 0 < row["score"] <= 1 for row in rows)
    assert told("similar", "nowhere.pdf")[0] == 4


def test_a_beginning_is_completed_by_words_and_names(ask: Ask) -> None:
    words = ask("complete", "coop")
    assert all(row["text"].lower().replace("é", "e").startswith("coop") for row in words if row["kind"] == "term")
    name = ask("entities", "--label", "PER", "--limit", "1")[0]["name"]
    (row,) = [row for row in ask("complete", name[:5], "--limit", "50") if row["text"] == name]
    assert row["kind"] == "PER"
    assert ask("search", row["query"])["total"] > 0
    assert ask("complete", "zzzz") == []


def test_the_last_of_several_words_is_completed(ask: Ask) -> None:
    rows = [row for row in ask("complete", "l'emploi et la coop") if row["kind"] == "term"]
    assert rows
    assert all(row["text"].startswith("l'emploi et la coop") for row in rows)


def test_a_misspelt_query_has_others_that_may_have_been_meant(built: Path, ask: Ask) -> None:
    from ptce_corpus.workspace.completing import meant
    from ptce_corpus.workspace.workspace import Workspace

    ask("similar", ask("search", "coopération", "--limit", "1")["hits"][0]["document"])
    with Workspace(built) as workspace:
        found = meant(workspace, '"cooperatoin" depuis:2010')
        assert ask("search", found[0])["total"] > 0
        assert [str(parse(query)) for query in found] == found
        assert meant(workspace, "coopération") == []


def test_bars_are_as_long_as_their_values() -> None:
    assert bars([0, 4, 2, 0.001], width=4) == ["", "████", "██", "▏"]
    assert bars([]) == []
    assert bars([0, 0]) == ["", ""]


@pytest.mark.parametrize("form", ["iramuteq", "tei", "jsonl", "conll"])
def test_an_export_about_a_query_holds_the_documents_that_answer_it(
    built: Path, ask: Ask, tmp_path: Path, form: str
) -> None:
    hits = ask("search", "mobilité", "--limit", "1000")["hits"]
    wanted = {hit["document"] for hit in hits}
    told = ask("export", "--as", form, "--query", "mobilité", str(tmp_path / "out"))
    every = ask("export", "--as", form, str(tmp_path / "all"))
    for name, rows in told["files"].items():
        assert 0 < rows < every["files"][name]
    if form == "jsonl":
        lines = (tmp_path / "out" / next(iter(told["files"]))).read_text("utf-8").splitlines()
        assert len(lines) == len(wanted)
        assert all(any(name in line for name in wanted) for line in lines)
    if form == "iramuteq":
        text = (tmp_path / "out" / "iramuteq.txt").read_text("utf-8")
        assert text.count("****") == len(wanted)


def test_an_export_about_what_nothing_answers_writes_nothing(told: Ask, tmp_path: Path) -> None:
    code, _, err = told("export", "--query", "xylophone", str(tmp_path / "out"))
    assert code == 4
    assert "xylophone" in err
    assert told("export", "--as", "gexf", "--query", "mobilité", str(tmp_path / "out"))[0] == 2
    assert told("export", "--query", "(", str(tmp_path / "out"))[0] == 2
    assert not (tmp_path / "out").exists()
