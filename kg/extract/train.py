"""
Train the two classifiers of the extraction: `python -m kg.extract.train ANNOTATIONS PAPERS [...]`.

ANNOTATIONS is a JSON list of annotated papers (title, datasets, methods, generic_methods, ...), PAPERS any listing
that holds their abstracts. The weights go to `kg/extract/weights/`. Besides the annotated papers, distant
supervision is used: candidates that the lexicon knows, in unannotated papers, teach what the words around datasets
and methods are; there the features of the lexicon are left out, so that what is learned serves unknown names.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.extract import lexicon as lexicons
from kg.extract import roles
from kg.extract.candidates import Candidate, Text, candidates, read
from kg.extract.features import enumerations, features, surface
from kg.extract.lexicon import Lexicon
from kg.ids import fold_name, fold_title
from kg.model import Paper

CLASSES = ("none", "dataset", "method", "family")
STRENGTH = {"kinds": 0.15, "roles": 0.3}
"""Inverse strength of the L2 penalty, chosen by cross-validation over papers."""
DISTANT_WEIGHT = 0.05
SMALLEST = 0.02
"""Weights nearer to zero than this are left out."""


@dataclass(frozen=True, slots=True)
class Example:
    """One candidate of an annotated paper."""

    paper: str
    features: frozenset[str]
    label: str
    weight: float = 1.0


def fold(text: str) -> str:
    """Give the form in which annotations and candidates are compared."""
    return fold_name(text).replace(".", "").removesuffix("s")


def examples(
    annotated: Sequence[tuple[Paper, dict[str, Any]]], lexicon: Lexicon
) -> tuple[list[Example], list[Example]]:
    """Give the examples for kinds and for roles from annotated papers."""
    kinds, spoken = [], []
    for paper, gold in annotated:
        text = read(paper)
        found = candidates(text, lexicon)
        lists = enumerations(text, found)
        for candidate in found:
            said = features(text, candidate, lexicon, lists)
            label, role = _label(text, candidate, gold)
            kinds.append(Example(paper.id, said, label))
            if role:
                spoken.append(Example(paper.id, roles.features(text, candidate, said, label), role))
    return kinds, spoken


def distant(papers: Iterable[Paper], lexicon: Lexicon, limit: int) -> list[Example]:
    """Give up to `limit` examples of names that the lexicon knows, without the features that come from it."""
    found_all: list[Example] = []
    for paper in papers:
        text = read(paper)
        found = candidates(text, lexicon)
        lists = enumerations(text, found)
        for candidate in found:
            kinds = {one.kind if one.kind in CLASSES else "none" for one in candidate.known}
            flags = {flag for one in candidate.known for flag in one.flags}
            if len(kinds) != 1 or flags & {"word", "ambiguous"} or "family" in kinds:
                continue
            said = features(text, candidate, lexicon, lists)
            kept = frozenset(one for one in said if "lex:" not in one and "by:known" not in one) | {
                "lex:none"
            }
            found_all.append(Example("distant", kept, kinds.pop(), DISTANT_WEIGHT))
        if len(found_all) >= limit:
            break
    return found_all


def fit(found: Sequence[Example], strength: float) -> tuple[list[str], dict[str, list[float]]]:
    """Give the classes and the weights of a logistic regression."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(example.features, 1.0) for example in found])
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    model.fit(
        matrix, [example.label for example in found], sample_weight=[example.weight for example in found]
    )
    table = model.coef_
    if len(model.classes_) == 2:
        table = np.vstack([-table[0] / 2, table[0] / 2])
    names = vectorizer.get_feature_names_out()
    weights = {
        str(name): [round(float(one), 3) for one in column]
        for name, column in zip(names, table.T, strict=True)
        if np.abs(column).max() >= SMALLEST
    }
    return [str(one) for one in model.classes_], weights


def _label(text: Text, candidate: Candidate, gold: dict[str, Any]) -> tuple[str, str | None]:
    written = {fold(surface(text, place)) for place in candidate.places}
    for kind, field in (("dataset", "datasets"), ("method", "methods")):
        for entity in gold[field]:
            if written & {fold(entity["name"]), *map(fold, entity["surfaces"])}:
                return kind, entity["role"]
    families = {fold(name) for name in gold["generic_methods"]}
    if (written | {fold(one.name) for one in candidate.known}) & families:
        return "family", None
    return "none", None


def annotated(file: Path, papers: Iterable[Paper]) -> list[tuple[Paper, dict[str, Any]]]:
    """Give the papers that a file annotates, with their annotations, joined by folded title."""
    by_title = {fold_title(paper.title): paper for paper in papers}
    gold = json.loads(file.read_text("utf-8"))
    return [(by_title[fold_title(one["title"])], one) for one in gold if fold_title(one["title"]) in by_title]


def write(name: str, found: Sequence[Example]) -> None:
    """Train the classifier of this name and write its weights beside this module."""
    classes, weights = fit(found, STRENGTH[name])
    lines = [f"{json.dumps(feature)}: {json.dumps(weights[feature])}" for feature in sorted(weights)]
    body = f'{{"classes": {json.dumps(classes)}, "weights": {{\n' + ",\n".join(lines) + "\n}}\n"
    (Path(__file__).parent / "weights" / f"{name}.json").write_text(body, "utf-8")


def main(arguments: Sequence[str]) -> None:
    """Train on pairs of annotation file and listing, and on the listings after `--distant`."""
    from kg.readers import read as read_listings

    split = arguments.index("--distant") if "--distant" in arguments else len(arguments)
    lexicon = lexicons.load()
    gold: list[tuple[Paper, dict[str, Any]]] = []
    for file, *listings in zip(arguments[:split:2], arguments[1:split:2], strict=True):
        gold += annotated(
            Path(file), (paper for one in read_listings(listings) for paper in one.listing.papers)
        )
    kinds, spoken = examples(gold, lexicon)
    far = (paper for one in read_listings(arguments[split + 1 :]) for paper in one.listing.papers)
    write("kinds", [*kinds, *(distant(far, lexicon, 60_000) if arguments[split + 1 :] else [])])
    write("roles", spoken)


if __name__ == "__main__":
    main(sys.argv[1:])
