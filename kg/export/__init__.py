"""
Exporters: one module per format, each with a function that turns a graph into one file, or into one folder.

`export(graph, out)` writes whole or not at all, UTF-8 whatever the locale, the same bytes for the same graph, and gives
notes on what the format could not hold. `FORMATS` says all else that there is to know of a format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kg.export import bibtex, csv, cypher, gexf, graphml, html, jsonld, nodelink, obsidian, parquet, site
from kg.export.part import part
from kg.graph import Graph

__all__ = ["EXPORTERS", "FORMATS", "Exporter", "Format", "PageExporter", "part"]


class Exporter(Protocol):
    """Writes a graph."""

    def __call__(self, graph: Graph, out: Path, /) -> list[str]:
        """Write the graph; gives notes on what the format does not hold."""


class PageExporter(Protocol):
    """Writes a graph as pages with a heading."""

    def __call__(
        self, graph: Graph, out: Path, /, *, title: str = "Knowledge graph", whole: bool = True
    ) -> list[str]:
        """Write the graph; `whole` says that the store holds nothing else. Gives notes on what the pages leave out."""


@dataclass(frozen=True)
class Format:
    """A format, and what the names of its files and the programs that read it are called."""

    export: Exporter
    target: str
    """Name of the file or folder, where none is given."""
    endings: tuple[str, ...] = ()
    """What the names of its files end with; none for a folder."""
    programs: tuple[str, ...] = ()
    """Programs and formats, in lower case, whose name may be given for that of this format."""
    pages: PageExporter | None = None
    """The exporter of a format that is for people, in a browser, and that has a heading; it is `export` as well."""
    archive: str = ""
    """What a file is where its ending must say so; empty where it need not."""
    papers_alone: bool = False
    """Whether it holds nothing but papers."""

    @property
    def is_folder(self) -> bool:
        """Tell whether it is written as a folder."""
        return not self.endings


FORMATS: Mapping[str, Format] = {
    "bibtex": Format(
        bibtex.export,
        "kg-graph.bib",
        (".bib", ".bibtex"),
        ("bib", "latex", "zotero", "jabref", "mendeley"),
        papers_alone=True,
    ),
    "csv": Format(csv.export, "kg-graph.zip", (".zip",), archive="a zip archive of several CSV files"),
    "cypher": Format(cypher.export, "kg-graph.cypher", (".cypher", ".cql", ".cyp")),
    "gexf": Format(gexf.export, "kg-graph.gexf", (".gexf", ".xml"), ("gephi",)),
    "graphml": Format(
        graphml.export, "kg-graph.graphml", (".graphml", ".xml"), ("yed", "igraph", "cytoscape")
    ),
    "html": Format(html.export, "kg-graph.html", (".html", ".htm"), pages=html.export),
    "json": Format(nodelink.export, "kg-graph.json", (".json",), ("networkx", "d3")),
    "jsonld": Format(jsonld.export, "kg-graph.jsonld", (".jsonld", ".json"), ("rdf", "json-ld")),
    "obsidian": Format(obsidian.export, "kg-notes", programs=("markdown", "md", "notes", "logseq", "foam")),
    "parquet": Format(parquet.export, "kg-parquet", programs=("duckdb", "polars", "pandas")),
    "site": Format(site.export, "kg-site", pages=site.export),
}
"""Format by its name."""

EXPORTERS: Mapping[str, Exporter] = {name: form.export for name, form in FORMATS.items()}
"""Exporter by the name of its format."""
