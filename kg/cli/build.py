"""`kg build` and `kg remove`: they change what a store holds."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from enum import StrEnum
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from kg import is_compiled
from kg.cli.options import FormatOption, StoreOption, elsewhere, examples, opened_at
from kg.cli.output import Format, say, show, show_counts, show_table, warn, working, write_json
from kg.config import DEFAULT_STORE
from kg.errors import InputError, UsageError
from kg.text.wording import PLURALS, counted

if TYPE_CHECKING:
    from kg.build import Change, Engine, Written
    from kg.model import NameList, Problem
    from kg.readers import Reading
    from kg.stages import Progress, Stage

app = typer.Typer()

_HARMLESS = re.compile(r"[\w .:/+-]+")
"""Names that mean the same to every shell in quotation marks."""
_MANY_FILES = 1_000
"""From how many files on it is said that an input stands for so many."""
_NOTHING = "nothing to do: name listings to read, or --lexicon, --extractor, --encoder or --rebuild; see kg build --help"


class EngineName(StrEnum):
    """The engine of a build."""

    local = "local"
    spark = "spark"


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="INPUT",
        help="Saved listings: files, folders, patterns, or - for stdin. Pages of Hugging Face Papers and arXiv, "
        "BibTeX, RIS, EndNote, Web of Science, CSV, JSON.",
        show_default=False,
    ),
]
Lexicons = Annotated[
    list[str] | None,
    typer.Option(
        "--lexicon",
        metavar="FILE",
        help="A lexicon of your own, or a Papers with Code dump; kept in the store.",
    ),
]
Extractors = Annotated[
    list[str] | None,
    typer.Option(
        "--extractor",
        metavar="NAME",
        help="An extractor of another package, or gliner; kept in the store.",
    ),
]
Encoder = Annotated[
    str | None,
    typer.Option(
        "--encoder",
        metavar="NAME",
        help="A model on this machine that refines similarity, its folder or name; kept in the store.",
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Stop at the first record that cannot be read.")]
Rebuild = Annotated[bool, typer.Option("--rebuild", help="Rebuild even if nothing has changed.")]
EngineOption = Annotated[
    EngineName, typer.Option("--engine", help="Where the work is done: on this machine, or on Apache Spark.")
]
Master = Annotated[
    str | None,
    typer.Option("--master", metavar="URL", help="Address of Spark's cluster. Default: this machine."),
]
Profile = Annotated[bool, typer.Option("--profile", help="Show time and memory of each stage.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Name every warning.")]
Listings = Annotated[
    list[str],
    typer.Argument(
        metavar="NAME", help="Listings and lexicons, with or without suffix; extractors; an encoder."
    ),
]


@app.command(
    rich_help_panel="Build",
    epilog=examples(
        "kg build saved-page.html",
        "kg build listings/ library.bib --store reading-list",
        "curl -s https://example.org/papers.json | kg build -",
        "kg build listings/ --lexicon my-names.tsv --lexicon methods.json.gz",
        "kg build --extractor gliner",
        "kg build --encoder models/all-MiniLM-L6-v2",
        "kg build listings/ --engine spark --master spark://host:7077",
    ),
)
def build(
    inputs: Inputs = None,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    lexicon: Lexicons = None,
    extractor: Extractors = None,
    encoder: Encoder = None,
    strict: Strict = False,
    rebuild: Rebuild = False,
    engine: EngineOption = EngineName.local,
    master: Master = None,
    profile: Profile = False,
    verbose: Verbose = False,
) -> None:
    """
    Read listings, add them to the graph and build it.

    Listings added before stay in the graph; adding one again changes nothing.

    Lexicons, extractors and the encoder stay too: later builds use them until they are removed with kg remove.
    """
    from kg.build import add
    from kg.readers import read

    asked = bool(lexicon or extractor or encoder or rebuild)
    if not (inputs or asked):
        raise UsageError(_NOTHING)
    started = perf_counter()
    names = _lexicons(lexicon or (), strict=strict, verbose=verbose)
    adding = partial(add, lexicons=names, extractors=extractor or (), encoder=encoder, rebuild=rebuild)
    with (
        _warned(read(inputs or (), strict=strict, told=_tell_many), verbose=verbose) as readings,
        opened_at(store, create=True) as opened,
        working() as progress,
        _engine(engine, master, progress) as working_on,
    ):
        change = adding(opened, readings, progress=progress, engine=working_on)
    if change.built and not (change.added or change.removed or asked):
        say(f"{store} holds these listings already; it was built anew, for kg has changed since")
    _report(change, store, style, perf_counter() - started, profile=profile, verbose=verbose)


@app.command(
    rich_help_panel="Build",
    epilog=examples("kg remove saved-page.html", "kg remove 2024-05-01 2024-05-02 --store reading-list"),
)
def remove(
    listings: Listings,
    store: StoreOption = DEFAULT_STORE,
    style: FormatOption = Format.table,
    profile: Profile = False,
    verbose: Verbose = False,
) -> None:
    """Remove listings, lexicons, extractors or the encoder from the graph, as if they had never been added."""
    from kg.build import remove as take_away

    started = perf_counter()
    with opened_at(store) as opened, working() as progress:
        change = take_away(opened, listings, progress=progress)
    _report(change, store, style, perf_counter() - started, profile=profile, verbose=verbose)


def _tell_many(given: str, files: int) -> None:
    """Say so where an input stands for a great many files: a whole disk may be meant by mistake."""
    if files >= _MANY_FILES:
        say(f"kg: note: reading {files:,} files in {given}; a folder or pattern with fewer is read sooner")


@contextmanager
def _warned(readings: Iterable[Reading], *, verbose: bool) -> Iterator[Iterator[Reading]]:
    """Give readings, and warn of what could not be read even if the build fails."""
    problems: list[Problem] = []

    def noted() -> Iterator[Reading]:
        """Give the readings one by one, and collect the problems of those given so far."""
        for reading in readings:
            problems.extend(reading.problems)
            yield reading

    try:
        yield noted()
    except InputError:  # names the first of them itself
        if verbose:
            warn(problems, verbose=True)
        raise
    except Exception:
        warn(problems, verbose=verbose)
        raise


def _lexicons(paths: Iterable[str], *, strict: bool, verbose: bool) -> list[NameList]:
    """Read names of a person's own, with warnings of the lines that cannot be read."""
    from kg.readers.names import read_names

    found = [read_names(path) for path in paths]
    problems = [problem for _, doubts in found for problem in doubts]
    if strict and problems:
        raise InputError(str(replace(problems[0], outcome="")))
    warn(problems, verbose=verbose)
    return [names for names, _ in found]


