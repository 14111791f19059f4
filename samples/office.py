"""Office files, web pages and tables of short documents, with no date of making in them."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from html import escape

import docx
import odfdo

from samples.source import Block, Source, plain

EPOCH = (1980, 1, 1, 0, 0, 0)
COLUMNS = ("id", "text", "title", "date", "kind")
BOLD = re.compile(r"(\*\*[^*]+\*\*|\*[^*]+\*)")


def timeless(archive: bytes) -> bytes:
    """A zip file with its members unchanged and their dates fixed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, EPOCH)
            info.compress_type = member.compress_type
            new.writestr(info, old.read(member))
    return out.getvalue()


def blocks(source: Source) -> Iterator[Block]:
    """All blocks of a source, pages forgotten."""
    for page in source.pages:
        yield from page.blocks


def word(source: Source) -> bytes:
    """The source as a DOCX file."""
    document = docx.Document()
    document.core_properties.title = source.title
    document.core_properties.author = str(source.options.get("author", ""))
    document.core_properties.created = document.core_properties.modified = source.stamp()
    document.sections[0].header.paragraphs[0].text = source.running("head", 1)
    document.sections[0].footer.paragraphs[0].text = source.running("foot", 1)
    for block in blocks(source):
        word_block(document, block)
    file = io.BytesIO()
    document.save(file)
    return timeless(file.getvalue())


def word_block(document: docx.document.Document, block: Block) -> None:
    """Adds one block to a DOCX document."""
    levels = {"title": 0, "heading": 1, "subheading": 2}
    if block.rows:
        word_table(document, block.rows)
    elif block.kind in levels:
        document.add_heading(plain(block.text), levels[block.kind])
    else:
        paragraph = document.add_paragraph(style="List Bullet" if block.kind == "bullet" else None)
        for piece in BOLD.split(block.text):
            run = paragraph.add_run(plain(piece))
            run.bold = piece.startswith("**") or None
            run.italic = (piece.startswith("*") and not piece.startswith("**")) or None


def word_table(document: docx.document.Document, rows: Sequence[Sequence[str]]) -> None:
    """Adds a ruled table to a DOCX document."""
    table = document.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = plain(text)
    document.add_paragraph()


def open_document(source: Source) -> bytes:
    """The source as an ODT file."""
    document = odfdo.Document("text")
    document.body.clear()
    document.meta.title = source.title
    document.meta.creation_date = document.meta.date = source.stamp()
    document.meta.generator = "ptce-corpus"
    levels = {"title": 1, "heading": 2, "subheading": 3}
    for number, block in enumerate(blocks(source), start=1):
        if block.rows:
            document.body.append(open_table(block.rows, name=f"Tableau {number}"))
        elif block.kind in levels:
            document.body.append(odfdo.Header(levels[block.kind], plain(block.text)))
        elif block.kind == "bullet":
            document.body.append(odfdo.List([plain(block.text)]))
        else:
            document.body.append(odfdo.Paragraph(plain(block.text)))
    file = io.BytesIO()
    document.save(file)
    return timeless(file.getvalue())


def open_table(rows: Sequence[Sequence[str]], *, name: str) -> odfdo.Table:
    """A table of an ODT file."""
    table = odfdo.Table(name, width=len(rows[0]), height=len(rows))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.set_value((x, y), plain(text))
    return table


def web(source: Source) -> bytes:
    """The source as a web page: its main text between the furniture of the site."""
    charset = str(source.options.get("charset", "utf-8"))
    lines = ["<!DOCTYPE html>", '<html lang="fr">', "<head>", f'<meta charset="{charset}">']
    lines += [f"<title>{escape(source.title)} – {escape(source.options['site'])}</title>"]
    lines += [f'<meta property="article:published_time" content="{source.date}">', "</head>", "<body>"]
    lines += [source.options["before"].strip(), "<main>", "<article>"]
    lines += [web_block(block) for block in blocks(source)]
    lines += ["</article>", "</main>", source.options["after"].strip(), "</body>", "</html>", ""]
    text = re.sub(r"</ul>\n<ul>\n", "", "\n".join(lines))
    return text.encode(charset, errors="xmlcharrefreplace")


def web_block(block: Block) -> str:
    """One block as HTML."""
    if block.rows:
        head, *rest = ["".join(f"<td>{web_inline(cell)}</td>" for cell in row) for row in block.rows]
        rows = [head.replace("td>", "th>"), *rest]
        return "<table>\n" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "\n</table>"
    text = web_inline(block.text).replace("\n", "<br>\n")
    names = {"title": "h1", "heading": "h2", "subheading": "h3", "quote": "blockquote", "box": "aside"}
    if block.kind == "bullet":
        return f"<ul>\n<li>{text}</li>\n</ul>"
    name = names.get(block.kind, "p")
    return f"<{name}>{text}</{name}>"


def web_inline(text: str) -> str:
    """Markup inside a line as HTML."""
    text = escape(text, quote=False)
    text = re.sub(r"\[([^\]]+)\]\(([^)]+)\)", r'<a href="\2">\1</a>', text)
    text = re.sub(r"\^\{([^}]*)\}", r"<sup>\1</sup>", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<strong>\1</strong>", text)
    return re.sub(r"\*([^*]+)\*", r"<em>\1</em>", text)


def rows(sources: Sequence[Source]) -> list[dict[str, str]]:
    """Short documents as rows."""
    return [{"id": s.id, "text": s.plain(), "title": s.title, "date": s.date, "kind": s.kind} for s in sources]


def json_lines(sources: Sequence[Source]) -> bytes:
    """Short documents, one JSON object a line."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows(sources)).encode()


def comma_separated(sources: Sequence[Source]) -> bytes:
    """Short documents as a table, cells parted by semicolons as French spreadsheets write them."""
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS, delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(sources))
    return file.getvalue().encode()
