"""The timeline as one HTML page: complete, harmless, and at work in a browser."""

from __future__ import annotations

import base64
import hashlib
import html
import io
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ptce_corpus.cli import language
from ptce_corpus.cli.main import run
from ptce_corpus.cli.timeline_cards import around, date_words
from ptce_corpus.cli.timeline_page import page_html
from ptce_corpus.domain.citation import Citation
from ptce_corpus.domain.span import Span
from ptce_corpus.ports.catalogue import TimelineRow
from ptce_corpus.ports.facsimile import Facsimile
from ptce_corpus.workspace.timeline_pages import Entry, TimelinePage

HOSTILE = '</script><script>window.stolen=1</script><img src=x onerror="window.stolen=1">\'"><!-- {} &amp; ]]>'


def an_entry(
    *,
    said: str = "Nous tenons parole",
    person: str | None = "Odile Marchenoir",
    day: str | None = "2015-05-12",
    **more: object,
) -> Entry:
    row = TimelineRow(
        date=day,
        date_basis="document" if day else None,
        kind=str(more.get("kind", "quotation")),
        person=person,
        function=str(more.get("function", "présidente")),
        organisation=str(more.get("organisation", "Grand Atelier")),
        text=said,
        cue="a déclaré",
        citation=Citation(str(more.get("document", "un.pdf")), "Un communiqué", day, 1, Span(0, 9)),
        confidence=float(str(more.get("confidence", 0.9))),
        passage=None,
    )
    drawn = bool(more.get("drawn"))
    return Entry(
        row, day, day, "Hier : « ", said, " », a-t-elle dit.", str(more.get("verb", "says")),
        ("un.pdf", 1) if drawn else None, ((0.2, 0.3, 0.6, 0.32),) if drawn else (),
    )  # fmt: skip


def a_page(*entries: Entry) -> TimelinePage:
    file = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(file, "WEBP")
    sheet = Facsimile(1, file.getvalue(), "image/webp", 60, 80, ())
    drawn = {entry.page: sheet for entry in entries if entry.page}
    return TimelinePage(entries, drawn)


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of each script and style."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            self.raw.append((self.cdata_elem, data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def texts(elements: Elements, tag: str) -> list[str]:
    """What each element of a raw kind holds; the parser may give it in pieces."""
    return [text for name, text in elements.raw if name == tag]


def test_the_page_asks_for_nothing_and_runs_only_what_it_brings() -> None:
    page = page_html(a_page(an_entry(drawn=True)))
    elements = Elements(page)
    (policy,) = [meta["content"] for meta in elements.all("meta") if meta.get("http-equiv")]
    assert policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy
    for tag in ("script", "style"):
        for text in re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL):
            assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy
    for _, attributes in elements.found:
        assert "style" not in attributes
        assert not [name for name in attributes if name.startswith("on")]
        assert (attributes.get("href") or "#").startswith(("#", "data:image/webp;base64,"))
        assert "src" not in attributes


def test_d3_is_the_one_that_the_notice_names() -> None:
    root = Path(__file__).parents[2]
    digest = hashlib.sha256((root / "ptce_corpus/cli/data/timeline/d3.min.js").read_bytes()).hexdigest()
    assert digest in (root / "NOTICE").read_text("utf-8")


@given(text=st.one_of(st.just(HOSTILE), st.text(alphabet="<>&\"'/=- !scriptmg{}\n", max_size=60)))
@settings(max_examples=60, deadline=None)
def test_no_text_becomes_an_element(text: str) -> None:
    calm = Elements(page_html(a_page(an_entry(drawn=True, day="2015"))))
    everywhere = dict.fromkeys(("said", "person", "function", "organisation", "document", "verb"), text)
    entry = an_entry(**everywhere, drawn=True, day="2015")
    wild = Elements(page_html(a_page(entry), question=[("--who", text)], notes=[text]))
    shape = [tag for tag, _ in calm.found]
    grown = [tag for tag, _ in wild.found]
    # The question and the note are a paragraph each; an organisation that is empty has no option, nor a verb.
    for tag in ("p", "code", "strong", "option", "div", "dt", "dd", "span"):
        shape, grown = [t for t in shape if t != tag], [t for t in grown if t != tag]
    assert grown == shape


def test_hostile_words_are_shown_as_they_are() -> None:
    page = page_html(a_page(an_entry(said=HOSTILE)))
    assert html.escape(HOSTILE) in page
    assert HOSTILE not in page


def test_the_same_rows_make_the_same_bytes() -> None:
    entries = [an_entry(drawn=True), an_entry(day=None, person=None)]
    assert page_html(a_page(*entries)) == page_html(a_page(*entries))


