"""
What a person should look at: things that may be one, doubtful names, and names that were left out.

The rows go into a file whose first column is for decisions; what stands there comes back as `Decision`s.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Literal

import polars as pl

from kg.extract import left_out
from kg.extract.knowledge import Knowledge, tools
from kg.extract.left_out import LeftOut
from kg.graph import Graph
from kg.graph.evidence import first_quote, quotes
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
_MOST_WORDS = 6
"""Most words of a name; what is longer is a clause in front of brackets."""
_WORTH = 0.1
"""Fewest datasets and methods that a compound must be likely to be to be worth a look."""
_COMPOUND = re.compile(r"\S+-[A-Z]?[a-z]+")
"""How adjectives are written, "Anatomy-Guided", "LLM-judged", but seldom names."""
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
    other_sentence: str = ""
    """One that names the second name."""


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
    depends on the size of the corpus. Of doubtful names in as many papers those come first of which extraction is
    least sure; names that were left out by how many datasets and methods they are likely to be in all papers, and
    compounds that hardly are any are not told.
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
    *others, unknown = groups
    rows = [row for rows in others for row in sorted(rows, key=lambda one: -one.papers)[:most]]
    return [*rows, *islice(unknown, most)]


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
    found: dict[str, list[LeftOut]] = defaultdict(list)
    for names in left_out.names(papers, tools(knowledge)):
        seen = set()
        for one in names:
            key = same(one.name)
            if key in known or key in seen or is_formula(one.name):
                continue
            if len(one.name.split()) <= _MOST_WORDS:
                seen.add(key)
                found[key].append(one)
        count(1)
    rows = []
    for places in found.values():
        worth = sum(one.chance for one in places)
        if len(places) >= least and (worth >= _WORTH or not _COMPOUND.fullmatch(places[0].name)):
            spellings = [one.name for one in places]
            name = min(spellings, key=lambda one: (-spellings.count(one), one))
            likeliest = max(places, key=lambda one: one.chance)
            why = f"taken for neither dataset nor method, chance {likeliest.chance:.2f} at most"
            rows.append((worth, Row("left out", name, "", "", len(places), why, likeliest.sentence)))
    yield from (row for _, row in sorted(rows, key=lambda one: (-one[0], one[1].name)))


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
    Nor are two that are each introduced, and by different papers.
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
        introduced = _introduced(graph.relationships["MENTIONS"], ids)
        for (a, b), form in sorted(pairs.items(), key=lambda pair: pair[1] == "initials"):
            one, other = sorted((things[a], things[b]), key=lambda thing: (-thing[2], thing[1]))
            if one[1] == other[1] or (form == "initials" and not _is_acronym_of(one[1], other[1])):
                continue
            if _are_two(introduced[one[0]], introduced[other[0]]):
                continue
            why = "initials" if form == "initials" else why_apart(one[1], other[1])
            papers = min(one[2], other[2])
            told = sentences.get(one[0], ""), sentences.get(other[0], "")
            yield Row("one thing?", one[1], other[1], label.lower(), papers, why, *told)


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


def _introduced(mentions: pl.DataFrame, ids: Sequence[str]) -> Mapping[str, set[str]]:
    """Give the papers that introduce each thing."""
    found = defaultdict(set)
    rows = mentions.filter((pl.col("role") == "introduces") & pl.col("end").is_in(sorted(set(ids))))
    for paper, thing in rows.select("start", "end").iter_rows():
        found[thing].add(paper)
    return found


def _are_two(one: Set[str], other: Set[str]) -> bool:
    """Tell whether two things are introduced each by papers of its own: these mean different things."""
    return bool(one) and bool(other) and one.isdisjoint(other)


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
