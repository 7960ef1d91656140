"""
Train the model of finer roles and tell its figures; `make train` calls it.

    python -m kg.training.finer_roles ANNOTATIONS... --heldout ANNOTATIONS... --papers LISTING...

ANNOTATIONS are JSON lists of papers (title, mentions), in which each mention has the roles that its sentence states, of
which either is right, or is doubtful. They are joined by title with the papers of the listings, and by place with what
the extraction finds there. The model is trained on the first ones and goes to `kg/extract/weights/`; precision and
recall of all finer roles are told for those after --heldout.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.extract import tools
from kg.extract.models import linear
from kg.extract.models.linear import Linear
from kg.extract.paper import extract_all
from kg.extract.roles.finer import CLASSES, FILE, described, with_finer_roles
from kg.model import TELLING, Mention, Paper
from kg.training.classifiers import papers_of, pruned, write
from kg.training.examples import annotated as joined
from kg.training.tables import LEAST

STRENGTH = 0.1
"""Inverse strength of the L2 penalty, chosen by cross-validation over papers."""
SMALLEST = 0.03
"""Features whose weights are all nearer to zero are pruned."""
DOUBTFUL = "doubtful"

Stated = dict[tuple[int, str], list[str] | str]
"""What the annotations of a paper say of a name by its start and surface."""


def annotated(files: Sequence[Path], papers: Iterable[Paper]) -> list[tuple[Paper, Stated]]:
    """
    Give the annotated papers with what is said of the names in them, in the order of their titles.

    Raises OSError for a file that cannot be opened and ValueError for one that is not JSON.
    """
    return [
        (paper, {(one["start"], one["surface"]): one["roles"] for one in record["mentions"]})
        for paper, record in sorted(joined(files, papers), key=lambda one: one[0].title)
    ]


def examples(gold: Sequence[tuple[Paper, Stated]]) -> Iterator[tuple[frozenset[str], list[str]]]:
    """Give the features of each mention that is annotated without doubt, and its roles."""
    for paper, stated, mentions in _read(gold):
        for one in described(paper, mentions):
            roles = stated.get((one.mention.start, one.mention.surface), DOUBTFUL)
            if one.spoken and isinstance(roles, list):
                yield one.spoken.names(), roles


def fit(found: Sequence[tuple[frozenset[str], list[str]]]) -> Linear:
    """Give a linear model with a logistic regression for each of the roles that it tells."""
    import numpy as np
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen = Counter(name for features, _ in found for name in features)
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(
        [
            dict.fromkeys((name for name in sorted(features) if seen[name] >= LEAST), 1.0)
            for features, _ in found
        ]
    )
    columns = []
    for role in CLASSES:
        model = LogisticRegression(C=STRENGTH, max_iter=3000, fit_intercept=False)
        model.fit(matrix, [role in roles for _, roles in found])
        columns.append(model.coef_[0])
    return pruned(CLASSES, vectorizer, np.array(columns).T, SMALLEST)


def figures(gold: Sequence[tuple[Paper, Stated]]) -> str:
    """Give precision and recall of each finer role as lines of a table, by the model that ships."""
    counts: Counter[tuple[str, str]] = Counter()
    for paper, stated, mentions in _read(gold):
        for one in with_finer_roles(paper, mentions):
            wanted = stated.get((one.start, one.surface), DOUBTFUL)
            if isinstance(wanted, list) and one.field == "abstract":
                counts.update(_verdicts(set(one.roles), set(wanted)))
    lines = [f"{'role':14} precision  recall       n"]
    for role in TELLING:
        right, wrong, missed = (counts[role, verdict] for verdict in ("right", "wrong", "missed"))
        if right + wrong + missed:
            precision, recall = right / max(right + wrong, 1), right / max(right + missed, 1)
            lines.append(f"{role:14} {precision:9.3f} {recall:7.3f} {right + missed:7}")
    return "\n".join(lines) + "\n"


def _verdicts(found: set[str], wanted: set[str]) -> Iterator[tuple[str, str]]:
    """Give what is right, wrong and missed; where two roles are annotated either is right, and one of them enough."""
    for role in found:
        yield role, "right" if role in wanted else "wrong"
    if wanted and not found & wanted:
        yield min(wanted), "missed"


def _read(gold: Sequence[tuple[Paper, Stated]]) -> Iterator[tuple[Paper, Stated, list[Mention]]]:
    """Give the annotated papers with the mentions that the extraction finds in them."""
    found = extract_all([paper for paper, _ in gold], tools())
    for (paper, stated), mentions in zip(gold, found, strict=True):
        yield paper, stated, mentions


def main() -> None:
    """Train the model, write its weights and tell the figures on papers held out."""
    parser = argparse.ArgumentParser(
        prog="python -m kg.training.finer_roles", description=__doc__.split("\n")[1]
    )
    parser.add_argument("annotations", nargs="+", type=Path, help="JSON lists of annotated papers")
    parser.add_argument("--heldout", nargs="+", required=True, type=Path, help="those of papers that measure")
    parser.add_argument("--papers", nargs="+", required=True, help="listings that hold the annotated papers")
    parser.add_argument("--measure", action="store_true", help="tell the figures and write no weights")
    options = parser.parse_args()
    papers = list(papers_of(options.papers))
    if not options.measure:
        write(FILE, fit(list(examples(annotated(options.annotations, papers)))))
        linear.load.cache_clear()
    sys.stdout.write(f"finer roles, held out\n{figures(annotated(options.heldout, papers))}")


if __name__ == "__main__":
    main()
