"""Signs that stand where they say nothing, or that belong to another query language: what to write instead."""

from __future__ import annotations

import re

_ALONE = (
    (re.compile(r"\*+"), "* stands right after a word, without a blank: mutual*"),
    (re.compile(r"~\d*"), '~ stands right after a word or a closing quotation mark: coopration~ or "two words"~5'),
    (re.compile(r"="), "= stands right before a word, without a blank: =économie"),
    (re.compile(r"-+"), "- stands right before the word that is not wanted: -word"),
    (re.compile(r"&+|\++"), "words side by side are all wanted: leave this sign out, or write ET"),
    (re.compile(r"\|+"), "write OU for either of two words"),
)
_URL = re.compile(r"\w+://")
_WITHIN = (
    (re.compile(r"\*"), "* may only stand at the end of a word (mutual*)"),
    (re.compile(r"~"), "~ may only stand at the end of a word, with 1 or 2 (coopration~2)"),
    (re.compile(r"\w\?\w"), "? stands for no letter here; use * at the end of a word, or ~ for near spellings"),
    (re.compile(r"\A!+[^\W\d_]"), "! leaves no word out; write -word"),
    (re.compile(r"\A\++[^\W\d_]"), "+ is not needed: words side by side are all wanted, and ET joins two in any case"),
    (re.compile(r"\A[\u2010-\u2015\u2212]+\w"), "this dash leaves no word out; write -word with the plain hyphen"),
    (re.compile(r"\|"), "write OU for either of two words"),
    (re.compile(r"&&"), "words side by side are all wanted: leave this sign out, or write ET"),
)
_IN_QUOTES = re.compile(r"\*|(?<=\w)~\d*")


def alone(printed: str) -> str:
    """What is wrong with signs between blanks in which there is nothing to look for."""
    for pattern, message in _ALONE:
        if pattern.fullmatch(printed):
            return message
    return f"{printed} holds no letter or digit to look for"


def misplaced(word: str) -> str:
    """What is wrong inside a word, or nothing."""
    if _URL.search(word):
        return ""
    for pattern, message in _WITHIN:
        if pattern.search(word):
            return message
    return ""


def between_quotes(quoted: str) -> list[tuple[int, int, str]]:
    """Signs between quotation marks that would be lost on a phrase, each with its place there."""
    return [
        (match.start(), match.end(), f"{match[0][0]} stands for nothing between quotation marks: leave it out")
        for match in _IN_QUOTES.finditer(quoted)
    ]
