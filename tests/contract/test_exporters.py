"""What every exporter keeps to, whatever its format."""

import csv
import importlib
import io
import json
import os
import pkgutil
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import bibtexparser
import networkx as nx
import polars as pl
import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

import kg.export
from kg.errors import KgError
from kg.export import EXPORTERS, part
from kg.graph import NODES, RELATIONSHIPS, Graph
from kg.text.wording import INFERRED
from tests.graphs import WINGNET, small
from tests.hostile import hostile_graph


def _json_size(file: Path) -> tuple[int, int]:
    data = json.loads(file.read_text(encoding="utf-8"))
    return len(data["nodes"]), len(data["edges"])


def _html_size(file: Path) -> tuple[int, int]:
    data = json.loads(LexborHTMLParser(file.read_text(encoding="utf-8")).css_first("#page").text())
    return len(data["network"]["nodes"]), len(data["network"]["edges"])


def _bibtex_size(file: Path) -> tuple[int, int]:
    """Count the entries, none of which may be broken or named like another."""
    found = bibtexparser.parse_string(file.read_text(encoding="utf-8"))
    assert not found.failed_blocks
    return len(found.entries), 0


def _csv_size(file: Path) -> tuple[int, int]:
    """Count the rows, which hold line breaks, of the files whose header names an id or a start."""
    sizes = {":ID": 0, ":START_ID": 0}
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            if name.endswith("-header.csv"):
                key = re.search(r":(START_)?ID(?=\()", archive.read(name).decode())[0]
                rows = archive.read(name.replace("-header", "")).decode()
                sizes[key] += len(list(csv.reader(io.StringIO(rows, newline=""))))
    return sizes[":ID"], sizes[":START_ID"]


def _cypher_size(file: Path) -> tuple[int, int]:
    """Count where the map of a row begins; in a text the quotation mark would be escaped."""
    script = file.read_text(encoding="utf-8")
    return script.count("{id: '"), script.count("{start: '")


def _site_size(folder: Path) -> tuple[int, int]:
    """Count the pages of single nodes, and the links on the interactive page."""
    pages = [page for page in folder.glob("*/*.html") if page.parent.name != "topics"]
    return len(pages), _html_size(folder / "graph.html")[1]


def _graphml_size(file: Path) -> tuple[int, int]:
    view = nx.read_graphml(file)
    return view.number_of_nodes(), view.number_of_edges()


def _gexf_size(file: Path) -> tuple[int, int]:
    view = nx.read_gexf(file)
    return view.number_of_nodes(), view.number_of_edges()


def _jsonld_size(file: Path) -> tuple[int, int]:
    """Count what has an identifier, and the links as properties of it."""
    nodes = [one for one in json.loads(file.read_text(encoding="utf-8"))["@graph"] if "identifier" in one]
    links = ("mentions", "similarTo", "isBasedOn", "citation")
    return len(nodes), sum(len(node.get(link, ())) for node in nodes for link in links)


def _parquet_size(folder: Path) -> tuple[int, int]:
    nodes, links = (
        sum(pl.scan_parquet(folder / f"{name}.parquet").select(pl.len()).collect().item() for name in tables)
        for tables in (NODES, RELATIONSHIPS)
    )
    return nodes, links


def _obsidian_size(folder: Path) -> tuple[int, int]:
    """Count the notes with an id, and the links of the papers' notes, of similar papers once for both."""
    notes = {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in folder.glob("*/*.md")}
    ids = {yaml.safe_load(text.split("\n---\n")[0])["id"] for text in notes.values()}
    outwards = {"Introduces", "Mentions", "Cites", *(words[0].capitalize() for words in INFERRED.values())}
    links, pairs = 0, set()
    for path, text in notes.items():
        for section in text.split("\n## ")[1:] if path.startswith("papers/") else ():
            heading, *lines = section.splitlines()
            found = [one[1] for line in lines if (one := re.match(r"- \[\[([^\[\]|]+)\|[^\[\]|]+\]\]", line))]
            assert all(f"{one}.md" in notes for one in found)
            links += len(found) if heading in outwards else 0
            pairs |= {frozenset((path, f"{one}.md")) for one in found} if heading == "Similar" else set()
    return len(ids), links + len(pairs)


SIZES: dict[str, Callable[[Path], tuple[int, int]]] = {
    "bibtex": _bibtex_size,
    "csv": _csv_size,
    "cypher": _cypher_size,
    "gexf": _gexf_size,
    "graphml": _graphml_size,
    "html": _html_size,
    "json": _json_size,
    "jsonld": _jsonld_size,
    "obsidian": _obsidian_size,
    "parquet": _parquet_size,
    "site": _site_size,
}
"""How many nodes and links a written file holds, read back by a parser of its format."""


