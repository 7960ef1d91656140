"""
Hugging Face Papers as copied text: titles and abstracts in alternation, with other text of the page around them.

Two layouts are in use: one line each, with "Subscribe" run into the first title; and blank lines between, under
"new", "Subscribe" and a date. The reader relies on neither: it removes known text of the page and then finds the
most likely sequence of titles and abstracts, so that one missing or extra line does not shift the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.model import Paper, Problem
from kg.readers.base import HEAD, Document
from kg.readers.text import clean, decode, shown

NAME = "hf-text"
_LARGEST = 64 << 20
_LONGEST_LINE = 50_000
_LONGEST_TITLE = 500
_SHORTEST_TITLE = 3
"""Fewest words of a title that no abstract follows; shorter lines are more likely text of the page."""
_LINE_END = re.compile(r"\r\n|\r|\n")

_PAGE = re.compile(
    r"Get trending papers in your email inbox\b.*|Subscribe|by\s*AK and the research community", re.IGNORECASE
)
_RUN_IN = re.compile(r"Subscribe(?=\S)")
_MONTHS = "Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec"
_DATE = re.compile(rf"(?:{_MONTHS})[a-z]* \d\d?(?:st|nd|rd|th)?(?:,? \d{{4}})?", re.IGNORECASE)
_BESIDE = re.compile(
    r"new|(?:daily |trending )?papers|hugging face|log in|sign up|today|previous|next|\d{1,4}", re.IGNORECASE
)
"""Text of the page that could be a title as well: it counts as the page's next to other such text and at both ends."""
_MARKUP = re.compile(
    r"#{1,6} |```|\*\*|[-*+•] |\||<|>|\{|\}|//|/\*|\d+[.)] |\[?\d\d\d\d-\d\d-\d\d[T ]|\[?\d\d:\d\d|\$ |https?://\S+$|@|=="
)
_ENDS_SENTENCE = re.compile(r"(?:[.!?…。][\"')\]}’”]*|https?://\S+|\$)$")
_LONGEST_END = 300

_OUT_OF_TURN = 3.0
"""Cost of two titles or two abstracts in a row: about that of a very unusual length."""


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class _Content:
    lines: Sequence[_Line]
    from_page: bool
    """Whether text of the page was found."""


def recognises(head: bytes) -> bool:
    """Tell whether a document begins as titles and abstracts in alternation."""
    text, _ = decode(head)
    if "\0" in text:
        return False
    if len(head) == HEAD:
        text = text[: max(text.rfind("\n"), text.rfind("\r")) + 1]
    return _is_listing(_content(text))


def read(document: Document) -> Iterator[Paper | Problem]:
    """Give the papers of a listing; a title without abstract is kept, an abstract without title is not."""
    text, guess = decode(document.rest(_LARGEST))
    if guess:
        yield document.problem(guess, lost=False)
    lines = []
    for line in _content(text).lines:
        if len(line.text) > _LONGEST_LINE:
            yield document.problem(
                f"a line of {len(line.text):,} characters is no abstract",
                line.number,
                outcome="it is skipped",
            )
        else:
            lines.append(line)
    yield from _papers(document, lines)


def _content(text: str) -> _Content:
    """Leave out blank lines and the text of the page around its papers."""
    lines: list[_Line] = []
    beside, from_page = True, False
    for number, raw in enumerate(_LINE_END.split(text), 1):
        line = clean(raw)
        if beside and _RUN_IN.match(line) and (from_page or line[9:10].isupper()):
            line, from_page = line[9:], True
        if _PAGE.fullmatch(line):
            _drop_last_words(lines)
            beside = from_page = True
        elif _DATE.fullmatch(line):
            beside = True
        elif line and not (beside and _BESIDE.fullmatch(line)):
            lines.append(_Line(number, line))
            beside = False
    _drop_last_words(lines)
    return _Content(lines, from_page)


def _drop_last_words(lines: list[_Line]) -> None:
    while lines and _BESIDE.fullmatch(lines[-1].text):
        lines.pop()


