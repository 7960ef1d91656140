"""Where the page of each node lies in a site."""

from __future__ import annotations

import re

from kg.export.pages import FOLDERS
from kg.export.writing import is_reserved
from kg.ids import short_digest, slug

_LONGEST = 60
_SAFE = re.compile(r"[a-z0-9][a-z0-9.-]*")


def path(label: str, node: str) -> str:
    """
    Give where the page of a node lies in the site, from its id: a name that every file system and server can hold.

    >>> path("Dataset", "dataset:imagenet-1k")
    'datasets/imagenet-1k.html'
    >>> path("Repo", "repo:../etc/passwd").startswith("repositories/etc-passwd-")
    True
    """
    own = node.partition(":")[2]
    name = slug(own)
    if name != own or len(name) > _LONGEST or not _SAFE.fullmatch(name) or is_reserved(name):
        ascii_part = re.sub(r"[^a-z0-9]+", "-", name[:_LONGEST]).strip("-")
        name = f"{ascii_part or 'page'}-{short_digest(node)}"
    return f"{FOLDERS[label]}/{name}.html"
