"""The command line as CONTRACT.md gives it: names of fields, exit codes, places of output."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ptce_corpus.cli.main import COMMANDS, run

Ask = Callable[..., Any]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def ask(built: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the built workspace; gives its JSON, having checked its exit code."""

    def asked(*arguments: str, code: int = 0) -> Any:
        assert run([*arguments, "-w", str(built), "--json"]) == code
        out = capsys.readouterr().out
        return json.loads(out) if out else None

    return asked


@pytest.fixture
def told(built: Path, capsys: pytest.CaptureFixture[str]) -> Ask:
    """Run a command on the built workspace; gives exit code, standard output and standard error."""

    def asked(*arguments: str, where: bool = True) -> tuple[int, str, str]:
        code = run([*arguments, *(["-w", str(built)] if where else [])])
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return asked


def test_search_answers_with_snippets_pages_and_citations(ask: Ask) -> None:
    answer = ask("search", "coopération", "--limit", "3", "--facets")
    assert set(answer) == {"query", "filters", "total", "took_ms", "hits", "facets", "most", "suggestions"}
    assert len(answer["hits"]) == 3 <= answer["total"]
    for hit in answer["hits"]:
        wanted = {
            "document",
            "title",
            "date",
            "kind",
            "page",
            "passage",
            "score",
            "snippet",
            "highlights",
            "citation",
            "quality",
        }
        assert set(hit) == wanted
        marked = [hit["snippet"][start:end].lower() for start, end in hit["highlights"]]
        assert marked
        assert all(word.startswith("coop") for word in marked)
        assert hit["citation"].endswith(f"p. {hit['page']}")
    scores = [hit["score"] for hit in answer["hits"]]
    assert scores == sorted(scores, reverse=True)
    assert {"value", "count"} == set(answer["facets"]["kind"][0])


def test_pages_of_answers_follow_one_another(ask: Ask) -> None:
    whole = [hit["passage"] for hit in ask("search", "coopération", "--limit", "8")["hits"]]
    parts = [
        h["passage"]
        for at in range(0, 8, 2)
        for h in ask("search", "coopération", "--limit", "2", "--offset", str(at))["hits"]
    ]
    assert parts == whole


def test_search_by_date_is_newest_first(ask: Ask) -> None:
    dates = [
        hit["date"] for hit in ask("search", "coopération", "--sort", "date", "--limit", "50")["hits"] if hit["date"]
    ]
    assert len(set(dates)) > 1
    assert dates == sorted(dates, reverse=True)


def test_filters_narrow_the_answers(ask: Ask) -> None:
    every = ask("search", "coopération", "--limit", "100")
    late = ask("search", "coopération", "--after", "2022", "--limit", "100")
    assert 0 < late["total"] < every["total"]
    assert all(hit["date"] >= "2022" for hit in late["hits"])
    kind = ask("search", "coopération", "--kind", "programme", "--limit", "100")
    assert {hit["kind"] for hit in kind["hits"]} == {"programme"}


def test_a_query_that_finds_nothing_says_what_would(ask: Ask) -> None:
    answer = ask("search", "coopération xylophone")
    assert answer["total"] == 0
    assert answer["suggestions"][0]["total"] > 0


def test_every_fault_of_a_query_is_told_in_its_place(told: Ask) -> None:
    code, out, err = told("search", '("emploi OU')
    assert (code, out) == (2, "")
    assert err.count("^") >= 2
    assert err.count('("emploi OU') == 1, "one line shows the query for both"


def test_a_batch_is_a_trec_run(told: Ask, tmp_path: Path) -> None:
    queries = tmp_path / "queries.tsv"
    queries.write_text('q1\tcoopération et emploi\nq2\t(mobilité: "rurale"\n', encoding="utf-8")
    code, out, _ = told("search", "--queries", str(queries), "--format", "trec", "--match", "any", "--limit", "5")
    assert code == 0
    rows = [line.split() for line in out.splitlines()]
    assert {row[0] for row in rows} == {"q1", "q2"}
    assert all(row[1] == "Q0" and row[5] == "ptce" for row in rows)
    ranks = [int(row[3]) for row in rows if row[0] == "q1"]
    assert ranks == list(range(1, len(ranks) + 1))
    documents = [row[2] for row in rows if row[0] == "q1"]
    assert len(documents) == len(set(documents))


