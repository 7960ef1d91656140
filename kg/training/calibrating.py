"""Fits the calibration of confidence (Platt scaling) to predictions that are known to be right or wrong."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.evaluate.annotations import Measure
from kg.evaluate.compare import Judged
from kg.extract.models.calibration import Calibration, logit

_KINDS: Mapping[Measure, str] = {"datasets": "dataset", "methods": "method"}
_FOLDS = 5
_STRENGTH = 1.0
"""Inverse strength of the L2 penalty, which shrinks the offsets of rare rules towards that of their kind."""


def fit(judged: Sequence[Judged]) -> Calibration:
    """
    Give the calibration fitted to predictions by logistic regression, empty where all are right or all are wrong.

    The predictions must be out-of-fold, from classifiers that were not trained on their papers: those on training
    papers are right more often than their kind is elsewhere.
    """
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    known = [one for one in judged if one.kind in _KINDS]
    if len({one.right for one in known}) < 2:
        return Calibration({}, {})
    vectorizer = DictVectorizer(sort=True)
    matrix = vectorizer.fit_transform([_features(one) for one in known])
    model = LogisticRegression(C=_STRENGTH, max_iter=2000, fit_intercept=False)
    model.fit(matrix, [one.right for one in known])
    weights = {
        str(name): round(float(weight), 3)
        for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    }
    slopes = {
        kind: weight
        for kind in ("dataset", "family", "method")
        if (weight := weights.pop(f"slope {kind}", 0.0)) > 0
    }
    return Calibration(slopes, weights)


def cross_calibrated(judged: Sequence[Judged]) -> list[Judged]:
    """Give the predictions with calibrated confidence, by cross-fitting: each fold by the calibration of the others."""
    found: list[Judged] = []
    for held in range(_FOLDS):
        calibration = fit([one for one in judged if _fold(one) != held])
        found += [
            replace(one, confidence=calibration.confidence(_kind(one), one.rule, one.confidence))
            for one in judged
            if _fold(one) == held
        ]
    return found


def _features(one: Judged) -> dict[str, float]:
    """Give the design row of a prediction: its logit for the slope of its kind, and the offsets of kind and rule."""
    kind = _kind(one)
    return {f"slope {kind}": logit(one.confidence), kind: 1.0, f"{kind}, {one.rule}": 1.0}


def _kind(one: Judged) -> str:
    return "family" if one.family else _KINDS[one.kind]


def _fold(one: Judged) -> int:
    """Give the fold of a prediction, from a hash of its paper: all predictions for a paper are in one fold."""
    return zlib.crc32(one.paper.encode("utf-8", "replace")) % _FOLDS
