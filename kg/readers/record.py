"""
From a record with named fields, in whatever naming, to a paper.

What fields are called is in `kg.readers.fields`; some are inside others ("externalIds": {"ArXiv": ...}).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from kg import ids
from kg.model import Paper, Problem
from kg.readers import keys, values
from kg.readers.base import Document, Doubts
from kg.readers.fields import field_named, place
from kg.readers.text import shown

_Value = TypeVar("_Value")
Note = Callable[[str, str], None]
"""Is called with each kind of defect of a record that can still be used, and an example."""

_LONGEST_TITLE = 1_000
_LONGEST_ABSTRACT = 50_000

LISTS = (
    "dailyPapers",
    "papers",
    "recommendedPapers",
    "data",
    "results",
    "items",
    "works",
    "records",
    "entries",
    "articles",
    "notes",
    "collection",
    "result",
    "docs",
    "hit",
)
"""Names of the list inside an object that holds the records."""
AROUND = ("message", "resultList", "response", "result", "hits")
"""Names of the objects that services put around that list: Crossref, Europe PMC, NASA ADS, DBLP."""
_INSIDE = ("paper", "content", "citedPaper", "citingPaper", "info")
"""Names of the object inside a record that holds its fields."""
_NO_ITEMS = frozenset({"attachment", "note", "annotation"})
"""Kinds of items in a library of Zotero that belong to a paper."""
_SOFTWARE = frozenset({"software", "computerprogram", "dataset"})
"""Kinds of records whose address, where it is one of code, is what they describe."""
_NO_VENUE = ("arxiv", "corr")
"""Beginnings of venues that only say that a paper is a preprint."""
_PAGE_OF_ARXIV = re.compile(
    r"https?://(?:[\w-]+\.)?arxiv\.org/(?:abs|pdf|html)/|https?://(?:dx\.)?doi\.org/10\.48550/", re.IGNORECASE
)
_OF_NAMED = frozenset({"abstract", "authors"})
"""Fields of a record whose "name" is the title, as on the sites of conferences."""
_COMMENT = re.compile(r"\s*(?:<\w{1,5}>\s*)*Comment:", re.IGNORECASE)
_NO_ABSTRACT = re.compile(
    r"\W*(?:no abstract(?: is)? (?:available|provided)|abstract(?: is)? (?:not |un)available)\W*",
    re.IGNORECASE,
)
"""Placeholders of Scopus, PubMed and publishers for a missing abstract."""


class NotAPaper(ValueError):
    """A record that no paper can be made of; the message says why."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A record as it stands in a document."""

    fields: Any
    """What `to_paper` takes."""
    line: int | None = None
    """The line that it begins in, where lines are counted."""
    name: str = ""
    """What it is called in messages, where its line does not tell: "entry 3"."""


def to_papers(
    records: Iterable[Stated | Problem],
    document: Document,
    doubts: Doubts,
    outcome: str = "the record is skipped",
) -> Iterator[Paper | Problem]:
    """
    Give the papers of the records of a document, problems with those that are none, and at last the doubts about the others.

    Problems among the records are given where they stand; `outcome` says what becomes of a record that is no paper.
    """
    for record in records:
        yield record if isinstance(record, Problem) else paper_or_problem(record, document, doubts, outcome)
    yield from doubts.problems()


def paper_or_problem(record: Stated, document: Document, doubts: Doubts, outcome: str) -> Paper | Problem:
    """Give the paper of one record, or the problem that it is none."""
    doubts.line = record.line
    try:
        return to_paper(record.fields, doubts.note)
    except NotAPaper as reason:
        named = f"{record.name}: " if record.name else ""
        return document.problem(f"{named}{reason}", record.line, outcome=outcome)


def to_paper(record: Any, note: Note) -> Paper:
    """Give the paper that a record describes; raises NotAPaper where it has no usable title."""
    given = _given(record)
    title = _first(values.prose, given, "title") or ""
    if not title:
        raise NotAPaper(f"no title in {kind(record)}")
    if len(title) > _LONGEST_TITLE:
        raise NotAPaper(f"a title of {len(title):,} characters ({shown(title)})")
    abstract = _first(_abstract, given, "abstract") or ""
    if not abstract:
        note("no abstract", shown(title))
    elif len(abstract) > _LONGEST_ABSTRACT:
        note(f"only the first {_LONGEST_ABSTRACT:,} characters of the abstract are kept", shown(title))
        abstract = abstract[:_LONGEST_ABSTRACT].rstrip()
    arxiv_id, doi = _identifiers(given)
    return Paper(
        title=title,
        abstract=abstract,
        arxiv_id=arxiv_id,
        doi=doi,
        url=_page(given, arxiv_id, doi),
        published=_published(given, arxiv_id, note),
        authors=_first(values.people, given, "authors") or (),
        venue=_first(_venue, given, "venue"),
        keywords=_first(values.texts, given, "keywords") or (),
        upvotes=_first(values.count, given, "upvotes"),
        references=_first(values.references, given, "references") or (),
        code=_code(given, note),
        citation_key=_citation_key(given),
    )


