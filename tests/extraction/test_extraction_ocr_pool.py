"""Tesseract at work on several pages: it never outlives the reader."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from ptce_corpus.domain.document import OUT_OF_TIME
from ptce_corpus.extraction.clock import Clock
from ptce_corpus.extraction.ocr import pool as ocr_pool
from ptce_corpus.extraction.ocr.page import Recognised
from ptce_corpus.extraction.ocr.pool import OcrPool, Picture

READER = """
import sys
from ptce_corpus.extraction.ocr import tesseract as ocr
ocr.lines(b"P5 1 1 255 0", languages="fra", dpi=300, timeout=60, segmentation=3)
"""
PATIENCE = 20.0
"""Seconds that the system may take to end a process."""


def running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not shutil.which("setpriv") or not Path("/proc").is_dir(), reason="setpriv is not installed")
def test_a_killed_reader_leaves_no_tesseract_behind(tmp_path: Path) -> None:
    program = tmp_path / "tesseract"
    started = tmp_path / "started"
    program.write_text(f"#!/bin/sh\necho $$ > {started}.part\nmv {started}.part {started}\nexec sleep 60\n")
    program.chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    reader = subprocess.Popen([sys.executable, "-c", READER], env={**os.environ, "PATH": path})
    try:
        until = time.monotonic() + PATIENCE
        while not started.exists() and time.monotonic() < until:
            time.sleep(0.02)
        engine = int(started.read_text())
        assert running(engine)
    finally:
        reader.send_signal(signal.SIGKILL)
        reader.wait()
    while running(engine) and time.monotonic() < until:
        time.sleep(0.02)
    assert not running(engine)


def pictures(count: int) -> list[Picture]:
    return [Picture(number, Image.new("L", (4, 4)), 300) for number in range(1, count + 1)]


def test_every_page_comes_back_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_pool, "recognised", lambda image, **_: Recognised("texte", 0.9))
    pool = OcrPool("fra", Clock.lasting(60), 3)
    assert sorted(number for number, _ in pool.read(pictures(20))) == list(range(1, 21))


def test_pages_past_the_time_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr_pool, "recognised", lambda image, **_: Recognised("texte", 0.9))
    pool = OcrPool("fra", Clock.lasting(0), 2)
    assert [seen for _, seen in pool.read(pictures(3))] == [OUT_OF_TIME] * 3


def test_a_pool_left_early_begins_no_other_page(monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []

    def counted(image: Image.Image, **_: object) -> Recognised:
        begun.append(1)
        return Recognised("texte", 0.9)

    monkeypatch.setattr(ocr_pool, "recognised", counted)
    read = OcrPool("fra", Clock.lasting(60), 1).read(pictures(50))
    next(iter(read))
    read.close()
    assert len(begun) <= 4
