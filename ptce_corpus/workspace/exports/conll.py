"""CoNLL: a token a line, the entities as IOB2 tags.

Two files. ``corpus.conllu`` is CoNLL-U with ten columns: the tags stand in MISC as ``NE=B-PER``, which spaCy's
converter reads, with what is known of the mention and the place of each token in the text (``start_char``,
``end_char``, as Stanza writes them). Of mentions within mentions the inner ones are ``NE2``, ``NE3`` and so on.
``corpus.conll`` holds words and outer tags alone, as the shared tasks of 2002 and 2003 write them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ptce_corpus.domain.annotation import Mention
from ptce_corpus.domain.graph import Meant
from ptce_corpus.domain.span import Span
from ptce_corpus.text.sentences import trimmed
from ptce_corpus.workspace.exports.archive import Archive, Entry, written
from ptce_corpus.workspace.exports.words import whole_sentences, words

_CONLLU = "corpus.conllu"
_CONLL = "corpus.conll"
FILES = (_CONLLU, _CONLL)
_DOCUMENT = "-DOCSTART- -X- O O"
_OUTSIDE = "O"
_ESCAPES = str.maketrans({"\\": "\\\\", "|": "\\p"})


@dataclass(frozen=True, slots=True)
class _Marked:
    """A mention with what it means, and its span without blanks at the ends."""

    span: Span
    mention: Mention
    meant: Meant | None


@dataclass(frozen=True, slots=True)
class _Token:
    """A line: its place, its tag in each layer of mentions, and the parts of MISC."""

    span: Span
    tags: tuple[str, ...]
    misc: tuple[str, ...]


def write(archive: Archive, folder: Path) -> dict[str, int]:
    """Write the documents that hold a word; gives the number of tokens."""
    count = 0
    with written(folder / _CONLLU) as full, written(folder / _CONLL) as bare:
        for entry in archive.entries():
            text = entry.document.text
            for number, tokens in enumerate(_sentences(entry), start=1):
                full.writelines(_comments(entry, number, tokens))
                full.writelines(_line(text, place, token) for place, token in enumerate(tokens, start=1))
                full.write("\n")
                bare.write(f"{_DOCUMENT}\n\n" if number == 1 else "")
                bare.writelines(f"{one.span.cut(text)} {one.tags[0]}\n" for one in tokens)
                bare.write("\n")
                count += len(tokens)
    return dict.fromkeys(FILES, count)


def _comments(entry: Entry, number: int, tokens: Sequence[_Token]) -> Iterator[str]:
    """The lines before a sentence: those of its document too when it is the first."""
    document = entry.document
    stretch = Span(tokens[0].span.start, tokens[-1].span.end)
    told = {"page": str(document.locate(stretch).page), "sent_id": f"{entry.stem}-{number}"}
    if number == 1:
        about = {"title": document.title, "date": document.date, "kind": document.kind.value}
        told = {
            "newdoc id": entry.stem,
            "document": document.identifier,
            **{k: v for k, v in about.items() if v},
        } | told
    for name, value in {**told, "text": stretch.cut(document.text)}.items():
        yield f"# {name} = {' '.join(value.split())}\n"


def _line(text: str, place: int, token: _Token) -> str:
    after = text[token.span.end : token.span.end + 1]
    misc = [*token.misc, f"start_char={token.span.start}", f"end_char={token.span.end}"]
    if after and not after.isspace():
        misc.append("SpaceAfter=No")
    return "\t".join([str(place), token.span.cut(text), *"_" * 7, "|".join(misc)]) + "\n"


def _sentences(entry: Entry) -> Iterator[list[_Token]]:
    """The tokens of each sentence that has one."""
    text = entry.document.text
    layers = _layers(_marked(entry))
    cuts = sorted({end for layer in layers for one in layer for end in (one.span.start, one.span.end)})
    reached = [0] * len(layers)
    first = 0
    for sentence in whole_sentences(text, entry.annotations.mentions):
        last = bisect_left(cuts, sentence.end, first)
        spans = words(text, sentence, cuts=cuts[first:last])
        first = last
        if spans:
            yield [_token(span, layers, reached) for span in spans]


def _marked(entry: Entry) -> Iterator[_Marked]:
    for mention, meant in zip(entry.annotations.mentions, entry.meant, strict=True):
        for span in trimmed(entry.document.text, mention.span.start, mention.span.end):
            yield _Marked(span, mention, meant)


def _layers(found: Iterable[_Marked]) -> list[list[_Marked]]:
    """Mentions parted so that none of a layer meets another of it, the outer ones first; one layer at least."""
    layers: list[list[_Marked]] = [[]]
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        free = (layer for layer in layers if not layer or layer[-1].span.end <= one.span.start)
        layer = next(free, None)
        if layer is None:
            layers.append([one])
        else:
            layer.append(one)
    return layers


def _token(span: Span, layers: Sequence[Sequence[_Marked]], reached: list[int]) -> _Token:
    """A token with its tags. ``reached`` is how far into each layer the tokens have come; it is moved on."""
    tags: list[str] = []
    misc: list[str] = []
    for depth, layer in enumerate(layers):
        while reached[depth] < len(layer) and layer[reached[depth]].span.end <= span.start:
            reached[depth] += 1
        held = layer[reached[depth]] if reached[depth] < len(layer) else None
        if held is None or held.span.start >= span.end:
            tags.append(_OUTSIDE)
            continue
        begins = held.span.start == span.start
        tags.append(f"{'B' if begins else 'I'}-{held.mention.label.value}")
        layer_name = str(depth + 1) if depth else ""
        misc.append(f"NE{layer_name}={tags[-1]}")
        misc += _known(held, layer_name) if begins else []
    return _Token(span, tuple(tags), tuple(misc))


def _known(held: _Marked, layer: str) -> Iterator[str]:
    """What is known of a mention, as parts of MISC."""
    mention, meant = held.mention, held.meant
    known = {
        "Name": mention.name,
        "Linked": meant and meant.name,
        "Code": meant and meant.place and meant.place.code,
        "Value": mention.value,
        "Confidence": str(round(mention.confidence, 3)),
        "Reason": mention.reason,
    }
    for name, value in known.items():
        if value:
            yield f"{name}{layer}={' '.join(value.split()).translate(_ESCAPES)}"
