"""
What looks like a name and is none: a measure, a team, a number, a size alone, a macro, a conference of some year, a theorem,
a molecule, a star, an instrument, a database that a review searched.

The network sees few of these, and takes some for datasets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kg.extract.candidates.gathering import Candidate
from kg.extract.document import Text
from kg.extract.lexicon.tables import Lexicon

_GIVEN = frozenset({"title", "short", "long", "named"})
"""Ways of finding a candidate that say that a size is a name as well."""
_MEASURE = re.compile(r"\S@\d")
""" "Pass@1", "R1@0.7"."""
_TEAM = re.compile(r"\S.*@[A-Z][\w-]*[A-Z\d][\w-]*(?: (?:19|20)\d\d)?")
"""A team at a venue, "HEDGE@LREC 2020", which is no RoboCup@Home."""
_COUNT = re.compile(r"[\d.,]+[KMB]\+")
_SIZE = re.compile(
    r"[Xx]{0,3}-?[Ll]arge|[Nn]ano|[Tt]iny|[Ss]mall|[Bb]ase|[Mm]edium|[Mm]ini|[Hh]uge|[Gg]iant|[Ll]ite|[Tt]urbo|[Ff]lash|[Uu]ltra"
)
"""A size, which is no acronym: BASE and LITE may be."""
_MACRO = re.compile(
    r"\\?our(?:approach|bench|benchmark|data|dataset|framework|method|model|name|system)\b"
    r"|\b(?:bench|data|dataset|framework|method|model|system|tool)name\b"
)
"""A command that an author made for a name."""
_NUMBERED = re.compile(
    r"(?:Algorithm|Appendix|Eq|Equation|Fig|Figure|Section|Stage|Tab|Table|Task|Track)\.?~\d+"
)
_GLUED = re.compile(r"(?P<word>[A-Z]?[a-z]{5,}?)(?:and|are|for|from|in|is|of|on|that|the|to|with)")
"""A word to which the next one sticks: "Augmentationto"."""
_OF_YEAR = re.compile(r"(?P<venue>\S.*?)[ '’-](?:19|20)\d\d")
_NOT = re.compile(r"non-[A-Z]\w*")
"""What is not of something: "non-Wikipedia"."""
_STATEMENT = re.compile(
    r".* (?:[Aa]xiom|[Cc]onjecture|[Hh]ypothesis|[Ii]nequality|[Ll]emma|[Mm]edia|[Pp]rinciple|[Tt]heorem|[Tt]heory)"
)
"""What is true or believed, or is there: "Uncertainty Principle"."""
_ATOM = r"(?:Si|[CHNOS])"
_MOLECULE = re.compile(rf"(?=.*\d)\d{{0,2}}{_ATOM}(?:\d{{0,4}}{_ATOM})+\d{{0,2}}[+-]?|D[CN]{{2}}|DCO\+")
"""Elements with their numbers: C18O, H2CO."""
_OBJECT = re.compile(
    r"GW\d{6}\w*|GRB ?\d{6}[A-Z]?|(?:SN|AT) ?(?:19|20)\d\d[A-Za-z]+|K2-\d+ ?[a-h]?|HD ?\d{3,6} ?[A-Za-z]?|TOI-\d+[A-Za-z]?"
)
"""Events, stars and planets in the form that catalogues give their names."""
_DIFFERENCE = re.compile(r"[A-Z]-[A-Z]")
"""An expression with two sets or numbers: X-E."""
_INSTRUMENT = re.compile(
    r".*[ -](?:camera|coronagraph|detector|interferometer|mapper|observatory|phase plate|spectrograph|spectrometer|telescope"
    r"|object monitor|detection module)s?(?: coronagraph)?",
    re.IGNORECASE,
)
_SEARCHED = re.compile(
    r"\b(?:ACM Digital Library|CINAHL|CNKI|Cochrane|EMBASE|Embase|Google Scholar|IEEE Xplore|LILACS|MEDLINE|Medline|Ovid|"
    r"ProQuest|PsycINFO|PsycInfo|PubMed|Science ?Direct|Scopus|SpringerLink|Web of Science)\b"
)
"""Databases of literature."""
_FEWEST_SEARCHED = 2
"""How many of them a paper names that only says where it searched."""


def is_no_name(text: Text, candidate: Candidate, name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name that the lexicon does not know is none."""
    if not text.learns and _is_of_nature(text, candidate, name):
        return True
    if _STATEMENT.fullmatch(name) and candidate.sources.isdisjoint(_GIVEN):
        return True
    if "@" in name and (_MEASURE.search(name) or _TEAM.fullmatch(name)):
        return True
    if _NOT.fullmatch(name) or _is_a_venue(text, candidate, name, lexicon):
        return True
    if _COUNT.fullmatch(name) or _MACRO.search(name) or _NUMBERED.fullmatch(name):
        return True
    if _SIZE.fullmatch(name) and candidate.sources.isdisjoint(_GIVEN):
        return True
    last, common = name.rpartition(" ")[2], lexicon.common
    glued = _GLUED.fullmatch(last)
    return bool(glued and last.lower() not in common and glued["word"].lower() in common)


def _is_a_venue(text: Text, candidate: Candidate, name: str, lexicon: Lexicon) -> bool:
    """
    Tell whether a name says where something appeared: a conference in some year, alone in parentheses, "(MICCAI 2024)".

    Elsewhere it mostly stands for what was published there: "the ISPD 2005 benchmark".
    """
    found = _OF_YEAR.fullmatch(name)
    known = lexicon.get(found["venue"]) if found else ()
    if not known or any(one.kind != "venue" for one in known):
        return False
    fields = [(text.paper.text(place.field), place) for place in candidate.places]
    return all(
        body[place.start - 1 : place.start] == "(" and body[place.end :][:1] == ")" for body, place in fields
    )


def _is_of_nature(text: Text, candidate: Candidate, name: str) -> bool:
    """
    Tell whether a name in a paper that is not about learning is that of a molecule, a star or an instrument, or an expression.

    Where papers learn, H2O is a method, D2S a dataset, and a detector a network.
    """
    if _OBJECT.fullmatch(name):
        return True
    if any(_INSTRUMENT.fullmatch(long) for long in _longs(text, candidate)):
        return True
    given = not candidate.sources.isdisjoint(_GIVEN)
    return not given and bool(_MOLECULE.fullmatch(name) or _DIFFERENCE.fullmatch(name))


def _longs(text: Text, candidate: Candidate) -> Iterable[str]:
    """Give what the definitions of a paper say that a name stands for."""
    return (text.definitions[text.defining[key]].long for key in candidate.keys if key in text.defining)


def is_only_searched(text: Text, surfaces: Iterable[str]) -> bool:
    """Tell whether a database of literature is one of several that a paper searched: a source, not a dataset."""
    if not any(map(_SEARCHED.fullmatch, surfaces)):
        return False
    return len(set(_SEARCHED.findall(text.paper.abstract))) >= _FEWEST_SEARCHED
