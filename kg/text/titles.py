"""What titles tell: whether one begins with a name, which names tell little, and which topics its words are of."""

from __future__ import annotations

import re
from typing import Protocol

from kg.model import Field

BEGINNING = 4
"""Characters of a title before the name that it begins with: quotes, an article."""
_STEM = 6
"""Leading letters by which words are compared."""
PLAIN = re.compile(r"[A-Z]{1,8}|[A-Z][a-z]+|[A-Z0-9]{1,3}")
"""Names that unrelated papers are likely to give to other things: a few capitals, a word, a person's name."""
_WORD = re.compile(r"[^\W\d_]{5,}")


class Placed(Protocol):
    """Where a name stands: a mention, or a place of a candidate."""

    @property
    def field(self) -> Field:
        """Give the field."""

    @property
    def start(self) -> int:
        """Give the offset of its first character in the field."""


def begins_title(place: Placed) -> bool:
    """Tell whether a title begins with a name, up to quotes and an article."""
    return place.field == "title" and place.start <= BEGINNING


def topics(text: str) -> set[str]:
    """Give the beginnings of the longer words of a text: "segmenting" and "segmentation" are of one topic."""
    return {word[:_STEM] for word in _WORD.findall(text.lower())}
