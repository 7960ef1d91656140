"""Annotations and predictions: what each paper names, as people say or as a graph does."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import orjson
import polars as pl

from kg.errors import InputError
from kg.graph import Graph, label_of
from kg.graph.evidence import quotes
from kg.names.code_hosts import addresses
from kg.names.folding import without_plural

Measure = Literal["datasets", "methods", "repos", "introduces"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

_FIELDS = ("title", "datasets", "methods", "repos")
"""Fields of a line of predictions."""
_LONGEST_LINE = 1 << 20
"""Bytes of the first line that are looked at; a line of predictions is far shorter."""
_KIND: Mapping[str, Measure] = {"Dataset": "datasets", "Method": "methods", "Repo": "repos"}


@dataclass(frozen=True, slots=True)
class Named:
    """A dataset or method in one paper: its name, how the paper writes it, and what the paper does with it."""

    name: str
    surfaces: tuple[str, ...] = ()
    role: str = "mentions"
    confidence: float | None = None
    """How sure the graph is; None in annotations."""
    rule: str = ""
    """The rule that found it, where a graph says so."""
    family: bool = False
    """Whether a graph takes it for an established family of methods."""

    def keys(self) -> set[str]:
        """Give the folded forms of the name and the surfaces."""
        return {matching_form(text) for text in (self.name, *self.surfaces)} - {""}


@dataclass(frozen=True, slots=True)
class Annotated:
    """What one paper names, as annotated or as predicted."""

    title: str
    datasets: tuple[Named, ...] = ()
    methods: tuple[Named, ...] = ()
    repos: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    """Established families of methods; annotations only."""
    text: str = ""
    """Title and abstract; predictions only."""


def predictions(graph: Graph) -> list[Annotated]:
    """Give what a graph says about each of its papers, in the form of the annotations."""
    names = {
        row["id"]: row["id"].removeprefix("repo:") if label == "Repo" else row["name"]
        for label in _KIND
        for row in graph.nodes[label].iter_rows(named=True)
    }
    families = set(graph.nodes["Method"].filter(pl.col("family").fill_null(value=False))["id"])
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in graph.relationships["MENTIONS"].iter_rows(named=True):
        kind, name = _KIND[label_of(row["end"])], names[row["end"]]
        named = name if kind == "repos" else _named_in(name, row, family=row["end"] in families)
        found[row["start"]][kind].append(named)
    return [
        Annotated(
            title,
            text=f"{title}\n{abstract or ''}",
            **{kind: tuple(named) for kind, named in found[paper].items()},
        )
        for paper, title, abstract in graph.nodes["Paper"].select("id", "title", "abstract").iter_rows()
    ]


def load(path: Path) -> list[Annotated]:
    """Read annotations: a JSON list of papers; raises InputError naming the file and the paper that is wrong."""
    try:
        papers = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot read the annotations {path}: {error.strerror}") from error
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path} is not JSON: {error}; annotations are a JSON list of papers") from error
    if not isinstance(papers, list):
        raise InputError(f"{path} holds no list of papers; annotations are a JSON list of papers")
    return [_annotated(paper, f"{path}: paper {number}") for number, paper in enumerate(papers, 1)]


def lines(papers: Sequence[Annotated]) -> Iterator[bytes]:
    """Give predictions as JSON lines, one paper a line, to keep or to score elsewhere."""
    for paper in papers:
        yield orjson.dumps(
            {
                "title": paper.title,
                "datasets": [_plain(one) for one in paper.datasets],
                "methods": [_plain(one) for one in paper.methods],
                "repos": paper.repos,
            },
            option=orjson.OPT_APPEND_NEWLINE,
        )


def are_predictions(path: Path) -> bool:
    """Tell whether a file holds what `lines` gives, and so may be replaced by newer predictions."""
    with path.open("rb") as file:
        try:
            first = orjson.loads(file.readline(_LONGEST_LINE))
        except orjson.JSONDecodeError:
            return False
    return isinstance(first, dict) and tuple(first) == _FIELDS


def matching_form(text: str) -> str:
    """
    Give the form under which two names are the same: no case, punctuation, white space, accents or plural s.

    >>> matching_form("Tiny-ImageNets"), matching_form("Café"), matching_form("Loss")
    ('tinyimagenet', 'cafe', 'loss')
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(c for c in folded if c.isalnum() and not unicodedata.combining(c))
    return without_plural(folded)


def _named_in(name: str, row: Mapping[str, Any], *, family: bool) -> Named:
    rules = [quote.rule for quote in quotes(row["evidence"])]
    return Named(
        name,
        tuple(row["surfaces"]),
        row["role"],
        row["confidence"],
        min(rules, key=lambda one: (-rules.count(one), one), default=""),
        family,
    )


def _plain(named: Named) -> dict[str, Any]:
    return {"name": named.name, "surfaces": named.surfaces, "role": named.role}


def _annotated(paper: Any, place: str) -> Annotated:
    """Check one annotated paper; further keys are nobody's business here."""
    try:
        return Annotated(
            title=_text(paper["title"]),
            datasets=tuple(_named(one) for one in paper.get("datasets", ())),
            methods=tuple(_named(one) for one in paper.get("methods", ())),
            repos=tuple(_repo(one) for one in paper.get("repos", ())),
            families=tuple(_text(one) for one in paper.get("generic_methods", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        wanted = '{"title", "datasets": [{"name", "surfaces", "role"}], "methods": [...], "repos": [...]}'
        raise InputError(f"{place} is no annotation ({error}); expected {wanted}") from error


def _named(entity: Any) -> Named:
    surfaces = tuple(_text(one) for one in entity.get("surfaces", ()))
    return Named(_text(entity["name"]), surfaces, _text(entity.get("role", "mentions")))


def _repo(value: Any) -> str:
    """Give `host/owner/name` of a repository, which may be annotated by its address in full."""
    text = _text(value)
    return next((found.name for found in addresses(text)), text)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value