def _is_listing(content: _Content) -> bool:
    """Tell whether lines are titles and abstracts; strictly, where nothing else shows that they come from the page."""
    lines = content.lines
    if not content.from_page and sum(bool(_MARKUP.match(line.text)) for line in lines) * 20 > len(lines):
        return False
    titled = _titles(lines)
    likely = sum(
        titled[i]
        and not titled[i + 1]
        and _is_pair(lines[i].text, lines[i + 1].text, strict=not content.from_page)
        for i in range(len(lines) - 1)
    )
    return likely > 0 and 2 * likely >= len(lines) * (0.5 if content.from_page else 0.8)


def _is_pair(title: str, abstract: str, *, strict: bool) -> bool:
    if len(title) > 300 or len(abstract) < 40 or not any(c.isalpha() for c in title):
        return False
    if not strict:
        return True
    letters = sum(c.isalpha() or c == " " for c in abstract)
    return (
        len(abstract) >= 100
        and title[-1] not in ".,;:"
        and not abstract[0].islower()
        and letters >= 0.8 * len(abstract)
        and _is_finished(abstract)
    )


def _titles(lines: Sequence[_Line]) -> list[bool]:
    """
    Tell which lines are titles: the most likely sequence in which titles and abstracts mostly alternate.

    This is the Viterbi algorithm (Forney, 1973) with two states; its costs are made for lengths as they are seen
    in 100,000 papers: titles of 43 to 122 characters and abstracts of 474 to 1,812, nine times in ten.
    """
    steps: list[tuple[bool, bool]] = []
    title, abstract, before = 0.0, _OUT_OF_TURN, ""
    for line in (line.text for line in lines):
        if before:
            after_title = title + _OUT_OF_TURN
            after_abstract = abstract + (0 if _continues(before, line) else _OUT_OF_TURN)
            steps.append((after_title < abstract, title <= after_abstract))
            title, abstract = min(after_title, abstract), min(title, after_abstract)
        title, abstract, before = title + _as_title(line), abstract + _as_abstract(line), line
    titled = [title <= abstract]
    for title_after_title, abstract_after_title in reversed(steps):
        titled.append(title_after_title if titled[-1] else abstract_after_title)
    return titled[::-1] if lines else []


def _as_title(text: str) -> float:
    return min(max(len(text) - 150, 0) / 50, 6) + 1.5 * text.endswith((".", ","))


def _as_abstract(text: str) -> float:
    return max(250 - len(text), 0) / 60 + 0.5 * (not _is_finished(text))


def _papers(document: Document, lines: Sequence[_Line]) -> Iterator[Paper | Problem]:
    title: _Line | None = None
    abstract = ""
    for line, is_title in zip(lines, _titles(lines), strict=True):
        if is_title:
            yield from _paper(document, title, abstract)
            title, abstract = line, ""
        elif title and (not abstract or _continues(abstract, line.text)):
            abstract = f"{abstract} {line.text}".strip()
        else:
            reason = f"text without a title above it, {shown(line.text)}"
            yield document.problem(reason, line.number, outcome="it is skipped")
    yield from _paper(document, title, abstract)
    if abstract and abstract[-1].isalnum() and not _is_finished(abstract):
        reason = "the last abstract ends within a sentence; the file may be cut off"
        yield document.problem(reason, lines[-1].number, lost=False)


def _continues(abstract: str, line: str) -> bool:
    return line[0].islower() and not _is_finished(abstract)


def _is_finished(text: str) -> bool:
    return _ENDS_SENTENCE.search(text[-_LONGEST_END:]) is not None


def _paper(document: Document, title: _Line | None, abstract: str) -> Iterator[Paper | Problem]:
    if title is None:
        return
    if len(title.text) > _LONGEST_TITLE or (not abstract and len(title.text.split()) < _SHORTEST_TITLE):
        reason = f"neither a title nor an abstract, {shown(title.text)}"
        yield document.problem(reason, title.number, outcome="it is skipped")
        return
    if not abstract:
        reason = f"a title without an abstract, {shown(title.text)}; kept without"
        yield document.problem(reason, title.number, lost=False)
    yield Paper(title.text, abstract)
