"""Graphs for tests: one small and made by hand, with awkward texts in it, and a Hypothesis strategy for any."""

import json
from dataclasses import replace
from itertools import combinations
from typing import Any

import polars as pl
from hypothesis import strategies as st

from kg.corpus import Corpus, Listing
from kg.graph import ENDS, LABELS, LEDGER, NODES, RELATIONSHIPS, Graph
from kg.model import Decision, KnownName, NameList, Paper

AWKWARD = (
    'it\'s "quoted" `so` \\ and \\n, $x, 100 %; {a: 1}) DETACH DELETE n //',
    "line\nbreak, tab\t, return\r\n, \u2028 and \u2029, \ufeffmark, nbsp\u00a0",
    "emoji 🧠🚀 👩‍🔬, שלום עולם, العربية, e\u0301 and é, ﬁ, μ, \U0010ffff",
    "<script>alert(1)</script><img src=x onerror=alert(1) href='javascript:1'>",
    "'; MATCH (n) DELETE n; --",
    "=HYPERLINK(1)",
    "[a,b]",
    "null",
    " ",
    "\x01\x1f\x7f",
)
"""Texts that have broken programs of this kind."""

BENCHMARK = "paper:arxiv:2001.00001"
WINGNET = "paper:arxiv:2102.00002"
WHALES = "paper:arxiv:2203.00003"
SCAPES = "paper:arxiv:2304.00004"
SURVEY = "paper:a-survey-of-listening-machines-0a1b2c3d"
LONELY = "paper:quotes-and-braces-4d5e6f70"


PAPERS: list[dict[str, Any]] = [
    {
        "id": BENCHMARK,
        "title": "A Benchmark of Bird Songs",
        "abstract": "We introduce BirdSong-10K, ten thousand recordings of songs.",
        "arxivId": "2001.00001",
        "citationKey": "ara2020benchmark",
        "published": "2020-01-05",
        "year": 2020,
        "authors": ["Ada Ara", "Bo Bunting"],
        "keywords": ["audio", "birds"],
        "upvotes": 12,
        "listings": ["january.jsonl", "spring.html"],
    },
    {
        "id": WINGNET,
        "title": "WingNet: Hearing Birds with Graphs",
        "abstract": "WingNet is a graph neural network trained on BirdSong-10K.",
        "url": "https://example.org/wingnet?a=1&b=2",
        "arxivId": "2102.00002",
        "citationKey": "wingnet",
        "published": "2021-02",
        "year": 2021,
        "authors": ["Ada Ara"],
        "venue": "Workshop on Wings",
        "upvotes": 3,
        "listings": ["january.jsonl"],
    },
    {
        "id": WHALES,
        "title": "Whale Calls at Scale",
        "abstract": "WhaleCalls has calls of whales. We test WingNet on it and on BirdSong-10K.",
        "arxivId": "2203.00003",
        "doi": "10.1000/whales",
        "published": "2022-03-09",
        "year": 2022,
        "authors": ["Cy Coot", "Ada Ara"],
        "upvotes": 0,
        "listings": ["spring.html"],
    },
    {
        "id": SCAPES,
        "title": "Soundscapes with WingNet++",
        "abstract": "WingNet++ extends WingNet; BirdSong-10K and WhaleCalls show by how much.",
        "arxivId": "2304.00004",
        "published": "2023-04-01",
        "year": 2023,
        "authors": ["Di Dove"],
        "listings": ["spring.html"],
    },
    {
        "id": SURVEY,
        "title": "A Survey of Listening Machines",
        "abstract": "Graph neural networks listen. " + "Machines listen. " * 6000,
        "authors": AWKWARD,
        "keywords": ["", "a, b", "ü"],
        "listings": ["spring.html"],
    },
    {
        "id": LONELY,
        "title": AWKWARD[0],
        "abstract": "",
        "venue": AWKWARD[2],
        "doi": AWKWARD[1],
        "citationKey": AWKWARD[0],
        "listings": ["january.jsonl", AWKWARD[3]],
    },
]
"""The papers of the small graph."""

BIRDS, CALLS = "dataset:birdsong-10k", "dataset:whalecalls"
WING, PLUS = "method:wingnet", "method:wingnet-plus-plus"
GNN, HUNCH = "method:graph-neural-network", "method:hunch"
SONGS, NET, BO = "repo:github.com/ada/birdsong", "repo:github.com/ada/wingnet", "repo:gitlab.com/bo/scapes"

DATASETS = [
    (BIRDS, "BirdSong-10K", ["Bird Song 10K", "BirdSong10K"], 4),
    (CALLS, "WhaleCalls", [], 2),
]
"""Columns: id, name, aliases, papers."""

METHODS = [
    (WING, "WingNet", ["Wing Net"], False, 3),
    (PLUS, "WingNet++", [], False, 1),
    (GNN, "graph neural network", ["GNN", "Graph neural networks"], True, 2),
    (HUNCH, "Hunch", list(AWKWARD), None, 1),
]
"""Columns: id, name, aliases, family, papers."""