def entries(value: Any) -> Iterator[Any]:
    """
    Give the records in a JSON value: the members of a list, also of one inside an object, or the value itself.

    An object whose members are all titled ({"2011.14522": {"title": ...}}) holds one record each; the fields
    around a paper ({"paper": {...}, "numComments": 3}) are added to it.
    """
    if isinstance(value, dict) and "title" not in value and "title" not in _given(value):
        for name in AROUND:
            value = value[name] if isinstance(value.get(name), dict) and "title" not in value else value
        value = value if "title" in value else _list_inside(value)
    for one in value if isinstance(value, list) else [value]:
        inside = _inside(one) if isinstance(one, dict) else None
        yield one if inside is None else {**one, **inside}


def _list_inside(value: dict[str, Any]) -> Any:
    found = next((value[name] for name in LISTS if isinstance(value.get(name), list)), None)
    if found is not None:
        return found
    if _inside(value) is None and all(isinstance(one, dict) and "title" in one for one in value.values()):
        return [one if "id" in one else {**one, "id": key} for key, one in value.items()] or [value]
    return value


def _inside(record: dict[str, Any]) -> dict[str, Any] | None:
    item = record.get("data")  # as Zotero answers
    if isinstance(item, dict) and "itemType" in item:
        return item
    names = _INSIDE if "title" not in record else _INSIDE[:-1]  # "info" may be any aside
    return next((record[name] for name in names if isinstance(record.get(name), dict)), None)


def describes_paper(record: Any) -> bool:
    """Tell whether a record has a title and a field that only papers have."""
    given = _given(record)
    return "title" in given and ("abstract" in given or "authors" in given or any(_identifiers(given)))


def belongs_to_paper(record: Any, note: Note) -> bool:
    """Tell whether a record is an attachment or a note of Zotero, or a review on OpenReview, and note that it is left out."""
    if not isinstance(record, dict) or ("replyto" not in record and "item" not in map(field_named, record)):
        return False
    given = _given(record)
    what = ""
    if values.text(given.get("item")).lower() in _NO_ITEMS:
        what = "attachments and notes are no papers and are left out"
    elif record.get("replyto") not in (None, "", record.get("id")):
        what = "reviews, decisions and other replies are no papers and are left out"
    if what:
        note(what, shown(_first(values.prose, given, "title") or values.text(given.get("id"))))
    return bool(what)


def kind(value: Any) -> str:
    """Say what a JSON value is, for a message."""
    if isinstance(value, dict):
        names = [shown(name) for name in list(value)[:6]]
        return f"an object with the fields {', '.join(names + ['…'] * (len(value) > 6)) or '(none)'}"
    kinds = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")


def _given(record: Any) -> dict[str, list[Any]]:
    """Give the values of a record for each field, the most specific first."""
    stated = [
        (found, value)
        for key, value in (record.items() if isinstance(record, dict) else ())
        if (found := place(key)) and (value or value == 0) and value == value  # noqa: PLR0124  # NaN is no value
    ]
    stated.sort(key=_rank)
    given: dict[str, list[Any]] = {}
    for (field, _), value in stated:
        given.setdefault(field, []).append(value)
    for outside in given.get("outside", ()):
        for key, value in outside.items() if isinstance(outside, dict) else ():
            if (found := place(key)) and found[0] in ("arxiv", "doi") and value:
                given.setdefault(found[0], []).append(value)
    if "title" not in given and given.keys() >= _OF_NAMED and isinstance(record.get("name"), str):
        given["title"] = [record["name"]]
    for where in given.get("place", ()):
        for page in where if isinstance(where, list) else [where]:
            if isinstance(page, dict):
                _add_place(page, given)
    return given


def _add_place(page: dict[str, Any], given: dict[str, list[Any]]) -> None:
    """Add what OpenAlex says of a place where a work is found; a repository is no venue."""
    if address := page.get("landing_page_url") or page.get("pdf_url"):
        given.setdefault("url", []).append(address)
    source = page.get("source")
    if isinstance(source, dict) and source.get("type") != "repository" and source.get("display_name"):
        given.setdefault("venue", []).append(source["display_name"])


def _rank(stated: tuple[tuple[str, int], Any]) -> int:
    return stated[0][1]


def _abstract(value: Any) -> str:
    stated = values.prose(value)
    return "" if _NO_ABSTRACT.fullmatch(stated) else stated


def _first(
    convert: Callable[[Any], _Value | None], given: Mapping[str, list[Any]], *names: str
) -> _Value | None:
    """Convert the first usable value of these fields; None where there is none."""
    for name in names:
        for value in given.get(name, ()):
            if (found := convert(value)) not in (None, "", ()):
                return found
    return None


