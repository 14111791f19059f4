"""Files that are no catalogue, older and newer ones, killed writers, readers beside a writer."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from textwrap import dedent

import pytest

from ptce_corpus.catalogue import database, migrations
from ptce_corpus.catalogue.sql import Catalogue
from ptce_corpus.domain.alignment import AlignedText
from ptce_corpus.domain.annotation import Annotations, Label, Mention
from ptce_corpus.domain.citation import cited
from ptce_corpus.domain.document import Document, Kind, Origin, Page
from ptce_corpus.domain.passage import Passage
from ptce_corpus.domain.span import Span
from ptce_corpus.errors import Busy, WorkspaceError
from ptce_corpus.ports.catalogue import AnnotatedDocument

ROOT = Path(__file__).parents[2]
SCRIPTS = tuple(migrations.script(step) for step in migrations.STEPS)


def short(identifier: str, text: str) -> AnnotatedDocument:
    """A document of one page whose first word is a person's name."""
    text = text.strip()
    document = Document(
        identifier, "s", "text/plain", "", "2014", None, Kind.OTHER, (Page(1, AlignedText(text), Origin.NATIVE),)
    )
    name = text.split(maxsplit=1)[0]
    mention = Mention(Span(0, len(name)), Label.PER, name, name)
    passage = Passage(Span(0, len(text)), text, 1)
    return AnnotatedDocument(identifier, document, (passage,), Annotations((mention,)), "e", "a", {})