REPOS = [
    (SONGS, "ada/birdsong", "https://github.com/ada/birdsong", "github.com", "ada", 1),
    (NET, "ada/wingnet", "https://github.com/ada/wingnet", "github.com", "ada", 2),
    (BO, "bo/scapes", "https://gitlab.com/bo/scapes", "gitlab.com", "bo", 1),
]
"""Columns: id, name, url, host, owner, papers."""

MENTIONS = [
    (BENCHMARK, BIRDS, "BirdSong-10K", 0.95, "introduces", []),
    (BENCHMARK, SONGS, "github.com/ada/birdsong", 1.0, "introduces", []),
    (WINGNET, BIRDS, "BirdSong-10K", 0.9, "mentions", ["evaluatesOn"]),
    (WINGNET, WING, "WingNet", 0.9, "introduces", []),
    (WINGNET, GNN, "graph neural network", 0.8, "mentions", ["comparesWith", "extends"]),
    (WINGNET, NET, "github.com/ada/wingnet", 1.0, "introduces", []),
    (WHALES, CALLS, "WhaleCalls", 0.85, "introduces", []),
    (WHALES, BIRDS, "BirdSong-10K", 0.9, "mentions", []),
    (WHALES, WING, "WingNet", 0.7, "mentions", ["comparesWith"]),
    (SCAPES, PLUS, "WingNet++", 0.9, "introduces", []),
    (SCAPES, WING, "WingNet", 0.9, "mentions", ["extends"]),
    (SCAPES, BIRDS, "BirdSong-10K", 0.9, "mentions", []),
    (SCAPES, CALLS, "WhaleCalls", 0.9, "mentions", ["evaluatesOn", "uses"]),
    (SCAPES, BO, "gitlab.com/bo/scapes", 1.0, "introduces", []),
    (SURVEY, GNN, "Graph neural networks", 0.8, "mentions", ["comparesWith"]),
    (SURVEY, HUNCH, "Machines", 0.3, "mentions", ["extends"]),
    (SURVEY, NET, "github.com/ada/wingnet", 1.0, "mentions", []),
]
"""Columns: paper, what it mentions, as written, confidence, role, finer roles."""

SIMILAR = [
    (BENCHMARK, WINGNET, 0.8, ["birds"]),
    (WINGNET, SCAPES, 0.9, ["wing"]),
    (WHALES, SCAPES, 0.5, []),
    (SURVEY, WINGNET, 0.4, ["machines", "graphs"]),
]

BUILDS = [
    (WINGNET, BENCHMARK, ["BirdSong-10K"], ["evaluatesOn"], 0.85),
    (WHALES, BENCHMARK, ["BirdSong-10K"], ["mentions"], 0.85),
    (WHALES, WINGNET, ["WingNet"], ["comparesWith"], 0.6),
    (SCAPES, WINGNET, ["WingNet"], ["comparesWith", "extends"], 0.8),
    (SCAPES, WHALES, ["WhaleCalls"], ["mentions"], 0.75),
]
"""Columns: paper, what it builds on, by which names, how it speaks of them, confidence."""

REASONS = [
    (BIRDS, "BirdSong-10K", "Bird Song 10K", "spelling", "BirdSong-10K", 0.9, 1, ["spring.html"], None),
    (BIRDS, "BirdSong-10K", "BirdSong10K", "spelling", "BirdSong-10K", 0.97, 2, [], "{}"),
    (GNN, "graph neural network", "GNN", "definition", None, 1.0, 1, None, None),
    (HUNCH, "Hunch", AWKWARD[0], "spelling", AWKWARD[3], 0.5, 1, list(AWKWARD), AWKWARD[2]),
]
"""Rows of the ledger."""


def small() -> Graph:
    """Give a graph of six papers about listening to animals, and what they name."""
    return Graph.of(
        {
            "Paper": pl.DataFrame(PAPERS, infer_schema_length=None),
            "Dataset": _table(DATASETS, ["id", "name", "aliases", "papers"]),
            "Method": _table(METHODS, ["id", "name", "aliases", "family", "papers"]),
            "Repo": _table(REPOS, ["id", "name", "url", "host", "owner", "papers"]),
        },
        {
            "MENTIONS": pl.DataFrame([_mention(*row) for row in MENTIONS]),
            "SIMILAR_TO": _table(SIMILAR, list(RELATIONSHIPS["SIMILAR_TO"])),
            "BUILDS_ON": _table(
                [(*row, json.dumps({"via": row[2]})) for row in BUILDS],
                ["start", "end", "via", "roles", "confidence", "evidence"],
            ),
            "CITES": pl.DataFrame({"start": [SURVEY], "end": [BENCHMARK]}),
        },
        _table(REASONS, list(LEDGER)),
    )


