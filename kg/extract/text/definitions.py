"""
Definitions inside a text: a long form and its short form in parentheses, in either order.

The alignment follows A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions
in biomedical text", PSB 2003: every letter of the short form is found in the long form from right to left, the
first one at the beginning of a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

_PARENTHESES = re.compile(r"\(([^()]{2,120})\)")
_SHORT = re.compile(r"[\w^+*†@./&'’-]*[A-Z\d][\w^+*†@./&'’-]*")
_WORD_BEFORE = re.compile(r"(?<![\w^+*†@./&’-])([\w^+*†@./&’-]+)[\"'”’`]*\s*$")
_END = re.compile("[,;]")
_NAMED = re.compile(r"[A-Z].*[A-Z]|[^\W\d_]-?\d")
"""Capitals or digits that a name has, and a year or a person has not."""
_WINDOW = 1_000
"""How many characters before a parenthesis are searched for the long form."""
_NEAR = 60
"""How many characters before a parenthesis a short form may begin."""
_WORD = re.compile(r"[^\s,;:()\"“”]+")
_MOST_ADDED = 4
"""How many words before a long form may belong to it."""
_MARKS = (". ", "; ", ": ", ", ", ") ", "(")
"""A long form begins after the last of these."""
_BEFORE = re.compile(r" (?:--|–|—|called|dubbed|termed|named(?= [^a-z])) ")
"""It begins after the last of these as well: "a method called Meadow Ranking", but "named entity recognition"."""
_INITIAL = re.compile(r"(?:(?<=[\s/_-])|^)\w|(?<=[a-z])[A-Z](?=[a-z])")
"""A letter that begins a word, or a part of one: both of "DeepInfomax"."""
_GAPS = re.compile(r"[\s/_-]+")
_SPACES = re.compile(r"\s+")
_DIGIT = re.compile(r"(?<=[A-Za-z])[2-4](?=[A-Za-z])")
_SOUNDS = {"2": "t", "4": "f"}
"""Initials of the words that a digit sounds like."""
_ACRONYM = re.compile(r"[A-Z]{2,}s?")
_TAIL = re.compile(r"-?(?:Net|Bench)$|-\d+[KMB]$")
"""What a short form has more than the long one: that it is a network or a benchmark, or a size."""
_MOST_TOLD = 8
"""How many words such a long form has at most."""
_TITLE = re.compile(
    r"([A-Za-z][\w-]{1,14}): (?:An? |The )?((?:[\w-]+ )*?[\w-]+)(?= (?:for|with|via|in|of|to|on|from|and|by|using|as|through|under)\b|[:?,.]|$)"
)
_FEWEST_CAPITALS = 3
"""Fewest capitals of a name that a title spells out after the colon."""
_LONG_ENOUGH = 4
"""Fewest letters of a short form in mixed case of which only the capitals have to begin words."""
_LEAD = re.compile(
    r"^(?:i\.e\.|a\.k\.a\.?|aka|namely|called|named|termed|dubbed|denoted|short for|or|the)[,\s]+",
    re.IGNORECASE,
)
_STOP = frozenset("a an the of for and in on with to by via from is are we our this that as or be".split())
_VERBS = frozenset(
    "we is are was were has have propose proposes present presents introduce introduces develop develops achieve achieves "
    "demonstrate demonstrates outperform outperforms provide provides developed integrates combines combining enables "
    "leverages delivering".split()
)
"""Words, in lower case, that no long form has."""


@dataclass(slots=True, init=False)
class Definition:
    """A short form and the long form that explains it, as (start, end) in the text."""

    short: tuple[int, int]
    long: tuple[int, int]

    def __init__(self, short: tuple[int, int], long: tuple[int, int]) -> None:
        """Take both spans."""
        self.short, self.long = short, long


def definitions(text: str) -> Iterator[Definition]:
    """
    Give the definitions of a text, in order.

    >>> text = "We present Hierarchical Temporal Mamba (HTM)."
    >>> [(text[slice(*d.long)], text[slice(*d.short)]) for d in definitions(text)]
    [('Hierarchical Temporal Mamba', 'HTM')]
    """
    for found in _PARENTHESES.finditer(text):
        inside = found.group(1)
        lead = _LEAD.match(inside)
        start = found.start(1) + (lead.end() if lead else 0)
        body = text[start : found.end(1)]
        piece = _END.split(body, 1)[0].rstrip()
        short = piece.strip("\"'“”‘’`")
        offset = start + body.index(short) if short else start
        if short and _is_short(short):
            long = _long_before(text, found.start(), short) or _told(text, found.start(), short)
            if long and not _is_list(body):
                yield Definition((offset, offset + len(short)), long)
                continue
        if " " not in piece:
            continue
        before = _WORD_BEFORE.search(text, max(0, found.start() - _NEAR), found.start())
        if before and _is_short(before.group(1)):
            words = list(_WORD.finditer(piece))
            if words and _aligns(before.group(1), piece):
                begin = start + words[0].start()
                yield Definition((before.start(1), before.end(1)), (begin, start + len(piece)))


def _is_list(inside: str) -> bool:
    """Tell whether parentheses hold several names, which are examples: "regressors (CatBoost, XGBoost)"."""
    _, *others = _END.split(inside)
    return bool(others) and _is_short(others[0].strip()) and bool(_NAMED.search(others[0]))


def _is_short(text: str) -> bool:
    return bool(_SHORT.fullmatch(text)) and 2 <= len(text) <= 20 and not text.isdigit()


def _long_before(text: str, end: int, short: str) -> tuple[int, int] | None:
    """
    Give the span of the long form of `short` that ends before `end`: the shortest, unless the initials of a longer one fit.

    PPO is "Proximal Policy Optimization", although all its letters are in "Policy Optimization".
    """
    words = _words_before(text, end)
    letters = _letters(short)
    limit = min(len(letters) + 5, 2 * len(letters), len(words))
    stop = words[-1][1] if words else end
    best = None
    for count in range(1, limit + 1):
        start, behind = words[-count]
        if text[start].lower() != letters[0] or text[start:behind].lower() in _STOP:
            continue
        parts = count > 1 or _INITIAL.search(text, start + 1, behind)
        exact = bool(parts) and _are_initials(short, text[start:stop])
        if exact or (not best and parts and _aligns(short, text[start:stop])):
            best = start, stop
        if exact:
            break
    if best and short.isupper() and len(letters) > 2:
        best = _whole(text, words[:-1], best, letters)
    return best if best and _VERBS.isdisjoint(text[slice(*best)].split()) else None


def _words_before(text: str, end: int) -> list[tuple[int, int]]:
    """Give the spans of the words before `end` that may belong to a long form there."""
    begin = max(0, end - _WINDOW)
    for mark in _MARKS:
        begin = max(begin, text.rfind(mark, begin, end) + 1)
    for found in _BEFORE.finditer(text, begin, end):
        begin = found.end()
    return [found.span() for found in _WORD.finditer(text, begin, end)]


def _told(text: str, end: int, short: str) -> tuple[int, int] | None:
    """
    Give the span of the long form before `end` whose initials a short form tells otherwise than letter by letter.

    A digit stands for "to" or "for", or says how often a letter is meant (T2I, C3E); an acronym within the long form
    stands whole in the short one (H-POMDP); what is behind the short form says how large the thing is, or that it is a
    network (INK-32K, InkNet). Each word has to give its initial.
    """
    if not (_DIGIT.search(short) or _TAIL.search(short) or _ACRONYM.search(short)):
        return None
    forms = {"".join(_letters(one)) for one in _readings(_TAIL.sub("", short))}
    words = _words_before(text, end)[-_MOST_TOLD:]
    for start, behind in reversed(words):
        long = text[start : words[-1][1]]
        possible = text[start].isalnum() and text[start:behind].lower() not in _STOP and _GAPS.search(long)
        if possible and not forms.isdisjoint(_initials(long)):
            return (start, words[-1][1]) if _VERBS.isdisjoint(long.split()) else None
    return None


def _readings(short: str) -> Iterator[str]:
    """Give what a short form may stand for letter by letter."""
    yield short
    found = _DIGIT.search(short)
    if found:
        before, digit, behind = short[: found.start()], found.group(), short[found.end() :]
        yield f"{before}{_SOUNDS[digit]}{behind}" if digit in _SOUNDS else short
        yield f"{before}{before[-1] * (int(digit) - 1)}{behind}"
        yield f"{before}{behind[0] * int(digit)}{behind[1:]}"


def _initials(long: str) -> Iterator[str]:
    """Give the initials of a long form: of all parts of its words or not, with words such as "of" or not; of an acronym all letters."""
    for gaps in (_GAPS, _SPACES):
        words = [word for word in gaps.split(long) if word]
        for kept in (words, [word for word in words if word.lower() not in _STOP]):
            yield "".join([word if _ACRONYM.fullmatch(word) else word[0] for word in kept]).lower()


def _whole(
    text: str, words: Sequence[tuple[int, int]], long: tuple[int, int], letters: Sequence[str]
) -> tuple[int, int]:
    """
    Give a long form with the words before it, where some of its letters begin no word unless these do.

    CCBS is "Continuous-time Conflict-Based Search": all of 33 such among 96,000 definitions but one.
    """
    found = text[slice(*long)]
    if _begin_words(letters, found):
        return long
    before = [word for word in words if word[1] <= long[0]]
    for count in range(1, min(_MOST_ADDED, len(before)) + 1):
        added = [text[slice(*word)] for word in before[-count:]]
        initials = [word[0].lower() for word in added if word.lower() not in _STOP]
        named = added[0][0].isupper() and added[0].lower() not in _STOP
        if named and initials == letters[: len(initials)] and _begin_words(letters[len(initials) :], found):
            return before[-count][0], long[1]
    return long


def _begin_words(letters: Iterable[str], long: str) -> bool:
    """Tell whether letters begin words of a long form, in order."""
    initials = iter([word[0].lower() for word in _GAPS.split(long) if word])
    return all(letter in initials for letter in letters)


def _are_initials(short: str, long: str) -> bool:
    """Tell whether a short form is just the initials of a long one, with or without its words such as "of"."""
    letters = _letters(short.removesuffix("s"))
    words = [word.lower() for word in _GAPS.split(long) if word]
    return letters in ([word[0] for word in words], [word[0] for word in words if word not in _STOP])


def expansion(title: str) -> Definition | None:
    """
    Give the definition in a title that spells out its name after the colon: each capital of the name begins a word there.

    >>> title = "LINO: Layered Ink in Note Order"
    >>> expansion(title), expansion("LINO: Layered Ink Note Order for Offices")
    (None, Definition(short=(0, 4), long=(6, 28)))
    """
    found = _TITLE.match(title)
    if not found:
        return None
    short, long = found.groups()
    capitals = [c for c in short if c.isupper()]
    initials = _INITIAL.findall(long)
    rest = iter(initials)
    if len(capitals) < _FEWEST_CAPITALS or initials[0] != capitals[0] or len(initials) > 2 * len(capitals):
        return None
    if any(c not in rest for c in capitals):
        return None
    return Definition(found.span(1), found.span(2))


def _letters(short: str) -> list[str]:
    """Give the letters and digits of a short form, in lower case."""
    return [c.lower() for c in short if c.isalnum()]


def _aligns(short: str, long: str) -> bool:
    """Tell whether all letters of the short form occur in order in the long form, the first at a word's start."""
    letters = _letters(short)
    if letters and letters[-1] == "s" and short.endswith("s") and len(letters) > 2:
        letters.pop()
    text = long.lower()
    if not letters or not text.startswith(letters[0]) or short.lower() in text:
        return False
    position = len(text)
    for letter in letters[:0:-1]:
        position = text.rfind(letter, 0, position)
        if position <= 0:
            return False
    initials = [c.lower() for c in _INITIAL.findall(long)]  # "LLaMA and Gemma" has one L for an LLM
    if len(letters) >= _LONG_ENOUGH and not short.isupper():
        letters = [c.lower() for c in short if c.isupper()] or letters
    return 2 * sum(min(initials.count(one), letters.count(one)) for one in {*letters}) >= len(letters)
