"""Web pages give their main text, title and date; nothing around it, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

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