def _table(rows: list[Any], columns: list[str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=columns, orient="row")


def _mention(
    paper: str, entity: str, surface: str, confidence: float, role: str, roles: list[str]
) -> dict[str, Any]:
    """Give one row of MENTIONS."""
    return {
        "start": paper,
        "end": entity,
        "role": role,
        "roles": roles,
        "count": 1,
        "surfaces": [surface],
        "confidence": confidence,
        "evidence": evidence(paper, surface, confidence),
    }


def evidence(paper: str, surface: str, confidence: float) -> str:
    """Give the evidence of a mention as JSON, found in the paper's abstract or, for code, made up."""
    abstract = next(one["abstract"] for one in PAPERS if one["id"] == paper)
    start = max(abstract.find(surface), 0)
    found = {"field": "abstract", "start": start, "end": start + len(surface), "surface": surface}
    return json.dumps(
        [{**found, "sentence": abstract[:200], "rule": f"rule-{confidence}"}], ensure_ascii=False
    )


def small_corpus() -> Corpus:
    """Give a corpus of two listings with the small graph's papers."""
    records = [
        Paper(
            title=one["title"],
            abstract=one["abstract"],
            arxiv_id=one.get("arxivId"),
            doi=one.get("doi"),
            published=one.get("published"),
            authors=tuple(one.get("authors", ())),
            upvotes=one.get("upvotes"),
            references=("2001.00001",) if one["id"] == SURVEY else (),
            citation_key=one.get("citationKey"),
        )
        for one in PAPERS
    ]
    return (
        Corpus()
        .add(
            [
                Listing("january.jsonl", "-", "ab" * 32, "jsonl", tuple(records[:2] + records[5:])),
                Listing("spring.html", "-", "cd" * 32, "html", (records[0], *records[2:5])),
            ]
        )
        .decide(
            [
                Decision("merge", "method", "WingNet", AWKWARD[0]),
                Decision("split", "dataset", "BirdSong-10K", AWKWARD[4]),
                Decision("other", "method", "Machines"),
            ]
        )
    )


def keyless(corpus: Corpus) -> Corpus:
    """Give a corpus as a kg stored it that knew no citation keys."""
    return replace(
        corpus,
        listings=tuple(
            replace(one, papers=tuple(replace(paper, citation_key=None) for paper in one.papers))
            for one in corpus.listings
        ),
    )


def owned(corpus: Corpus) -> Corpus:
    """Give a corpus with names of its owner's own, an extractor and an encoder."""
    own = NameList(
        "mine.tsv", "tsv", (KnownName("Owl", "dataset", AWKWARD[:2], ("word",)), KnownName("Wing", "term"))
    )
    dump = NameList("methods.json", "dump", (KnownName("Owl-7", "method"),))
    chosen = {"extractors": (("birds", "kg-birds 1.0"),), "encoder": (AWKWARD[0], "1.0")}
    return replace(corpus.know([own, dump]), **chosen)


TEXTS = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=30),
)
"""Any text that a reader could give."""

_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": st.none() | TEXTS,
    "int": st.none() | st.integers(-(2**63), 2**63 - 1),
    "float": st.none() | st.floats(allow_nan=False),
    "bool": st.none() | st.booleans(),
    "strings": st.lists(TEXTS, max_size=4),
}


@st.composite
def graphs(draw: st.DrawFn, max_nodes: int = 5) -> Graph:
    """Give any graph that keeps to the schema."""
    names = st.lists(TEXTS.filter(bool), max_size=max_nodes, unique=True)
    ids = {label: [f"{prefix}:{name}" for name in draw(names)] for prefix, label in LABELS.items()}
    nodes = {label: _rows(draw, NODES[label], [{"id": key} for key in keys]) for label, keys in ids.items()}
    relationships = {}
    for kind, ends in ENDS.items():
        possible = [(start, end) for a, b in ends for start in ids[a] for end in ids[b]]
        chosen = draw(st.lists(st.sampled_from(possible), unique=True, max_size=8)) if possible else []
        keys = [{"start": start, "end": end} for start, end in chosen]
        relationships[kind] = _rows(draw, RELATIONSHIPS[kind], keys)
    return Graph.of(nodes, relationships)


def _rows(draw: st.DrawFn, columns: Any, keys: list[dict[str, str]]) -> pl.DataFrame | None:
    rest = {name: _VALUES[kind] for name, kind in columns.items() if not keys or name not in keys[0]}
    rows = [{**key, **{name: draw(values) for name, values in rest.items()}} for key in keys]
    return pl.DataFrame(rows, infer_schema_length=None) if rows else None


def crowd(subjects: dict[str, int], near: tuple[str, ...] = (), often: int = 0) -> Graph:
    """Give papers of these subjects, all alike inside; each is like so many of every other subject that is near its own."""
    papers = {
        subject: [f"paper:{subject}-{one}" for one in range(size)] for subject, size in subjects.items()
    }
    alike = [pair for group in papers.values() for pair in combinations(group, 2)]
    for one, other in combinations(near, 2):
        many = len(papers[other])
        alike += [
            (paper, papers[other][(at + step) % many])
            for at, paper in enumerate(papers[one])
            for step in range(often)
        ]
    rows = [(paper, "", f"On {subject} calls.") for subject, group in papers.items() for paper in group]
    nodes = pl.DataFrame(rows, schema=["id", "title", "abstract"], orient="row")
    links = pl.DataFrame(alike, schema=["start", "end"], orient="row").with_columns(score=pl.lit(1.0))
    return Graph.of({"Paper": nodes}, {"SIMILAR_TO": links})
