"""
What the fields of a record are called.

The same field has many names ("arxiv_id", "arxivId", "arXiv link"); the table below lists those in use. Names are
compared without case, accents, spaces, hyphens and underscores.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

_LONGEST_NAME = 100

_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": (
        "title",
        "papertitle",
        "documenttitle",
        "articletitle",
        "displayname",
        "titel",
        "titre",
        "titulo",
    ),
    "abstract": (
        "abstract",
        "summary",
        "abstracttext",
        "abstractnote",
        "abstractinvertedindex",
        "zusammenfassung",
        "kurzfassung",
        "resume",
        "resumen",
    ),
    "id": ("id", "paperid"),
    "key": ("citationkey", "citekey", "bibtexkey", "bibkey"),
    "arxiv": ("arxivid", "arxiv", "arxivurl", "paperarxivid", "eprint"),
    "doi": ("doi", "doiurl"),
    "url": (
        "ee",
        "url",
        "urlabs",
        "link",
        "paperurl",
        "landingpageurl",
        "htmlurl",
        "pdfurl",
        "urlpdf",
        "site",
    ),
    "file": ("openaccesspdf", "pdflink", "pdf"),
    "forum": ("forum",),
    "date": (
        "published",
        "publicationdate",
        "publishedat",
        "publisheddate",
        "datepublished",
        "date",
        "pubdate",
        "issued",
        "versions",
        "pdate",
        "cdate",
        "firstpublicationdate",
        "starttime",
        "datum",
        "fecha",
    ),
    "year": ("year", "publicationyear", "pubyear", "jahr", "annee", "ano"),
    "authors": (
        "authorsparsed",
        "authorfullnames",
        "authors",
        "author",
        "authornames",
        "authorstring",
        "creators",
        "authorships",
        "autoren",
        "auteurs",
        "autores",
    ),
    "venue": (
        "venue",
        "journal",
        "journaltitle",
        "journalref",
        "conference",
        "booktitle",
        "proceeding",
        "containertitle",
        "publicationtitle",
        "sourcetitle",
        "conferencename",
        "zeitschrift",
        "revue",
        "revista",
    ),
    "volume": ("volume",),
    "place": ("primarylocation", "bestoalocation", "locations"),
    "keywords": (
        "keywords",
        "keyword",
        "authorkeywords",
        "aikeywords",
        "manualtags",
        "tags",
        "schlagworter",
        "motscles",
        "palabrasclave",
        "categories",
        "category",
        "primaryclass",
    ),
    "upvotes": ("upvotes", "upvotecount"),
    "references": ("references", "reference", "bibliography", "referencedworks"),
    "github": ("githubrepo", "github", "githuburl", "githublink"),
    "code": ("code", "codeurl", "codelink", "repo", "repourl", "repository", "repositoryurl"),
    "item": ("itemtype",),
    "kind": ("type",),
    "official": ("isofficial",),
    "mentioned": ("mentionedinpaper",),
    "project": ("projectpage", "project", "projecturl", "comment", "comments"),
    "note": ("extra", "note", "number", "howpublished", "eid"),
    "annotation": ("annote", "annotation", "notes"),
    "archive": ("archive",),
    "archived": ("archiveid", "archivelocation"),
    "outside": ("externalids", "ids"),
}
"""The names of each field, the most specific first."""
_PLACES = {name: (field, rank) for field, names in _NAMES.items() for rank, name in enumerate(names)}
_COMPOSED = 100
"""Rank of a name that is composed: any that is listed says more."""
_ASIDE = re.compile(r"\s*\([^()]*\)?")
_LINK = "link|url|uri|lien|enlace"
_OF_LINKS = re.compile(
    rf"(?:arxiv|doi|pdf|github|code|repository|repo|paper|article|{_LINK}|preprint|publication|source|web|site|page|abs|id|number|to|the|of|on|full|text|html|s)+"
)
_LINKED = (
    ("arxiv", re.compile("arxiv")),
    ("github", re.compile("github")),
    ("code", re.compile(rf"(?:code|repo).*(?:{_LINK})|(?:{_LINK}).*(?:code|repo)")),
    ("doi", re.compile("doi")),
    ("file", re.compile("pdf")),
    ("url", re.compile(_LINK)),
)
"""What a name that is composed of such words leads to, by the most telling of them."""


def field_named(name: str) -> str | None:
    """
    Give the field that a name stands for, or None.

    >>> field_named("Abstract Note"), field_named("arXiv link"), field_named("DOI / Link"), field_named("Pages")
    ('abstract', 'arxiv', 'doi', None)
    """
    found = place(name)
    return found[0] if found else None


@lru_cache(maxsize=4096)
def place(name: str) -> tuple[str, int] | None:
    """Give the field that a name stands for, and its rank among the names of that field; None for any other name."""
    name = name[:_LONGEST_NAME]
    folded = _folded(name)
    if found := _PLACES.get(folded) or _PLACES.get(folded.removeprefix("paper")):
        return found
    if _OF_LINKS.fullmatch(folded):
        return next(((field, _COMPOSED) for field, of in _LINKED if of.search(folded)), None)
    alone = _folded(_ASIDE.sub("", name)) if "(" in name else folded  # "Summary (mine)"
    return (_PLACES[alone][0], _COMPOSED) if alone in _PLACES else None


def _folded(name: str) -> str:
    """
    Fold a name.

    >>> _folded("Année_de-Publication")
    'anneedepublication'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())
