"""
Precision and recall of a graph against annotations made by people.

A predicted entity is right where its name or one of its surfaces equals, folded, the name or a surface of an
annotated entity of the same kind in the same paper. Each annotated entity counts once: a second prediction for it,
an alias that was not merged, is wrong. Established families of methods, which the annotations list apart, are
neither right nor wrong; only their recall is told. A paper that the graph lacks counts with everything missed.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

import orjson

from kg.errors import InputError
from kg.model import Graph, label_of

Measure = Literal["datasets", "methods", "repos", "introduces"]
MEASURES: tuple[Measure, ...] = get_args(Measure)

_KIND: Mapping[str, Measure] = {"Dataset": "datasets", "Method": "methods", "Repo": "repos"}
_ABBREVIATED: Mapping[str, tuple[str, ...]] = {
    "bayesian neural network": ("bnn",),
    "binary neural network": ("bnn",),
    "convolutional neural network": ("cnn", "convnet", "convolutional network"),
    "deep neural network": ("dnn",),
    "deep reinforcement learning": ("drl",),
    "federated learning": ("fl",),
    "gaussian process": ("gp",),
    "generative adversarial network": ("gan",),
    "graph convolutional network": ("gcn",),
    "graph neural network": ("gnn",),
    "knowledge distillation": ("kd",),
    "large language model": ("llm",),
    "mixture of experts": ("moe",),
    "multi-layer perceptron": ("mlp", "multilayer perceptron"),
    "neural architecture search": ("nas",),
    "physics-informed neural network": ("pinn",),
    "post-training quantization": ("ptq",),
    "quantization-aware training": ("qat",),
    "recurrent neural network": ("rnn",),
    "reinforcement learning": ("rl",),
    "self-supervised learning": ("ssl",),
    "spiking neural network": ("snn",),
    "state space model": ("ssm",),
    "support vector machine": ("svm",),
    "variational autoencoder": ("vae",),
    "vision transformer": ("vit",),
}
"""Other names under which a paper may write an annotated family."""


@dataclass(frozen=True, slots=True)
class Named:
    """A dataset or method in one paper: its name, how the paper writes it, and what the paper does with it."""

    name: str
    surfaces: tuple[str, ...] = ()
    role: str = "mentions"

    def keys(self) -> set[str]:
        """Give the folded forms of the name and the surfaces."""
        return {fold(text) for text in (self.name, *self.surfaces)} - {""}


@dataclass(frozen=True, slots=True)
class Annotated:
    """What one paper names, as annotated or as predicted."""

    title: str
    datasets: tuple[Named, ...] = ()
    methods: tuple[Named, ...] = ()
    repos: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    """Established families of methods; annotations only."""


@dataclass(slots=True)
class Score:
    """How many predictions are right, and which are wrong or missing, each as (title of the paper, name)."""

    right: int = 0
    wrong: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Share of the predictions that are right; 0 without predictions."""
        said = self.right + len(self.wrong)
        return self.right / said if said else 0.0

    @property
    def recall(self) -> float:
        """Share of the annotated entities that were found; 0 without annotations."""
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """All figures of an evaluation."""

    scores: dict[Measure, Score] = field(default_factory=lambda: {name: Score() for name in MEASURES})
    """By kind of entity; "introduces" is the role of the entities that were matched."""
    families: Score = field(default_factory=Score)
    """Families of methods; only the recall is counted."""
    papers: int = 0
    absent: int = 0
    """How many annotated papers the predictions lack."""


def evaluate(gold: Sequence[Annotated], predicted: Sequence[Annotated]) -> Evaluation:
    """Compare predictions with annotations, paper by paper; papers are matched by their folded titles."""
    by_title = {fold(paper.title): paper for paper in predicted}
    result = Evaluation(papers=len(gold))
    for wanted in gold:
        found = by_title.get(fold(wanted.title))
        result.absent += found is None
        _compare(wanted, found or Annotated(wanted.title), result)
    return result


def predictions(graph: Graph) -> list[Annotated]:
    """Give what a graph says about each of its papers, in the form of the annotations."""
    names = {
        row["id"]: row["id"].removeprefix("repo:") if label == "Repo" else row["name"]
        for label in _KIND
        for row in graph.nodes[label].iter_rows(named=True)
    }
    found: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for row in graph.relationships["MENTIONS"].iter_rows(named=True):
        kind, name = _KIND[label_of(row["end"])], names[row["end"]]
        named = name if kind == "repos" else Named(name, tuple(row["surfaces"]), row["role"])
        found[row["start"]][kind].append(named)
    return [
        Annotated(title, **{kind: tuple(named) for kind, named in found[paper].items()})
        for paper, title in graph.nodes["Paper"].select("id", "title").iter_rows()
    ]


