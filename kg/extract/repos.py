"""Code repositories, from addresses as they occur in abstracts: glued together, in braces, escaped, broken by spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.text import Passage
from kg.model import Field, Mention, Paper, Role

_HOST = (
    r"(?P<host>github\. ?com|bitbucket\.org|gitee\.com|codeberg\.org|huggingface\.co|hf\.co|gitcode\.com|gitcode\.net|"
    r"anonymous\.4open\.science|git\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|gitlab\.[a-z0-9-]+(?:\.[a-z0-9-]+)*)"
)
_HOSTS = ("git", "bitbucket", "codeberg", "huggingface", "hf.co", "anonymous")
"""With one of these every host begins: a quick test."""
_SCHEME = 16
"""Most characters of an address before its host."""
_ADDRESS = re.compile(
    rf"(?:https?\s?:\s?/\s?/\s?)?(?<![\w.@-])(?:www\.)?{_HOST}\s?/\s?(?P<path>[^\s<>\"'`|,;{{}}()\[\]]{{1,2000}}(?:(?<=/) (?=[\w.]*[-_\d])[\w.-]+)?)",
    re.IGNORECASE,
)
_NEXT_ADDRESS = re.compile(r"https?:|www\.|github\.com", re.IGNORECASE)
_GLUED_WORD = re.compile(r"\.(?=(?:[A-Z][a-z]+|We|Our)$)")
_SEGMENT = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?")
_TAIL = re.compile(r"\.git$|\.+$|-+$", re.IGNORECASE)
_NEAR = 500
"""How many characters before an address are searched for a sign that it is the code of others."""
TEXTS: tuple[Field, ...] = ("title", "abstract")
_PAGES = frozenset(
    "features topics about orgs sponsors marketplace explore settings search login papers docs blog tasks join "
    "collections pricing trending notifications apps site security".split()
)
_OTHERS = re.compile(
    r"\b(?:of|(?:built (?:up)?on|based (?:up)?on|fork(?:ed)? (?:from|of)|adapted from|modified from|taken from|thanks? to|"
    r"such as|e\.g\.,?)(?: (?!(?:is|are|was|were|and|our)\b)[\w-]+){0,3})[\s:(\[{\"'“‘]*(?:\\\w+\{)?$",
    re.IGNORECASE,
)
"""
What stands directly before an address of others. Any other is taken for the paper's own code, whatever its sentence says.

Of 65 among 8,600 whose sentences speak neither of code nor of data, or of what is "based on" another thing, at least 62 are.
"""


@dataclass(frozen=True, slots=True)
class Repo:
    """An address found in a text."""

    name: str
    """`host/owner/name` as written, cleaned; `huggingface.co/datasets/owner/name` for a dataset there."""
    start: int
    end: int


def addresses(text: str) -> Iterator[Repo]:
    """
    Give the repositories whose addresses stand in a text.

    >>> [r.name for r in addresses("see https://github.com/a/B-net.git{https://github.com/a/B-net}.")]
    ['github.com/a/B-net', 'github.com/a/B-net']
    """
    if "/" not in text:
        return
    lower = text.lower()
    hosts = [at for at in map(lower.find, _HOSTS) if at >= 0]
    if not hosts:
        return
    position = max(0, min(hosts) - _SCHEME - (len(lower) - len(text)))
    while found := _ADDRESS.search(text, position):
        path = found.group("path")
        if glued := _NEXT_ADDRESS.search(path):
            path = path[: glued.start()]
        position = max(found.start("path") + len(path), found.start() + 1)
        name = repository(found.group("host").lower().replace(" ", ""), path)
        if name:
            end = found.start("path") + len(path.rstrip(".,:;/\\"))
            yield Repo(name, found.start(), end)


def repository(host: str, path: str) -> str | None:
    """
    Give `host/owner/name` for the path of an address, or None where it names no repository.

    >>> repository("github.com", "NVlabs/stylegan3/tree/main"), repository("gitlab.inria.fr", "a/b/c/-/tree/x")
    ('github.com/NVlabs/stylegan3', 'gitlab.inria.fr/a/b/c')
    """
    host = "huggingface.co" if host == "hf.co" else host
    path = path if path.isascii() else unicodedata.normalize("NFKC", path)  # a PDF has "fi" as one character
    parts = [_clean(part) for part in path.replace("\\", "").replace("%20", "").split("/")]
    parts = [part for part in parts if part]
    if host.startswith(("gitlab.", "git.")):
        kept = parts[: parts.index("-")] if "-" in parts else parts
        kept = kept[: kept.index("tree")] if "tree" in kept else kept
        kept = kept[: kept.index("blob")] if "blob" in kept else kept
    elif host == "anonymous.4open.science":
        kept = parts[:2] if parts[:1] in (["r"], ["repository"]) else parts[:0]
    elif host == "huggingface.co" and parts[:1] in (["datasets"], ["spaces"], ["models"]):
        kept = parts[1:3] if parts[0] == "models" else parts[:3]
        if len(kept) < (2 if parts[0] == "models" else 3):
            return None
    else:
        kept = parts[:2]
    if len(kept) < 2 or kept[0].lower() in _PAGES:
        return None
    return "/".join((host, *kept))


def _clean(segment: str) -> str:
    segment = _GLUED_WORD.split(segment.strip())[0]
    found = _SEGMENT.match(segment)
    name = found.group() if found else ("-" if segment == "-" else "")
    return _TAIL.sub("", _TAIL.sub("", name)) or name.strip(".") if name != "-" else name


def mentions(paper: Paper, fields: dict[Field, Passage]) -> Iterator[Mention]:
    """Give the repositories in a paper's text, then those that its source states separately."""
    for field in TEXTS:
        for found in addresses(paper.text(field)):
            sentence = next((s for s in fields[field].sentences if s.start <= found.start < s.end), None)
            said = sentence.text if sentence else paper.text(field)
            before = (
                paper.text(field)[max(sentence.start, found.start - _NEAR) : found.start] if sentence else ""
            )
            role: Role = "mentions" if _OTHERS.search(before) else "introduces"
            yield _mention(paper, field, found, said, role)
    stated = paper.text("code")
    for found in addresses(stated):
        line = stated[stated.rfind("\n", 0, found.start) + 1 :].split("\n", 1)[0]
        yield _mention(paper, "code", found, line, "introduces")


def _mention(paper: Paper, field: Field, found: Repo, sentence: str, role: Role) -> Mention:
    surface = paper.text(field)[found.start : found.end]
    rule = "stated code link" if field == "code" else "repository address"
    return Mention(
        paper.id, "repo", found.name, field, found.start, found.end, surface, sentence, role, rule, 0.99
    )