def test_kwic_gives_the_keyword_between_its_contexts(ask: Ask) -> None:
    lines = ask("kwic", "coopération", "--width", "30", "--limit", "20")
    assert len(lines) > 3
    for line in lines:
        assert set(line) == {"left", "keyword", "right", "document", "page", "date"}
        assert line["keyword"].lower().startswith("coop")
        assert max(len(line["left"]), len(line["right"])) <= 31


def test_show_gives_text_and_places_of_entities(ask: Ask, built: Path) -> None:
    name = next(p.name for p in (built / "corpus").glob("*.md"))
    shown = ask("show", name)
    (page,) = shown["pages"]
    assert page["entities"]
    assert all(page["text"][e["start"] : e["end"]] == e["text"] for e in page["entities"])
    raw = ask("show", name, "--raw")["pages"][0]["text"]
    assert "**" in raw
    assert "**" not in page["text"]


def test_entities_and_their_portrait(ask: Ask) -> None:
    found = ask("entities", "--label", "PER", "--limit", "5")
    assert set(found[0]) == {"name", "label", "mentions", "documents", "first", "last", "place"}
    assert {one["label"] for one in found} == {"PER"}
    portrait = ask("entity", found[0]["name"])
    assert portrait["name"] == found[0]["name"]
    assert len(portrait["documents_cited"]) == portrait["documents"]
    assert all(cited["citation"] for cited in portrait["documents_cited"])


def test_timeline_rows_are_cited_and_in_order(ask: Ask) -> None:
    rows = ask("timeline")
    wanted = {
        "date",
        "date_basis",
        "kind",
        "person",
        "function",
        "organisation",
        "text",
        "cue",
        "document",
        "title",
        "page",
    }
    assert wanted | {"citation", "confidence"} <= set(rows[0])
    assert {row["kind"] for row in rows} == {"quotation", "appearance"}
    dated = [row["date"] for row in rows if row["date"]]
    assert [date[:4] for date in dated] == sorted(date[:4] for date in dated)
    who = next(row["person"] for row in rows if row["person"])
    narrowed = ask("timeline", "--who", who)
    assert 0 < len(narrowed) < len(rows)
    about = ask("timeline", "--about", "coopération")
    assert 0 < len(about) < len(rows)


@pytest.mark.parametrize("form", ["csv", "md", "html", "table"])
def test_a_timeline_is_written_in_every_form(told: Ask, form: str) -> None:
    code, out, _ = told("timeline", "--format", form)
    assert code == 0
    if form == "csv":
        assert next(csv.DictReader(io.StringIO(out)))["citation"]
    if form == "html":
        assert out.startswith("<!doctype html>")
        assert "://" not in out.split("<h1>")[0], "the page fetches nothing"


def test_themes_and_their_proof(ask: Ask) -> None:
    themes = ask("themes")
    assert set(themes[0]) == {"id", "label", "terms", "documents", "passages"}
    theme = ask("theme", str(themes[0]["id"]))
    assert theme["proof"]
    assert all(proof["citation"] for proof in theme["proof"])
    lines = ask("themes", "--assignments")
    assert {"document", "theme", "weight"} == set(lines[0])
    assert ask("themes", "--over-time")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("entity", "Xantippe Zwingli"), 4),
        (("show", "nowhere.pdf"), 4),
        (("theme", "999"), 4),
        (("search", "coopération", "--after", "hier"), 2),
        (("search",), 2),
        (("nonsense",), 2),
        (("search", "coopération", "--format", "xml"), 2),
    ],
)
def test_failures_have_their_exit_codes(told: Ask, arguments: tuple[str, ...], code: int) -> None:
    got, out, err = told(*arguments)
    assert (got, out) == (code, "")
    assert err


