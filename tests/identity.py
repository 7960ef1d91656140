"""The tables of names in `tests/data`, told in papers: each name of a pair alone in one, and both in a third."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from kg.build import build
from kg.corpus import Corpus, Listing
from kg.model import Kind, Paper

DATA = Path(__file__).parent / "data"

_ALONE = {
    "dataset": (
        "Experiments on the {x} dataset show a gain of 2.3 points. We also report the error on {x} by class.",
        "We evaluate on {x} and give all settings. On {x}, accuracy rises from 71.2 to 73.9.",
        "Models trained on {x} generalise poorly to new cameras. Our remedy is tested on the {x} benchmark.",
        "We use {x} for training and testing. The results on {x} hold over five seeds.",
        "The method sets a new best on {x}. We release the predictions for {x}.",
    ),
    "method": (
        "We compare with {x}, a strong baseline. The gap to {x} grows with the number of samples.",
        "Our approach extends {x} with a second branch. It is faster than {x} at equal accuracy.",
        "Fine-tuning {x} on few examples is unstable. We trace this to the initialisation of {x}.",
        "The proposed loss improves {x} by 1.4 points. Ablations with {x} explain where the gain comes from.",
        "We show that {x} overfits on small samples, and how training {x} longer helps.",
    ),
}
_BOTH = {
    "dataset": (
        "We evaluate on {x} and {y}. The gain is larger on {x} than on {y}.",
        "Models are trained on {x} and tested on {y}. Shifts between {x} and {y} explain the drop.",
    ),
    "method": (
        "We compare {x} with {y} at equal cost. While {x} is slower, {y} needs more memory.",
        "Both {x} and {y} fail on long inputs. We replace the head of {x} and of {y} by a linear map.",
    ),
}
_INTRODUCES = {
    "dataset": "We introduce {x}, a new dataset of annotated samples. Baselines on {x} leave much room.",
    "method": "We propose {x}, a new model. In experiments, {x} outperforms all baselines.",
}
_DEFINES = {
    "dataset": "We evaluate on {long} ({short}), a public dataset. All numbers on {short} are means over five runs.",
    "method": "We study {long} ({short}), a widely used model. In our tests {short} degrades on long inputs.",
}
_TITLES = (
    "A closer look at generalisation",
    "What matters in practice",
    "Revisiting evaluation under shift",
    "On the cost of scale",
)


class Pair(NamedTuple):
    """Two names and what makes them alike."""

    kind: Kind
    one: str
    other: str
    why: str


class Place(NamedTuple):
    """Where a paper's abstract writes a name."""

    paper: str
    start: int
    end: int


def table(name: str) -> list[Pair]:
    """Give the pairs of a table in `tests/data`."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [Pair(*line.split("\t")) for line in lines if line and not line.startswith("#")]


class Told:
    """The graph of the papers that use the names of some pairs."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        """Write the papers and build their graph."""
        papers: list[Paper] = []
        self._places: list[list[tuple[list[Place], list[Place]]]] = []
        for number, pair in enumerate(pairs):
            self._places.append(list(_tell(papers, number, pair)))
        listing = Listing("told.json", "-", "0" * 64, "json", tuple(papers))
        self.graph = build(Corpus().add([listing])).graph
        self._mentions: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for row in self.graph.relationships["MENTIONS"].iter_rows(named=True):
            for one in json.loads(row["evidence"]):
                if one["field"] == "abstract":
                    self._mentions[row["start"]].append((one["start"], row["end"]))

    def common(self, number: int) -> set[str]:
        """Give the entities that both names of a pair are taken for, alone or side by side."""
        return {
            entity
            for ones, others in self._places[number]
            for entity in self._entities(ones) & self._entities(others)
        }

    def found(self, number: int) -> bool:
        """Tell whether both names are recognised at all where each stands alone."""
        return all(self._entities(places) for places in self._places[number][0])

    def _entities(self, places: Sequence[Place]) -> set[str]:
        """Give what is mentioned at, or inside of, some places."""
        return {
            entity
            for place in places
            for start, entity in self._mentions[place.paper]
            if place.start <= start < place.end
        }


def _tell(papers: list[Paper], number: int, pair: Pair) -> Iterator[tuple[list[Place], list[Place]]]:
    """Write papers about a pair; gives the places of either name: in papers of their own, in one paper together."""
    alone, both = _ALONE[pair.kind], _BOTH[pair.kind]
    ones, others = _write(papers, _INTRODUCES[pair.kind], x=pair.one)["x"], []
    for turn in range(2):  # a name in use is in more than one paper
        ones += _write(papers, alone[(number + turn) % len(alone)], x=pair.one)["x"]
        others += _write(papers, alone[(number + turn + 2) % len(alone)], x=pair.other)["x"]
    yield ones, others
    if pair.why == "one acronym":  # no paper gives an acronym two meanings
        return
    together = _write(papers, both[number % len(both)], x=pair.one, y=pair.other)
    yield together["x"], together["y"]
    if pair.why == "definition":
        _write(papers, _DEFINES[pair.kind], short=pair.one, long=pair.other)


def _write(papers: list[Paper], template: str, **names: str) -> dict[str, list[Place]]:
    """Add a paper; gives where each name stands in its abstract."""
    identifier = f"2401.{len(papers) + 1:05}"
    text, places = "", defaultdict(list)
    for piece in re.split(r"(\{\w+\})", template):
        name = piece.strip("{}")
        written = names.get(name, piece) if piece != name else piece
        if piece != name:
            places[name].append(Place(f"paper:arxiv:{identifier}", len(text), len(text) + len(written)))
        text += written
    papers.append(Paper(title=_TITLES[len(papers) % len(_TITLES)], abstract=text, arxiv_id=identifier))
    return places
