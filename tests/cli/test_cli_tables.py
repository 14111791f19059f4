"""Tables of words: what they add up to, how they fit the terminal, what they say where nothing is met."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Ask = Callable[..., Any]
Told = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTCE_LANG", "en")
    monkeypatch.setenv("COLUMNS", "140")


@pytest.mark.parametrize("query", ["coopération", '"pôle territorial"', "mutual* OU emploi", '"pôle coopération"~4'])
def test_what_tables_add_up_to_is_the_concordance(ask: Ask, told: Told, query: str) -> None:
    places = len(ask("kwic", query, "--limit", "0"))
    summed = f"{places} occurrence"
    for command in (("kwic", "--limit", "0"), ("collocates", "--min", "1"), ("frequencies", "--by", "kind")):
        code, out, _ = told(command[0], query, *command[1:])
        assert code == 0
        assert out.splitlines()[-1].startswith(summed), command


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
def test_a_line_of_a_concordance_fits_the_terminal(told: Told, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    _, out, _ = told("kwic", "PTCE OU coopération", "--limit", "12")
    lines = [line.rstrip() for line in out.splitlines() if line.strip()]
    assert all(len(line) <= columns for line in lines)
    assert sum("PTCE" in line or "oopération" in line or "…" in line for line in lines) >= 12
    assert len(lines) <= 12 * (2 if columns < 80 else 1) + 2, "no line is folded"


@pytest.mark.parametrize(
    "command", [("kwic",), ("collocates",), ("frequencies",), ("specificities", "--by", "year", "--query")]
)
def test_where_nothing_is_met_the_way_on_is_told(told: Told, command: tuple[str, ...]) -> None:
    code, out, _ = told(*command, "zzyzx")
    assert code == 0
    assert "nothing found" in out
    assert "ptce search zzyzx" in out


def test_kinds_with_most_places_come_first(ask: Ask) -> None:
    counts = [row["count"] for row in ask("frequencies", "coopération", "--by", "kind")]
    assert counts == sorted(counts, reverse=True)


def test_after_a_field_the_names_that_it_knows_complete(ask: Ask) -> None:
    name = ask("entities", "--label", "PER", "--limit", "1")[0]["name"]
    for field in ("personne", "auteur", "person"):
        rows = ask("complete", f"{field}:{name[:4]}", "--limit", "50")
        assert {row["kind"] for row in rows} <= {"PER", "ORG"}
        assert f'{field}:"{name}"' in [row["query"] for row in rows]


def test_every_completed_name_finds_what_it_tells(ask: Ask) -> None:
    rows = [row for row in ask("complete", "r", "--limit", "200") if row["kind"] != "term"]
    assert rows
    for row in rows:
        found = ask("search", row["query"], "--limit", "0")
        assert len({hit["document"] for hit in found["hits"]}) >= 1, row


def test_after_title_the_words_of_titles_complete_and_find_as_many_documents(ask: Ask) -> None:
    rows = ask("complete", "titre:co", "--limit", "20")
    assert rows
    for row in rows:
        hits = ask("search", row["query"].replace(":", ":="), "--limit", "0")["hits"]
        assert len({hit["document"] for hit in hits}) == row["documents"]


@pytest.mark.parametrize("beginning", ["theme:em", "type:co", "depuis:20", "brut:em", "nowhere:em"])
def test_where_nothing_is_known_with_its_number_nothing_completes(ask: Ask, beginning: str) -> None:
    assert ask("complete", beginning) == []
