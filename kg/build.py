"""
The pipeline: from the records of a corpus to the graph, and from a store through a change to the store.

The graph is a pure function of the corpus (`build`). Adding and removing listings change the corpus and build
anew, so neither the order nor the number of steps ever shows in the graph.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Protocol

import polars as pl

from kg import __version__
from kg.corpus import Corpus, part_named
from kg.errors import InputError, StoreError, UsageError
from kg.extract import Knowledge, extract, plugins
from kg.extract.lexicon import introductions
from kg.graph import Graph
from kg.link.citations import cites
from kg.link.inferred import builds_on
from kg.link.introducers import settled
from kg.link.similarity import comparing
from kg.link.similarity import encoder as encoders
from kg.model import Decision, Mention, NameList, Paper, Problem
from kg.resolve import decided, names_of, resolve
from kg.stages import Progress, Stage, Stages
from kg.system import fingerprints
from kg.tabulate import tabulate
from kg.text.wording import counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.readers import Reading
    from kg.stores.base import Store
    from kg.system.cache import Cache

MADE_OF = (
    "build.py", "corpus", "dates.py", "disjoint.py", "errors.py", "extract", "graph", "ids.py", "link", "model.py", "names", "resolve", "stages.py",
    "system", "tabulate.py", "text",
)  # fmt: skip
"""The code and data that a graph is made with; a change of any of it may change the graph of the same corpus."""


@dataclass(frozen=True)
class Built:
    """A graph, the problems with its records, and the time and memory of each stage."""

    graph: Graph
    problems: tuple[Problem, ...]
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Written:
    """A summary of a graph that was built and written to a store."""

    counts: Mapping[str, int]
    """How many nodes of each label, relationships of each type, and mentions that introduce what they name."""
    example: str | None
    """Name of the thing that most papers mention, else the id of a paper; None for an empty graph."""
    stages: tuple[Stage, ...]
    """Time and memory of each stage."""


@dataclass(frozen=True)
class Change:
    """What adding or removing listings did to a store."""

    corpus: Corpus
    added: tuple[str, ...]
    """Names of the listings that are new or have new content."""
    removed: tuple[str, ...]
    """Names of the listings that are gone or had other content."""
    problems: tuple[Problem, ...]
    """Records that could not be read, and doubts about joining the others."""
    before: Mapping[str, int]
    """What was there of what `Written` counts; empty where nothing was stored, or its indexes cannot be read."""
    built: Written | None
    """The summary of the new graph; None where the store held exactly this already and nothing was written."""


class Extract(Protocol):
    """What `kg.extract.extract` does, wherever it is done."""

    def __call__(
        self,
        papers: Sequence[Paper],
        known: Knowledge,
        /,
        *,
        progress: Callable[[int], None] | None,
        report: Callable[[Problem], None],
        cache: Cache | None,
    ) -> list[Mention]:
        """Give all mentions in all papers, in the order of the papers."""


class Comparing(Protocol):
    """What `kg.link.similarity.comparing` does, wherever it is done."""

    def __call__(
        self, papers: Sequence[Paper], /, *, encoded: NDArray[np.int16] | None
    ) -> AbstractContextManager[Callable[[], pl.DataFrame]]:
        """Give what waits for the table of similar papers."""


@dataclass(frozen=True, slots=True)
class Engine:
    """The two stages whose work grows fastest, as functions that an engine may run elsewhere with the same result."""

    extract: Extract = extract
    comparing: Comparing = comparing


LOCAL_ENGINE = Engine()
"""That of the processors of this machine."""


def build(corpus: Corpus, *, progress: Progress | None = None, engine: Engine = LOCAL_ENGINE) -> Built:
    """Build the graph of a corpus: join records, extract, resolve, link, and lay out the tables."""
    with _uncollected():
        return _build(corpus, Stages(progress), engine)


def add(
    store: Store,
    readings: Iterable[Reading],
    *,
    lexicons: Iterable[NameList] = (),
    extractors: Iterable[str] = (),
    encoder: str | None = None,
    rebuild: bool = False,
    progress: Progress | None = None,
    engine: Engine = LOCAL_ENGINE,
) -> Change:
    """
    Add listings, lexicons and extractors of other packages to a store and rebuild its graph.

    An `encoder`, the folder or name of a model, replaces the one that the store has, if any.

    Where the store holds all this already, in a graph built by this version of kg with its code, lexicon and weights as
    they are, nothing is built or written, unless `rebuild` asks for it.
    Raises InputError where neither the listings nor the store hold a paper, and UsageError for an extractor or an
    encoder that is not there.
    """
    stages = Stages(progress)
    counted = _counted(readings, stages.counter("Reading listings"))
    read = stages.run("Reading listings", lambda: list(counted))
    problems = tuple(problem for reading in read for problem in reading.problems)
    if read and not any(reading.listing.papers for reading in read):
        raise InputError(_no_papers(len(read), problems))
    before = _stored(store)
    # A file that could not be read has no format; what was read from it before stays.
    after = before.add(reading.listing for reading in read if reading.listing.format).know(lexicons)
    if not after.listings:
        raise UsageError("the store holds no papers yet; name listings to read")
    after = _with_versions(after, {*extractors, *(name for name, _ in after.extractors)})
    if chosen := encoders.named(encoder) if encoder else before.encoder and before.encoder[0]:
        after = replace(after, encoder=(chosen, encoders.version(chosen)))
    return _change(store, before, after, problems, stages, engine, rebuild=rebuild)


def remove(store: Store, names: Iterable[str], *, progress: Progress | None = None) -> Change:
    """
    Remove listings, lexicons, extractors or the encoder from a store and rebuild its graph.

    Each is named by its name, a file also without its suffix, a listing also by the path that it was read from, and the
    encoder by its folder. Raises NotFoundError for an unknown name and UsageError for an ambiguous one.
    """
    before = _stored(store)
    gone = {(part.kind, part.name) for part in (part_named(before, name) for name in names)}
    after = before.remove(name for kind, name in gone if kind == "listing")
    after = replace(after, lexicons=tuple(one for one in after.lexicons if ("lexicon", one.file) not in gone))
    after = _with_versions(after, {name for name, _ in after.extractors if ("extractor", name) not in gone})
    if after.encoder and ("encoder", after.encoder[0]) in gone:
        after = replace(after, encoder=None)
    return _change(store, before, after, (), Stages(progress), LOCAL_ENGINE)


def decide(
    store: Store,
    decisions: Iterable[Decision],
    *,
    forgotten: Iterable[Decision] = (),
    progress: Progress | None = None,
) -> Change:
    """Store what a person decided about names, or take it back, and rebuild the graph."""
    before = _stored(store)
    after = before.forget(forgotten).decide(decisions)
    return _change(store, before, after, (), Stages(progress), LOCAL_ENGINE)


def _counted(readings: Iterable[Reading], count: Callable[[int], None]) -> Iterator[Reading]:
    """Give readings one by one, and count those read."""
    for reading in readings:
        count(1)
        yield reading


def _stored(store: Store) -> Corpus:
    with _uncollected():
        return store.corpus()


def _build(corpus: Corpus, stages: Stages, engine: Engine, cache: Cache | None = None) -> Built:
    papers, problems = stages.run("Joining records", corpus.papers, rows=lambda joined: len(joined[0]))
    names = (*corpus.lexicons, *names_of(corpus.decisions))
    known = Knowledge(names, tuple(name for name, _ in corpus.extractors))
    progress = stages.counter("Extracting mentions", len(papers))
    mentions = decided(
        stages.run(
            "Extracting mentions",
            lambda: engine.extract(papers, known, progress=progress, report=problems.append, cache=cache),
        ),
        corpus.decisions,
    )
    encoded = None
    if corpus.encoder:
        told = stages.counter("Encoding papers", len(papers))
        encoder = corpus.encoder
        encoded = stages.run(
            "Encoding papers", lambda: encoders.encoded(encoder, papers, cache=cache, progress=told)
        )
    # Begins here, where it pays to have a process for it, and is waited for last.
    with engine.comparing(papers, encoded=encoded) as compared:
        graph = _laid_out(papers, mentions, corpus.decisions, stages)
        del mentions  # the last stage needs the memory
        graph = graph.linked({"SIMILAR_TO": stages.run("Comparing papers", compared)})
    return Built(graph, tuple(problems), tuple(stages.done))


def _laid_out(
    papers: Sequence[Paper], mentions: Sequence[Mention], decisions: Sequence[Decision], stages: Stages
) -> Graph:
    """Give the graph of papers and their mentions, without the similarity of papers."""
    resolution = stages.run(
        "Resolving names",
        lambda: resolve(mentions, decisions, papers),
        rows=lambda found: len(found.entities),
    )
    first, entity_of = introductions.load(), resolution.entity_of
    settling = settled(papers, mentions, entity_of, first)
    called = {entity.id: entity.name for entity in resolution.entities}
    links = {
        "BUILDS_ON": stages.run(
            "Inferring citations", lambda: builds_on(papers, settling, entity_of, called, first)
        ),
        "CITES": stages.run("Matching references", lambda: cites(papers)),
    }
    return stages.run(
        "Laying out tables", lambda: tabulate(papers, settling, resolution, links), rows=_height
    )


def _change(
    store: Store,
    before: Corpus,
    after: Corpus,
    problems: tuple[Problem, ...],
    stages: Stages,
    engine: Engine,
    *,
    rebuild: bool = False,
) -> Change:
    if after == before and store.made_by() == _made_by() and not rebuild:
        return Change(after, (), (), problems, _counts(store), None)
    there = _counts(store) if before.listings else {}
    with store.cache() as cache, _uncollected():
        built = _build(after, stages, engine, cache)
        problems += built.problems
        written = _outline(built.graph)
        # Passed on as the only reference: the store frees the graph once its tables are written.
        graphs = [built.graph]
        del built
        stages.run(
            "Writing the store",
            lambda: store.write(after, graphs.pop(), made_by=_made_by()),
            rows=lambda _: len(after.listings),
        )
        if cache is not None:
            cache.prune()
    return Change(
        after,
        after.beyond(before),
        before.beyond(after),
        problems,
        there,
        replace(written, stages=tuple(stages.done)),
    )


def _outline(graph: Graph) -> Written:
    counts = {name: rows.height for name, rows in graph.tables.items()}
    introduced = int((graph.relationships["MENTIONS"]["role"] == "introduces").sum())
    return Written({**counts, "introduced": introduced}, _example(graph), ())


def _counts(store: Store) -> dict[str, int]:
    """Give the counts of what is stored as `_outline` does; none where a damaged store cannot tell."""
    try:
        introduced = store.query("MATCH ()-[m:MENTIONS {role: 'introduces'}]->() RETURN count(*)").rows[0][0]
        return {**store.counts(), "introduced": introduced}
    except StoreError:
        return {}


def _example(graph: Graph) -> str | None:
    for label in ("Dataset", "Method", "Repo"):
        if (rows := graph.nodes[label]).height:
            return str(rows.sort("papers", "id", descending=[True, False])["name"][0])
    papers = graph.nodes["Paper"]["id"]
    return str(papers.sort()[0]) if papers.len() else None


@contextmanager
def _uncollected() -> Iterator[None]:
    """
    Pause Python's cyclic garbage collector: a build holds millions of values, and no cycles.

    It would traverse all of them again and again, for a third of the time that joining and resolving take.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _made_by() -> str:
    """Give the version of kg with a digest of all that makes a graph as its local part (PEP 440)."""
    return f"{__version__}+{_shipped()[:16]}"


@cache
def _shipped() -> str:
    return fingerprints.package_digest(MADE_OF)


def _with_versions(corpus: Corpus, extractors: Iterable[str]) -> Corpus:
    """Give the corpus with these extractors as they are installed now; raises UsageError for one that is not."""
    return replace(
        corpus, extractors=tuple((name, plugins.version(name)) for name in sorted(set(extractors)))
    )


def _no_papers(files: int, problems: tuple[Problem, ...]) -> str:
    first = f"; first problem: {problems[0]}" if problems else ""
    if len(problems) > 1:
        first += f" (and {len(problems) - 1:,} more; --verbose names all)"
    return f"no papers found in {counted(files, 'file')}{first}"


def _height(graph: Graph) -> int:
    return sum(rows.height for rows in graph.tables.values())
