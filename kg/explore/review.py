"""
What a person should look at: things that may be one, doubtful names, and names that were left out.

The rows go into a file whose first column is for decisions; what stands there comes back as `Decision`s.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import polars as pl

from kg.evidence import first_quote, quotes
from kg.extract import left_out
from kg.extract.knowledge import Knowledge, tools
from kg.graph import Graph
from kg.model import Paper
from kg.resolve.reasons import why_apart
from kg.resolve.spelling import numbers, same, spelling_key, stem
from kg.stores.base import Store

About = Literal["one thing?", "two kinds", "unsure", "left out"]

UNSURE = 0.6
"""Confidence below which the best mention of a thing is doubtful."""
_LONG = 12
"""Fewest letters of a name whose similarity means anything."""
_BLOCK = 60
"""Most names with one form that are compared with each other: a form shared by more says nothing."""
_SIZES = ((1_000, 1), (10_000, 2))
"""In how many papers a name must occur to matter in a corpus with fewer papers than the first number ..."""
_LARGE = 3
"""... and in larger ones."""
_GENERIC = re.compile(
    r"""
    (?<=\w\w)(?:['\u2019]s)?
    (?:[\ -]?(?:net|network|method|model|algorithm|dataset|benchmark|architecture|optimi[sz]er)s?)?$
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What may stand after a name without changing what it means: "VGGNet", "Hutchinson's method"."""
_WRITTEN_AS_NAME = re.compile(r"(?:^|[ -])[A-Za-z]*(?:[a-z]\d|[A-Z]\d|\d[A-Z]|[a-z][A-Z]|[A-Z]{2})")
"""Capitals or a number within a word: "SA-1B", "NormalFloat", but not "All-Day"."""
_SIGNS = re.compile(r"[_^=/+]")
_FORMULA = re.compile(
    r"""
    .*[{}\\$].*                                                # marks of TeX: "mathbb{R}^N"
    | (?:[a-z]+\ )?(?:[A-Za-z]|[A-Z]?[a-z]{2,})[_^]\w{1,2}      # "L^2", "ell_2", "dot H^s", but neither BT^2 nor U^2-Net
    | [a-z](?:[+-]\d)?                                          # "x", "n-2"
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Row:
    """Something to decide about."""

    about: About
    name: str
    other: str
    """The second name, where two may be one."""
    kind: str
    """Its kind in the graph; empty for a name that is not there."""
    papers: int
    why: str
    sentence: str


def review(
    store: Store,
    *,
    least: int | None = None,
    most: int = 200,
    count: Callable[[int], None] = lambda _: None,
) -> list[Row]:
    """
    Give what to look at, by subject and then by papers, at most `most` rows of each subject.

    The subjects of which most rows need a decision come first, names that were left out last.
    `least` is in how many papers a name that was left out, or that is doubtful, must occur to matter; if None, that
    depends on the size of the corpus. Of names in as many papers, those come first that most probably need a decision:
    names that were left out but are written as names are, doubtful ones of which extraction is least sure.
    Decided names are left out. `count` is called with how many more papers have been searched.
    """
    graph, corpus = store.graph(), store.corpus()
    papers, _ = corpus.papers()
    if least is None:
        least = next((number for size, number in _SIZES if len(papers) < size), _LARGE)
    named = {same(one.name) for one in corpus.decisions if not one.other}
    pairs = {frozenset((same(one.name), same(one.other))) for one in corpus.decisions if one.other}
    known = {same(name) for label in ("Dataset", "Method") for name in _all_names(graph, label)}
    groups: list[Iterator[Row]] = [
        (row for row in _one_thing(graph) if frozenset((same(row.name), same(row.other))) not in pairs),
        (row for row in _two_kinds(graph) if same(row.name) not in named),
        (row for row in _unsure(graph, least) if same(row.name) not in named),
        _left_out(papers, Knowledge(corpus.lexicons), known | named, least, count),
    ]
    return [row for rows in groups for row in sorted(rows, key=lambda one: -one.papers)[:most]]


def _all_names(graph: Graph, label: str) -> Iterator[str]:
    for name, aliases in graph.nodes[label].select("name", "aliases").iter_rows():
        yield from (name, *aliases)


def _left_out(
    papers: Sequence[Paper],
    knowledge: Knowledge,
    known: set[str],
    least: int,
    count: Callable[[int], None],
) -> Iterator[Row]:
    lexicon = tools(knowledge).lexicon
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for paper in papers:
        seen = set()
        for name, sentence in left_out.names(paper, lexicon):
            key = same(name)
            if key not in known and key not in seen and not is_formula(name):
                seen.add(key)
                found[key].append((name, sentence))
        count(1)
    rows = []
    for places in found.values():
        if len(places) >= least:
            names = [name for name, _ in places]
            name = min(names, key=lambda one: (-names.count(one), one))
            why = "taken for neither dataset nor method"
            rows.append(Row("left out", name, "", "", len(places), why, places[0][1]))
    yield from sorted(rows, key=lambda row: (_oddity(row.name), row.name.count(" "), row.name))


def _oddity(name: str) -> int:
    """Give 0 for what is written as names of datasets and methods are, 1 for other words, 2 for what has signs."""
    return 2 if _SIGNS.search(name) else int(not _WRITTEN_AS_NAME.search(name))


def is_formula(name: str) -> bool:
    """
    Tell whether what looks like a name is a piece of a formula.

    >>> is_formula("mathbb{R}^N"), is_formula("L^2"), is_formula("n-2"), is_formula("U^2-Net")
    (True, True, True, False)
    """
    return bool(_FORMULA.fullmatch(name))


def _unsure(graph: Graph, least: int) -> Iterator[Row]:
    mentions = graph.relationships["MENTIONS"]
    best = mentions.group_by("end").agg(pl.col("confidence").max(), pl.len().alias("often"))
    doubtful = best.filter((pl.col("confidence") < UNSURE) & (pl.col("often") >= least))
    sentences = _sentences(mentions, doubtful["end"].to_list())
    things = pl.concat(
        graph.nodes[label].select("id", "name", "papers", kind=pl.lit(label.lower()))
        for label in ("Dataset", "Method")
    )
    rows = things.join(doubtful, left_on="id", right_on="end").sort("confidence", "name", "id")
    for one, name, papers, kind, sure in rows.select(*things.columns, "confidence").iter_rows():
        yield Row("unsure", name, "", kind, papers, f"confidence {sure:.2f} at most", sentences.get(one, ""))


def _two_kinds(graph: Graph) -> Iterator[Row]:
    methods = {same(name): (one, name, papers) for one, name, papers in _things(graph, "Method")}
    both = [
        (thing, methods[key]) for thing in _things(graph, "Dataset") if (key := same(thing[1])) in methods
    ]
    sentences = _sentences(graph.relationships["MENTIONS"], [thing[0] for thing, _ in both])
    for (one, name, papers), (_, _, others) in both:
        why = f"a dataset in {papers}, a method in {others} of the papers"
        yield Row("two kinds", name, "", "dataset, method", papers + others, why, sentences.get(one, ""))


def _things(graph: Graph, label: str) -> list[tuple[str, str, int]]:
    return [
        (one, name, papers or 0)
        for one, name, papers in graph.nodes[label].select("id", "name", "papers").iter_rows()
    ]


def _one_thing(graph: Graph) -> Iterator[Row]:
    """
    Give pairs that no rule joins and that share a form: the stem, the initials, all but one letter or a generic word.

    Two things of one name are no pair: they differ in what papers mean, which a decision about names cannot change.
    """
    for label in ("Dataset", "Method"):
        things = _things(graph, label)
        blocks: dict[str, list[int]] = defaultdict(list)
        for at, (_, name, _) in enumerate(things):
            for form in _forms(name):
                blocks[form].append(at)
        pairs: dict[tuple[int, int], str] = {}
        for form, members in sorted(blocks.items()):
            if 1 < len(members) <= _BLOCK:
                for pair in combinations(members, 2):
                    if numbers(things[pair[0]][1]) == numbers(things[pair[1]][1]):
                        pairs.setdefault(pair, form.partition(":")[0])
        ids = [things[at][0] for pair in pairs for at in pair]
        sentences = _sentences(graph.relationships["MENTIONS"], ids)
        for (a, b), form in sorted(pairs.items(), key=lambda pair: pair[1] == "initials"):
            one, other = sorted((things[a], things[b]), key=lambda thing: (-thing[2], thing[1]))
            if one[1] == other[1] or (form == "initials" and not _is_acronym_of(one[1], other[1])):
                continue
            why = "initials" if form == "initials" else why_apart(one[1], other[1])
            papers = min(one[2], other[2])
            yield Row("one thing?", one[1], other[1], label.lower(), papers, why, sentences.get(other[0], ""))


def _forms(name: str) -> Iterator[str]:
    """Give the forms that a name shares with others that may be the same thing."""
    key, words = spelling_key(name), name.replace("-", " ").split()
    yield f"stem:{stem(name)}"
    yield from {f"name:{key}", f"name:{spelling_key(_GENERIC.sub('', name, count=1))}"}
    if len(key) >= _LONG:
        yield from {f"letters:{key[:at]}{key[at + 1 :]}" for at in range(1, len(key))}
    if len(words) > 2:
        yield f"initials:{''.join(word[0] for word in words).lower()}"
    elif name.isupper() and name.isalpha() and len(name) > 2:
        yield f"initials:{name.lower()}"


def _is_acronym_of(one: str, other: str) -> bool:
    few, many = sorted(len(name.replace("-", " ").split()) for name in (one, other))
    return few == 1 < many


def _sentences(mentions: pl.DataFrame, ids: Sequence[str]) -> dict[str, str]:
    """Give one sentence that names each thing: from the paper that is surest of it."""
    rows = (
        mentions.filter(pl.col("end").is_in(sorted(set(ids))))
        .sort("end", "confidence", "start", descending=[False, True, False])
        .unique("end", keep="first", maintain_order=True)
    )
    found = {}
    for end, evidence in rows.select("end", "evidence").iter_rows():
        quote = first_quote(quotes(evidence))
        if quote:
            found[end] = quote.sentence
    return found
