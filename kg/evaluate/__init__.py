"""
Precision and recall of a graph against annotations made by people.

A predicted entity is right where its name or one of its surfaces equals, folded, the name or a surface of an
annotated entity of the same kind in the same paper. Each annotated entity counts once: a second prediction for it,
an alias that was not merged, is wrong. Established families of methods, which the annotations list apart, are
neither right nor wrong; only their recall is told. A paper that the graph lacks counts with everything missed.
"""

from kg.evaluate.annotations import (
    MEASURES,
    Annotated,
    Measure,
    Named,
    are_predictions,
    lines,
    load,
    matching_form,
    predictions,
)
from kg.evaluate.assessment import Assessment, assess, figures, rows, scores
from kg.evaluate.compare import Evaluation, Judged, Score, evaluate
from kg.evaluate.identity import Identity, identity
from kg.evaluate.mistakes import Mistake, mistakes
from kg.evaluate.reliability import Bin, expected_error, reliability

__all__ = [
    "MEASURES",
    "Annotated",
    "Assessment",
    "Bin",
    "Evaluation",
    "Identity",
    "Judged",
    "Measure",
    "Mistake",
    "Named",
    "Score",
    "are_predictions",
    "assess",
    "evaluate",
    "expected_error",
    "figures",
    "identity",
    "lines",
    "load",
    "matching_form",
    "mistakes",
    "predictions",
    "reliability",
    "rows",
    "scores",
]
