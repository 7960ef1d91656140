"""From what a person types to a node of the graph."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kg.errors import NotFoundError, UsageError
from kg.explore.authors import cited, is_author, person, writes
from kg.graph import LABELS, label_of
from kg.ids import arxiv_id, doi
from kg.names.folding import fold_name, fold_title
from kg.resolve.spelling import same
from kg.stores.base import Store
from kg.stores.fulltext import joined
from kg.text.wording import shortened

_HITS = 50
"""Results of a search among which a name is looked for; those that have it come first."""
_SHORTEST_PREFIX = 3
_LIKENESS = 70
"""Least similarity of a suggestion, out of 100."""
_SUGGESTIONS = 3
_FAR_AHEAD = 50
"""By which factor a thing must have more papers than all others of its name to be meant whatever it is called first."""
_AHEAD = 5
"""By which factor it must where none of them, or more than one, is called so in the first place."""
_LONGEST = 80
"""Most characters of a text that a message repeats."""
_ARTICLES = ("the", "a", "an")
"""What may stand before a name."""
_TIMES = 3
"""How often an article and a word for the kind are left out of a name: each takes a search."""
_MOST_CITED = 5
"""Papers that a citation may mean; of more it means none."""

# Papers and the other kinds have different properties, and a store may refuse to read one that a label lacks.
_PROPERTIES = {
    "Paper": "n.title AS name, n.year AS year, null AS papers, false AS family, null AS aliases",
    "Dataset": "n.name AS name, null AS year, n.papers AS papers, false AS family, n.aliases AS aliases",
    "Method": "n.name AS name, null AS year, n.papers AS papers, n.family AS family, n.aliases AS aliases",
    "Repo": "n.name AS name, null AS year, n.papers AS papers, false AS family, null AS aliases",
}


@dataclass(frozen=True, slots=True)
class Node:
    """A node as lists and paths show it."""

    id: str
    name: str
    """Title of a paper, canonical name of anything else."""
    year: int | None = None
    """Of a paper, where it is known."""
    papers: int | None = None
    """How many papers mention it; None for a paper."""
    family: bool = False
    """Whether it is an established family of methods."""
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """Label of the node: "Paper", "Dataset", "Method" or "Repo"."""
        return label_of(self.id)


def find(store: Store, text: str) -> Node:
    """
    Give the node that a person means.

    The text is an id, an arXiv id, a DOI, an address of one of these or of code, `owner/name`, a title, name or
    alias (case, punctuation, a plural and words for its kind aside), the key by which a paper is cited, the beginning of
    just one title or name, authors and year of a paper, or words of a name (`is_guess`).
    Of several things with one name `chosen` may tell which is meant.
    Raises UsageError where it is empty or names several things, and NotFoundError, with what is nearest, where it
    names none or an author.
    """
    if not text.strip():
        raise UsageError("there is no name to look for; give that of a paper, dataset, method or repository")
    found = candidates(store, text)
    if found and is_guess(found[0], text) and is_author(store, text, whole=True):
        raise NotFoundError(writes(text))
    if found:
        return chosen(found, text)
    who = person(_tidy(text))
    raise NotFoundError(writes(who) if is_author(store, who, whole=False) else _nothing(store, text))


def chosen(found: Sequence[Node], text: str) -> Node:
    """
    Give which of some nodes of one name is meant, the most mentioned standing first.

    It is the one that a great many papers mention where hardly any mention the others; else the only one that is called
    so in the first place, where the others have the name as an alias; else one that far more papers mention.
    Raises UsageError, which names them all, where it is none of these.
    """
    text = _tidy(text)
    if len(found) == 1 or _is_ahead(found, _FAR_AHEAD):
        return found[0]
    for key in (str, fold_name):  # with its capitals, then without
        bearers = [node for node in found if key(node.name) == key(text)]
        if len(bearers) == 1:
            return bearers[0]
    if _is_ahead(found, _AHEAD):
        return found[0]
    named = ", ".join(f"{node.id} ({_short(node.name)})" for node in found)
    raise UsageError(f"{_short(text)!r} names {len(found)} things, give the id of one: {named}")


def _is_ahead(found: Sequence[Node], factor: int) -> bool:
    """Tell whether the first has so many more papers than all others together."""
    first, *others = (node.papers or 0 for node in found)
    return first >= factor * max(1, sum(others))


def candidates(store: Store, text: str) -> list[Node]:
    """
    Give all nodes that a text may mean, the most mentioned first: as `find`, but several where several bear it.

    "SGD" may be a method and a dataset; words of a name give the best match alone.
    """
    text = _tidy(text)
    looks: Sequence[Callable[[Store, str], Iterable[str]]] = (
        _as_id,
        _as_identifier,
        _as_repository,
        _as_name,
        _as_key,
        _as_beginning,
        _as_citation,
        _as_words,
    )
    for look in looks:
        if text and (found := nodes(store, look(store, text))):
            return sorted(found.values(), key=lambda node: (-(node.papers or 0), node.id))
    return []


def _tidy(text: str) -> str:
    """Give a text as the graph has texts: composed characters, single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


