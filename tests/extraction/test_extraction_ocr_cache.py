"""What is kept of pages that OCR has read."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ptce_corpus.extraction.ocr.cache import OcrCache

KEY = "ab12"
READING = {"text": "Compte rendu", "words": [[0, 6, 0.1, 0.2, 0.3, 0.4, 0.9]]}


def test_what_is_kept_is_found_again(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path / "ocr")
    assert cache.get(KEY) is None
    cache.put(KEY, READING)
    assert OcrCache(tmp_path / "ocr").get(KEY) == READING
    assert cache.get("ab13") is None


@pytest.mark.parametrize("damage", [b"", b"not gzip", b"\x1f\x8b\x08\x00cut"])
def test_a_damaged_reading_is_none_and_is_replaced(tmp_path: Path, damage: bytes) -> None:
    cache = OcrCache(tmp_path)
    cache.put(KEY, READING)
    (file,) = tmp_path.glob("??/*")
    file.write_bytes(damage)
    assert cache.get(KEY) is None
    cache.put(KEY, READING)
    assert cache.get(KEY) == READING


def test_a_folder_that_cannot_be_made_keeps_nothing_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = OcrCache(tmp_path / "file" / "ocr")
    cache.put(KEY, READING)
    assert cache.get(KEY) is None


def test_a_full_disk_leaves_nothing_half_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    OcrCache(tmp_path).put(KEY, READING)
    assert not list(tmp_path.glob("??/*"))


def test_threads_may_keep_the_same_reading_at_once(tmp_path: Path) -> None:
    cache = OcrCache(tmp_path)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: cache.put(KEY, READING), range(50)))
    assert cache.get(KEY) == READING
    assert len(list(tmp_path.glob("??/*"))) == 1
