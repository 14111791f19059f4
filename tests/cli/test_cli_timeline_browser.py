"""The timeline page at work in headless Chromium, driven over its debugging pipe (Chrome DevTools Protocol)."""

from __future__ import annotations

import fcntl
import io
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from ptce_corpus.cli.timeline_page import page_html
from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.span import Span
from ptce_corpus.ports.catalogue import TimelineRow
from ptce_corpus.ports.facsimile import Facsimile
from ptce_corpus.workspace.timeline_pages import Entry, TimelinePage

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: scripts/system-packages PYTHON browser"),
]
HOSTILE = '</script><script>window.stolen=1</script><img src=x onerror="window.stolen=1">\'"><svg onload=stolen=1>'
PATIENCE = 20


class Browser:
    """One tab of Chromium. It reads commands on descriptor 3 and writes answers on 4, each ended by a NUL."""

    def __init__(self, home: Path) -> None:
        theirs_in, ours_out = os.pipe()
        ours_in, theirs_out = os.pipe()
        high = [fcntl.fcntl(end, fcntl.F_DUPFD, 20) for end in (theirs_in, theirs_out)]
        options = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run"]
        command = [str(CHROMIUM), *options, "--remote-debugging-pipe", f"--user-data-dir={home}"]
        self.process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{high[0]} 4>&{high[1]}', "chromium", *command],
            pass_fds=high,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for end in (theirs_in, theirs_out, *high):
            os.close(end)
        self.out, self.answers = os.fdopen(ours_out, "wb", 0), os.fdopen(ours_in, "rb")
        self.numbers, self.session, self.rest = count(1), None, b""
        self.events: list[dict[str, Any]] = []
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(f"{domain}.enable")

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self.rest:
            piece = self.answers.read1(1 << 20)
            assert piece, "Chromium went away"
            self.rest += piece
        message, _, self.rest = self.rest.partition(b"\0")
        return json.loads(message)

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        number = next(self.numbers)
        command = {"id": number, "method": method, "params": params}
        if self.session:
            command["sessionId"] = self.session
        self.out.write(json.dumps(command).encode() + b"\0")
        while (message := self._message()).get("id") != number:
            self.events.append(message)
        assert "error" not in message, message
        return message["result"]

    def open(self, file: Path, *, width: int = 1280, height: int = 900) -> None:
        self.ask(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600
        )
        self.events.clear()
        self.ask("Page.navigate", url=file.as_uri())
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.events.append(self._message())

    def value(self, script: str) -> Any:
        answer = self.ask("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def until(self, script: str) -> None:
        """Wait until an expression holds."""
        end = time.monotonic() + PATIENCE
        while not self.value(script):
            assert time.monotonic() < end, f"never came true: {script}"
            time.sleep(0.05)

    def key(self, key: str) -> None:
        for kind in ("keyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, text=key if len(key) == 1 else "")

    @property
    def complaints(self) -> list[dict[str, Any]]:
        """What the console has to say: errors, refusals by the policy, exceptions."""
        spoken = ("Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled")
        return [event["params"] for event in self.events if event["method"] in spoken]

    @property
    def fetched(self) -> list[str]:
        """What was asked for beside the page itself and what it carries."""
        asked = [event["params"] for event in self.events if event["method"] == "Network.requestWillBeSent"]
        return [
            one["request"]["url"] for one in asked if one["type"] != "Document" and "data:" not in one["request"]["url"]
        ]

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.out.close()
        self.answers.close()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    opened = Browser(tmp_path_factory.mktemp("chromium"))
    yield opened
    opened.close()


def an_entry(
    number: int, *, kind: str = "quotation", said: str = "Rien de neuf", person: str = "Odile Marchenoir"
) -> Entry:
    day = f"{2011 + number}-03-15"
    citation = Citation("un.pdf", "Un communiqué", day, 1, Span(0, 9))
    row = TimelineRow(
        day, "document", kind, person, None, "Grand Atelier", said, None, citation, 0.5 + number / 20, None
    )
    drawn = kind == "quotation"
    return Entry(
        row, day, day, "", said, ".", "says" if drawn else None,
        ("un.pdf", 1) if drawn else None, ((0.2, 0.3, 0.6, 0.35),) if drawn else (),
    )  # fmt: skip


ENTRIES = (
    an_entry(0, said="La forêt nous élève"),
    an_entry(1, said=HOSTILE, person=HOSTILE),
    an_entry(2, said="L'œuvre commune d'abord", person="Jean Ardouin"),
    an_entry(3, kind="appearance", said="Table ronde", person="Jean Ardouin"),
    an_entry(4, kind="mention", said="Grand Atelier"),
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, "WEBP")
    sheets = {("un.pdf", 1): Facsimile(1, file.getvalue(), "image/webp", 60, 80, ())}
    path = tmp_path_factory.mktemp("page") / "timeline.html"
    path.write_text(page_html(TimelinePage(ENTRIES, sheets)), encoding="utf-8")
    return path


CARDS = "[...document.querySelectorAll('.card')].filter((card) => !card.hidden).map((card) => Number(card.id.slice(4)))"


def choose(browser: Browser, field: str, value: str) -> None:
    browser.value(
        f"{{ const field = document.getElementById({json.dumps(field)}); field.value = {json.dumps(value)};"
        "field.dispatchEvent(new Event('input')); field.dispatchEvent(new Event('change')); }"
    )


def test_hostile_words_run_nothing_and_nothing_is_fetched(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.until("document.querySelector('#chart .item')")
    choose(browser, "person", HOSTILE)
    browser.until("document.querySelectorAll('#chart .item').length === 1")
    assert browser.value(CARDS) == [2]
    assert browser.value("document.querySelector('#row-2 mark').textContent") == HOSTILE
    assert browser.value("'stolen' in window") is False
    assert browser.value("document.images.length") == 0
    assert not browser.complaints
    assert not browser.fetched


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("text", "foret eleve", [1]),
        ("text", "FORÊT", [1]),
        ("text", "oeuvre", [3]),
        ("text", "l’œuvre", [3]),
        ("text", "marchenoir communique", [1, 5]),
        ("text", "nulle part", []),
        ("person", "Jean Ardouin", [3, 4]),
        ("kind", "appearance", [4]),
        ("verb", "says", [1, 2, 3]),
        ("year", "2015", [5]),
        ("confidence", "0.7", [5]),
    ],
)
def test_the_list_can_be_filtered(browser: Browser, page: Path, field: str, value: str, kept: list[int]) -> None:
    browser.open(page)
    choose(browser, field, value)
    browser.until(f"JSON.stringify({CARDS}) === '{json.dumps(kept, separators=(',', ':'))}'")
    assert browser.value("document.getElementById('count').textContent").startswith(str(len(kept)))
    assert browser.value("document.getElementById('none').hidden") is bool(kept)
    years = browser.value("[...document.querySelectorAll('.year')].filter((year) => !year.hidden).length")
    assert years == len(kept), "a year without rows is hidden"
    browser.value("document.getElementById('filters').reset()")
    browser.until(f"{CARDS}.length === {len(ENTRIES)}")


def test_the_timeline_obeys_the_keyboard_and_narrows_the_list(browser: Browser, page: Path) -> None:
    browser.open(page)
    window = "document.getElementById('window').textContent"
    browser.value("document.getElementById('in-view').click(); document.getElementById('chart').focus()")
    whole = browser.value(window)
    browser.key("+")
    browser.until(f"{window} !== {json.dumps(whole)}")
    browser.until(f"{CARDS}.length < {len(ENTRIES)}")
    browser.until("document.querySelectorAll('#chart .item').length >= 1")
    nearer = browser.value(window)
    browser.key("ArrowRight")
    browser.until(f"{window} !== {json.dumps(nearer)}")
    browser.until(f"{CARDS}.includes({len(ENTRIES)})")
    browser.key("0")
    browser.until(f"{window} === {json.dumps(whole)}")
    browser.until(f"{CARDS}.length === {len(ENTRIES)}")
    assert not browser.complaints


def test_a_mark_leads_to_its_row(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.value("document.querySelector('#chart .appearance .item').dispatchEvent(new MouseEvent('click'))")
    browser.until("document.activeElement.id === 'row-4'")


def test_the_whole_page_opens_and_gives_the_focus_back(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.value("document.querySelector('#row-1 .whole').focus(); document.querySelector('#row-1 .whole').click()")
    assert browser.value("document.getElementById('page').open") is True
    assert browser.value("document.querySelector('#page svg').getAttribute('viewBox')") == "0 0 60 80"
    assert browser.value("document.querySelectorAll('#page .hit').length") == 1
    browser.value("document.getElementById('page-close').click()")
    assert browser.value("document.getElementById('page').open") is False
    assert browser.value("document.activeElement === document.querySelector('#row-1 .whole')") is True


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_overflows(browser: Browser, page: Path, width: int) -> None:
    browser.open(page, width=width)
    browser.until("document.querySelector('#chart .item')")
    assert browser.value("document.documentElement.scrollWidth") <= width
