"""
Train the classifiers and the context network of the extraction and calibrate their confidence; `make train` calls it.

    python -m kg.training.classifiers ANNOTATIONS... --papers LISTING... --plain LISTING...

ANNOTATIONS are JSON lists of annotated papers (title, datasets, methods, generic_methods), joined by title with the
papers of the listings. The weights go to `kg/extract/weights/`. A classifier of kinds that sees no context network is
trained first; with it as teacher the network is trained on those papers after --plain that nobody annotated
(`kg.training.contexts`), and with that the classifiers. With `--folds N` nothing is written; the figures are those of
cross-validation over the annotated papers, and of those after --heldout, which neither teacher nor classifiers are
trained on. All folds have one network, whose teacher knows the annotations of all of them. The calibration
(`kg.extract.calibration`) is fitted to out-of-fold predictions.
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
from kg.extract.classify import AROUND, Linear, make
from kg.extract.contexts import FILE, NO_ODDS, Network, Odds, odds
from kg.extract.contexts import load as load_network
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
from kg.training import calibrating, contexts

Annotation = tuple[Paper, dict[str, Any]]
"""A paper and its record in the annotations."""

CLASSES = ("none", "dataset", "method", "family")
"""Labels of the classifier of kinds."""
STRENGTH = {"kinds": 0.07, "roles": 0.3}
"""Inverse strength of the L2 penalty, chosen by cross-validation over papers."""
ROUNDS = 2
"""How often the classifier of kinds teaches the context network, and then learns with it."""
FOLDS = 5
"""Folds of the cross-validation that gives the predictions for calibration."""
SMALLEST = 0.08
"""Features whose weights are all nearer to zero are pruned: most features, of rare words, with next to no effect."""


@dataclass(frozen=True, slots=True)
class Example:
    """One training example: a candidate with its active features, its label and the odds of its contexts."""

    paper: str
    features: frozenset[str]
    label: str
    odds: Odds = NO_ODDS


def fold(text: str) -> str:
    """Give the normalised form in which names of annotations and of candidates are compared."""
    return fold_name(text).replace(".", "").removesuffix("s")


def examples(
    gold: Sequence[Annotation], lexicon: Lexicon, network: Network | None = None
) -> tuple[list[Example], list[Example]]:
    """
    Give the training examples of annotated papers, for the classifier of kinds and for that of roles.

    Without a network all odds are even.
    """
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
        around = odds(text, found, network) if network else [NO_ODDS] * len(found)
        for candidate, said, (label, role), chances in zip(
            found, features(text, found, lexicon, lists), labels, around, strict=True
        ):
            if label == "none" and all(_is_part(place, named) for place in candidate.places):
                continue  # part of an annotated name, which extraction drops: no negative example
            kinds.append(Example(paper.id, said.names(), label, chances))
            if role:
                spoken.append(
                    Example(paper.id, roles.features(text, candidate.places, said, label).names(), role)
                )
    return kinds, spoken


def fit(found: Sequence[Example], strength: float) -> Linear:
    """Give a multinomial logistic regression fitted to the examples; `strength` is the inverse of its L2 penalty."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([_row(example) for example in found])
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    model.fit(matrix, [example.label for example in found])
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


def _row(example: Example) -> dict[str, float]:
    """Give the row of an example in the design matrix."""
    around = {name: one / 1000 for name, one in zip(AROUND, example.odds, strict=True) if one}
    return dict.fromkeys(example.features, 1.0) | around


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
    _weights(f"{name}.json").write_text(body, "utf-8")


def _weights(name: str) -> Path:
    return Path(kg.extract.__file__).parent / "weights" / name


def validate(
    gold: Sequence[Annotation],
    wanted: Sequence[Annotated],
    network: Network,
    lexicon: Lexicon,
    folds: int,
) -> Assessment:
    """Give the figures of k-fold cross-validation over papers."""
    kinds, spoken = examples(gold, lexicon, network)
    fold_of = {paper.id: number % folds for number, (paper, _) in enumerate(gold)}
    mentions: list[Mention] = []
    for held in range(folds):
        tools = Tools(
            lexicon,
            network,
            fit([one for one in kinds if fold_of[one.paper] != held], STRENGTH["kinds"]),
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
    network: Network,
    lexicon: Lexicon,
) -> Iterator[tuple[str, Assessment]]:
    """Give the figures on held-out papers after training on the others, for each annotated group and for all."""
    kinds, spoken = examples(gold, lexicon, network)
    tools = Tools(lexicon, network, fit(kinds, STRENGTH["kinds"]), fit(spoken, STRENGTH["roles"]))
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
    parser.add_argument("--plain", nargs="*", default=[], help="listings for the context network")
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
    plain = [paper for paper in _papers(options.plain) if paper.id not in names]
    if not options.folds:
        network = _network(both, plain, lexicon)
        kinds, spoken = examples(both, lexicon, network)
        contexts.save(network, _weights(FILE))
        write("kinds", fit(kinds, STRENGTH["kinds"]))
        write("roles", fit(spoken, STRENGTH["roles"]))
        judged = validate(both, wanted, network, lexicon, FOLDS).evaluation.judged
        _weights("calibration.json").write_text(dumps(calibrating.fit(judged)), "utf-8")
        return
    apart = annotated(options.heldout, (paper for paper, _ in both))
    out = {paper.id for paper, _ in apart}
    gold = [one for one in both if one[0].id not in out]
    network = _network(gold, plain, lexicon)
    sys.stdout.write("cross-validation\n" + report(validate(gold, wanted, network, lexicon, options.folds)))
    for group, found in hold_out(gold, apart, wanted, network, lexicon) if apart else ():
        sys.stdout.write(f"\nheld out, {group}\n{text(found)}")


def _network(gold: Sequence[Annotation], plain: Sequence[Paper], lexicon: Lexicon) -> Network:
    """Give the context network that annotated papers teach through others; without others the one that ships."""
    network = None
    for _ in range(ROUNDS if plain else 0):
        kinds, _ = examples(gold, lexicon, network)
        network = contexts.train(plain, lexicon, fit(kinds, STRENGTH["kinds"]), network)
    return network or load_network()


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
