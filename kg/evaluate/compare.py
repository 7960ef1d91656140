"""Precision, recall and F1: predictions against annotations, paper by paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from kg.evaluate.annotations import MEASURES, Annotated, Measure, Named, matching_form

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


@dataclass(frozen=True, slots=True)
class Judged:
    """A predicted dataset or method: how sure the graph is of it, by which rule, and whether it is right."""

    paper: str
    """Title of the paper."""
    kind: Measure
    rule: str
    confidence: float
    right: bool
    family: bool = False


@dataclass(slots=True)
class Evaluation:
    """All figures of an evaluation."""

    scores: dict[Measure, Score] = field(default_factory=lambda: {name: Score() for name in MEASURES})
    """By kind of entity; "introduces" is the role of the entities that were matched."""
    families: Score = field(default_factory=Score)
    """Families of methods; only the recall is counted."""
    judged: list[Judged] = field(default_factory=list)
    """All predictions of datasets and methods with a confidence; here an annotated family is right."""
    papers: int = 0
    absent: int = 0
    """How many annotated papers the predictions lack."""


def evaluate(gold: Sequence[Annotated], predicted: Sequence[Annotated]) -> Evaluation:
    """Compare predictions with annotations, paper by paper; papers are matched by their folded titles."""
    by_title = {matching_form(paper.title): paper for paper in predicted}
    result = Evaluation(papers=len(gold))
    for wanted in gold:
        found = by_title.get(matching_form(wanted.title))
        result.absent += found is None
        _compare(wanted, found or Annotated(wanted.title), result)
    return result


def _compare(wanted: Annotated, found: Annotated, result: Evaluation) -> None:
    """Count one paper."""
    named = families(wanted)
    _count(result, "datasets", wanted.title, (wanted.datasets, found.datasets), neutral=frozenset())
    _count(result, "methods", wanted.title, (wanted.methods, found.methods), neutral=named.keys())
    hit = {named[key] for one in found.methods for key in one.keys() & named.keys()}
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
    matches = pairs(wanted, found)
    matched = set(matches.values())
    score, role = result.scores[kind], result.scores["introduces"]
    score.right += len(matches)
    score.wrong += [
        (paper, one.name) for i, one in enumerate(found) if i not in matched and not one.keys() & neutral
    ]
    score.missed += [(paper, one.name) for i, one in enumerate(wanted) if i not in matches]
    result.judged += [
        Judged(paper, kind, one.rule, one.confidence, i in matched or bool(one.keys() & neutral), one.family)
        for i, one in enumerate(found)
        if one.confidence is not None
    ]
    for i, j in matches.items():
        real, said = wanted[i].role == "introduces", found[j].role == "introduces"
        role.right += real and said
        role.wrong += [(paper, found[j].name)] * (said and not real)
        role.missed += [(paper, wanted[i].name)] * (real and not said)


def pairs(wanted: Sequence[Named], found: Sequence[Named]) -> dict[int, int]:
    """Match annotations with predictions one to one: equal names first, then any shared surface."""
    tests: tuple[Callable[[Named, Named], object], ...] = (
        lambda one, other: matching_form(one.name) == matching_form(other.name),
        lambda one, other: one.keys() & other.keys(),
    )
    matches: dict[int, int] = {}
    for same in tests:
        for number, one in enumerate(wanted):
            if number not in matches:
                free = (i for i, _ in enumerate(found) if i not in matches.values())
                match = next((i for i in free if same(one, found[i])), None)
                if match is not None:
                    matches[number] = match
    return matches


def families(paper: Annotated) -> dict[str, str]:
    """Give the families that a paper names by all their folded names."""
    long = {matching_form(family): family for family in paper.families}
    short = {
        matching_form(name): family for family in paper.families for name in _ABBREVIATED.get(family, ())
    }
    return long | short
