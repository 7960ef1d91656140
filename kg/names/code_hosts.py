"""
Hosts of code: the repositories whose addresses stand in a text, and the parts of their names.

Addresses are taken as papers have them: glued together, in braces, escaped, broken by spaces.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_HUGGING_FACE = "huggingface.co"
_ANONYMOUS = "anonymous.4open.science"
"""A host that hides whose code it is."""
_COLLECTIONS: Mapping[str, frozenset[str]] = {_HUGGING_FACE: frozenset({"datasets", "spaces"})}
"""What stands before the owner in names on a host."""
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
_PAGES = frozenset(
    "features topics about orgs sponsors marketplace explore settings search login papers docs blog tasks join "
    "collections pricing trending notifications apps site security".split()
)


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
    host = _HUGGING_FACE if host == "hf.co" else host
    path = path if path.isascii() else unicodedata.normalize("NFKC", path)  # a PDF has "fi" as one character
    parts = [_clean(part) for part in path.replace("\\", "").replace("%20", "").split("/")]
    parts = [part for part in parts if part]
    if host.startswith(("gitlab.", "git.")):
        kept = parts[: parts.index("-")] if "-" in parts else parts
        kept = kept[: kept.index("tree")] if "tree" in kept else kept
        kept = kept[: kept.index("blob")] if "blob" in kept else kept
    elif host == _ANONYMOUS:
        kept = parts[:2] if parts[:1] in (["r"], ["repository"]) else []
        if parts[:1] in (["w"], ["status"]):  # other views of the same
            kept = ["r", *parts[1:2]]
    elif parts and parts[0] in _COLLECTIONS.get(host, ()):
        kept = parts[:3] if len(parts) > 2 else []
    elif host == _HUGGING_FACE and parts[:1] == ["models"]:
        kept = parts[1:3]
    else:
        kept = parts[:2]
    if len(kept) < 2 or kept[0].lower() in _PAGES:
        return None
    return "/".join((host, *kept))


def _clean(segment: str) -> str:
    segment = _GLUED_WORD.split(segment.strip())[0]
    found = _SEGMENT.match(segment)
    name = found.group() if found else ("-" if segment == "-" else "")
    return _without_tail(_without_tail(name)) or name.strip(".") if name != "-" else name


def _without_tail(name: str) -> str:
    """Give a name without ".git" at its end or, where that is not there, without points or hyphens."""
    if name.lower().endswith(".git"):
        return name[: -len(".git")]
    return name.rstrip(name[-1:]) if name.endswith((".", "-")) else name


def parts_of(name: str) -> tuple[str, str | None, str]:
    """
    Give the host of a repository, its owner where the host tells it, and its name without the host.

    >>> parts_of("gitlab.com/a/b/c"), parts_of("huggingface.co/datasets/a/b"), parts_of("anonymous.4open.science/r/Net-52")
    (('gitlab.com', 'a/b', 'a/b/c'), ('huggingface.co', 'a', 'datasets/a/b'), ('anonymous.4open.science', None, 'Net-52'))
    """
    host, _, path = name.partition("/")
    *owner, last = path.split("/")
    if host == _ANONYMOUS:
        return host, None, last
    return host, "/".join(owner[1:] if owner[:1] and owner[0] in _COLLECTIONS.get(host, ()) else owner), path
