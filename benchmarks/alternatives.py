"""What a person would pick instead of kg, each beside the part of kg that does the same."""

import os
import pickle  # of a graph made here
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

PAGE_NODES = 1_000


class Alternative(NamedTuple):
    """A way to do a part of what kg does; both ways are functions of one path."""

    name: str
    other: Callable[[Path], object]
    """Raises ImportError where its package is missing."""
    own: Callable[[Path], object]
    path: Path
    """A listing or a store."""


def alternatives(listing: Path, store: Path) -> list[Alternative]:
    """Give the alternatives for the papers of a listing and for the store built from it."""
    return [
        Alternative(
            "neighbours: TF-IDF of scikit-learn, its brute-force neighbours", _brute, _similar, listing
        ),
        Alternative("neighbours: TF-IDF of scikit-learn, sparse-dot-topn", _topn, _similar, listing),
        Alternative("store: networkx, written and read as GraphML", _graphml, written, store),
        Alternative("store: networkx, written and read as pickle", _pickled, written, store),
        Alternative(f"page of {PAGE_NODES:,} nodes: pyvis from_nx", _pyvis, _page, store),
        Alternative("names: spaCy with an entity ruler", _spacy, _extracted, listing),
    ]


def stored_graph(store: Path) -> Any:
    """Give the graph in a store."""
    from kg.stores import open_store

    with open_store(store) as opened:
        return opened.graph()


@contextmanager
def aside() -> Iterator[Path]:
    """Give a folder that is deleted afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def written(store: Path) -> None:
    """Read the graph in a store and write it into another store."""
    from kg.corpus import Corpus
    from kg.stores.embedded import EmbeddedStore

    with aside() as folder, EmbeddedStore(folder / "graph", create=True) as target:
        target.write(Corpus(), stored_graph(store))


def _papers(listing: Path) -> Any:
    from kg.corpus import Corpus
    from kg.readers import read

    return Corpus().add(one.listing for one in read([str(listing)])).papers()[0]


def _similar(listing: Path) -> None:
    from kg.link.similarity import similar

    similar(_papers(listing))


def _extracted(listing: Path) -> None:
    from kg.extract import extract

    extract(_papers(listing))


def _matrix(listing: Path) -> Any:
    import numpy as np
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [f"{paper.title} {paper.abstract}" for paper in _papers(listing)]
    return TfidfVectorizer(stop_words="english", dtype=np.float32).fit_transform(texts)


def _brute(listing: Path) -> None:
    from sklearn.neighbors import NearestNeighbors

    matrix = _matrix(listing)
    NearestNeighbors(n_neighbors=11, metric="cosine", algorithm="brute").fit(matrix).kneighbors(matrix)


def _topn(listing: Path) -> None:
    from sparse_dot_topn import sp_matmul_topn

    matrix = _matrix(listing)
    sp_matmul_topn(matrix, matrix.T.tocsr(), top_n=11, n_threads=os.cpu_count() or 1)


def _flat(store: Path) -> Any:
    """Give the networkx graph with what GraphML can hold: lists as text."""
    view = stored_graph(store).to_networkx()
    for *_, values in (*view.nodes(data=True), *view.edges(data=True)):
        values.update({name: str(value) for name, value in values.items() if isinstance(value, list)})
    return view


def _graphml(store: Path) -> None:
    import networkx as nx

    with aside() as folder:
        nx.write_graphml(_flat(store), folder / "graph.graphml")
        nx.read_graphml(folder / "graph.graphml")


def _pickled(store: Path) -> None:
    with aside() as folder:
        (folder / "graph").write_bytes(pickle.dumps(stored_graph(store).to_networkx()))
        pickle.loads((folder / "graph").read_bytes())


def _part(store: Path) -> Any:
    view = stored_graph(store).to_networkx()
    linked = sorted(view.nodes, key=lambda node: (-view.degree(node), node))[:PAGE_NODES]
    return view.subgraph(linked).copy()


def _pyvis(store: Path) -> None:
    from pyvis.network import Network

    plain = _part(store)
    for *_, values in (*plain.nodes(data=True), *plain.edges(data=True)):
        values.clear()
    with aside() as folder:
        page = Network(cdn_resources="in_line", directed=True)
        page.from_nx(plain)
        (folder / "page.html").write_text(page.generate_html(), encoding="utf-8")


def _page(store: Path) -> None:
    with aside() as folder:
        command = [
            sys.executable,
            "-m",
            "kg",
            "export",
            "html",
            "-o",
            str(folder / "page.html"),
            "--top",
            str(PAGE_NODES),
        ]
        subprocess.run([*command, "--store", str(store)], check=True, capture_output=True)


def _spacy(listing: Path) -> None:
    from benchmarks.extraction import spacy_step
    from kg.extract.lexicon.tables import load_lexicon

    look_up = spacy_step(load_lexicon())
    for paper in _papers(listing):
        look_up(paper)