def load(path: Path) -> list[Annotated]:
    """Read annotations: a JSON list of papers; raises InputError naming the file and the paper that is wrong."""
    try:
        papers = orjson.loads(path.read_bytes())
    except OSError as error:
        raise InputError(f"cannot read the annotations {path}: {error.strerror}") from error
    except orjson.JSONDecodeError as error:
        raise InputError(f"{path} is not JSON: {error}; annotations are a JSON list of papers") from error
    if not isinstance(papers, list):
        raise InputError(f"{path} holds no list of papers; annotations are a JSON list of papers")
    return [_annotated(paper, f"{path}: paper {number}") for number, paper in enumerate(papers, 1)]


def lines(papers: Sequence[Annotated]) -> Iterator[bytes]:
    """Give predictions as JSON lines, one paper a line, to keep or to score elsewhere."""
    for paper in papers:
        yield orjson.dumps(
            {
                "title": paper.title,
                "datasets": paper.datasets,
                "methods": paper.methods,
                "repos": paper.repos,
            },
            option=orjson.OPT_APPEND_NEWLINE,
        )


def fold(text: str) -> str:
    """
    Give the form under which two names are the same: no case, punctuation, white space, accents or plural s.

    >>> fold("Tiny-ImageNets"), fold("Café"), fold("Loss")
    ('tinyimagenet', 'cafe', 'loss')
    """
    folded = unicodedata.normalize("NFKD", text).casefold()
    folded = "".join(c for c in folded if c.isalnum() and not unicodedata.combining(c))
    plural = len(folded) > 3 and folded.endswith("s") and not folded.endswith("ss")
    return folded[:-1] if plural else folded


def _compare(wanted: Annotated, found: Annotated, result: Evaluation) -> None:
    """Count one paper."""
    families = _families(wanted)
    _count(result, "datasets", wanted.title, (wanted.datasets, found.datasets), neutral=frozenset())
    _count(result, "methods", wanted.title, (wanted.methods, found.methods), neutral=families.keys())
    hit = {families[key] for one in found.methods for key in one.keys() & families.keys()}
    result.families.right += len(hit)
    result.families.missed += [(wanted.title, name) for name in sorted(set(wanted.families) - hit)]
    repos, said = ({name.lower() for name in paper.repos} for paper in (wanted, found))
    score = result.scores["repos"]
    score.right += len(repos & said)
    score.wrong += [(wanted.title, name) for name in sorted(said - repos)]
    score.missed += [(wanted.title, name) for name in sorted(repos - said)]


def _count(
    result: Evaluation,
    kind: Measure,
    paper: str,
    entities: tuple[Sequence[Named], Sequence[Named]],
    *,
    neutral: Set[str],
) -> None:
    """Count the datasets or the methods of one paper, and the roles of those that were found."""
    wanted, found = entities
    pairs = _pairs(wanted, found)
    matched = set(pairs.values())
    score, role = result.scores[kind], result.scores["introduces"]
    score.right += len(pairs)
    score.wrong += [
        (paper, one.name) for i, one in enumerate(found) if i not in matched and not one.keys() & neutral
    ]
    score.missed += [(paper, one.name) for i, one in enumerate(wanted) if i not in pairs]
    for i, j in pairs.items():
        real, said = wanted[i].role == "introduces", found[j].role == "introduces"
        role.right += real and said
        role.wrong += [(paper, found[j].name)] * (said and not real)
        role.missed += [(paper, wanted[i].name)] * (real and not said)


def _pairs(wanted: Sequence[Named], found: Sequence[Named]) -> dict[int, int]:
    """Match annotations with predictions one to one: equal names first, then any shared surface."""
    tests: tuple[Callable[[Named, Named], object], ...] = (
        lambda one, other: fold(one.name) == fold(other.name),
        lambda one, other: one.keys() & other.keys(),
    )
    pairs: dict[int, int] = {}
    for same in tests:
        for number, one in enumerate(wanted):
            if number not in pairs:
                free = (i for i, _ in enumerate(found) if i not in pairs.values())
                match = next((i for i in free if same(one, found[i])), None)
                if match is not None:
                    pairs[number] = match
    return pairs


def _families(paper: Annotated) -> dict[str, str]:
    """Give the families that a paper names by all their folded names."""
    named = {fold(family): family for family in paper.families}
    short = {fold(name): family for family in paper.families for name in _ABBREVIATED.get(family, ())}
    return named | short


def _annotated(paper: Any, place: str) -> Annotated:
    """Check one annotated paper; further keys are nobody's business here."""
    try:
        return Annotated(
            title=_text(paper["title"]),
            datasets=tuple(_named(one) for one in paper.get("datasets", ())),
            methods=tuple(_named(one) for one in paper.get("methods", ())),
            repos=tuple(_text(one) for one in paper.get("repos", ())),
            families=tuple(_text(one) for one in paper.get("generic_methods", ())),
        )
    except (KeyError, TypeError, AttributeError) as error:
        wanted = '{"title", "datasets": [{"name", "surfaces", "role"}], "methods": [...], "repos": [...]}'
        raise InputError(f"{place} is no annotation ({error}); expected {wanted}") from error


def _named(entity: Any) -> Named:
    surfaces = tuple(_text(one) for one in entity.get("surfaces", ()))
    return Named(_text(entity["name"]), surfaces, _text(entity.get("role", "mentions")))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value
