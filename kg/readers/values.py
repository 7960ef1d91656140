"""From a JSON value of any shape to one usable value: texts, people, dates, counts, addresses."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from kg import ids
from kg.dates import MONTHS
from kg.names import code_hosts
from kg.readers.text import clean

YEARS = range(1500, 2101)
_MOST = 10**9
_ADDRESS = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?#][^\s\"<>\\^`{}|]*)?", re.IGNORECASE)
_ADDRESS_IN_TEXT = re.compile(r"https?://[^\s\"'<>\\^`{}|()\[\];,]+", re.IGNORECASE)
_HOST_AND_PATH = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/[^\s\"'<>\\^`{}|()\[\];,]+", re.IGNORECASE)
_TORN_ADDRESS = re.compile(r"https?://\S+(?: [\w.-]+)+", re.IGNORECASE)
_REPOSITORY = re.compile(r"[\w-]+/[\w.-]+")
_LONGEST_ADDRESS = 2_000
_FORUM = re.compile(r"[\w-]{6,20}", re.ASCII)
_LONGEST_DATE = 100
_LONGEST_NOTE = 5_000
_OF_ARXIV = re.compile(r"(?:\\url\{|url: ?)?(?:arxiv|https?://(?:www\.|export\.)?arxiv\.org/)")
_ISO = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")
_DAY_OR_MONTH_FIRST = re.compile(r"(?:(\d{1,2})([./-]) ?)?(\d{1,2})[./-] ?(\d{4})(?!\d)")
_WRITTEN = re.compile(r"(?:(\d{1,2}) )?([A-Za-z]{3})[a-z]*\.? (?:(\d{1,2})(?:st|nd|rd|th)?,? )?(\d{4})\b")
_PUBMED = re.compile(r"(\d{4}) ([A-Za-z]{3})[a-z]*\.?(?:[-/][A-Za-z]{3,9})?(?: (\d{1,2}))?\b")
_MILLISECONDS = 10**11, 4 * 10**12
"""Range in which a number is a time in milliseconds since 1970: from 1973 to 2096."""
_MARKUP = re.compile(
    r"<(?:jats:)?title>\s*Abstract\s*</(?:jats:)?title>|"
    r"</?(?:jats:)?(?:p|i|b|em|strong|sub|sup|sc|scp|span|italic|bold|title|sec|br)(?:\s[^<>]{0,200})?/?>",
    re.IGNORECASE,
)
_POWER = re.compile(r"<(?<=[\w)]<)(?:jats:)?sup>([-+−–]?\d+)</(?:jats:)?sup>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,6}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_CATEGORY = r"(?:[a-z]+(?:-[a-z]+)?\.[A-Za-z-]{2,8}|[a-z]+-(?:ex|lat|ph|qc|th))"
_CATEGORIES = re.compile(rf"\s*{_CATEGORY}(?:\s+{_CATEGORY})*\s*")
"""Categories of arXiv, as it lists them."""
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv phd ph.d. md m.d.".split())
_HOMONYM = re.compile(r" 0\d{3}$")
"""The number by which DBLP tells people of one name apart."""
_INITIAL = re.compile(r"(?<=\S )[A-Z](?= )|^[A-HJ-Z](?= )")
"""An initial without its point; "I" as the first word is one of the names of Bali."""
_NUMBERED = re.compile(r" \(\d+\)$")
_NUMBER_OF_A_DATABASE = re.compile(r"[0-9a-f]{40}|[A-Z]?\d+")
_NAME = (
    "name",
    "fullname",
    "full_name",
    "displayName",
    "display_name",
    "literal",
    "value",
    "keyword",
    "tag",
    "url",
    "text",
)
_PEOPLE = ("value", "author")
"""What holds the authors inside an object: in OpenReview, in DBLP."""
_GIVEN_AND_FAMILY = (
    ("given", "family"),
    ("firstName", "lastName"),
    ("first_name", "last_name"),
    ("first", "last"),
)


def text(value: Any) -> str:
    """Give a value as one clean text: of a list its first member, of an object its name; "" for anything else."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = next((value[key] for key in _NAME if isinstance(value.get(key), str)), None)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return clean(value) if isinstance(value, str) else ""