def size(form: str, graph: Graph) -> tuple[int, int]:
    """Give how many nodes and links of a graph a format has a place for: all, but of a bibliography the papers."""
    view = graph.to_networkx()
    if form == "bibtex":
        return len(graph.nodes["Paper"]), 0
    return view.number_of_nodes(), view.number_of_edges()


each_format = pytest.mark.parametrize("form", sorted(EXPORTERS))


def written(out: Path) -> dict[str, bytes]:
    """Give what was written: one file, or all files of a folder."""
    files = [out] if out.is_file() else [path for path in out.rglob("*") if path.is_file()]
    return {str(path.relative_to(out)): path.read_bytes() for path in files}


def shuffled(graph: Graph) -> Graph:
    """Give the same graph from rows in another order."""

    def mix(rows: pl.DataFrame) -> pl.DataFrame:
        order = list(range(len(rows)))
        random.Random(7).shuffle(order)
        return rows[order]

    return Graph.of(
        {label: mix(rows) for label, rows in graph.nodes.items()},
        {kind: mix(rows) for kind, rows in graph.relationships.items()},
        mix(graph.ledger),
    )


def test_every_module_that_exports_is_registered_and_tested_here() -> None:
    modules = [
        importlib.import_module(f"kg.export.{one.name}") for one in pkgutil.iter_modules(kg.export.__path__)
    ]
    functions = {module.export for module in modules if hasattr(module, "export")}
    assert functions == set(EXPORTERS.values())
    assert set(SIZES) == set(EXPORTERS)


@each_format
def test_all_nodes_and_all_parallel_links_that_a_format_has_a_place_for_are_written(
    form: str, tmp_path: Path
) -> None:
    notes = EXPORTERS[form](small(), tmp_path / "out")
    assert SIZES[form](tmp_path / "out") == size(form, small())
    assert all(isinstance(note, str) and "\n" not in note for note in notes)


@each_format
def test_same_graph_gives_same_bytes(form: str, tmp_path: Path) -> None:
    EXPORTERS[form](small(), tmp_path / "one")
    EXPORTERS[form](shuffled(small()), tmp_path / "two")
    assert written(tmp_path / "one") == written(tmp_path / "two")


@each_format
def test_bytes_do_not_depend_on_locale_or_hash_seed(form: str, tmp_path: Path) -> None:
    EXPORTERS[form](small(), tmp_path / "one")
    program = (
        "import sys; from pathlib import Path; from kg.export import EXPORTERS; from tests.graphs import small;"
        "EXPORTERS[sys.argv[1]](small(), Path(sys.argv[2]))"
    )
    environment = {
        **os.environ,
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONHASHSEED": "5",
    }
    root = Path(kg.export.__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", program, form, str(tmp_path / "two")], env=environment, cwd=root, check=True
    )
    assert written(tmp_path / "one") == written(tmp_path / "two")


@each_format
def test_empty_graph_is_written(form: str, tmp_path: Path) -> None:
    assert EXPORTERS[form](Graph.empty(), tmp_path / "out") == []
    assert SIZES[form](tmp_path / "out") == (0, 0)


@each_format
def test_a_part_is_written_as_a_graph_of_its_own(form: str, tmp_path: Path) -> None:
    near = part(small(), around=WINGNET, top=4, only={"paper", "method"})
    EXPORTERS[form](near, tmp_path / "out")
    assert near.to_networkx().number_of_nodes() == 4
    assert SIZES[form](tmp_path / "out") == size(form, near)


@each_format
def test_hostile_graph_is_written_whole(form: str, tmp_path: Path) -> None:
    graph = hostile_graph()
    EXPORTERS[form](graph, tmp_path / "out")
    assert SIZES[form](tmp_path / "out") == size(form, graph)


@each_format
def test_what_was_written_before_is_replaced_and_nothing_is_left_beside_it(form: str, tmp_path: Path) -> None:
    EXPORTERS[form](Graph.empty(), tmp_path / "out")
    EXPORTERS[form](small(), tmp_path / "out")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert SIZES[form](tmp_path / "out") == size(form, small())


@each_format
def test_place_that_cannot_be_written_is_an_error_of_one_line(form: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="cannot write") as caught:
        EXPORTERS[form](small(), tmp_path / "missing" / "out")
    assert "\n" not in str(caught.value)


@each_format
def test_graph_stays_as_it_was(form: str, tmp_path: Path) -> None:
    graph = small()
    EXPORTERS[form](graph, tmp_path / "out")
    assert graph.equals(small())
