"""
Candidates: everything in a paper that may name a dataset or a method, with all its places.

Found first are the keys (folded names) that the paper itself offers: by shape ("nnU-Net", "CIFAR-10"), by capitals
inside a sentence, by a definition, by the title ("X: ...") or by a naming verb ("called X"). Together with the
known names they are then looked up everywhere in the paper, so that each place of a name is found whatever its case.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import count

from kg.extract import offers
from kg.extract.definitions import definitions, expansion
from kg.extract.eponyms import is_eponym
from kg.extract.lexicon import THINGS, Known, Lexicon
from kg.extract.lists import expand
from kg.extract.senses import FUNCTION
from kg.extract.spelling import Spellings, ends_in_size, spellings
from kg.extract.text import BREAK, SPACES, Passage, Word, is_name, passage
from kg.ids import fold_name
from kg.model import Field, Paper

_HEADS = frozenset(
    "dataset datasets benchmark benchmarks corpus corpora challenge challenges competition collection suite database "
    "model models network networks optimizer optimizers algorithm algorithms framework frameworks method methods "
    "architecture architectures classification detection segmentation recognition task tasks loss layer layers module "
    "data test validation training set sets leaderboard family series library toolkit estimator backbone encoder "
    "decoder features track score scores image images".split()
)
_TITLE_NAME = re.compile(
    r"^[\"'“‘]?(?:(?:The|An?) )?([^:]{2,70}?)[\"'”’]?(?: at [A-Z][^:\d]{0,60}\d[^:]{0,40})?(?::\s| [–—-]+ )"
)
"""The name that a title begins with: "X: ...", also where a team tells the task of the year: "X at SemEval-2019 Task 3: ..."."""
_LONGEST = 200
"""Characters of a folded name; words that run on without a blank are none."""
_SIZES = frozenset(
    "Nano Tiny Mini Small Base Medium Large Huge Giant Lite Light Pro Plus Max Ultra Turbo".split()
)
"""Words behind a name that make it another thing: XLM-R Base is not XLM-R Large."""
_ATTRIBUTES = frozenset({"language", "task", "metric", "term", "field", "unit", "organisation"})
_LANGUAGES = re.compile(r"[A-Z][a-z]{1,2}[-–→][A-Z][a-z]{1,2}")
"""A pair of languages, which says what part of a dataset is meant: WMT'14 En-De."""
_PATCHES = re.compile(r"[A-Z][a-z]?/\d+")
"""Size and patch of a vision transformer without its name, as lists have it: ViT-B/16 and L/16."""
_STARTERS = FUNCTION | frozenset(
    "recent recently existing current using given most many several all some these those such while although however "
    "moreover furthermore additionally finally here unlike despite when where if since because inspired motivated "
    "compared experiments extensive code empirical".split()
)
"""Words that begin a sentence, and no name, though the next word has a capital, too."""
_NETWORKS = ("network", "networks")


@dataclass(slots=True)
class Place:
    """One occurrence: the sentence and the words first to last (exclusive), by their numbers in the field."""

    field: Field
    sentence: int
    first: int
    last: int
    start: int
    end: int


@dataclass(slots=True)
class Candidate:
    """Everything that a paper says under one name: its folded forms, its places, what the lexicon knows."""

    keys: set[str]
    places: list[Place] = field(default_factory=list)
    known: tuple[Known, ...] = ()
    sources: set[str] = field(default_factory=set)
    """How it was found: shape, capitals, short, long, title, named, cued, echo, several (words), known."""


@dataclass(frozen=True, slots=True)
class Defined:
    """A definition: both forms as written and folded."""

    long: str
    short: str
    long_key: str
    short_key: str


@dataclass(slots=True)
class Text:
    """A paper cut into sentences, with what it defines."""

    paper: Paper
    fields: dict[Field, Passage]
    definitions: list[Defined]
    offers_data: bool
    """Whether the abstract speaks of a new dataset or benchmark."""
    learns: bool
    """Whether the paper speaks of machine learning."""
    defining: dict[str, int] = field(init=False)
    """The number of the first definition that has a folded name as either form."""

    def __post_init__(self) -> None:
        """Look the definitions up once."""
        self.defining = {}
        for number, one in enumerate(self.definitions):
            self.defining.setdefault(one.long_key, number)
            self.defining.setdefault(one.short_key, number)


