"""
Candidates: everything in a paper that may name a dataset or a method, with all its places.

A paper offers names of its own: by how they are written (`kg.extract.candidates.runs`), by the wording around them
(`kg.extract.candidates.phrases`) and by definitions. These and the names of the lexicon are then looked up, folded, everywhere in
the paper, so that every place of a name is found whatever its case; what names one thing becomes one candidate.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from kg.disjoint import DisjointSets
from kg.extract.candidates import phrases
from kg.extract.candidates.lists import expand
from kg.extract.candidates.runs import runs
from kg.extract.document import Defined, Text
from kg.extract.known import DOUBTFUL, OWN, THINGS, Known
from kg.extract.lexicon.prefix_index import Spellings, ends_in_plural
from kg.extract.lexicon.tables import Lexicon
from kg.extract.text.sentences import Passage
from kg.model import Field
from kg.names.folding import fold_name

_LONGEST = 200
"""Characters of a folded name; longer ones are text without blanks, not names."""
_COINED = frozenset({"dataset", "method"})
_NETWORKS = ("network", "networks")
_ARTICLES = frozenset({"a", "an", "the"})
_OF_SEVERAL = frozenset({"long", "several"})
"""Ways of finding a name that has several words."""
_GIVEN = frozenset({"title", "named", "short", "long"})
"""Ways in which a paper says that something is a name."""


@dataclass(slots=True, init=False)
class Place:
    """One occurrence: the index of its sentence, its words (first to last, exclusive) and its characters in the field."""

    field: Field
    sentence: int
    first: int
    last: int
    start: int
    end: int
    inner: bool
    """Whether it is within a longer possible name."""

    def __init__(
        self, field: Field, sentence: int, first: int, last: int, start: int, end: int, *, inner: bool
    ) -> None:
        """Take what a place is."""
        self.field, self.sentence, self.inner = field, sentence, inner
        self.first, self.last, self.start, self.end = first, last, start, end


@dataclass(slots=True, init=False)
class Candidate:
    """A possible dataset or method: its folded names, its places in the paper, what the lexicon knows under them."""

    keys: set[str]
    places: list[Place]
    known: tuple[Known, ...]
    sources: set[str]
    """How it was found: shape, capitals, short, long, title, named, cued, echo, several (words), known."""

    def __init__(
        self, keys: set[str], places: list[Place], known: tuple[Known, ...], sources: set[str]
    ) -> None:
        """Take what a candidate is."""
        self.keys, self.places, self.known, self.sources = keys, places, known, sources


def candidates(text: Text, lexicon: Lexicon) -> list[Candidate]:
    """Give the candidates of a paper in the order of their first places."""
    titled = phrases.title_names(text.paper.title)
    own = _own_keys(text, titled, lexicon)
    offered = Spellings(own)
    places: dict[str, list[Place]] = defaultdict(list)
    known: dict[str, tuple[Known, ...]] = {}
    for name, one in text.fields.items():
        number, sentences, starts = 0, one.sentences, one.starts
        behind = 0
        for first, last, key, meant in _found(one, offered, own, lexicon, _spelled_out(text, name)):
            while first >= sentences[number].last:
                number += 1
            inner = first < behind
            end = one.behind(last - 1)
            places[key].append(Place(name, number, first, last, starts[first], end, inner=inner))
            behind = max(behind, last)
            before = known.get(key)
            known[key] = _united(before, meant) if before else meant
    for key in own.keys() & places.keys():
        if len(places[key]) > 1 and not known[key] and own[key].isdisjoint(_OF_SEVERAL):
            places[key] = _named(text, places[key], lexicon.common)
    _trust_definitions(text, titled, known, lexicon)
    return _grouped(text, own, places, known)


def _named(text: Text, found: list[Place], common: Collection[str]) -> list[Place]:
    """
    Leave out the places of a coined name where ordinary words merely sound like it: "a GNN" of AGNN, "map" of MAP.

    Of 40 names with such places in 40,000 papers 35 had no name there; the other five kept their usual spelling.
    """
    surfaces = [text.paper.text(one.field)[one.start : one.end] for one in found]
    if not any(" " not in one and one[1:] != one[1:].lower() for one in surfaces):
        return found
    return [one for one, surface in zip(found, surfaces, strict=True) if not _is_wording(surface, common)]


def _is_wording(surface: str, common: Collection[str]) -> bool:
    """Tell whether a place has ordinary words: one in small letters, or several that begin with one."""
    first, _, more = surface.partition(" ")
    if not first.islower() or not first.isalpha():
        return False
    return first in common or first in _ARTICLES or (not more and first.removesuffix("s") in common)


def _own_keys(text: Text, titled: Iterable[str], lexicon: Lexicon) -> dict[str, set[str]]:
    """Give the folded names that the paper itself offers, each with how it was found."""
    own: dict[str, set[str]] = defaultdict(set)
    for defined in text.definitions:
        own[defined.short_key].add("short")
        own[defined.long_key].add("long")
    for name in titled:
        own[fold_name(name)].add("title")
    for named in phrases.named(text.paper.abstract, lexicon):
        own[fold_name(named)].add("named")
    for cued in phrases.cued(text.paper.abstract, lexicon):
        own[fold_name(cued)].add("cued")
    for key in phrases.echoes(text.fields["title"], text.fields["abstract"]):
        own[key] |= {"echo", "several"}
    for key in phrases.means(text.fields["title"]):
        own[key] |= {"means", "several"}
    for key in phrases.leading(text.fields["title"]):
        own[key] |= {"leading", "several"}
    for one in text.fields.values():
        for task in phrases.tasks(one.text):
            own[fold_name(task)] |= {"shape", "several"}
    title_case = _is_title_case(text.fields["title"])
    for name, one in text.fields.items():
        for source, run in runs(one, lexicon, capitals=not (name == "title" and title_case)):
            own["".join([word.key for word in run])].update((source, "several") if run[1:] else (source,))
    own.pop("", None)
    return {key: sources for key, sources in own.items() if len(key) <= _LONGEST}


def _is_title_case(title: Passage) -> bool:
    words = [word for word in title.words if len(word.text) > 3]
    return sum(word.capital for word in words) > 0.6 * len(words)


def _spelled_out(text: Text, name: Field) -> dict[int, _Name]:
    """
    Give where a field has the long forms that the paper defines, as written there, by first word as `_known` does.

    Between their words may be more than between those of other names: "Kinetics-inspired Optimizer".
    """
    found: dict[int, _Name] = {}
    if not text.definitions:
        return found
    one = text.fields[name]
    low = one.text.lower()
    longs = {defined.long.lower(): defined.long_key for defined in text.definitions}
    for long, key in longs.items():
        start = low.find(long)
        while start >= 0:
            words = one.covering(start, start + len(long))
            if words and words[1] > found.get(words[0], _NOTHING)[0]:
                found[words[0]] = words[1], key, ()
            start = low.find(long, start + len(long))
    return found


def _found(
    one: Passage,
    offered: Spellings,
    own: Mapping[str, set[str]],
    lexicon: Lexicon,
    spelled_out: Mapping[int, _Name],
) -> Iterator[tuple[int, int, str, tuple[Known, ...]]]:
    """
    Give the names in a text from left to right, without overlaps: of competing ones the longest.

    Where that is not a known name, the known names within it follow: it may turn out to be no name at all. What the paper
    does not give as a name cuts off no known one. Each name is its first word, its last word (exclusive), its key and what
    the lexicon knows under it.
    """
    known = _known(one, lexicon)
    longer = {at: name for at, name in spelled_out.items() if name[0] > known.get(at, _NOTHING)[0]}
    longest = known | longer
    for first, last, key in offered.find(one.keys, offered.firsts(one.keys), one.gap):
        if first in longest and last <= longest[first][0]:
            continue
        loose = last - first > 1 and own[key].isdisjoint(_GIVEN)
        if loose and (_are_two(one, first, last, known) or _cuts(first, last, known, spelled_out)):
            continue
        surface = one.between(first, last)
        if _written_as_name(surface, last - first, own[key]):
            longest[first] = (last, key, _listed(surface, lexicon))
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


def _listed(surface: str, lexicon: Lexicon) -> tuple[Known, ...]:
    """Give what the lexicon knows under the first of several names that are written as one."""
    if "/" not in surface and not surface[-4:].isdigit():
        return ()
    names, _ = expand(surface, "")
    return lexicon.get(names[0]) if names[1:] else ()


_Name = tuple[int, str, tuple[Known, ...]]
_NOTHING: _Name = (0, "", ())


def _are_two(one: Passage, first: int, last: int, known: Mapping[int, _Name]) -> bool:
    """
    Tell whether words are two known names side by side: "BEIR HotpotQA", "FrameNet and WordNet".

    Of 73 such names among 100,000 papers that are not given as one, 70 were two, some for want of a comma.
    """
    middle, _, former = known.get(first, _NOTHING)
    behind = middle + (0 < middle < last and one.keys[middle] == "and")
    end, _, latter = known.get(behind, _NOTHING)
    return end == last and one.gap(behind) == " " and _is_sure(former) and _is_sure(latter)


def _cuts(first: int, last: int, known: Mapping[int, _Name], spelled_out: Mapping[int, _Name]) -> bool:
    """Tell whether words end within a known name or a long form that begins within them: "the Gibbs" and a sampler."""
    for at in range(first + 1, last):
        if spelled_out.get(at, _NOTHING)[0] > last:
            return True
        behind, _, meant = known.get(at, _NOTHING)
        if behind > last and not THINGS.isdisjoint([one.kind for one in meant]):
            return True
    return False


def _is_sure(meant: tuple[Known, ...]) -> bool:
    """Tell whether words name a known dataset or method, and nothing else."""
    return bool(meant) and all(known.kind in _COINED and known.flags.isdisjoint(DOUBTFUL) for known in meant)


def _known(one: Passage, lexicon: Lexicon) -> dict[int, _Name]:
    """Give the longest known name from each first word on: its last word (exclusive), its key and what it may mean."""
    longest, several = {}, []
    names, openings, keys, words = lexicon.names, lexicon.spellings.openings, one.keys, one.words
    behind = words[0]
    for at in range(len(words) - 1):
        word, behind = behind, words[at + 1]
        if word.known:
            key = word.key if word.key[-1] != "s" or word.key in names else word.key[:-1]
            longest[at] = at + 1, key, word.known
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


def _trust_definitions(
    text: Text, titled: Iterable[str], known: dict[str, tuple[Known, ...]], lexicon: Lexicon
) -> None:
    """
    Drop what the lexicon knows under an acronym that this paper spells out differently, in the singular or the plural.

    The same holds for a name that the paper introduces in its title ("X: ...") and always writes otherwise than the
    lexicon, unless it is the paper that the lexicon says introduced it: mixup is Mixup.
    """
    for defined in text.definitions:
        short, singular = defined.short, _singular(defined)
        for key in {defined.short_key, singular, f"{singular}s"} & known.keys():
            known[key] = tuple([one for one in known[key] if lexicon.agrees(one, short, defined.long)])
    for name in titled:
        key = fold_name(name)
        if known.get(key) and " " not in name and not text.paper.title.isupper():
            known[key] = tuple(
                [one for one in known[key] if _is_written(one, name, text) or text.founds(one)]
            )


def _singular(defined: Defined) -> str:
    """Give the key of an acronym without the s of a plural, which is none of RLS in a paper that has RL as well."""
    key = defined.short_key
    return key.removesuffix("s") if ends_in_plural(defined.short) else key


def _is_written(known: Known, name: str, text: Text) -> bool:
    """Tell whether a paper writes a known name, which its title has as `name`, anywhere as the lexicon does."""
    own = (known.is_spelled(name), known.kind not in _COINED, OWN in known.flags)
    spelled = re.compile(rf"(?<!\w){re.escape(known.spelling)}(?!\w)")
    return any(own) or any(spelled.search(text.paper.text(field)) for field in text.fields)


def _grouped(
    text: Text,
    own: Mapping[str, set[str]],
    places: Mapping[str, list[Place]],
    known: Mapping[str, tuple[Known, ...]],
) -> list[Candidate]:
    """Group the keys that name one thing: both forms of a definition, plurals, spellings of one known name."""
    groups: dict[str, list[str]] = defaultdict(list)
    plurals = {key for key, found in places.items() if key[-1:] == "s" and _is_plural(text, found[0])}
    roots = _roots(text, known, plurals)  # in the order of their first places, and so are the groups
    for key, root in roots.items():
        groups[root].append(key)
    return [_candidate(keys, own, places, known) for keys in groups.values()]


def _is_plural(text: Text, place: Place) -> bool:
    """Tell whether a name that ends in s may be a plural, as in a title in capitals."""
    field = text.paper.text(place.field)
    surface = field[place.start : place.end]
    return ends_in_plural(surface) or (place.field == "title" and field.isupper() and surface[-2:] != "-S")


def _roots(text: Text, known: Mapping[str, tuple[Known, ...]], plurals: Set[str]) -> dict[str, str]:
    """Give for each key the representative of all keys that name the same thing."""
    alike = DisjointSets[str]()

    def join(a: str, b: str) -> None:
        """Make two keys name the same thing, if both are in the paper."""
        if a in known and b in known:
            alike.join((a, b))

    for defined in text.definitions:
        for form in (defined.long_key, defined.long_key.removesuffix("s")):
            for brief in (defined.short_key, _singular(defined)):
                join(brief, form)
    by_name: dict[tuple[str, str], str] = {}
    for key, meant in known.items():
        if key in plurals:
            join(key[:-1], key)
        if key.endswith(_NETWORKS):  # the XNOR-Networks of a paper are its XNOR-Net
            join(key.removesuffix("s").removesuffix("work"), key)
        if len(meant) == 1:
            other = by_name.setdefault((meant[0].kind, meant[0].name), key)
            if other is not key:
                join(other, key)
    return {key: alike.find(key) for key in known}


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
