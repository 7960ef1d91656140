"""
Exporters: one module per format, each with a function that turns a graph into one file, or into one folder.

`export(graph, out, **options)` writes whole or not at all, UTF-8 whatever the locale, the same bytes for the same
graph, and gives notes on what the format could not hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg.export import bibtex, csv, cypher, gexf, graphml, html, jsonld, nodelink, obsidian, parquet, site
from kg.export.part import part

__all__ = ["EXPORTERS", "FOLDERS", "Exporter", "part"]

Exporter = Callable[..., list[str]]

EXPORTERS: Mapping[str, Exporter] = {
    "bibtex": bibtex.export,
    "csv": csv.export,
    "cypher": cypher.export,
    "gexf": gexf.export,
    "graphml": graphml.export,
    "html": html.export,
    "json": nodelink.export,
    "jsonld": jsonld.export,
    "obsidian": obsidian.export,
    "parquet": parquet.export,
    "site": site.export,
}
"""Exporter by the name of its format."""

FOLDERS = frozenset({"obsidian", "parquet", "site"})
"""Formats that are written as a folder."""
