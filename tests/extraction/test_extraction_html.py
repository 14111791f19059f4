"""Web pages give their main text, title and date; nothing around it, nothing from elsewhere."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ptce_corpus.errors import DocumentError, UnreadableFile

PARAGRAPHS = [
    "Le pôle territorial a ouvert ses portes samedi, dans l’ancienne filature que la commune avait rachetée en 2019.",
    "Douze associations et quatre entreprises s’y partagent un atelier, une cuisine et un service de comptabilité.",
    "« Nous avons appris à décider ensemble », a déclaré Zoé Lefèvre, présidente de la coopérative qui gère le lieu.",
    "La prochaine visite publique aura lieu le 12 mai, à partir de quatorze heures, sans inscription préalable.",
]
PAGE = """<!DOCTYPE html><html lang="fr"><head><meta charset="{charset}"><title>Une filature renaît</title>
<meta property="article:published_time" content="2021-04-03T08:00:00+02:00"><script>var secret = 1;</script></head>
<body><nav><a href="/">Accueil</a> <a href="/carte">Plan du site</a></nav><article><h1>Une filature renaît</h1>
{body}</article><footer>Mentions légales</footer></body></html>"""


def page(charset: str = "utf-8") -> bytes:
    body = "\n".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return PAGE.format(charset=charset, body=body).encode("cp1252" if charset == "iso-8859-1" else charset)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16"])
def test_the_main_text_is_read_in_any_encoding(tmp_path: Path, extract, charset: str) -> None:
    (tmp_path / "page.html").write_bytes(page(charset))
    (document,) = extract(tmp_path / "page.html")
    text = document.pages[0].text
    assert [paragraph for paragraph in PARAGRAPHS if paragraph in text.split("\n\n")] == PARAGRAPHS
    assert "secret" not in text
    assert "Mentions légales" not in text


def test_title_and_date_are_the_page_s_own(tmp_path: Path, extract) -> None:
    (tmp_path / "page.html").write_bytes(page())
    (document,) = extract(tmp_path / "page.html")
    assert (document.title, document.date) == ("Une filature renaît", "2021-04-03")


def test_a_short_page_is_read_without_its_menu(tmp_path: Path, extract) -> None:
    (tmp_path / "page.html").write_text(
        "<html><body><nav>Plan</nav><header>Le site</header><p>Réunion <b>mardi</b>.</p><p>Venez !</p></body></html>"
    )
    assert extract(tmp_path / "page.html")[0].pages[0].text == "Réunion mardi.\n\nVenez !"


def test_the_cells_of_a_row_stand_on_one_line(tmp_path: Path, extract) -> None:
    (tmp_path / "page.html").write_text(
        "<html><body><table><tr><td>9h30</td><td>Accueil</td></tr><tr><td>10h</td><td>Débat</td></tr></table></body>"
    )
    assert extract(tmp_path / "page.html")[0].pages[0].text.splitlines() == ["9h30 | Accueil", "10h | Débat"]


def test_a_page_without_text_is_unreadable(tmp_path: Path, extract) -> None:
    (tmp_path / "page.html").write_text(
        "<html><head><title>Vide</title></head><body><script>x()</script></body></html>"
    )
    with pytest.raises(UnreadableFile):
        extract(tmp_path / "page.html")


def test_a_page_nested_too_deep_is_refused(tmp_path: Path, extract) -> None:
    (tmp_path / "page.html").write_text(
        "<html><body>" + "<div>" * 5000 + "Bonjour" + "</div>" * 5000 + "</body></html>"
    )
    with pytest.raises(DocumentError):
        extract(tmp_path / "page.html")


def article(head: str = "", *, body: str = "", title: str = "Une filature renaît") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><nav>Plan du site</nav><main>"
        f"<h1>Une filature renaît</h1>{paragraphs}{body}</main></body></html>"
    )


def test_headings_and_tables_of_a_page_are_known(tmp_path: Path, extract) -> None:
    body = (
        "<h2>Le programme</h2><table><tr><th colspan=2>Samedi</th></tr><tr><td rowspan=2>9h30</td><td>Accueil</td></tr>"
        "<tr><td>Débat</td></tr></table>"
    )
    (tmp_path / "page.html").write_text(article(body=body), encoding="utf-8")
    page = extract(tmp_path / "page.html")[0].pages[0]
    headings = [(heading.span.cut(page.text), heading.level) for heading in page.layout.headings]
    assert headings == [("Une filature renaît", 1), ("Le programme", 2)]
    (table,) = page.layout.tables
    assert [[cell.cut(page.text) for cell in row] for row in table.rows] == [
        ["Samedi", ""],
        ["9h30", "Accueil"],
        ["", "Débat"],
    ]


def test_lists_bear_their_marks(tmp_path: Path, extract) -> None:
    (tmp_path / "page.html").write_text(
        "<html><body><ul><li>pain<li>vin</ul><ol start=3><li>ouvrir</li><li><p>servir</p></li></ol></body></html>"
    )
    assert extract(tmp_path / "page.html")[0].pages[0].text == "- pain\n- vin\n3. ouvrir\n4. servir"


def test_the_call_of_a_note_is_raised(tmp_path: Path, extract) -> None:
    called = PARAGRAPHS[1].replace("entreprises", "entreprises<sup>12</sup>")
    (tmp_path / "page.html").write_text(article(body=f"<p>{called} La 2<sup>e</sup> salle attend.</p>"), "utf-8")
    text = extract(tmp_path / "page.html")[0].pages[0].text
    assert "quatre entreprises¹² s" in text
    assert "La 2e salle" in text


def test_a_table_that_lays_out_the_page_is_none(tmp_path: Path, extract) -> None:
    inner = "<table><tr><td>9h30</td><td>Accueil</td></tr></table>"
    (tmp_path / "page.html").write_text(
        f"<html><body><table><tr><td>Menu</td><td><p>Programme</p>{inner}</td></tr></table></body></html>"
    )
    page = extract(tmp_path / "page.html")[0].pages[0]
    assert page.text == "Menu\n\nProgramme\n\n9h30 | Accueil"
    assert len(page.layout.tables) == 1


@pytest.mark.parametrize(
    ("title", "head", "known"),
    [
        ("Charte - Le Réseau", '<meta property="og:site_name" content="Le réseau">', "Charte"),
        ("Charte | RESO", '<link rel="canonical" href="https://www.reso.example/charte">', "Charte"),
        ("Le Réseau – Charte", '<meta property="og:site_name" content="Le Réseau">', "Charte"),
        ("Une filature renaît - Blog", "", "Une filature renaît"),
        ("Charte - deuxième partie", "", "Charte - deuxième partie"),
    ],
)
def test_a_title_goes_without_the_name_of_the_site(tmp_path: Path, extract, title: str, head: str, known: str) -> None:
    (tmp_path / "page.html").write_text(article(head, title=title), encoding="utf-8")
    assert extract(tmp_path / "page.html")[0].title == known


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:published_time" content="2021-04-03T08:00:00+02:00">',
        '<script type="application/ld+json">{"@graph": [{"@id": "a"}, {"datePublished": "2021-04-03"}]}</script>',
        '<meta property="article:modified_time" content="2022-01-01"><meta name="DC.date" content="2021-04-03">',
    ],
)
def test_the_day_of_publication_is_the_day_of_the_page(tmp_path: Path, extract, head: str) -> None:
    (tmp_path / "page.html").write_text(article(head), encoding="utf-8")
    assert extract(tmp_path / "page.html")[0].date == "2021-04-03"


def test_linked_data_that_is_broken_or_deep_is_passed_over(tmp_path: Path, extract) -> None:
    head = "".join(
        f'<script type="application/ld+json">{text}</script>' for text in ("{", "[" * 100_000, '{"datePublished": 3}')
    )
    (tmp_path / "page.html").write_text(article(head + '<meta name="generator" content="SPIP 3.2">'), encoding="utf-8")
    (document,) = extract(tmp_path / "page.html")
    assert (document.date, document.producer) == (None, "SPIP 3.2")


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            ["<p>", "</p>", "<td>", "<tr>", "<table>", "</table>", "<li value=9>", "<ol start=x>", "<h1>", "</h1>",
             "<br/>", "<td colspan=99999 rowspan=0>", "<header>", "<pre>", "<form>", "<!--", "]]>", "<?x", "&nbsp;",
             "<body>"]
        ),
        st.text(max_size=4),
    ),
    max_size=40,
).map("".join)  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MARKUP)
def test_any_markup_gives_text_or_a_reason(tmp_path: Path, extract, markup: str) -> None:
    (tmp_path / "any.html").write_text(f"<html>{markup}", encoding="utf-8")
    with contextlib.suppress(DocumentError):
        assert all(document.pages for document in extract(tmp_path / "any.html"))
