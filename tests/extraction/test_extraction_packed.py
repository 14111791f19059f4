"""Packed files are looked into within bounds, however they lie about themselves."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ptce_corpus.errors import EncryptedFile, LimitExceeded, UnreadableFile
from ptce_corpus.extraction import packed


def archive(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as container:
        for name, content in members:
            container.writestr(name, content)
    return path


def test_members_of_one_name_are_all_listed(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = archive(tmp_path / "a.zip", ("a", b"1"), ("a", b"2"))
    assert [member.filename for member in packed.listed(path)] == ["a", "a"]
    assert list(packed.members(path)) == ["a"]


@given(st.integers(0, 10**12), st.integers(0, 10**10))
def test_only_what_is_large_and_packed_tightly_is_a_bomb(unpacked: int, size: int) -> None:
    bomb = unpacked > 20 * packed.MIB and unpacked > 250 * max(size, 1)
    if bomb:
        with pytest.raises(LimitExceeded, match="as bombs do"):
            packed.check_ratio(unpacked, packed=size)
    else:
        packed.check_ratio(unpacked, packed=size)


def test_a_container_within_its_bounds_may_be_unpacked(tmp_path: Path) -> None:
    packed.bounded(archive(tmp_path / "a.zip", ("a", b"1" * 1000)), max_unpacked=1)


def test_a_container_with_an_encrypted_part_needs_a_password(tmp_path: Path) -> None:
    content = bytearray(archive(tmp_path / "a.zip", ("a", b"1")).read_bytes())
    content[content.find(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(EncryptedFile):
        packed.bounded(tmp_path / "a.zip", max_unpacked=1)


def test_too_many_parts_are_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packed, "_MOST_MEMBERS", 3)
    path = archive(tmp_path / "a.zip", *((str(number), b"") for number in range(4)))
    with pytest.raises(LimitExceeded, match="4 parts"):
        packed.listed(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + b"\xff" * 18])
def test_a_container_that_is_none_is_broken(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(UnreadableFile):
        packed.listed(tmp_path / "a.zip")
    assert packed.member(tmp_path / "a.zip", "a", most=10) == b""


def test_of_a_member_no_more_is_read_than_asked_for(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("a", b"abcdef"))
    assert packed.member(path, "a", most=3) == b"abc"
    assert packed.member(path, "b", most=3) == b""