def named(store: Store, text: str) -> list[Node]:
    """
    Give the nodes with a title, name or alias; where there are none, those with its plural or singular.

    Names are compared as where they are joined, so that "UNet" and "u net" are "U-Net", and "muP" is "μP".
    """
    asked = dict.fromkeys((text.lower(), joined(text)))
    hits = nodes(store, (hit.id for words in asked for hit in store.search(words, limit=_HITS))).values()
    found = [node for node in hits if _is_called(node, text, fold_name)]
    return found or [node for node in hits if node.label != "Paper" and _is_called(node, text, same)]


def called(store: Store, text: str, times: int = _TIMES) -> list[Node]:
    """
    Give the nodes of a name (see `named`), else those of the name without an article before it and a word for its kind.

    "The COCO dataset" is COCO: of a dataset and a method that are called so the dataset.
    """
    if (found := named(store, text)) or not times:
        return found
    from kg.resolve.normalise import HEADS

    words = text.split()
    kinds = [kind for kind, heads in HEADS.items() if words and words[-1].lower() in heads]
    rest = words[words[0].lower() in _ARTICLES : len(words) - bool(kinds)] if words else []
    if not rest or rest == words:
        return []
    found = called(store, " ".join(rest), times - 1)
    return [node for node in found if node.label.lower() in kinds] or found


def is_guess(node: Node, text: str) -> bool:
    """Tell whether `find` took a node for a text only because its name has these words somewhere, or part of a word."""
    words, name = fold_title(text), fold_title(node.name)
    return (
        bool(words)
        and all(word in name for word in words.split())
        and not f"{name} ".startswith(f"{words} ")
        and not _is_called(node, text, same)
        and text.lower() != node.id
    )


def nodes(store: Store, ids: Iterable[str]) -> dict[str, Node]:
    """Give the nodes with these ids, without those that are not there."""
    labelled = defaultdict(list)
    for node in dict.fromkeys(ids):
        labelled[label_of(node)].append(node)
    return {
        row[0]: Node(row[0], row[1] or "", row[2], row[3], bool(row[4]), tuple(row[5] or ()))
        for label, wanted in labelled.items()
        for row in store.query(
            f"UNWIND $ids AS id MATCH (n:{label} {{id: id}}) RETURN id, {_PROPERTIES[label]}", {"ids": wanted}
        ).rows
    }


def _as_id(_: Store, text: str) -> list[str]:
    return [text, text.lower()] if text.partition(":")[0] in LABELS else []


def _as_identifier(store: Store, text: str) -> list[str]:
    wanted = {"arxivId": arxiv_id(text), "doi": doi(text)}
    return [
        row[0]
        for name, value in wanted.items()
        if value
        for row in store.query(f"MATCH (p:Paper) WHERE p.{name} = $value RETURN p.id", {"value": value}).rows
    ]


