"""
Train the two classifiers of the extraction and calibrate their confidence; `make train` calls it.

    python -m kg.training.classifiers ANNOTATIONS... --papers LISTING... --distant LISTING...

ANNOTATIONS are JSON lists of annotated papers (title, datasets, methods, generic_methods), joined by title with the
papers of the listings. The weights go to `kg/extract/weights/`. The classifier of kinds is also trained by distant
supervision: in the papers after --distant, candidates that the lexicon knows are examples labelled with their kind
there, with little weight, and without the features of the lexicon, so that the weights learned from them serve unknown
names. With `--folds N` nothing is written; the figures are those of cross-validation over the annotated papers, and of
those after --heldout. The calibration (`kg.extract.calibration`) is fitted to out-of-fold predictions.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import kg.extract
from kg.evaluate import (
    Annotated,
    Assessment,
    assess,
    expected_error,
    load,
    predictions,
    reliability,
)
from kg.evaluate.assessment import text
from kg.extract import lexicon as lexicons
from kg.extract import roles
from kg.extract.calibration import dumps
from kg.extract.candidates import Candidate, Place, candidates
from kg.extract.classify import Linear, make
from kg.extract.document import Text, read
from kg.extract.enumerations import enumerations
from kg.extract.features import features, surface
from kg.extract.lexicon import Lexicon
from kg.extract.paper import Tools, extract
from kg.ids import fold_name, fold_title, paper_id
from kg.model import Mention, Paper
from kg.readers import read as read_listings
from kg.resolve import resolve
from kg.tabulate import tabulate
from kg.training import calibrating

Annotation = tuple[Paper, dict[str, Any]]
"""A paper and its record in the annotations."""

CLASSES = ("none", "dataset", "method", "family")
"""Labels of the classifier of kinds."""
STRENGTH = {"kinds": 0.07, "roles": 0.3}
"""Inverse strength of the L2 penalty, chosen by cross-validation over papers."""
DISTANT = 20_000
"""Examples of distant supervision after which no further paper is read."""
DISTANT_WEIGHT = 0.05
"""Sample weight of such an example; an annotated one has 1."""
FOLDS = 5
"""Folds of the cross-validation that gives the predictions for calibration."""
SMALLEST = 0.08
"""Features whose weights are all nearer to zero are pruned: most features, of rare words, with next to no effect."""


@dataclass(frozen=True, slots=True)
class Example:
    """One training example: a candidate with its active features, its label and its sample weight."""

    paper: str
    features: frozenset[str]
    label: str
    weight: float = 1.0


def fold(text: str) -> str:
    """Give the normalised form in which names of annotations and of candidates are compared."""
    return fold_name(text).replace(".", "").removesuffix("s")


def examples(gold: Sequence[Annotation], lexicon: Lexicon) -> tuple[list[Example], list[Example]]:
    """Give the training examples of annotated papers, for the classifier of kinds and for that of roles."""
    kinds, spoken = [], []
    for paper, record in gold:
        text = read(paper, lexicon)
        found = candidates(text, lexicon)
        lists = enumerations(text, found)
        labels = [_label(text, candidate, record) for candidate in found]
        named = [
            place
            for one, (label, _) in zip(found, labels, strict=True)
            if label != "none"
            for place in one.places
        ]
        for candidate, said, (label, role) in zip(
            found, features(text, found, lexicon, lists), labels, strict=True
        ):
            if label == "none" and all(_is_part(place, named) for place in candidate.places):
                continue  # part of an annotated name, which extraction drops: no negative example
            kinds.append(Example(paper.id, said.names(), label))
            if role:
                spoken.append(Example(paper.id, roles.features(text, candidate, said, label), role))
    return kinds, spoken


def distant(papers: Iterable[Paper], lexicon: Lexicon, limit: int) -> list[Example]:
    """
    Give examples by distant supervision: candidates labelled with their kind in the lexicon, "none" for other kinds.

    Ambiguous names and families are left out, and so are the features of the lexicon, which would give the label away.
    No paper is read after the first `limit` examples.
    """
    found_all: list[Example] = []
    for paper in papers:
        text = read(paper, lexicon)
        found = candidates(text, lexicon)
        lists = enumerations(text, found)
        for candidate, said in zip(found, features(text, found, lexicon, lists), strict=True):
            kinds = {one.kind if one.kind in CLASSES else "none" for one in candidate.known}
            flags = {flag for one in candidate.known for flag in one.flags}
            if len(kinds) != 1 or flags & {"word", "ambiguous"} or "family" in kinds:
                continue
            kept = {one for one in said.names() if "lex:" not in one and "by:known" not in one}
            found_all.append(Example("distant", frozenset({*kept, "lex:none"}), kinds.pop(), DISTANT_WEIGHT))
        if len(found_all) >= limit:
            break
    return found_all


def fit(found: Sequence[Example], strength: float) -> Linear:
    """Give a multinomial logistic regression fitted to the examples; `strength` is the inverse of its L2 penalty."""
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
        str(name): [float(one) for one in column]
        for name, column in zip(names, table.T, strict=True)
        if np.abs(column).max() >= SMALLEST
    }
    return make([str(one) for one in model.classes_], weights)


def _is_part(place: Place, names: Iterable[Place]) -> bool:
    """Tell whether a place is within that of one of the names."""
    return any(
        place.field == name.field and name.first <= place.first and place.last <= name.last for name in names
    )


def _label(text: Text, candidate: Candidate, gold: dict[str, Any]) -> tuple[str, str | None]:
    """Give the annotated kind and role of a candidate; the role is None for a family and for "none"."""
    written = {fold(surface(text, place)) for place in candidate.places}
    for kind, field in (("dataset", "datasets"), ("method", "methods")):
        for entity in gold[field]:
            if written & {fold(entity["name"]), *map(fold, entity["surfaces"])}:
                return kind, entity["role"]
    families = {fold(name) for name in gold["generic_methods"]}
    if (written | {fold(one.name) for one in candidate.known}) & families:
        return "family", None
    return "none", None


def annotated(files: Sequence[Path], papers: Iterable[Paper]) -> list[Annotation]:
    """
    Give the annotated papers with their records, joined by folded title, in the order of the files.

    Links to code that a source states beside the text are removed: the annotators saw title and abstract alone.
    Raises OSError for a file that cannot be opened and ValueError for one that is not JSON.
    """
    gold = {fold_title(one["title"]): one for file in files for one in json.loads(file.read_text("utf-8"))}
    texts = {fold_title(paper.title): paper for paper in papers if fold_title(paper.title) in gold}
    return [(replace(texts[title], code=()), record) for title, record in gold.items() if title in texts]


def write(name: str, classifier: Linear) -> None:
    """Write the weights of a classifier to the file that the extraction loads, one feature a line, sorted."""
    lines = [
        f"{json.dumps(feature)}: {json.dumps([one / 1000 for one in classifier.unpacked(weights)])}"
        for feature, weights in sorted(classifier.weights.items())
    ]
    body = f'{{"classes": {json.dumps(classifier.classes)}, "weights": {{\n' + ",\n".join(lines) + "\n}}\n"
    _weights(name).write_text(body, "utf-8")


def _weights(name: str) -> Path:
    return Path(kg.extract.__file__).parent / "weights" / f"{name}.json"


def validate(
    gold: Sequence[Annotation],
    wanted: Sequence[Annotated],
    far: Sequence[Example],
    lexicon: Lexicon,
    folds: int,
) -> Assessment:
    """
    Give the figures of k-fold cross-validation over papers.

    The examples of distant supervision, `far`, are in the training set of every fold.
    """
    kinds, spoken = examples(gold, lexicon)
    fold_of = {paper.id: number % folds for number, (paper, _) in enumerate(gold)}
    mentions: list[Mention] = []
    for held in range(folds):
        tools = Tools(
            lexicon,
            fit([*(one for one in kinds if fold_of[one.paper] != held), *far], STRENGTH["kinds"]),
            fit([one for one in spoken if fold_of[one.paper] != held], STRENGTH["roles"]),
        )
        mentions += [
            mention for paper, _ in gold if fold_of[paper.id] == held for mention in extract(paper, tools)
        ]
    return _assessed(gold, wanted, mentions)


def hold_out(
    gold: Sequence[Annotation],
    held: Sequence[Annotation],
    wanted: Sequence[Annotated],
    far: Sequence[Example],
    lexicon: Lexicon,
) -> Iterator[tuple[str, Assessment]]:
    """Give the figures on held-out papers after training on the others, for each annotated group and for all."""
    kinds, spoken = examples(gold, lexicon)
    tools = Tools(lexicon, fit([*kinds, *far], STRENGTH["kinds"]), fit(spoken, STRENGTH["roles"]))
    mentions = {paper.id: extract(paper, tools) for paper, _ in held}
    for group in (*sorted({record["group"] for _, record in held}), ""):
        part = [one for one in held if group in ("", one[1]["group"])]
        yield (
            group or "all",
            _assessed(part, wanted, [one for paper, _ in part for one in mentions[paper.id]]),
        )


def _assessed(
    gold: Sequence[Annotation], wanted: Sequence[Annotated], mentions: Sequence[Mention]
) -> Assessment:
    """Assess the entities that the mentions resolve to against the annotations of these papers."""
    papers = sorted((paper for paper, _ in gold), key=lambda paper: paper.id)
    titles = {fold_title(record["title"]) for _, record in gold}
    graph = tabulate(papers, mentions, resolve(mentions), {})
    return assess([one for one in wanted if fold_title(one.title) in titles], predictions(graph))


def main() -> None:
    """Train, calibrate and write the weights, or with `--folds` print the figures of cross-validation."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.training.classifiers", description=__doc__.split("\n")[1]
    )
    parser.add_argument("annotations", nargs="+", type=Path, help="JSON lists of annotated papers")
    parser.add_argument("--papers", nargs="+", required=True, help="listings that hold the annotated papers")
    parser.add_argument("--distant", nargs="*", default=[], help="listings for distant supervision")
    parser.add_argument(
        "--heldout", nargs="*", default=[], type=Path, help="annotations kept out of the folds"
    )
    parser.add_argument("--folds", type=int, help="cross-validate over papers instead of writing weights")
    options = parser.parse_args()
    lexicon = lexicons.load()
    files = [*options.annotations, *options.heldout]
    both = annotated(files, _papers(options.papers))
    wanted = [one for file in files for one in load(file)]
    names = {paper.id for paper, _ in both}
    far = distant((paper for paper in _papers(options.distant) if paper.id not in names), lexicon, DISTANT)
    if not options.folds:
        kinds, spoken = examples(both, lexicon)
        write("kinds", fit([*kinds, *far], STRENGTH["kinds"]))
        write("roles", fit(spoken, STRENGTH["roles"]))
        judged = validate(both, wanted, far, lexicon, FOLDS).evaluation.judged
        _weights("calibration").write_text(dumps(calibrating.fit(judged)), "utf-8")
        return
    apart = annotated(options.heldout, (paper for paper, _ in both))
    out = {paper.id for paper, _ in apart}
    gold = [one for one in both if one[0].id not in out]
    sys.stdout.write("cross-validation\n" + report(validate(gold, wanted, far, lexicon, options.folds)))
    for group, found in hold_out(gold, apart, wanted, far, lexicon) if apart else ():
        sys.stdout.write(f"\nheld out, {group}\n{text(found)}")


def report(found: Assessment) -> str:
    """Give the figures as text, those of reliability after cross-fitted calibration."""
    judged = calibrating.cross_calibrated(found.evaluation.judged)
    after = replace(found, bins=tuple(reliability(judged)), calibration_error=expected_error(judged))
    return f"{text(after)}calibration error before calibration: {found.calibration_error:.3f}\n"


def _papers(inputs: Sequence[str]) -> Iterator[Paper]:
    """Give the papers of the listings, with their identifiers."""
    for reading in read_listings(inputs):
        for paper in reading.listing.papers:
            yield replace(paper, id=paper_id(paper.title, paper.arxiv_id))


if __name__ == "__main__":
    main()