def test_a_workspace_without_a_build_is_told_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init", str(tmp_path)]) == 0
    capsys.readouterr()
    assert run(["search", "emploi", "-w", str(tmp_path)]) == 5
    assert "ptce build" in capsys.readouterr().err


def test_init_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "ptce.toml").write_text("[themes]\nnumber = 3\n")
    assert run(["init", str(tmp_path)]) == 0
    assert (tmp_path / "ptce.toml").read_text() == "[themes]\nnumber = 3\n"
    assert {"corpus", "indexes", "models"} <= {path.name for path in tmp_path.iterdir()}


def test_an_unknown_setting_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ptce.toml").write_text("[themes]\nnumbr = 3\n")
    assert run(["status", "-w", str(tmp_path)]) == 2
    assert "numbr" in capsys.readouterr().err


def test_the_settings_file_that_init_writes_is_valid_when_uncommented(tmp_path: Path) -> None:
    from ptce_corpus.settings import Settings, load

    run(["init", str(tmp_path)])
    path = tmp_path / "ptce.toml"
    lines = path.read_text().splitlines()
    path.write_text(
        "\n".join(line[1:] if line.startswith("#") and not line.startswith("# ") else line for line in lines)
    )
    assert load(tmp_path, {}) == Settings()
    assert "number = 0" in path.read_text()


def test_add_stores_the_same_bytes_once(tmp_path: Path) -> None:
    tree = tmp_path / "in" / "deep"
    tree.mkdir(parents=True)
    for name in ("a.txt", "twin.txt", "deep/a.txt"):
        (tmp_path / "in" / name).write_text("other" if "/" in name else "same")
    root = tmp_path / "w"
    run(["init", str(root)])
    assert run(["add", str(tmp_path / "in"), "-w", str(root)]) == 0
    assert run(["add", str(tmp_path / "in" / "deep" / "a.txt"), "-w", str(root)]) == 0
    held = sorted(p.relative_to(root / "corpus").as_posix() for p in (root / "corpus").rglob("*") if p.is_file())
    assert held == ["in/a.txt", "in/deep/a.txt"]
    assert run(["add", str(tmp_path / "missing"), "-w", str(root)]) == 4


def test_status_and_doctor(ask: Ask) -> None:
    status = ask("status")
    assert status["documents"] == status["index"]["documents"] > 0
    assert status["pending"]["added"] == 0
    checks = ask("doctor")
    assert {"name", "good", "detail", "remedy", "needed"} == set(checks[0])


def test_help_speaks_of_every_command(told: Ask) -> None:
    code, out, _ = told("--help", where=False)
    assert code == 0
    assert all(f"\n  {name} " in out for name in COMMANDS)


@pytest.mark.parametrize("command", ["status", "build", "entity", "theme", "show"])
def test_what_is_no_list_is_told_in_every_form_too(told: Ask, command: str, built: Path) -> None:
    document = json.loads(told("search", "coopération", "--format", "json")[1])["hits"][0]["document"]
    name = json.loads(told("entities", "--format", "json")[1])[0]["name"]
    asked = {"entity": [name], "theme": ["1"], "show": [document], "build": ["--dry-run"]}.get(command, [])
    whole = json.loads(told(command, *asked, "--format", "json")[1])
    (line,) = told(command, *asked, "--format", "jsonl")[1].splitlines()
    assert set(json.loads(line)) == set(whole)
    rows = list(csv.DictReader(io.StringIO(told(command, *asked, "--format", "csv")[1])))
    if command == "show":
        assert [row["text"] for row in rows] == [page["text"] for page in whole["pages"]]
        assert {row["document"] for row in rows} == {document}
    else:
        assert [set(row) for row in rows] == [set(whole)]