def _identifiers(given: Mapping[str, list[Any]]) -> tuple[str | None, str | None]:
    """Give the arXiv id and the DOI; a DOI that arXiv assigns is the arXiv id and no other."""
    arxiv_id = (
        _first(values.arxiv, given, "arxiv", "id", "doi", "url", "file")
        or _first(values.arxiv_stated, given, "note", "venue", "archived")
        or _archived(given)
    )
    doi = _first(values.doi, given, "doi", "id") or _first(values.doi_link, given, "url")
    return arxiv_id, None if doi and doi.startswith("10.48550/") else doi


def _archived(given: Mapping[str, list[Any]]) -> str | None:
    """Give the arXiv id of a record that says, in a field of its own, that its number is one of arXiv."""
    if any(map(_is_arxiv, given.get("archive", ()))):
        return _first(values.arxiv, given, "archived")
    if any(values.text(venue).lower().startswith("corr") for venue in given.get("venue", ())):  # as in DBLP
        return _first(values.arxiv_volume, given, "volume")
    return None


def _is_arxiv(value: Any) -> bool:
    return values.text(value).lower().rstrip("/").removesuffix(".org") == "arxiv"


def _page(given: Mapping[str, list[Any]], arxiv_id: str | None, doi: str | None) -> str | None:
    """Give the address of a paper's page; on arXiv that of no version, whatever is stated, so that it is known as one."""
    url = _first(values.address, given, "url")
    if arxiv_id and (not url or (_PAGE_OF_ARXIV.match(url) and ids.arxiv_id(url) == arxiv_id)):
        return f"https://arxiv.org/abs/{arxiv_id}"
    if doi and not url:
        return f"https://doi.org/{doi}"
    return url or _first(values.address, given, "file", "doi") or _first(values.forum, given, "forum")


def _venue(value: Any) -> str:
    stated = values.text(value)
    return "" if stated.lower().startswith(_NO_VENUE) else stated


def _published(given: Mapping[str, list[Any]], arxiv_id: str | None, note: Note) -> str | None:
    """
    Give the date as precisely as it is known.

    An arXiv id names the month of the first version. A stated year of that month is less; a later date is that of the
    last version (Zotero), of a daily page or of a journal.
    """
    stated = _first(values.day, given, "date", "year")
    if not stated and ("date" in given or "year" in given):
        note("a date that is not understood", shown(str((given.get("date") or given["year"])[0])))
    month = ids.arxiv_month(arxiv_id) if arxiv_id else None
    return month if month and (not stated or stated == month[:4] or stated[:7] > month) else stated


def _code(given: Mapping[str, list[Any]], note: Note) -> tuple[str, ...]:
    found: dict[str, None] = {}
    own = _is_own_code(given)
    for field in ("github", "code"):
        for value in given.get(field, ()):
            links = dict.fromkeys(values.addresses(value, github=field == "github"))
            if not links and (_is_arxiv(value) or "item" in given):
                continue  # in Zotero "repository" is where a preprint is
            if not links and isinstance(value, str):
                note("an address of code that is not understood", shown(value))
            elif not own:
                note("code that is not the paper's own is left out", shown(str(value)))
            else:
                found |= links
    for value in (*given.get("project", ()), *_comments(given)):
        found |= dict.fromkeys(values.repositories(value))
    if not _SOFTWARE.isdisjoint(
        values.text(one).lower() for of in ("item", "kind") for one in given.get(of, ())
    ):
        found |= dict.fromkeys(values.repositories(_first(values.address, given, "url")))
    return tuple(found)


def _comments(given: Mapping[str, list[Any]]) -> Iterator[str]:
    """Give the comments of arXiv in notes of Zotero, where authors say where their code is; other notes are a reader's own."""
    for value in (*given.get("note", ()), *given.get("annotation", ())):
        if isinstance(value, str) and (found := _COMMENT.match(value)):
            yield value[found.end() :]


def _citation_key(given: Mapping[str, list[Any]]) -> str | None:
    """Give the key for citing, in CSL JSON the id."""
    stated = _first(keys.key, given, "key") or _first(keys.noted, given, "note")
    return stated or (_first(keys.plain, given, "id") if _is_csl(given) else None)


def _is_csl(given: Mapping[str, list[Any]]) -> bool:
    """Tell a record of CSL JSON from those of services, whose ids are their own."""
    if "kind" not in given:
        return False
    people = [one for stated in given.get("authors", ()) if isinstance(stated, list) for one in stated]
    return any(isinstance(one, dict) and ("family" in one or "literal" in one) for one in people)


def _is_own_code(given: Mapping[str, list[Any]]) -> bool:
    """Tell whether code is the paper's own, as all is but for links of Papers with Code that are not official."""
    if "official" not in given and "mentioned" not in given:
        return True
    official = given.get("official", [False])[0]
    return official is True or values.text(official).lower() == "true"
