"""What the text that a person gives a named query means: the authors, things, papers and listings that are in the graph."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from kg.errors import NotFoundError
from kg.explore.authors import authors
from kg.explore.nodes import Node, called, candidates, nodes
from kg.explore.versions import versions_named
from kg.names.folding import fold_title
from kg.queries import Kind, NamedQuery
from kg.stores.base import Store
from kg.text.wording import likely

_LABELS: Mapping[Kind, Sequence[str]] = {
    "thing": ("Dataset", "Method", "Repo"),
    "dataset": ("Dataset",),
    "method": ("Method",),
}
"""Labels of what may bear a name, by type of a parameter."""


def understood(
    store: Store, asked: NamedQuery, values: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, str]]:
    """
    Give the values of a query's parameters as the query needs them, and what some that differ were taken for, in words.

    By the types of the parameters (`kg.queries.Kind`), a list of authors becomes all the names that it may mean (see
    `authors`), the name of a thing the ids of its versions (see `versions_named`), another spelling of a name ("UNet",
    "muP", a plural) the name as the graph has it, the text for a paper the id of that paper (see `paper_meant`), a part
    of the name of just one listing that name. What means nothing stays. Nothing is said of a paper's whole title, arXiv id or id, which mean it beyond doubt.
    """
    values = dict(values)
    taken: dict[str, str] = {}
    for parameter, kind in ((one.name, one.type) for one in asked.parameters):
        given = values.get(parameter)
        if kind == "author" and given:
            values[parameter] = authors(store, " ".join(given)) or given
        if kind == "versions" and given:
            ids = [one for text in given for one in versions_named(store, text)]
            values[parameter] = ids or given
        if not isinstance(given, str) or not given.strip():
            continue
        if kind in _LABELS:
            values[parameter] = _name_meant(store, given, _LABELS[kind])
        elif kind == "paper" and (paper := paper_meant(store, given)):
            values[parameter] = paper.id
            if not _states(given, paper):
                taken[parameter] = f"{paper.name!r} ({paper.id})"
        elif kind == "listing" and (listing := _listing_meant(listings(store), given)) != given:
            values[parameter] = listing
            taken[parameter] = repr(listing)
    return values, taken


def paper_meant(store: Store, text: str) -> Node | None:
    """Give the one paper that a text means as for `find`, or that introduces what it means; None where there is none."""
    if is_paper(store, text):
        return nodes(store, [text])[text]
    found = candidates(store, text)
    papers = [node for node in found if node.label == "Paper"] or introducing(store, found, limit=2)
    exact = [node for node in papers if node.name.lower() == text.lower()] or papers
    return exact[0] if len(exact) == 1 else None


def introducing(store: Store, things: Collection[Node], limit: int) -> list[Node]:
    """Give the first papers that introduce one of some things, sorted by id."""
    cypher = (
        "MATCH (p:Paper)-[:MENTIONS {role: 'introduces'}]->(e:Dataset|Method|Repo) WHERE e.id IN $ids "
        "RETURN DISTINCT p.id AS id ORDER BY id LIMIT $limit"
    )
    rows = store.query(cypher, {"ids": [node.id for node in things], "limit": limit}).rows
    return list(nodes(store, (row[0] for row in rows)).values())


def is_paper(store: Store, text: str) -> bool:
    """Tell whether a text is what the named queries themselves take for a paper: its id."""
    return bool(store.query("MATCH (p:Paper {id: $text}) RETURN p.id", {"text": text}).rows)


def listings(store: Store) -> list[str]:
    """Give the names of all listings that papers are from, sorted."""
    cypher = "MATCH (p:Paper) UNWIND p.listings AS l RETURN DISTINCT l ORDER BY l"
    return [row[0] for row in store.query(cypher).rows]


def listing_named(store: Store, text: str) -> str:
    """
    Give the listing that a text names, by a part of the name that no other has.

    Raises NotFoundError, with what may be meant, where there is none.
    """
    known = listings(store)
    if (meant := _listing_meant(known, text)) in known:
        return meant
    raise NotFoundError(no_listing(known, text))


def no_listing(known: Sequence[str], text: str) -> str:
    """Say that no listing is called so, and which may be meant."""
    meant = likely(text, known)
    return f"there is no listing {text!r}; {f'did you mean {meant[0]}?' if meant else 'kg stats lists them'}"


def _states(text: str, paper: Node) -> bool:
    """Tell whether a text is a paper's whole title, its id or the identifier in that."""
    named = fold_title(text) == fold_title(paper.name)
    return named or text.lower() in (paper.id, paper.id.rpartition(":")[2])


def _name_meant(store: Store, text: str, labels: Collection[str]) -> str:
    """Give a name as the queries compare it, by its letters alone: the most mentioned thing's that bears it, or itself."""
    found = [node for node in called(store, text) if node.label in labels]
    if not found or any(
        text.lower() == name.lower() for node in found for name in (node.name, *node.aliases)
    ):
        return text
    return max(found, key=lambda node: (node.papers or 0, node.id)).name


def _listing_meant(known: Sequence[str], text: str) -> str:
    """Give the one listing whose name begins so or, where none does, has the text in it; else the text itself."""
    if text in known:
        return text
    for found in (
        [name for name in known if name.startswith(text)],
        [name for name in known if text in name],
    ):
        if found:
            return found[0] if len(found) == 1 else text
    return text
