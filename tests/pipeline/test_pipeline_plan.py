"""What a build finds that it has to do."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ptce_corpus.domain.provenance import Failure, Stamp
from ptce_corpus.pipeline import plan as planning
from ptce_corpus.pipeline.plan import Knowledge, Marks, Plan, Policy, plan
from ptce_corpus.ports.catalogue import SourceFile

POLICY = Policy(marks=Marks("today", "now"), ocr_available=True, max_file_size=1)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    for name in ("a.txt", "2014/b.txt", "2014/deep/c.txt", ".hidden", ".git/config"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def known(found: Plan, *, extraction: str = "today", awaits_ocr: bool = False) -> Knowledge:
    return Knowledge({c.path: SourceFile(c.path, c.stamp, extraction, awaits_ocr) for c in found.to_read}, {})


def paths(candidates: tuple[planning.Candidate, ...]) -> list[str]:
    return [candidate.path for candidate in candidates]


def test_everything_is_new_to_an_empty_catalogue(corpus: Path) -> None:
    found = plan(corpus, Knowledge({}, {}), POLICY)
    assert sorted(paths(found.to_read)) == ["2014/b.txt", "2014/deep/c.txt", "a.txt"]


def test_nothing_is_hashed_when_size_and_time_are_the_same(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    knowledge = known(plan(corpus, Knowledge({}, {}), POLICY))
    monkeypatch.setattr(planning.hashlib, "file_digest", lambda *_: pytest.fail("a file was hashed"))
    found = plan(corpus, knowledge, POLICY)
    assert (len(found.unchanged), found.to_read, found.touched, found.gone) == (3, (), (), ())


def test_the_same_bytes_under_another_time_are_only_touched(corpus: Path) -> None:
    knowledge = known(plan(corpus, Knowledge({}, {}), POLICY))
    os.utime(corpus / "a.txt", ns=(1, 1))
    found = plan(corpus, knowledge, POLICY)
    assert (paths(found.touched), found.to_read) == (["a.txt"], ())
    assert found.touched[0].stamp.mtime_ns == 1


def test_changed_new_and_gone_files_are_told_apart(corpus: Path) -> None:
    knowledge = known(plan(corpus, Knowledge({}, {}), POLICY))
    (corpus / "a.txt").write_text("other words")
    (corpus / "d.txt").write_text("new")
    (corpus / "2014/b.txt").unlink()
    found = plan(corpus, knowledge, POLICY)
    assert sorted(paths(found.to_read)) == ["a.txt", "d.txt"]
    assert found.gone == ("2014/b.txt",)


@pytest.mark.parametrize(
    ("extraction", "awaits", "ocr", "full", "again"),
    [
        ("today", False, True, False, False),
        ("yesterday", False, True, False, True),
        ("today", True, True, False, True),
        ("today", True, False, False, False),
        ("today", False, True, True, True),
    ],
)
def test_a_file_is_read_again_when_its_reading_would_differ(
    corpus: Path, extraction: str, awaits: bool, ocr: bool, full: bool, again: bool
) -> None:
    knowledge = known(plan(corpus, Knowledge({}, {}), POLICY), extraction=extraction, awaits_ocr=awaits)
    policy = Policy(marks=Marks("today", "now"), ocr_available=ocr, max_file_size=1, full=full)
    assert len(plan(corpus, knowledge, policy).to_read) == (3 if again else 0)


def test_a_file_set_aside_is_not_tried_again_until_it_changes(corpus: Path) -> None:
    stamp = next(c.stamp for c in plan(corpus, Knowledge({}, {}), POLICY).to_read if c.path == "a.txt")
    failure = Failure("a.txt", "extract", "broken", "")
    knowledge = Knowledge({}, {"a.txt": (failure, stamp, "today")})
    assert "a.txt" not in paths(plan(corpus, knowledge, POLICY).to_read)
    (corpus / "a.txt").write_text("mended at last")
    assert "a.txt" in paths(plan(corpus, knowledge, POLICY).to_read)


@pytest.mark.parametrize(
    ("step", "mark", "again"), [("annotate", "now", 0), ("annotate", "then", 1), ("extract", "today", 0)]
)
def test_a_file_set_aside_is_tried_again_when_the_step_that_failed_changes(
    corpus: Path, step: str, mark: str, again: int
) -> None:
    stamp = next(c.stamp for c in plan(corpus, Knowledge({}, {}), POLICY).to_read if c.path == "a.txt")
    knowledge = Knowledge({}, {"a.txt": (Failure("a.txt", step, "broken", ""), stamp, mark)})
    assert paths(plan(corpus, knowledge, POLICY).to_read).count("a.txt") == again


def test_an_enormous_file_is_not_hashed_and_still_known(corpus: Path) -> None:
    with (corpus / "big.txt").open("wb") as file:
        file.truncate(2 << 20)
    found = plan(corpus, Knowledge({}, {}), POLICY)
    big = next(c for c in found.to_read if c.path == "big.txt")
    assert big.stamp.sha256 == ""
    knowledge = Knowledge({}, {"big.txt": (Failure("big.txt", "extract", "too large", ""), big.stamp, "today")})
    assert "big.txt" in plan(corpus, knowledge, POLICY).unchanged


def test_links_are_not_followed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("not of the corpus")
    (corpus / "link").symlink_to(outside)
    (corpus / "loop").symlink_to(corpus)
    (corpus / "file.txt").symlink_to(outside / "secret.txt")
    assert len(plan(corpus, Knowledge({}, {}), POLICY).to_read) == 3


def test_a_name_that_is_not_utf8_is_set_aside(corpus: Path) -> None:
    (corpus / os.fsdecode(b"caf\xe9.txt")).write_text("x")
    found = plan(corpus, Knowledge({}, {}), POLICY)
    assert len(found.to_read) == 3
    assert [failure.path for failure in found.unusable] == ["caf\ufffd.txt"]


def test_a_stamp_without_a_hash_never_passes_for_the_same_bytes(corpus: Path) -> None:
    status = (corpus / "a.txt").stat()
    stamp = Stamp(status.st_size, 1, "")
    found = plan(corpus, Knowledge({"a.txt": SourceFile("a.txt", stamp, "today")}, {}), POLICY)
    assert "a.txt" in paths(found.to_read)


def test_a_setting_for_some_files_has_only_those_read_again(corpus: Path) -> None:
    knowledge = known(plan(corpus, Knowledge({}, {}), POLICY))
    marks = Marks("today", "now", shaping=lambda path: "ocr" if path.startswith("2014/deep/") else None)
    again = plan(corpus, knowledge, Policy(marks=marks, ocr_available=True, max_file_size=1))
    assert paths(again.to_read) == ["2014/deep/c.txt"]
    assert marks.read("a.txt") == "today"


def test_a_file_set_aside_is_tried_again_when_more_is_allowed(corpus: Path) -> None:
    stamp = next(c.stamp for c in plan(corpus, Knowledge({}, {}), POLICY).to_read if c.path == "a.txt")
    before, after = (Marks("today", "now", allowing=lambda _, known=known: known) for known in ("", "password"))
    failure = Failure("a.txt", "extract", "needs a password", "")
    knowledge = Knowledge({}, {"a.txt": (failure, stamp, before.tried("a.txt", "extract"))})
    assert [
        "a.txt" in paths(plan(corpus, knowledge, Policy(marks=marks, ocr_available=True, max_file_size=1)).to_read)
        for marks in (before, after)
    ] == [False, True]
