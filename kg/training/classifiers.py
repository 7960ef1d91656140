"""
Train the models of the extraction, calibrate their confidence and tell their figures; `make train` calls it.

    python -m kg.training.classifiers ANNOTATIONS... --heldout ANNOTATIONS... --papers LISTING... --plain LISTING...

ANNOTATIONS are JSON lists of annotated papers (title, datasets, methods, generic_methods), joined by title with the
papers of the listings. First the models are trained without the papers after --heldout; the predictions for these give
the figures that are printed, and the calibration (`kg.extract.models.calibration`). Then they are trained on all, and go to
`kg/extract/weights/`; with --measure this is left out. The network of kinds is taught on those papers after --plain that
nobody annotated (`kg.training.network`); without any it learns from the annotated ones alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import kg.extract
from kg.evaluate import Annotated, Assessment, assess, expected_error, load, predictions, reliability
from kg.extract.lexicon.tables import Lexicon, load_lexicon
from kg.extract.models.calibration import dumps
from kg.extract.models.linear import Linear, make
from kg.extract.models.network import FILE
from kg.extract.paper import Tools, extract_all
from kg.ids import paper_id
from kg.model import Paper
from kg.names.folding import fold_title
from kg.readers import read as read_listings
from kg.resolve import resolve
from kg.tabulate import tabulate
from kg.training import calibrating, network, tables
from kg.training.examples import Annotation, Example, annotated, examples
from kg.training.figures import text
from kg.training.rounding import rounded, save

STRENGTH = 0.3
"""Inverse strength of the L2 penalty of the model of roles, chosen by cross-validation over papers."""
SMALLEST = 0.08
"""Features whose weights are all nearer to zero are pruned: most features, of rare words, with next to no effect."""


@dataclass(frozen=True, slots=True)
class Material:
    """What the models are trained on, but for which of the annotated papers are used."""

    lexicon: Lexicon
    kinds: Sequence[Example]
    roles: Sequence[Example]
    known: tables.Vocabulary
    vectors: Any
    """The word vectors to start from."""
    plain: tables.Table | None
    """The candidates of papers that nobody annotated."""


def material(gold: Sequence[Annotation], plain: Sequence[Paper], lexicon: Lexicon) -> Material:
    """Give the examples of annotated papers and the candidates of others."""
    kinds, spoken = examples(gold, lexicon)
    known = tables.vocabulary(kinds)
    vectors = network.starting_vectors(plain or [paper for paper, _ in gold])
    return Material(lexicon, kinds, spoken, known, vectors, tables.of_papers(plain, known) if plain else None)


def trained(given: Material, papers: set[str]) -> Tools:
    """Give the models trained on the annotated papers with these ids."""
    kinds = [one for one in given.kinds if one.paper in papers]
    table = tables.of_examples(kinds, given.known)
    weights = network.train(table, [one.label for one in kinds], given.plain, given.vectors, len(given.known))
    return Tools(
        given.lexicon,
        rounded(weights, list(given.known), table if given.plain is None else given.plain),
        fit([one for one in given.roles if one.paper in papers], STRENGTH),
    )


def fit(found: Sequence[Example], strength: float) -> Linear:
    """Give a multinomial logistic regression fitted to the examples; `strength` is the inverse of its L2 penalty."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform([dict.fromkeys(example.features, 1.0) for example in found])
    model = LogisticRegression(C=strength, max_iter=3000, fit_intercept=False)
    model.fit(matrix, [example.label for example in found])
    return pruned([str(one) for one in model.classes_], vectorizer, network.coefficients(model).T, SMALLEST)


def pruned(classes: Sequence[str], vectorizer: Any, table: Any, smallest: float) -> Linear:
    """Give the model with a table of weights, features by classes, without features whose weights are all smaller."""
    weights = {
        str(name): [float(one) for one in row]
        for name, row in zip(vectorizer.get_feature_names_out(), table, strict=True)
        if abs(row).max() >= smallest
    }
    return make(classes, weights)


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


def assessed(gold: Sequence[Annotation], wanted: Sequence[Annotated], tools: Tools) -> Assessment:
    """Assess the entities that are found in annotated papers against their annotations."""
    mentions = [one for found in extract_all([paper for paper, _ in gold], tools) for one in found]
    papers = sorted((paper for paper, _ in gold), key=lambda paper: paper.id)
    titles = {fold_title(record["title"]) for _, record in gold}
    graph = tabulate(papers, mentions, resolve(mentions, papers=papers), {})
    return assess([one for one in wanted if fold_title(one.title) in titles], predictions(graph))


def main() -> None:
    """Tell the figures on papers held out, and train, calibrate and write the weights."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.training.classifiers", description=__doc__.split("\n")[1]
    )
    parser.add_argument("annotations", nargs="+", type=Path, help="JSON lists of annotated papers")
    parser.add_argument(
        "--heldout", nargs="+", required=True, type=Path, help="those of papers that measure and calibrate"
    )
    parser.add_argument("--papers", nargs="+", required=True, help="listings that hold the annotated papers")
    parser.add_argument("--plain", nargs="*", default=[], help="listings to teach the network on")
    parser.add_argument("--measure", action="store_true", help="tell the figures and write no weights")
    options = parser.parse_args()
    files = [*options.annotations, *options.heldout]
    gold = annotated(files, papers_of(options.papers))
    names = {paper.id for paper, _ in gold}
    apart = annotated(options.heldout, (paper for paper, _ in gold))
    wanted = [one for file in files for one in load(file)]
    plain = [paper for paper in papers_of(options.plain) if paper.id not in names]
    given = material(gold, plain, load_lexicon())
    tools = trained(given, names - {paper.id for paper, _ in apart})
    for group in (*sorted({record["group"] for _, record in apart if "group" in record}), ""):
        part = [one for one in apart if group in ("", one[1].get("group"))]
        found = assessed(part, wanted, tools)
        sys.stdout.write(f"held out, {group or 'all'}\n{text(found) if group else report(found)}\n")
    if options.measure:
        return
    calibration = calibrating.fit(found.evaluation.judged)
    tools = trained(given, names)
    save(tools.kinds, _weights(FILE))
    write("roles", tools.roles)
    _weights("calibration.json").write_text(dumps(calibration), "utf-8")


def report(found: Assessment) -> str:
    """Give the figures as text, those of reliability after cross-fitted calibration."""
    judged = calibrating.cross_calibrated(found.evaluation.judged)
    after = replace(found, bins=tuple(reliability(judged)), calibration_error=expected_error(judged))
    return f"{text(after)}calibration error before calibration: {found.calibration_error:.3f}\n"


def papers_of(inputs: Sequence[str]) -> Iterator[Paper]:
    """Give the papers of the listings, with their identifiers."""
    for reading in read_listings(inputs):
        for paper in reading.listing.papers:
            yield replace(paper, id=paper_id(paper.title, paper.arxiv_id))


if __name__ == "__main__":
    main()