def prose(value: Any) -> str:
    """
    Give a title or an abstract: without the tags and escapes of HTML and JATS, and of an index (OpenAlex) its text.

    >>> prose({"birds": [1], "How": [0], "sing": [2]}), prose("<jats:p>10<sup>5</sup> H<sub>2</sub>O &amp; ice</jats:p>")
    ('How birds sing', '10^5 H2O & ice')
    """
    if isinstance(value, dict) and (words := list(_words(value))):
        value = " ".join(word for _, word in sorted(words))
    stated = text(value)
    if "<" in stated:
        stated = clean(_MARKUP.sub("", _POWER.sub(r"^\1", stated)))
    if "&" in stated:
        stated = clean(_ENTITY.sub(lambda found: html.unescape(found.group()), stated))
    return stated


def texts(value: Any) -> tuple[str, ...]:
    """
    Give a list of texts, or the parts of one text between semicolons, else commas, or categories of arXiv; each once.

    >>> texts("owls, nests"), texts("cs.CL quant-ph"), texts("owls in nests")
    (('owls', 'nests'), ('cs.CL', 'quant-ph'), ('owls in nests',))
    """
    if isinstance(value, dict):
        value = value.get("value")
    if isinstance(value, str):
        value = value.split(None if _CATEGORIES.fullmatch(value) else ";" if ";" in value else ",")
    members = value if isinstance(value, list) else []
    return tuple(dict.fromkeys(filter(None, map(text, members))))


def people(value: Any) -> tuple[str, ...]:
    """
    Give the names of authors from a list of names or objects, or from one text that lists them; each has a letter.

    >>> people(["CMS Collaboration", ":", "Ara, Ada"])
    ('CMS Collaboration', 'Ada Ara')
    """
    return tuple(name for name in _people(value) if any(map(str.isalpha, name)))


