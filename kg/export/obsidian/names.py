"""
What the notes of a graph are called: after their papers and things, as far as every file system and link can hold it.

Links to notes hold none of `[]|#^`, programs that make pages of notes look for `{{`, Windows holds none of `<>:"/\\|?*`, no
point or blank at the end and no names of devices; and names that differ in case or in the form of accents alone are one name
on Windows and macOS.
"""

from __future__ import annotations

import re
import unicodedata

from kg.export.pages import FOLDERS
from kg.export.writing import is_reserved
from kg.graph import Graph
from kg.ids import short_digest

_LONGEST = 100
_MOST_BYTES = 200
"""File systems hold 255 bytes, and a number may follow."""
_PARTED = re.compile(r"\s*[:|]\s+")
_INSTEAD = re.compile(r"[/\\:|]+")
_FORBIDDEN = re.compile(r"[<>\"?*#^\[\]{}`%$]")


def paths(graph: Graph) -> dict[str, str]:
    """
    Give where the note of each node lies, by its id, without the ending: no two alike, even where case does not count.

    Of nodes of one name the first by id has it; a number, made of the id, follows that of each other.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for label, rows in graph.nodes.items():
        named = rows.select("id", "title" if label == "Paper" else "name").iter_rows()
        for node, title in sorted(named):
            name = plain = file_name(title or "") or "untitled"
            salt = ""
            while (path := f"{FOLDERS[label]}/{name}") and _folded(path) in taken:
                name = f"{plain} {short_digest(node + salt)}"
                salt += "+"
            taken.add(_folded(path))
            found[node] = path
    return found


def file_name(title: str) -> str:
    """
    Give a title as the name of a file, or "" where nothing of it can stand there.

    >>> file_name("LoRA: Low-Rank Adaptation?"), file_name("tkipf/gcn"), file_name("../.."), file_name("con.txt")
    ('LoRA - Low-Rank Adaptation', 'tkipf-gcn', '', '_con.txt')
    """
    text = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", title[: 4 * _LONGEST]))
    text = _FORBIDDEN.sub("", _INSTEAD.sub("-", _PARTED.sub(" - ", text)))
    name = " ".join(text.split()).strip(" .-")
    if len(name) > _LONGEST:
        name = name[:_LONGEST].rpartition(" ")[0] or name[:_LONGEST]
    name = name.encode()[:_MOST_BYTES].decode("utf-8", "ignore").strip(" .-")
    return f"_{name}" if is_reserved(name) else name


def _folded(path: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", path).casefold())
