"""
JSON-LD in the vocabulary of schema.org, for triple stores and whatever else reads linked data.

Papers, datasets, repositories and methods are ScholarlyArticle, Dataset, SoftwareSourceCode and DefinedTerm. A link is
a property (`mentions`, `citation`, `isBasedOn`; `similarTo` is our own), and where it has properties itself, an
`rdf:Statement` about that property has its role, confidence, score and evidence. What schema.org lacks has names below
`urn:kg:vocabulary:`; the context is part of the file, so that nobody has to fetch one. The format is that of
https://www.w3.org/TR/json-ld11/.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kg.export.addresses import addresses
from kg.export.notes import not_finite
from kg.export.writing import json_rows
from kg.graph import RELATIONSHIPS, Graph, evidence
from kg.model import strongest
from kg.system.files import write_lines

_SCHEMA = "http://schema.org/"
_TYPES: Mapping[str, str] = {
    "Paper": "ScholarlyArticle",
    "Dataset": "Dataset",
    "Method": "DefinedTerm",
    "Repo": "SoftwareSourceCode",
}
_PREDICATES: Mapping[str, str] = {
    "MENTIONS": "mentions",
    "SIMILAR_TO": "similarTo",
    "BUILDS_ON": "isBasedOn",
    "CITES": "citation",
}
_CALLED: Mapping[str, str] = {"title": "name", "aliases": "alternateName", "published": "datePublished"}
"""Properties that have another name in schema.org."""
_OWN = (
    "arxivId", "citationKey", "confidence", "count", "doi", "end", "evidence", "family", "field", "host", "introduced", "listings",
    "mentioned", "owner", "papers", "role", "roles", "rule", "score", "sentence", "start", "surface", "surfaces",
    "terms", "upvotes", "via", "year",
)  # fmt: skip
CONTEXT: Mapping[str, Any] = {
    "@vocab": _SCHEMA,
    "kg": "urn:kg:vocabulary:",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    **{name: f"kg:{name}" for name in _OWN},
    **{name: {"@id": f"{_SCHEMA}{name}", "@type": "@id"} for name in ("citation", "isBasedOn", "mentions")},
    "sameAs": {"@id": f"{_SCHEMA}sameAs", "@type": "@id"},
    "similarTo": {"@id": "kg:similarTo", "@type": "@id"},
    "entity": {"@id": "kg:entity", "@type": "@id"},
    "author": {"@id": f"{_SCHEMA}author", "@container": "@list"},
    "subject": {"@id": "rdf:subject", "@type": "@id"},
    "predicate": {"@id": "rdf:predicate", "@type": "@vocab"},
    "object": {"@id": "rdf:object", "@type": "@id"},
}
"""What the names in the file mean."""


def export(graph: Graph, out: Path) -> list[str]:
    """Write the graph; gives notes on what the format does not hold."""
    unread: list[str] = []
    write_lines(out, _lines(graph, unread))
    lost = [f"links whose evidence could not be read and is left out: {len(unread)}"] if unread else []
    return [*lost, *not_finite(graph)]


def iri(node: str) -> str:
    """
    Give the name of a node in linked data.

    >>> iri("paper:arxiv:2011.14522"), iri("method:μp <b>")
    ('urn:kg:paper:arxiv:2011.14522', 'urn:kg:method:%CE%BCp%20%3Cb%3E')
    """
    # Characters that no valid identifier has, such as a lone surrogate in damaged evidence, must not end the export.
    return f"urn:kg:{quote(node, safe='/:+@*', errors='replace')}"


def _lines(graph: Graph, unread: list[str]) -> Iterator[str]:
    """Give the document, one object per line; links whose evidence is damaged are added to `unread`."""
    yield f'{{"@context": {json.dumps(CONTEXT)},'
    yield '"@graph": ['
    yield from json_rows(_objects(graph, unread))
    yield "]}"


def _objects(graph: Graph, unread: list[str]) -> Iterator[dict[str, Any]]:
    ends = _ends(graph)
    for label, rows in graph.nodes.items():
        for row in rows.iter_rows(named=True):
            links = {name: [iri(end) for end in sorted(of.get(row["id"], ()))] for name, of in ends.items()}
            yield _present({**_node(label, row), **links})
    for kind, columns in RELATIONSHIPS.items():
        if len(columns) > 2:  # more than its ends
            for row in graph.relationships[kind].iter_rows(named=True):
                told, whole = _evidence(kind, row.get("evidence"))
                statement = _present({**_statement(kind, row), "evidence": told})
                if not whole:
                    unread.append(statement["@id"])
                yield statement


def _ends(graph: Graph) -> dict[str, dict[str, list[str]]]:
    """Give for each predicate what the nodes are linked to."""
    ends: dict[str, dict[str, list[str]]] = {name: defaultdict(list) for name in _PREDICATES.values()}
    for kind, columns in RELATIONSHIPS.items():
        shown = graph.relationships[kind].select(
            name for name in ("start", "end", "roles") if name in columns
        )
        for row in shown.iter_rows(named=True):
            ends[_predicate(kind, row)][row["start"]].append(row["end"])
    return ends


def _predicate(kind: str, row: Mapping[str, Any]) -> str:
    """Give the property of a link; a paper is based only on what it says that it extends or uses."""
    if kind == "BUILDS_ON" and strongest(row["roles"]) not in ("extends", "uses"):
        return _PREDICATES["MENTIONS"]
    return _PREDICATES[kind]


def _node(label: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give a node, including its empty properties."""
    told: dict[str, Any] = {"@id": iri(row["id"]), "@type": _TYPES[label], "identifier": row["id"]}
    for name, value in row.items():
        if name == "authors":
            told["author"] = [{"@type": "Person", "name": author} for author in value]
        elif name == "venue":
            told["isPartOf"] = value and {"@type": "CreativeWork", "name": value}
        elif name == "url" and label == "Repo":
            told["codeRepository"] = value
        elif name != "id":
            told[_CALLED.get(name, name)] = value
    told["sameAs"] = [address for text, address in addresses(row) if text in {"arXiv", "DOI"}]
    return told


def _statement(kind: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give the statement about a link, without its evidence."""
    start, end = iri(row["start"]), iri(row["end"])
    return {
        "@id": f"urn:kg:{kind};{start};{end}",
        "@type": "rdf:Statement",
        "subject": start,
        "predicate": _predicate(kind, row),
        "object": end,
        **{name: value for name, value in row.items() if name not in {"start", "end", "evidence"}},
    }


def _evidence(kind: str, text: str | None) -> tuple[list[dict[str, Any]], bool]:
    """Give the known fields in the evidence of a link, and whether that is all of it."""
    if kind == "BUILDS_ON":
        told = [
            {
                "via": one.via,
                "entity": iri(one.entity) if one.entity else None,
                "introduced": _quote(one.introduced),
                "mentioned": _quote(one.mentioned),
            }
            for one in evidence.reasons(text)
        ]
        missing = any(not one["introduced"] or not one["mentioned"] for one in told)
    else:
        told = [_quote(one) for one in evidence.quotes(text)]
        missing = False
    found = evidence.records(text)
    return [_present(one) for one in told], not missing and found is not None and len(found) == len(told)


def _quote(one: evidence.Quote | None) -> dict[str, Any]:
    return _present({name: getattr(one, name) for name in evidence.Quote.__slots__}) if one else {}


def _present(told: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is missing or empty, and numbers that JSON does not have."""
    return {
        name: value
        for name, value in told.items()
        if value is not None
        and value not in ([], (), {})
        and not (isinstance(value, float) and not math.isfinite(value))
    }
