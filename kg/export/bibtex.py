"""
BibTeX of the papers, for LaTeX and reference managers; what they mention, and all links, have no place in the format.

Texts are escaped for TeX, so that no title or name of a paper runs a command, except for formulas without commands.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kg.dates import MONTHS
from kg.graph import Graph
from kg.names.folding import is_citation_key
from kg.system.files import write_lines
from kg.text.word_lists import listed
from kg.text.wording import counted

_ESCAPED = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # a brace that is only escaped still counts for BibTeX
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)
_FORMULA = re.compile(
    r"(\$(?! )(?:[A-Za-z0-9 +\-*/=<>.,()|]|(?:_[A-Za-z0-9](?:\^[A-Za-z0-9])?|\^[A-Za-z0-9](?:_[A-Za-z0-9])?)(?![_^]))+"
    r"(?<! )\$(?!\d))"
)
"""A formula that is safe and complete as it stands, with one index and one power each; not "$5 to $6", as in Pandoc."""
_IN_ADDRESS = {sign: f"%{ord(sign):02X}" for sign in ' \\{}"<>^`|'}
_CONFERENCE = re.compile(
    r"\b(?:proc\w*|conference|workshop|symposium|meeting|findings|NeurIPS|NIPS|ICML|ICLR|CVPR|ICCV|ECCV|WACV|BMVC|ACL|EMNLP|"
    r"NAACL|EACL|COLING|AAAI|IJCAI|KDD|SIGIR|WWW|CHI|ICRA|IROS|CoRL|RSS|AISTATS|UAI|COLT|INTERSPEECH|ICASSP)\b",
    re.IGNORECASE,
)
"""Venues that publish proceedings; any other is taken for a journal."""


def export(graph: Graph, out: Path) -> list[str]:
    """Write one entry for each paper; gives a note on what the format does not hold."""
    kept = _kept(graph)
    write_lines(out, _lines(graph, kept))
    return [*_left_out(graph), *_made_anew(graph, kept)]


def _left_out(graph: Graph) -> list[str]:
    things = sum(len(rows) for label, rows in graph.nodes.items() if label != "Paper")
    links = sum(map(len, graph.relationships.values()))
    if not things + links:
        return []
    left = f"{counted(things, 'node')} of other kinds and {counted(links, 'relationship')}"
    return [f"a bibliography holds papers alone; left out: {left}"]


def _made_anew(graph: Graph, kept: Mapping[str, str]) -> list[str]:
    lost = len(graph.nodes["Paper"]["citationKey"].drop_nulls()) - len(kept)
    if not lost:
        return []
    return [f"citation keys that several papers have, or that no TeX takes, are made anew: {lost:,}"]


def _kept(graph: Graph) -> dict[str, str]:
    """Give the citation keys of papers, by their ids, that are valid and no other paper's, whatever their case."""
    keys = graph.nodes["Paper"].select("id", "citationKey").drop_nulls().iter_rows()
    valid = {paper: key for paper, key in keys if is_citation_key(key)}
    often = Counter(map(str.casefold, valid.values()))
    return {paper: key for paper, key in valid.items() if often[key.casefold()] == 1}


def _lines(graph: Graph, kept: Mapping[str, str]) -> Iterator[str]:
    used, taken = Counter[str](), set(map(str.casefold, kept.values()))
    for row in graph.nodes["Paper"].iter_rows(named=True):
        if (unique := kept.get(row["id"])) is None:
            unique = made = _key(row)
            while unique in taken:
                used[made] += 1
                unique = f"{made}-{used[made] + 1}"
            taken.add(unique)
        kind, place = _kind(row["venue"])
        yield f"@{kind}{{{unique},"
        for name, value in _fields(row, place):
            yield f"  {name} = {value},"
        yield "}"
        yield ""


def _key(row: Mapping[str, Any]) -> str:
    """Make the usual key of a paper: family name, year, first telling word of the title; of unknown authors, two of these."""
    author = next(iter(row["authors"] or ()), "")
    family = author.partition(",")[0] if "," in author else author.rpartition(" ")[2]
    words = [_ascii(word) for word in (row["title"] or "").split()]
    telling = [one for one in words if len(one) > 3 and one not in listed("function", "prose")] or words
    first = _ascii(family) or "".join(telling[:1])
    word = "".join(telling[:1] if _ascii(family) else telling[1:2])
    return f"{first}{row['year'] or ''}{word}" or "paper"


def _ascii(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())[:40]


def _kind(venue: str | None) -> tuple[str, str]:
    """Give the type of an entry, and the field for its venue."""
    if not (venue or "").strip():
        return "misc", ""
    return ("inproceedings", "booktitle") if _CONFERENCE.search(venue or "") else ("article", "journal")


def _fields(row: Mapping[str, Any], place: str) -> Iterator[tuple[str, str]]:
    """Give the fields that a paper has, with their values as they stand in the file."""
    if title := escaped(row["title"]):
        yield "title", f"{{{{{title}}}}}"  # twice, so that no style changes capitals
    if authors := [name for one in row["authors"] or () if (name := _author(one))]:
        yield "author", f"{{{' and '.join(authors)}}}"
    if place and (venue := escaped(row["venue"])):
        yield place, f"{{{venue}}}"
    if row["year"]:
        yield "year", f"{{{row['year']}}}"
    if found := re.match(r"\d{4}-(0[1-9]|1[0-2])", row["published"] or ""):
        yield "month", MONTHS[int(found[1]) - 1]
    if row["arxivId"]:
        yield "eprint", f"{{{_address(row['arxivId'])}}}"
        yield "archiveprefix", "{arXiv}"
    if row["doi"]:
        yield "doi", f"{{{_address(row['doi'])}}}"
    if (row["url"] or "").startswith(("http://", "https://")):
        yield "url", f"{{{_address(row['url'])}}}"
    if keywords := ", ".join(word for one in row["keywords"] or () if (word := escaped(one))):
        yield "keywords", f"{{{keywords}}}"
    if abstract := escaped(row["abstract"]):
        yield "abstract", f"{{{abstract}}}"


def escaped(text: str | None) -> str:
    r"""
    Give a text on one line as it stands in a field of BibTeX.

    >>> escaped("50% of $x_1$ & {more} \\input{a}")
    '50\\% of $x_1$ \\& \\textbraceleft{}more\\textbraceright{} \\textbackslash{}input\\textbraceleft{}a\\textbraceright{}'
    """
    line = " ".join("".join(c if c.isprintable() else " " for c in text or "").split())
    parts = _FORMULA.split(line)
    parts[::2] = [part.translate(_ESCAPED) for part in parts[::2]]
    return "".join(parts)


def _author(name: str) -> str:
    """Give a name as it stands among others; one that BibTeX would divide stands in braces."""
    plain = escaped(name)
    divided = name.count(",") > 2 or re.search(r"\b(?:and|others)\b", name, re.IGNORECASE)
    return f"{{{plain}}}" if plain and divided else plain


def _address(text: str) -> str:
    """Give an identifier or address without characters that would end the field."""
    return "".join(_IN_ADDRESS.get(c, c) for c in text if c.isprintable())