def _people(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = next((value[key] for key in _PEOPLE if isinstance(value.get(key), list | dict)), value)
    if isinstance(value, str):
        yield from (_pointed(_HOMONYM.sub("", name)) for name in _split(clean(value)))
        return
    members = value if isinstance(value, list) else [value]
    names = [_HOMONYM.sub("", clean(one) if isinstance(one, str) else _person(one)) for one in members]
    yield from (_pointed(given_first(name) if "," in name else name) for name in names)


def _pointed(name: str) -> str:
    """
    Give a name with a point behind each initial, unless initials are its end, as in PubMed.

    >>> _pointed("J Q Public"), _pointed("Ada M Ara"), _pointed("Ara A M"), _pointed("I Made Ara")
    ('J. Q. Public', 'Ada M. Ara', 'Ara A M', 'I Made Ara')
    """
    if name.count(" ") < 2 and name[1:2] != " ":  # as most; the pattern takes ten times as long
        return name
    return name if name.rpartition(" ")[2].isupper() else _INITIAL.sub(r"\g<0>.", name)


def given_first(name: str) -> str:
    """
    Give a name with the given name first.

    >>> given_first("de la Cruz, Ada"), given_first("Ara, Jr., Bo"), given_first("Bo Ara, Jr.")
    ('Ada de la Cruz', 'Bo Ara, Jr.', 'Bo Ara, Jr.')
    """
    family, *others = [part for part in map(str.strip, name.split(",")) if part] or [""]
    if not others or len(others) > 2 or (len(others) == 1 and others[0].lower() in _SUFFIXES):
        return name.strip(" ,")
    given = others.pop()
    return f"{given} {', '.join([family, *others])}"


def day(value: Any) -> str | None:
    """Give a date as ISO text, as precise as it is stated, or None where it is not understood."""
    if isinstance(value, int | float):
        if _MILLISECONDS[0] <= value < _MILLISECONDS[1]:  # as in OpenReview
            return datetime.fromtimestamp(value / 1000, UTC).date().isoformat()
        return f"{int(value)}" if value in YEARS else None
    # Versions, as in the metadata of arXiv.
    if isinstance(value, list) and value and isinstance(value[0], dict):
        value = value[0].get("created")
    if isinstance(value, dict) and isinstance(parts := value.get("date-parts"), list):  # as in CSL JSON
        first = parts[0] if parts and isinstance(parts[0], list) else []
        value = "-".join(text(part) for part in first[:3])
    elif isinstance(value, dict) and "year" in value:  # as in Paperpile
        value = "-".join(filter(None, (text(value.get(part)) for part in ("year", "month", "day"))))
    stated = text(value)[:_LONGEST_DATE]
    month: str | None
    if (found := _PUBMED.match(stated)) and found[2].lower() in MONTHS:
        year, month, day_of_month = found[1], str(MONTHS.index(found[2].lower()) + 1), found[3]
    elif found := _COMPACT.fullmatch(stated) or _ISO.match(stated):
        year, month, day_of_month = found.groups()
    elif found := _DAY_OR_MONTH_FIRST.match(stated):
        year, (month, day_of_month) = found[4], _month_and_day(found[1], found[2], found[3])
    elif found := _WRITTEN.search(stated):
        before, name, after, year = found.groups()
        if name.lower() not in MONTHS:
            return None
        month, day_of_month = str(MONTHS.index(name.lower()) + 1), before or after
    else:
        return None
    return _iso(int(year), int(month or 0), int(day_of_month or 0))


def _month_and_day(first: str | None, sign: str, second: str) -> tuple[str | None, str | None]:
    """
    Give month and day of two numbers before a year, or None for both where either may be the month.

    >>> _month_and_day("31", "/", "12"), _month_and_day("1", ".", "2"), _month_and_day("1", "/", "2")
    (('12', '31'), ('2', '1'), (None, None))
    """
    if first is None or sign == "." or int(first) > 12 or first == second:
        return second, first
    return (first, second) if int(second) > 12 else (None, None)


def count(value: Any) -> int | None:
    """Give a count, or None where the value is not a plausible number."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _MOST:
        return None
    return int(value) if value == int(value) else None


def arxiv(value: Any) -> str | None:
    """Give the arXiv id that a value is or names; also one that a spreadsheet took for a number."""
    if isinstance(value, float) and 704 < value < 10_000:
        value = f"{value:010.5f}" if value > 1501 else f"{value:09.4f}"
    return ids.arxiv_id(value if isinstance(value, str) else text(value))


def arxiv_stated(value: Any) -> str | None:
    r"""
    Give the arXiv id of a line that begins with one, as reference managers note it.

    >>> arxiv_stated("Citation Key: ara\narXiv:2011.14522 [cs]"), arxiv_stated("Extends arXiv:2011.14522")
    ('2011.14522', None)
    """
    if not isinstance(value, str) or "arxiv" not in value[:_LONGEST_NOTE].lower():
        return None
    lines = map(str.strip, re.split(r"[\n;]", value[:_LONGEST_NOTE].lower()))
    return next((found for line in lines if _OF_ARXIV.match(line) and (found := ids.arxiv_id(line))), None)


def arxiv_volume(value: Any) -> str | None:
    """
    Give the arXiv id that DBLP states as the volume of CoRR.

    >>> arxiv_volume("abs/2011.14522"), arxiv_volume("cs.CL/0112017")
    ('2011.14522', 'cs/0112017')
    """
    return ids.arxiv_id(text(value).removeprefix("abs/"))


def doi(value: Any) -> str | None:
    """Give the DOI that a value is or names."""
    return ids.doi(text(value))


def doi_link(value: Any) -> str | None:
    """Give the DOI that an address of a DOI resolver leads to."""
    return ids.doi(value) if isinstance(value, str) and "doi.org/" in value else None


def address(value: Any) -> str | None:
    """Give an http or https address, or None for anything else; one with a password in it is none."""
    stated = text(value)
    return stated if len(stated) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(stated) else None


def forum(value: Any) -> str | None:
    """Give the address of a page of OpenReview by its identifier there."""
    stated = text(value)
    return f"https://openreview.net/forum?id={stated}" if _FORUM.fullmatch(stated) else None


def addresses(value: Any, *, github: bool = False) -> Iterator[str]:
    """
    Give the addresses in a value: in a text, also without "https://", or in each member of a list.

    With `github`, "owner/name" is an address too. One with blanks in it (a file name whose underscores were
    lost, often) is left out, because its end is not known.
    """
    for member in value if isinstance(value, list) else [value]:
        stated = text(member).strip(".,;")
        if _TORN_ADDRESS.fullmatch(stated):
            continue
        if _HOST_AND_PATH.fullmatch(stated):
            yield f"https://{stated}"
        elif github and _REPOSITORY.fullmatch(stated):
            yield f"https://github.com/{stated}"
        else:
            found = (one.group().rstrip(".:") for one in _ADDRESS_IN_TEXT.finditer(stated))
            yield from filter(None, map(address, found))


def repositories(value: Any) -> Iterator[str]:
    """
    Give the addresses of the code repositories in a text, or in each member of a list.

    >>> list(repositories("Code: gitee.com/wing/net/tree/main. Page: https://wing.github.io"))
    ['https://gitee.com/wing/net']
    """
    for member in value if isinstance(value, list) else [value]:
        yield from (f"https://{found.name}" for found in code_hosts.addresses(text(member)))


def references(value: Any) -> tuple[str, ...]:
    """Give stated references, each as an arXiv id, a DOI or a title; numbers of a database are left out."""
    found = (_reference(member) for member in value) if isinstance(value, list) else ()
    return tuple(dict.fromkeys(filter(None, found)))


def _reference(member: Any) -> str | None:
    if isinstance(member, dict):
        outside = member.get("externalIds")
        known = outside if isinstance(outside, dict) else {}
        stated = [member.get("arxiv_id"), member.get("arxivId"), known.get("ArXiv"), member.get("doi")]
        stated += [known.get("DOI"), member.get("DOI"), member.get("title"), member.get("article-title")]
        whole = text(member.get("unstructured"))
        stated.append(arxiv(whole) or ids.doi(whole))
        return next(filter(None, map(_reference, filter(None, map(text, stated)))), None)
    name = text(member)
    if identifier := arxiv(member) or ids.doi(name):
        return identifier
    return None if _NUMBER_OF_A_DATABASE.fullmatch(name) or _ADDRESS.fullmatch(name) else name


def _words(index: dict[Any, Any]) -> Iterator[tuple[int, str]]:
    """Give the positions of the words of an inverted index."""
    for word, places in index.items():
        for place in places if isinstance(word, str) and isinstance(places, list) else ():
            if isinstance(place, int):
                yield place, word


_NO_AUTHORS = ("editor", "seriesEditor", "translator", "reviewedAuthor")
"""Other people that Zotero names."""


def _person(member: Any) -> str:
    if isinstance(member, dict):
        if member.get("creatorType") in _NO_AUTHORS:
            return ""
        if isinstance(member.get("author"), dict):
            member = member["author"]
        for given, family in _GIVEN_AND_FAMILY:
            if isinstance(member.get(family), str):
                particle = text(member.get("non-dropping-particle"))  # as in CSL JSON
                return clean(f"{text(member.get(given))} {particle} {member[family]}")
    elif isinstance(member, list):  # family name, given name, as in the metadata of arXiv
        return clean(" ".join(part for part in reversed(member[:2]) if isinstance(part, str)))
    return text(member) if isinstance(member, dict) else ""


def _split(names: str) -> Iterator[str]:
    """Give the single names of "A. One; B. Two", "One, A. and Two, B.", "A. One, B. Two and C. Three"."""
    if ";" in names or _NUMBERED.search(names):  # one author alone has a number as well, in Scopus
        parts = (_NUMBERED.sub("", part.strip()) for part in names.split(";"))
        yield from filter(None, map(given_first, parts))
        return
    for part in re.split(r",? (?:and|&) ", names):
        pieces = [piece.strip() for piece in part.split(",") if piece.strip()]
        family_first = len(pieces) == 2 and not all(" " in piece or "." in piece for piece in pieces)
        yield from [given_first(part)] if family_first else pieces


def _iso(year: int, month: int, day_of_month: int) -> str | None:
    """Give a date as far as it is valid: without a day that the month does not have; None without a year."""
    if year not in YEARS:
        return None
    if month not in range(1, 13):
        return f"{year}"
    try:
        return date(year, month, day_of_month).isoformat()
    except ValueError:
        return f"{year}-{month:02}"
