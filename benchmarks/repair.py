"""How much damage OCR repair takes away, and how much it does, beside doing nothing and word-by-word correction.

``python -m benchmarks.repair [FOLDER]``: repairs pairs of OCR and truth in this process and gives the answers to
``../shared/score/repair.py``; then clean texts, on which nothing but typography should change. FOLDER holds the pairs
of ``benchmarks.damaged``. Documents are parted in two by their identifier: rules and margins were tuned on the first
half, what is told is the second. symspellpy and spylls are asked where they are installed; they are no dependency.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha1
from importlib.util import find_spec
from pathlib import Path

from benchmarks.shared import needed
from ptce_corpus.text.cleaning import repaired

PRINTS = ("directories", "icdar2017_train", "impresso_train")
MODERN = ("winer_ocr_light", "winer_ocr_medium", "winer_ocr_heavy")
PEERS = 20
"""Documents of each set that the peers read: hunspell's guesses take seconds a page."""
TOLD = ("documents", "cer_before", "gain", "worsened", "better", "broken_words")
_WORD = re.compile(r"[^\W\d_]{2,}")

Pair = dict[str, str]
Repair = Callable[[str], str]


def main() -> None:
    systems = dict(peers())
    for name, pairs in sets(Path(sys.argv[1]) if len(sys.argv) > 1 else None):
        held = [pair for pair in pairs if not tuned_on(pair["id"])]
        report(name, "ours", held, ours)
        for peer, repair in systems.items():
            report(name, peer, held[:PEERS], repair)


def sets(folder: Path | None) -> Iterator[tuple[str, list[Pair]]]:
    """The pairs of each set."""
    for name in PRINTS:
        yield name, rows(needed("gold", "ocr", f"{name}.jsonl"))
    for name in MODERN:
        read = rows(needed("gold", "ner", f"{name}.jsonl"))
        yield name, [{"id": row["id"], "ocr": row["text"], "gold": row["gold"]} for row in read]
    for path in sorted([*folder.glob("modern_*.jsonl"), *folder.glob("seed.jsonl")]) if folder else ():
        yield path.stem, rows(path)
    clean = rows(needed("gold", "ner", "winer_ocr_light.jsonl"))
    yield "winer_ocr, clean", [{"id": row["id"], "ocr": row["gold"], "gold": row["gold"]} for row in clean]


def tuned_on(identifier: str) -> bool:
    """Whether a document is of the half that rules and margins were tuned on."""
    first = identifier.split("/", maxsplit=1)[0]
    if first in {"tune", "report"}:
        return first == "tune"
    return sha1(identifier.split("#", maxsplit=1)[0].encode()).digest()[0] % 2 == 0


def ours(text: str) -> str:
    return repaired(text).text


def peers() -> Iterator[tuple[str, Repair]]:
    """Word-by-word correctors, where they are installed."""
    if find_spec("symspellpy"):
        yield "SymSpell compound", symspell()
    if find_spec("spylls"):
        yield "hunspell best guess", hunspell()


def symspell() -> Repair:
    from symspellpy import SymSpell  # type: ignore[import-not-found]

    speller = SymSpell(max_dictionary_edit_distance=2)
    speller.load_dictionary(str(needed("lexicons", "symspell_fr-100k.txt")), 0, 1, encoding="utf-8")

    def repair(text: str) -> str:
        lines = (line for line in text.splitlines())
        return "\n".join(
            speller.lookup_compound(line, 2, transfer_casing=True)[0].term for line in lines if line.strip()
        )

    return repair


def hunspell() -> Repair:
    from spylls.hunspell import Dictionary  # type: ignore[import-not-found]

    dictionary = Dictionary.from_files(str(needed("lexicons", "hunspell_fr.dic").with_suffix("")))
    known: dict[str, str] = {}

    def guess(match: re.Match[str]) -> str:
        word = match.group()
        if word not in known:
            known[word] = word if dictionary.lookup(word) else next(iter(dictionary.suggest(word)), word)
        return known[word]

    return lambda text: _WORD.sub(guess, text)


def report(name: str, system: str, pairs: list[Pair], repair: Repair) -> None:
    """Repair the OCR side of pairs and print what the scorer says, and how fast it was."""
    begun = time.process_time()
    answers = [{"id": pair["id"], "text": repair(pair["ocr"])} for pair in pairs]
    seconds = time.process_time() - begun
    with tempfile.TemporaryDirectory() as folder:
        truth, given = Path(folder) / "pairs", Path(folder) / "answers"
        write(truth, pairs)
        write(given, answers)
        scorer = [sys.executable, needed("score", "repair.py"), truth, given, "--json"]
        scored = json.loads(subprocess.run(scorer, capture_output=True, check=True).stdout)
    speed = sum(len(pair["ocr"].encode()) for pair in pairs) / 1e6 / max(seconds, 1e-9) * 60
    print(f"{name:20} {system:20} { {key: scored[key] for key in TOLD} } {speed:.2f} MB/min", flush=True)


def rows(path: Path) -> list[Pair]:
    """The lines of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def write(path: Path, lines: Iterable[Pair]) -> None:
    """Write JSON Lines."""
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
