"""
An extractor that asks a GLiNER model (Zaratiana and others, 2023), a small transformer that finds names of given kinds.

It needs the extra `kg[gliner]` and a model that is on this machine already: `KG_GLINER_MODEL` names its folder, or its
name in the cache of Hugging Face. Nothing is ever downloaded.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from kg.errors import UsageError, one_line
from kg.extract.plugins import Found, Place
from kg.extract.text.sentences import sentences
from kg.model import Kind, Paper
from kg.system import local_models

MODEL = "KG_GLINER_MODEL"
LABELS: Mapping[str, Kind] = {
    "dataset": "dataset",
    "benchmark": "dataset",
    "machine learning model": "method",
    "algorithm": "method",
}
"""The labels that the model is asked for, each with the kind that it stands for."""
THRESHOLD = 0.6
_MOST_WORDS = 250
"""Words in a piece for the model, which truncates longer texts (at 384 tokens)."""


class Gliner:
    """The extractor; its model is loaded with the first paper."""

    def __init__(self, model: str) -> None:
        """Take the folder of a model, or its name in the cache; raises UsageError where it or the package is missing."""
        try:
            package = version("gliner")
        except PackageNotFoundError:
            raise UsageError("the extractor gliner needs a package: pip install 'kg[gliner]'") from None
        folder = local_models.folder(model)
        if folder is None:
            raise UsageError(
                f"the GLiNER model {model!r} is neither a folder nor in the cache of Hugging Face, and nothing is "
                f"downloaded; set {MODEL} to the folder of a model"
            )
        self._folder = folder
        self.version = f"gliner {package} {local_models.model_digest(folder)} {THRESHOLD}"

    def __call__(self, paper: Paper) -> Iterator[Found]:
        """Give the datasets and methods that the model finds in title and abstract."""
        places: tuple[Place, Place] = ("title", "abstract")
        for place in places:
            text = paper.text(place)
            for start, end in _pieces(text):
                yield from self._found(place, text, start, end)

    def _found(self, place: Place, text: str, start: int, end: int) -> Iterator[Found]:
        for one in self._model.predict_entities(text[start:end], list(LABELS), threshold=THRESHOLD):
            first, last = start + int(one["start"]), start + int(one["end"])
            first += len(text[first:last]) - len(text[first:last].lstrip())
            last -= len(text[first:last]) - len(text[first:last].rstrip())
            if first < last:
                sure = min(max(float(one["score"]), 0.01), 1.0)
                yield Found(LABELS[one["label"]], place, first, last, confidence=sure)

    @cached_property
    def _model(self) -> Any:
        try:
            with local_models.offline():
                from gliner import GLiNER

                return GLiNER.from_pretrained(str(self._folder), local_files_only=True)
        except Exception as error:
            raise UsageError(
                f"the GLiNER model {str(self._folder)!r} cannot be loaded ({one_line(error)}); set {MODEL} to the folder of a model"
            ) from error


def make() -> Gliner:
    """Give the extractor; raises UsageError where no model is named."""
    model = os.environ.get(MODEL)
    if not model:
        raise UsageError(f"the extractor gliner needs a model on this machine: set {MODEL} to its folder")
    return Gliner(model)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Give the spans of pieces of whole sentences that are short enough for the model."""
    start = end = words = 0
    for sentence in sentences(text):
        more = len(sentence.text.split())
        if words and words + more > _MOST_WORDS:
            yield start, end
            words = 0
        if not words:
            start = sentence.start
        end, words = sentence.end, words + more
    if words:
        yield start, end