def test_without_scripts_every_row_can_be_read() -> None:
    page = page_html(a_page(an_entry(said="Nous tenons parole"), an_entry(said="Sans date", day=None)))
    elements = Elements(page)
    cards = [one for one in elements.all("li") if "card" in (one.get("class") or "")]
    assert len(cards) == 2
    assert not [one for one in cards if "hidden" in one]
    assert "Hier : « <mark>Nous tenons parole</mark> », a-t-elle dit." in page


def test_every_field_has_a_label_and_every_reference_its_target() -> None:
    elements = Elements(page_html(a_page(an_entry(drawn=True), an_entry(kind="appearance"))))
    identifiers = [attributes["id"] for _, attributes in elements.found if "id" in attributes]
    assert len(identifiers) == len(set(identifiers))
    labelled = {label["for"] for label in elements.all("label") if "for" in label}
    assert {one["id"] for one in elements.all("select")} | {"text"} == labelled
    for _, attributes in elements.found:
        for name in ("aria-labelledby", "aria-describedby"):
            assert {*(attributes.get(name) or "").split()} <= {*identifiers}
        if (target := attributes.get("href") or "").startswith("#"):
            assert target[1:] in identifiers


@pytest.mark.parametrize(
    ("date", "english", "french"),
    [
        ("2014-07-01", "1 July 2014", "1er juillet 2014"),
        ("2014-07", "July 2014", "juillet 2014"),
        ("2014", "2014", "2014"),
        ("2014-07-30T09:30", "30 July 2014, 09:30", "30 juillet 2014, 9 h 30"),
        ("2014-07-01/2014-07-03", "1 July 2014 – 3 July 2014", "1er juillet 2014 – 3 juillet 2014"),
        ("2014-21", "2014-21", "2014-21"),
        ("201X", "201X", "201X"),
    ],
)
def test_dates_are_told_in_words(date: str, english: str, french: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for tongue, expected in (("en", english), ("fr", french)):
        monkeypatch.setenv("PTCE_LANG", tongue)
        language.french.cache_clear()
        assert date_words(date) == expected
    monkeypatch.undo()
    language.french.cache_clear()


shares = st.floats(0, 1)


@given(st.lists(st.tuples(shares, shares, shares, shares), max_size=4))
def test_the_part_shown_lies_on_the_page(corners: list[tuple[float, float, float, float]]) -> None:
    boxes = [(min(a, c), min(b, d), max(a, c), max(b, d)) for a, b, c, d in corners]
    left, top, right, bottom = around(boxes)
    assert 0 <= left < right <= 1
    assert 0 <= top < bottom <= 1
    assert all(left <= box[0] and box[2] <= right and top <= box[1] for box in boxes)


def test_a_page_tells_the_options_that_were_given(built: Path, tmp_path: Path) -> None:
    def told(*options: str) -> str:
        assert run(["timeline", "-w", str(built), "--no-images", "--html", str(tmp_path / "page.html"), *options]) == 0
        return (tmp_path / "page.html").read_text(encoding="utf-8").split("</header>")[0]

    assert "--" not in told().split("<header>")[1]
    header = told("--every-print", "--min-confidence", "0.5")
    assert "--every-print" in header
    assert "0.5" in header
    assert "True" not in header


@pytest.fixture
def tongue(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def speak(name: str) -> None:
        monkeypatch.setenv("PTCE_LANG", name)
        language.french.cache_clear()

    return speak


def test_the_command_writes_the_page_and_keeps_what_is_not_its_own(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "frise.html"
    asked = ["timeline", "-w", str(built), "--html", str(file)]
    assert run(asked) == 0
    first = file.read_bytes()
    assert b"<!doctype html>" in first
    assert run([*asked, "--no-images"]) == 0
    assert file.read_bytes() == first, "text files have no page to be drawn"
    assert list(tmp_path.iterdir()) == [file]
    capsys.readouterr()
    assert run(["timeline", "-w", str(built), "--format", "html"]) == 0
    assert capsys.readouterr().out.encode() == first
    file.write_text("notes of mine", encoding="utf-8")
    assert run(asked) == 2
    assert file.read_text("utf-8") == "notes of mine"


def test_the_page_speaks_the_language_of_the_interface(tongue: Callable[[str], None]) -> None:
    tongue("fr")
    french = page_html(a_page(an_entry()))
    assert '<html lang="fr">' in french
    assert "Frise chronologique" in french
    assert "Skip to" not in french
    tongue("en")
    assert '<html lang="en">' in page_html(a_page(an_entry()))
    language.french.cache_clear()