def _as_repository(store: Store, text: str) -> list[str]:
    """Give the repositories at an address, or called `owner/name` on any host."""
    if "/" not in text:
        return []
    from kg.names.code_hosts import addresses

    if found := [f"repo:{repo.name.lower()}" for repo in addresses(text)]:
        return found
    cypher = "MATCH (r:Repo) WHERE toLower(r.name) = $name RETURN r.id"
    return [row[0] for row in store.query(cypher, {"name": text.lower()}).rows]


def _as_name(store: Store, text: str) -> list[str]:
    return [node.id for node in called(store, text)]


def _as_key(store: Store, text: str) -> list[str]:
    """Give the papers that are cited by a key: looked for behind names, since "unet" may be a key as well."""
    cypher = "MATCH (p:Paper) WHERE toLower(p.citationKey) = $key RETURN p.citationKey, p.id"
    rows = store.query(cypher, {"key": text.lower()}).rows
    return [paper for key, paper in rows if key == text] or [paper for _, paper in rows]


def _one_word(title: str) -> str:
    """Fold a title without its spaces: a hyphen may stand for a space or for nothing."""
    return fold_title(title).replace(" ", "")


def _is_called(node: Node, text: str, key: Callable[[str], str]) -> bool:
    """Tell whether a text is a node's title or, compared by a key, one of its names."""
    key = _one_word if node.label == "Paper" else key
    return bool(wanted := key(text)) and wanted in map(key, (node.name, *node.aliases))


def _as_beginning(store: Store, text: str) -> list[str]:
    """Give the node whose title, name or id begins with the text, if there is just one; the text may end in "…"."""
    text = text.removesuffix("…")
    if len(text) < _SHORTEST_PREFIX:
        return []
    found = [
        row[0]
        for label, name in (("Paper", "title"), ("Dataset|Method|Repo", "name"))
        for row in store.query(
            f"MATCH (n:{label}) WHERE toLower(n.{name}) STARTS WITH $text OR n.id STARTS WITH $text "
            "RETURN n.id LIMIT 2",
            {"text": text.lower()},
        ).rows
    ]
    return found if len(found) == 1 else []


def _as_citation(store: Store, text: str) -> list[str]:
    papers = cited(store, text)
    return papers if len(papers) <= _MOST_CITED else []


def _as_words(store: Store, text: str) -> list[str]:
    """
    Give the best result of a search whose title or name holds all the words, or longer ones that begin so.

    A word of a few letters says nothing alone: "q" is not Q-learning.
    """
    words = fold_title(text).split()
    if max(map(len, words), default=0) < _SHORTEST_PREFIX and text.isascii():
        return []
    for hit in store.search(text, limit=_HITS):
        # A hyphen joins, or parts: both are looked at.
        name = f" {fold_title(hit.name)} {fold_title(hit.name.replace('-', ' '))} "
        if words and all(_holds(name, word) for word in words):
            return [hit.id]
    return []


def _holds(name: str, word: str) -> bool:
    """Tell whether a name between spaces holds a word: as it is or, if it is long enough, the beginning of another."""
    if not word.isascii():
        return word in name  # scripts without spaces have no words
    return (f" {word}" if len(word) >= _SHORTEST_PREFIX else f" {word} ") in name


def _nothing(store: Store, text: str) -> str:
    """Say that nothing has a name, and suggest similar ones."""
    from rapidfuzz import fuzz, process, utils

    if number := arxiv_id(text) or doi(text):
        return f"no paper in the graph has the identifier {number}; listings of copied text state none, so try its title"
    cypher = "MATCH (n:Dataset|Method|Repo) RETURN n.name ORDER BY n.papers DESC, n.id LIMIT 50000"
    names = [hit.name for hit in store.search(text)] + [row[0] for row in store.query(cypher).rows]
    close = process.extract(
        text,
        list(dict.fromkeys(name for name in names if name)),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        limit=_SUGGESTIONS,
        score_cutoff=_LIKENESS,
    )
    cure = ", ".join(_short(name) for name, *_ in close)
    return f"nothing in the graph is called {_short(text)!r}; " + (
        f"nearest: {cure}" if cure else "look for words of it with kg search"
    )


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), _LONGEST)
