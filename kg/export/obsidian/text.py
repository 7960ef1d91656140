"""Texts of papers as Markdown and YAML that say what they say and do nothing: no markup, no links, no tags of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from urllib.parse import quote

from kg.text.display import shown, visible

_DOUBLED = "|".join(f"{c}(?={c})|(?<={c}){c}" for c in "~=%:")
_MARKS = re.compile(
    rf"[\\`*_\[\]$@]|<|&(?=#?\w)|{_DOUBLED}|/(?=/)|\{{(?=[{{%#])|(?<=\{{)[{{%#]|(?<!\w)#|(?<!\S)\^|(?<![a-z0-9])www(?=\.)",
    re.IGNORECASE,
)
"""What is a mark to Obsidian, to Markdown with or without GitHub's additions, or to a program that makes pages of notes."""
_AT_START = re.compile(r"\A([-+>=]|\d{1,9}(?=[.)]))")
_IN_LINKS = str.maketrans(
    {
        "[": "(",
        "]": ")",
        "{": "(",
        "}": ")",
        "|": "/",
        "<": "‹",
        ">": "›",
        "`": "'",
        "$": "",
        "\\": "",
        "*": "∗",
        "%": "％",
    }
)
_SAFE_IN_ADDRESS = "%/:=&?~#+!,;@-._"
_NOT_IN_YAML = re.compile("[^\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u2028\u2029\ufeff]")


def line(text: str) -> str:
    r"""
    Give a text as one line of Markdown that begins a paragraph and shows just that text.

    >>> line("- <b>GPT_2</b> [x](http://a.example) #1")
    '\\- &lt;b>GPT\\_2&lt;/b> \\[x\\](http:\\//a.example) \\#1'
    """
    return _AT_START.sub(_first, inline(text).lstrip(), count=1) if text else ""


def inline(text: str) -> str:
    """Give a text as a part of a line of Markdown."""
    return _MARKS.sub(_escaped, visible(shown(text)))


def link(path: str, name: str) -> str:
    """
    Give a link to a note.

    >>> link("methods/GPT", "[GPT]|<i>")
    '[[methods/GPT|(GPT)/‹i›]]'
    """
    called = " ".join(visible(shown(name)).translate(_IN_LINKS).split())
    return f"[[{path}|{called or path}]]"


def outside(text: str, address: str) -> str:
    """Give a link to an address that is known to be one of the web."""
    return f"[{inline(text)}](<{quote(address, safe=_SAFE_IN_ADDRESS, errors='replace')}>)"


def scalar(value: str | int | float | bool | Sequence[str]) -> str:
    """
    Give a value as YAML on one line; any text is in quotation marks.

    >>> scalar("a: \\x07"), scalar(["b", "é"]), scalar(2020)
    ('"a: \\\\u0007"', '["b", "é"]', '2020')
    """
    text = json.dumps(value, ensure_ascii=False)
    return _NOT_IN_YAML.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escaped(found: re.Match[str]) -> str:
    mark = found[0]
    if len(mark) > 1:  # "www"
        return f"{mark}\\"
    return {"<": "&lt;", "&": "&amp;"}.get(mark, f"\\{mark}")


def _first(found: re.Match[str]) -> str:
    mark = found[0]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"