def run(script: str, *arguments: str) -> subprocess.Popen[str]:
    """Another process, with the package on its path."""
    return subprocess.Popen(
        [sys.executable, "-c", dedent(script), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )


# Opening


def test_reading_wants_a_catalogue_that_is_there(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError) as caught:
        Catalogue.open(tmp_path / "absent.db", readonly=True)
    assert "no catalogue" in caught.value.message
    assert "ptce build" in caught.value.remedy
    assert not (tmp_path / "absent.db").exists()


def test_an_empty_file_is_no_catalogue_to_read(tmp_path: Path) -> None:
    (tmp_path / "c.db").touch()
    with pytest.raises(WorkspaceError, match="no catalogue"):
        Catalogue.open(tmp_path / "c.db", readonly=True)


def test_folders_are_made_on_the_way(tmp_path: Path) -> None:
    path = tmp_path / "new" / "indexés à neuf" / "c%41 ?.db"
    with Catalogue.open(path) as catalogue:
        catalogue.put(short("a", "Odile parle"))
    assert path.is_file()
    with Catalogue.open(path, readonly=True) as catalogue:
        assert set(catalogue.states()) == {"a"}


@pytest.mark.parametrize("readonly", [True, False])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "c.db"
    path.write_text("Ceci n'est pas une base. " * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(WorkspaceError) as caught:
        Catalogue.open(path, readonly=readonly)
    assert caught.value.remedy
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [True, False])
def test_a_database_of_another_program_is_left_as_it_is(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "c.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE documents (id)")
    before = path.read_bytes()
    with pytest.raises(WorkspaceError, match="not a catalogue"):
        Catalogue.open(path, readonly=readonly)
    assert path.read_bytes() == before


@pytest.mark.parametrize("readonly", [True, False])
def test_a_newer_catalogue_is_left_to_newer_programs(tmp_path: Path, readonly: bool) -> None:
    path = tmp_path / "c.db"
    Catalogue.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={len(SCRIPTS) + 1}")
    with pytest.raises(WorkspaceError, match="newer") as caught:
        Catalogue.open(path, readonly=readonly)
    assert "Update" in caught.value.remedy


def test_a_damaged_catalogue_is_told(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Catalogue.open(path) as catalogue:
        for number in range(50):
            catalogue.put(short(f"{number}", "Odile parle " * 400))
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(WorkspaceError) as caught, Catalogue.open(path, readonly=True) as catalogue:
        list(catalogue.texts())
    assert caught.value.remedy


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    Catalogue.open(tmp_path / "c.db").close()
    with (
        Catalogue.open(tmp_path / "c.db", readonly=True) as catalogue,
        pytest.raises(WorkspaceError, match="reading only"),
    ):
        catalogue.remove(["a"])


def test_a_catalogue_in_a_folder_that_cannot_be_written_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Catalogue.open(tmp_path / "c.db") as catalogue:
        catalogue.put(short("a", "Odile parle"))
    asked = []
    monkeypatch.setattr(os, "access", lambda *question: asked.append(question))
    with Catalogue.open(tmp_path / "c.db", readonly=True) as catalogue:
        assert set(catalogue.states()) == {"a"}
    assert asked
    assert {path.name for path in tmp_path.iterdir()} == {"c.db"}


# Migrations


def schema(path: Path) -> dict[str, set[str]]:
    """Columns of every table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: {row[1] for row in connection.execute(f"PRAGMA table_info({name})")}
            for name in names
            if not name.startswith("sqlite_")
        }


@pytest.mark.parametrize("start", range(1, len(SCRIPTS) + 1))
def test_every_earlier_schema_is_brought_up_to_date(tmp_path: Path, start: int) -> None:
    path = tmp_path / "c.db"
    database.prepare(path, readonly=False, scripts=SCRIPTS[:start])
    with Catalogue.open(path) as catalogue:
        catalogue.put(short("a", "Odile parle"))
        assert catalogue.holdings().documents == 1
    Catalogue.open(tmp_path / "fresh.db").close()
    assert schema(path) == schema(tmp_path / "fresh.db")


def test_a_step_keeps_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    with Catalogue.open(path) as catalogue:
        catalogue.put(short("a", "Odile parle"))
    step = "-- a remark; with a stop\nALTER TABLE documents ADD COLUMN mood TEXT;\nUPDATE documents SET mood = 'a;b';\n"
    database.prepare(path, readonly=False, scripts=[*SCRIPTS, step])
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT identifier, mood FROM documents").fetchall() == [("a", "a;b")]
        assert connection.execute("PRAGMA user_version").fetchone() == (len(SCRIPTS) + 1,)


@pytest.mark.parametrize("fault", ["UPDATE nowhere SET a = 1;", "DELETE FROM documents;"])
def test_a_step_that_fails_leaves_no_trace(tmp_path: Path, fault: str) -> None:
    path = tmp_path / "c.db"
    with Catalogue.open(path) as catalogue:
        catalogue.put(short("a", "Odile parle"))
    step = f"ALTER TABLE documents ADD COLUMN mood TEXT;\n{fault}\n"
    with pytest.raises(sqlite3.Error):
        database.prepare(path, readonly=False, scripts=[*SCRIPTS, step])
    assert "mood" not in schema(path)["documents"]
    with Catalogue.open(path) as catalogue:
        assert set(catalogue.states()) == {"a"}


def test_a_reader_leaves_an_older_schema_to_the_next_build(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    Catalogue.open(path).close()
    with pytest.raises(WorkspaceError, match="older") as caught:
        database.prepare(path, readonly=True, scripts=[*SCRIPTS, "CREATE TABLE more (id);\n"])
    assert "ptce build" in caught.value.remedy


# Several processes

PUT_AND_DIE = f"""
    import os, signal, sys
    from pathlib import Path
    from ptce_corpus.catalogue import database
    from ptce_corpus.catalogue.sql import Catalogue
    sys.path.insert(0, {str(Path(__file__).parent)!r})
    from test_catalogue_safety import short

    place = int(sys.argv[2])
    catalogue = Catalogue.open(Path(sys.argv[1]))
    connect = database.connect
    statements = 0

    def die(_):
        global statements
        statements += 1
        if statements == place:
            os.kill(os.getpid(), signal.SIGKILL)

    def watched(path, *, readonly):
        connection = connect(path, readonly=readonly)
        connection.set_trace_callback(die)
        return connection

    database.connect = watched

    catalogue.put(short("a", "Hugues " + "raconte " * 200_000))
    print("whole", statements)
"""


def test_a_writer_killed_midway_leaves_the_earlier_version(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    earlier = short("a", "Odile parle")
    whole = run(PUT_AND_DIE, str(tmp_path / "whole.db"), "0")
    output, errors = whole.communicate(timeout=60)
    assert output.startswith("whole"), errors
    statements = int(output.split()[1])
    for place in range(2, statements + 1, 3):
        with Catalogue.open(path) as catalogue:
            catalogue.put(earlier)
        killed = run(PUT_AND_DIE, str(path), str(place))
        killed.communicate(timeout=60)
        assert killed.returncode == -signal.SIGKILL
        with Catalogue.open(path, readonly=True) as catalogue:
            assert catalogue.document("a") == (earlier.document, earlier.annotations)
            assert [entity.name for entity in catalogue.entities(label=None, like=None, limit=9)] == ["Odile"]
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


READ = """
    import sys
    from pathlib import Path
    from ptce_corpus.catalogue.sql import Catalogue

    with Catalogue.open(Path(sys.argv[1]), readonly=True) as catalogue:
        print("open", flush=True)
        rounds = 0
        while True:
            # Each document has one passage, of one person: a half-put document would show.
            held = catalogue.holdings()
            assert held.documents == held.passages == held.mentions, held
            found = list(catalogue.indexable(catalogue.numbers()))
            assert all(passage.people == (passage.text.split()[0],) for passage in found)
            rounds += 1
            if "last" in catalogue.states():
                break
    print("rounds", rounds)
"""


@pytest.fixture
def readers(tmp_path: Path) -> Iterator[list[subprocess.Popen[str]]]:
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        process.kill()
        process.communicate()


def test_two_processes_read_while_one_writes(tmp_path: Path, readers: list[subprocess.Popen[str]]) -> None:
    path = tmp_path / "c.db"
    with Catalogue.open(path) as catalogue:
        catalogue.put(short("0", "Odile parle"))
        readers += [run(READ, str(path)) for _ in range(2)]
        for process in readers:
            assert process.stdout is not None
            assert process.stdout.readline() == "open\n"
        for number in range(150):
            catalogue.put(short(f"{number % 40}", f"Nom{number} parle"))
        catalogue.put(short("last", "Fin."))
        for process in readers:
            output, errors = process.communicate(timeout=60)
            assert process.returncode == 0, errors
            assert output.startswith("rounds")


def test_documents_of_an_older_catalogue_keep_the_places_of_what_was_found(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    database.prepare(path, readonly=False, scripts=SCRIPTS[:2])
    with closing(database.connect(path, readonly=False)) as connection:
        connection.execute(
            "INSERT INTO documents (id, identifier, path, sha256, media_type, extraction, annotation, title, kind,"
            " claims, markup) VALUES (1, 'a', 'a', 's', 'text/plain', 'e', 'a', 'T', 'other', '{}', 'plain')"
        )
        pages = [(1, 0, 13, "Bulletin\nUn \n"), (2, 15, 13, "Bulletin\nlac.")]
        for number, start, length, raw in pages:
            connection.execute(
                "INSERT INTO pages (document, number, start, length, origin, legibility, furniture, edits, raw)"
                " VALUES (1, ?, ?, ?, 'native', 1.0, '[[0, 8]]', '[]', ?)",
                (number, start, length, raw.strip() + "." * (length - len(raw.strip()))),
            )
        connection.execute(
            "INSERT INTO passages (id, document, start, stop, page, source_start, source_stop, text)"
            " VALUES (1, 1, 24, 27, 2, 9, 12, 'lac')"
        )
    with Catalogue.open(path) as catalogue:
        document, _ = catalogue.document("a")
        assert document.text[24:27] == "lac"
        assert catalogue.cite(1, 0, 3) == cited(document, Span(24, 27))
        assert catalogue.passages([1])[0].citation == cited(document, Span(24, 27))


def test_a_second_writer_is_told_that_one_is_at_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c.db"
    Catalogue.open(path).close()
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        first.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(database, "WAIT", 0.05)
        with Catalogue.open(path) as catalogue, pytest.raises(Busy) as caught:
            catalogue.put(short("a", "Odile parle"))
    assert caught.value.remedy


def test_a_writer_waits_for_its_turn(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    Catalogue.open(path).close()
    script = """
        import sqlite3, sys, time
        connection = sqlite3.connect(sys.argv[1], isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")
        print("begun", flush=True)
        time.sleep(0.5)
        connection.execute("COMMIT")
    """
    other = run(script, str(path))
    assert other.stdout is not None
    assert other.stdout.readline() == "begun\n"
    with Catalogue.open(path) as catalogue:
        catalogue.put(short("a", "Odile parle"))
        assert set(catalogue.states()) == {"a"}
    other.communicate(timeout=10)


def test_a_stream_left_midway_keeps_no_writer_waiting(tmp_path: Path) -> None:
    with Catalogue.open(tmp_path / "catalogue.sqlite3") as catalogue:
        for name in ("a", "b"):
            catalogue.put(short(name, f"texte {name}"))
        stream = catalogue.texts()
        next(stream)
        stream.close()
        catalogue.put(short("a", "un autre texte"))
        assert {text for _, text in catalogue.texts()} == {"un autre texte", "texte b"}


def test_a_statement_that_we_got_wrong_is_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite3"
    database.prepare(path, readonly=False)
    opened = database.Database(path, readonly=True)
    with pytest.raises(sqlite3.OperationalError, match="no such table") as caught, opened.reading() as connection:
        connection.execute("SELECT * FROM absent")
    opened.close()
    assert caught.value.__cause__ is None