def read(paper: Paper, lexicon: Lexicon) -> Text:
    """Cut a paper into sentences and find its definitions."""
    found = []
    in_title = expansion(paper.title)
    for text, more in ((paper.title, [in_title] if in_title else []), (paper.abstract, [])):
        for one in [*more, *definitions(text)]:
            long, short = text[slice(*one.long)], text[slice(*one.short)]
            found.append(Defined(long, short, fold_name(long), fold_name(short)))
    fields: dict[Field, Passage] = {
        "title": passage(paper.title, lexicon.words),
        "abstract": passage(paper.abstract, lexicon.words),
    }
    learns = any(not _LEARNING.isdisjoint(one.keys) for one in fields.values())
    return Text(paper, fields, found, offers.new_data(paper.abstract), learns)


_LEARNING = frozenset(
    "learning neural network networks training trained deep pretrained transformer transformers llm llms classifier "
    "classifiers embeddings finetuning attention stateoftheart baselines benchmark benchmarks".split()
)


def candidates(text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Give the candidates of a paper in the order of their first places."""
    own = _own_keys(text, lexicon)
    offered = spellings(own)
    places: dict[str, list[Place]] = defaultdict(list)
    known: dict[str, tuple[Known, ...]] = {}
    for name, one in text.fields.items():
        number, sentences, starts = 0, one.sentences, one.starts
        for first, last, key, meant in _found(one, offered, own, lexicon):
            while first >= sentences[number].last:
                number += 1
            places[key].append(Place(name, number, first, last, starts[first], one.behind(last - 1)))
            before = known.get(key)
            known[key] = _united(before, meant) if before else meant
    _trust_definitions(text, known, lexicon)
    return _grouped(text, own, places, known)


def _own_keys(text: Text, lexicon: Lexicon) -> dict[str, set[str]]:
    """Give the folded names that the paper itself offers, each with how it was found."""
    own: dict[str, set[str]] = defaultdict(set)
    for defined in text.definitions:
        own[defined.short_key].add("short")
        own[defined.long_key].add("long")
    for name in _title_names(text.paper.title):
        own[fold_name(name)].add("title")
    for named in offers.named(text.paper.abstract, lexicon):
        own[fold_name(named)].add("named")
    for cued in offers.cued(text.paper.abstract, lexicon):
        own[fold_name(cued)].add("cued")
    for key in offers.echoes(text.fields["title"], text.fields["abstract"]):
        own[key] |= {"echo", "several"}
    for key in offers.means(text.fields["title"]):
        own[key] |= {"means", "several"}
    for key in offers.leading(text.fields["title"]):
        own[key] |= {"leading", "several"}
    for one in text.fields.values():
        for task in offers.tasks(one.text):
            own[fold_name(task)] |= {"shape", "several"}
    title_case = _is_title_case(text.fields["title"])
    for name, one in text.fields.items():
        for source, run in _runs(one, lexicon, capitals=not (name == "title" and title_case)):
            own["".join([word.key for word in run])].update((source, "several") if run[1:] else (source,))
    own.pop("", None)
    return {key: sources for key, sources in own.items() if len(key) <= _LONGEST}


def _title_names(title: str) -> list[str]:
    """Give the name that a title begins with, or both: "X and Y: ..."."""
    found = _TITLE_NAME.match(title)
    words = found.group(1).split() if found else []
    if len(words) == 3 and words[1] in ("and", "&") and is_name(words[0]) and is_name(words[2]):
        return [words[0], words[2]]
    return [" ".join(words)] if 1 <= len(words) <= 5 else []


def _is_title_case(title: Passage) -> bool:
    words = [word for word in title.words if len(word.text) > 3]
    return sum(word.capital for word in words) > 0.6 * len(words)


def _runs(one: Passage, lexicon: Lexicon, *, capitals: bool) -> Iterator[tuple[str, Sequence[Word]]]:
    """Give runs of neighbouring words that are written as names, with the reason."""
    words, behind = one.words, 0
    for first in [at for at, word in enumerate(words) if word.named or word.capital]:
        if first < behind or not _begins(words[first], capitals, lexicon.common):
            continue
        behind = first + 1
        while _goes_on(one, behind, capitals, lexicon.common):
            behind += 1
        run = _trimmed(words[first:behind], one.keys[first - 1] == BREAK, lexicon)
        if run and is_eponym(run, one, behind, lexicon):
            yield "eponym", [*run, words[behind]]
        if run:
            yield ("shape" if any(word.named for word in run) else "capitals"), run


def _begins(word: Word, capitals: bool, common: Collection[str]) -> bool:
    """Tell whether a word is written as a name, or has a capital where `capitals` tell names."""
    if not word.named:
        return capitals and word.capital
    if word.text == word.lower:
        return re.split(r"[-\d]", word.text, maxsplit=1)[0] not in common
    return not word.number


def _goes_on(one: Passage, at: int, capitals: bool, common: Collection[str]) -> bool:
    """Tell whether a word goes on the name that ends before it."""
    word = one.words[at]
    return (word.version or _begins(word, capitals, common)) and one.gap(at) in SPACES


def _trimmed(run: Sequence[Word], at_start: bool, lexicon: Lexicon) -> Sequence[Word]:
    """Give a run without the capital of a sentence's beginning and without generic words at its end."""
    if at_start and run and not run[0].named and (run[0].lower in lexicon.common or len(run[0].text) == 1):
        whole = len(run) > 1 and not any(word.named for word in run) and run[0].lower not in _STARTERS
        run = run if whole else run[1:]
    while len(run) > 1 and _adds_nothing(run, lexicon):
        run = run[:-1]
    return () if len(run) == 1 and _is_none(run[0]) else run


def _is_none(word: Word) -> bool:
    """Tell whether a word alone is no name: a number, a letter, a size and patch."""
    return word.number or len(word.text) < 2 or ("/" in word.text and bool(_PATCHES.fullmatch(word.text)))


def _adds_nothing(run: Sequence[Word], lexicon: Lexicon) -> bool:
    """Tell whether the last word only says what kind of thing the known name before it is."""
    if run[-1].text in _SIZES or run[-1].version:
        return False
    before = lexicon.get(" ".join([word.text for word in run[:-1]]))
    if not any(known.kind in ("dataset", "method") for known in before):
        return False
    if run[-1].lower in _HEADS or _LANGUAGES.fullmatch(run[-1].text):
        return True
    return any(known.kind in _ATTRIBUTES for known in lexicon.get(run[-1].text))


def _found(
    one: Passage, offered: Spellings, own: Mapping[str, set[str]], lexicon: Lexicon
) -> Iterator[tuple[int, int, str, tuple[Known, ...]]]:
    """
    Give the names in a text from left to right without overlap, the longest first where they compete.

    Where the longest is no known name, it is followed by those that stand within it: it may turn out to be none.
    """
    known = _known(one, lexicon)
    longest = dict(known)
    for first, last, key in offered.find(one.keys, offered.firsts(one.keys), one.gap):
        if first in longest and last <= longest[first][0]:
            continue
        surface = one.between(first, last)
        if _written_as_name(surface, last - first, own[key]):
            listed = lexicon.get(expand(surface, "")[0][0]) if "/" in surface else ()
            longest[first] = (last, key, listed)
    done = inner = 0
    for first in sorted(longest):
        if first >= done:
            done, key, meant = longest[first]
            yield first, done, key, meant
            inner = done if meant else first
        last, key, meant = known.get(first, _NOTHING)
        if inner <= first and last <= done and any(one.kind in THINGS for one in meant):
            yield first, last, key, meant
            inner = last


_NOTHING: tuple[int, str, tuple[Known, ...]] = (0, "", ())


def _known(one: Passage, lexicon: Lexicon) -> dict[int, tuple[int, str, tuple[Known, ...]]]:
    """Give, by its first word, the longest name that the lexicon knows: behind its last word, its key, what it means."""
    longest, several = {}, []
    names, openings, keys = lexicon.names, lexicon.spellings.openings, one.keys
    for at, word, behind in zip(count(), one.words, one.words[1:], strict=False):
        if word.known:
            longest[at] = at + 1, word.key if word.key in names else word.key[:-1], word.known
        if word.follow and behind.initial in word.follow and word.key + behind.key in openings:
            several.append(at)
    for first, last, key in lexicon.spellings.find(keys, several, one.gap):
        if last - first > 1:
            meant = lexicon.get(one.between(first, last))
            if meant:
                longest[first] = last, key, meant
            else:
                longest.pop(first, None)
    return longest


def _written_as_name(surface: str, count: int, sources: Collection[str]) -> bool:
    if count > 1 and surface.islower():
        return not {"several", "long", "title", "named"}.isdisjoint(sources)
    return (
        count > 1
        or not surface.isalpha()
        or not surface.islower()
        or not {"named", "title", "long", "cued"}.isdisjoint(sources)
    )


def _united(first: tuple[Known, ...], second: tuple[Known, ...]) -> tuple[Known, ...]:
    return first if first is second or not second else tuple(dict.fromkeys([*first, *second]))


def _trust_definitions(text: Text, known: dict[str, tuple[Known, ...]], lexicon: Lexicon) -> None:
    """Forget what the lexicon knows under an acronym that this paper spells out otherwise."""
    for defined in text.definitions:
        for key in {defined.short_key, defined.short_key.removesuffix("s")} & known.keys():
            known[key] = tuple(one for one in known[key] if lexicon.agrees(one, defined.long))


def _grouped(
    text: Text,
    own: Mapping[str, set[str]],
    places: Mapping[str, list[Place]],
    known: Mapping[str, tuple[Known, ...]],
) -> list[Candidate]:
    """Join the keys that name one thing: a definition's two forms, plurals, spellings of one known name."""
    groups: dict[str, list[str]] = defaultdict(list)
    sizes = {
        key for key, found in places.items() if key[-1:] == "s" and ends_in_size(_surface(text, found[0]))
    }
    roots = _roots(text, known, sizes)  # in the order of their first places, and so are the groups
    for key, root in roots.items():
        groups[root].append(key)
    return [_candidate(keys, own, places, known) for keys in groups.values()]


def _surface(text: Text, place: Place) -> str:
    return text.paper.text(place.field)[place.start : place.end]


def _roots(text: Text, known: Mapping[str, tuple[Known, ...]], sizes: Set[str]) -> dict[str, str]:
    """Give for each key the one that stands for all that name the same thing."""
    root = {key: key for key in known}

    def find(key: str) -> str:
        while root[key] != key:
            key = root[key]
        return key

    def join(a: str, b: str) -> None:
        if a in root and b in root:
            root[find(b)] = find(a)

    for defined in text.definitions:
        for form in {defined.long_key, defined.long_key.removesuffix("s")}:
            for brief in {defined.short_key, defined.short_key.removesuffix("s")}:
                join(brief, form)
    by_name: dict[tuple[str, str], str] = {}
    for key, meant in known.items():
        if key.endswith("s") and key not in sizes:
            join(key[:-1], key)
        if key.endswith(_NETWORKS):  # the XNOR-Networks of a paper are its XNOR-Net
            join(key.removesuffix("s").removesuffix("work"), key)
        if len(meant) == 1:
            other = by_name.setdefault((meant[0].kind, meant[0].name), key)
            if other is not key:
                join(other, key)
    return {key: find(key) for key in root}


def _candidate(
    keys: Sequence[str],
    own: Mapping[str, set[str]],
    places: Mapping[str, list[Place]],
    known: Mapping[str, tuple[Known, ...]],
) -> Candidate:
    found, meant, sources = places[keys[0]], known[keys[0]], {*own.get(keys[0], ())}
    if len(keys) > 1:
        found = sorted(
            [place for key in keys for place in places[key]],
            key=lambda place: (place.field != "title", place.start),
        )
        meant = tuple({one: None for key in keys for one in known[key]})
        sources = {source for key in keys for source in own.get(key, ())}
    if len(meant) > 1:
        meant = tuple(sorted(meant, key=lambda one: (one.kind, one.name, one.spelling)))
    if meant:
        sources.add("known")
    return Candidate({*keys}, found, meant, sources)
