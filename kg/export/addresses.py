"""Addresses that a page may link to: only http and https, whatever the graph holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

_LONGEST_QUERY = 300
"""Characters of a title that are searched for: servers refuse addresses that are too long."""


def web_address(address: str | None) -> str | None:
    """
    Give an address that is safe to follow, else None.

    >>> web_address("https://arxiv.org/abs/2011.14522"), web_address("javascript:alert(1)")
    ('https://arxiv.org/abs/2011.14522', None)
    """
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.hostname else None


def addresses(row: Mapping[str, Any]) -> list[list[str]]:
    """Give the addresses of pages about a node, from its properties, as pairs of text and address."""
    named = [
        (
            "arXiv",
            f"https://arxiv.org/abs/{quote(row['arxivId'], safe='/.')}" if row.get("arxivId") else None,
        ),
        ("DOI", f"https://doi.org/{quote(row['doi'], safe='/.')}" if row.get("doi") else None),
    ]
    own = web_address(row.get("url"))
    if own and own not in [address for _, address in named]:
        named.insert(0, (urlsplit(own).hostname or own, own))
    return [[text, address] for text, address in named if address]


def ways(row: Mapping[str, Any]) -> list[list[str]]:
    """
    Give the addresses of a node as `addresses` does; for a paper without any, one that searches for its title.

    >>> ways({"title": "Owls & Bats"})
    [['Search for its title on arXiv', 'https://arxiv.org/search/?searchtype=title&query=Owls%20%26%20Bats']]
    """
    found, title = addresses(row), " ".join((row.get("title") or "").split())
    if found or not title:
        return found
    query = quote(title[:_LONGEST_QUERY], safe="", errors="replace")
    return [["Search for its title on arXiv", f"https://arxiv.org/search/?searchtype=title&query={query}"]]