def _engine(name: EngineName, master: str | None, progress: Progress) -> AbstractContextManager[Engine]:
    if name is EngineName.spark:
        from kg.spark import engine

        progress("Starting Spark")
        return engine(master) if master else engine()
    if master is not None:
        raise UsageError("--master says where Spark is; add --engine spark, or leave it out")
    from kg.build import LOCAL_ENGINE

    return nullcontext(LOCAL_ENGINE)


def _report(
    change: Change, store: str, style: Format, seconds: float, *, profile: bool, verbose: bool
) -> None:
    warn(change.problems, verbose=verbose)
    if in_force := [
        *(f"{one.file} ({counted(len(one.names), 'name')})" for one in change.corpus.lexicons),
        *(f"the extractor {name}" for name, _ in change.corpus.extractors),
        *([f"the encoder {change.corpus.encoder[0]}"] if change.corpus.encoder else []),
    ]:
        say(f"in force: {', '.join(in_force)}")
    if change.built is None:
        say(f"{store} holds this already; nothing to do (--rebuild builds it anew)")
        if style is not Format.table:  # for a program that reads the counts of each build
            _show(style, change, change.before, seconds)
        return
    _show(style, change, change.built.counts, seconds)
    if profile:
        _profile(change.built.stages)
    if change.added:
        _next_steps(change.built, store)


def _show(style: Format, change: Change, counts: Mapping[str, int], seconds: float) -> None:
    """Show what is in the graph now and, where there was one before, by how much that is more or less."""
    summary = _summary(change, counts, seconds)
    more = {
        PLURALS.get(name, name): number - change.before[name]
        for name, number in counts.items()
        if change.before
    }
    columns = ("what", "count", "change")
    if style is not Format.table:
        summary = {_key(name): number for name, number in summary.items()}
        more = {_key(name): number for name, number in more.items()}
    if style is Format.json:
        write_json({**summary, "change": more})
    elif style is Format.csv:
        show(style, columns, [(what, count, more.get(what)) for what, count in summary.items()])
    elif more:
        rows = [
            (what, count, f"{more[what]:+,}" if more.get(what) else "") for what, count in summary.items()
        ]
        show(style, columns, rows)
    else:
        show_counts(style, summary)


def _summary(change: Change, counts: Mapping[str, int], seconds: float) -> dict[str, float]:
    return {
        "listings": len(change.corpus.listings),
        "listings added": len(change.added),
        "listings removed": len(change.removed),
        "records skipped": sum(problem.lost for problem in change.problems),
        **{PLURALS.get(name, name): number for name, number in counts.items()},
        "seconds": round(seconds, 2),
    }


def _key(name: str) -> str:
    """
    Give a name of what is counted as the columns of queries are named.

    >>> _key("listings added"), _key("SIMILAR_TO")
    ('listingsAdded', 'similarTo')
    """
    first, *others = re.split("[ _]", name.lower())
    return first + "".join(map(str.capitalize, others))


def _profile(stages: Iterable[Stage]) -> None:
    rows = [
        (
            stage.name,
            stage.rows,
            round(stage.seconds, 3),
            stage.work and round(stage.work, 3),
            stage.peak and stage.peak >> 20,
        )
        for stage in stages
    ]
    columns = ("stage", "values", "seconds", "processors", "peak MiB")
    show_table(columns, rows, title="Profile", stderr=True)
    if not is_compiled():
        say("extraction ran uncompiled; it is faster where `pip install .` finds a C compiler")


def _next_steps(written: Written, store: str) -> None:
    at = elsewhere(store)
    example = _as_typed(written.example) if written.example else "NAME"
    say(f"\nNext: kg stats{at}\n      kg show {example}{at}\n      kg export html -o graph.html{at}")


def _as_typed(name: str) -> str:
    """Give a name as it is typed in a shell."""
    return f'"{name}"' if _HARMLESS.fullmatch(name) else shlex.quote(name)
