"""Known names at the beginning or end of a longer name: "Terminal-Bench 2.1" begins with a dataset, "LSTM-CRF" ends with a method."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kg.extract.known import Known

_BETWEEN = re.compile(r"[ -]+")
_VERSION = re.compile(r"v?\d[\d.]*[A-Za-z]?$")
_MOST_NAMES = 1 << 14
"""Size of the cache of features: the same names occur again and again."""
_MOST_PARTS = 8
"""Most words of a name that is looked at; longer ones are hardly names."""


class Parts(dict[str, Sequence[str]]):
    """A cache of the features of names, filled on demand."""

    def __init__(self, meanings: Callable[[str], tuple[Known, ...]]) -> None:
        """Take the function that gives what the lexicon knows under a text."""
        super().__init__()
        self.meanings = meanings

    def __missing__(self, name: str) -> Sequence[str]:
        """Give the kinds of the known names with which a name begins and ends, alone and with the shape of the rest."""
        answer = sorted({*self._found(name)})
        if len(self) < _MOST_NAMES:
            self[name] = answer
        return answer

    def _found(self, name: str) -> Iterator[str]:
        for mark in [*_BETWEEN.finditer(name)][:_MOST_PARTS]:
            head, tail = name[: mark.start()], name[mark.end() :]
            for side, part, rest in (("starts", head, tail), ("ends", tail, head)):
                for one in self.meanings(part):
                    yield f"{side}:{one.kind}"
                    yield f"{side}:{one.kind}:{_shape(rest)}"


def _shape(text: str) -> str:
    """Tell how the rest of a name is written."""
    if _VERSION.match(text):
        return "version"
    if text.islower():
        return "lowers" if " " in text else "lower"
    if " " in text or "-" in text:
        return "several"
    return "capital" if text[1:].islower() else "shape"
