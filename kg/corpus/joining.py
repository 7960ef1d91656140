"""
Which records describe one paper, and what that paper is.

Records are one paper when they share an arXiv id, else a DOI, else the folded title, unless their authors are others. A
title that belongs to several identified papers joins nothing. Nothing depends on the order of the records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from operator import attrgetter
from typing import Any

from kg.corpus.authors import Authors, agree, first_author, grouped, people, some_missing
from kg.disjoint import DisjointSets
from kg.ids import paper_id, short_digest
from kg.model import Paper, Problem
from kg.names.folding import fold_title

_stated = attrgetter(*(one.name for one in fields(Paper) if one.name not in {"id", "listings"}))
"""Gives all fields of a paper but the last two, which are known once records are joined; in their order."""
_YEARS = 2
"""By how many years the preprint and the published version of a paper may differ without a doubt."""


def joined(records: Sequence[tuple[Paper, str]]) -> tuple[list[Paper], list[Problem]]:
    """
    Give every paper once, sorted by id, with all its listings, and what was doubtful about joining records.

    Each record comes with the name of its listing.
    """
    read = [record for record, _ in records]
    groups = [([read[i] for i in group], {records[i][1] for i in group}) for group in _same(read)]
    problems = [problem for group, names in groups for problem in _doubts(group, sorted(names))]
    whole = [_joined(group) for group, _ in groups]
    papers = [
        Paper(*(*_stated(paper), identifier, tuple(sorted(names))))  # `replace` takes twice as long
        for paper, identifier, (_, names) in zip(whole, _ids(whole), groups, strict=True)
    ]
    return sorted(papers, key=lambda paper: paper.id), sorted(problems, key=str)


def _same(records: Sequence[Paper]) -> Iterator[list[int]]:
    """
    Give the groups of records that describe one paper.

    No step depends on the order of the records: identifiers first; then each preprint with the one published paper
    of its title; then records without identifiers, which have only a title to go by.
    """
    sets = DisjointSets[int]()
    by_arxiv, by_doi, by_title = defaultdict(list), defaultdict(list), defaultdict(list)
    for i, record in enumerate(records):
        if record.arxiv_id:
            by_arxiv[record.arxiv_id].append(i)
        if record.doi:
            by_doi[record.doi].append(i)
        by_title[fold_title(record.title) or record.title].append(i)
    for members in by_arxiv.values():
        sets.join(members)
    for members in by_doi.values():
        if len({records[i].arxiv_id for i in members} - {None}) <= 1:
            sets.join(members)
        else:
            sets.join(i for i in members if not records[i].arxiv_id)
    titles = [members for members in by_title.values() if len(members) > 1]
    authors = _join_editions(records, sets, titles)
    for members in titles:
        _join_unidentified(records, sets, members, authors)
    groups = defaultdict(list)
    for i in range(len(records)):
        groups[sets.find(i)].append(i)
    yield from groups.values()


def _join_editions(
    records: Sequence[Paper], sets: DisjointSets[int], titles: Iterable[Sequence[int]]
) -> Mapping[int, Collection[Authors]]:
    """
    Join papers known by an arXiv id alone with those known by a DOI alone that share a title and have no other authors.

    Where that would put two preprints or two published papers together, nothing is joined. Gives the lists of authors
    of each identified paper.
    """
    shared = [{sets.find(i) for i in members if _identifier(records[i])} for members in titles]
    identified = {root for roots in shared for root in roots}
    together = DisjointSets[int]()
    for roots in shared:
        together.join(roots)
    kinds: dict[int, set[str]] = defaultdict(set)
    authors: dict[int, set[Authors]] = defaultdict(set)
    for i, record in enumerate(records):
        root = sets.find(i)
        if root in identified:
            kinds[root] |= {kind for kind in ("arxiv_id", "doi") if getattr(record, kind)}
            authors[root] |= {people(record.authors)} - {()}
    clusters = defaultdict(list)
    for root in sorted(identified):
        clusters[together.find(root)].append(root)
    for cluster in clusters.values():
        known = [authors[root] for root in cluster]
        if sorted(kind for root in cluster for kind in kinds[root]) == ["arxiv_id", "doi"] and agree(known):
            sets.join(cluster)
            authors[sets.find(cluster[0])] = set().union(*known)
    return authors


def _join_unidentified(
    records: Sequence[Paper],
    sets: DisjointSets[int],
    members: Sequence[int],
    authors: Mapping[int, Collection[Authors]],
) -> None:
    """
    Join the records of one title that have no identifier, by their authors, and with the one paper that they can be.

    Records without authors can be any paper; where there is no telling which, they are one of their own.
    """
    identified = {sets.find(i) for i in members if _identifier(records[i])}
    lists = {i: people(records[i].authors) for i in members if not _identifier(records[i])}
    stated = [(root, one) for root in identified for one in authors[root]]
    stated += [(i, one) for i, one in lists.items() if one]
    alike = [{stated[n][0] for n in group} for group in grouped([one for _, one in stated])]
    named = [(group - identified, group & identified) for group in alike if not group <= identified]
    nameless = {root for root in identified if not authors[root]}
    apart = []
    for mine, theirs in named:
        sets.join(mine)
        may_be = theirs | nameless
        if len(may_be) == 1 and (theirs or len(identified) == len(named) == 1):
            sets.join([*may_be, *mine])
        else:
            apart.append(min(mine))
    unnamed = [i for i, one in lists.items() if not one]
    alone = identified if len(identified) == 1 else apart if len(apart) == 1 else ()
    sets.join([*alone, *unnamed])


def _identifier(record: Paper) -> str | None:
    return record.arxiv_id or record.doi


def _joined(group: Sequence[Paper]) -> Paper:
    """Give one paper from its records: each field from the fullest record that has it, an abstract in full."""
    if len(group) == 1 or all(record == group[0] for record in group):
        return group[0]
    fullest = sorted(group, key=_fullness, reverse=True)
    values: dict[str, Any] = {
        one.name: next((value for record in fullest if (value := getattr(record, one.name))), one.default)
        for one in fields(Paper)
        if one.name != "title"
    }
    for name in ("keywords", "references", "code"):
        values[name] = tuple(dict.fromkeys(value for record in fullest for value in getattr(record, name)))
    upvotes = [record.upvotes for record in group if record.upvotes is not None]
    dates = [record.published for record in group if record.published]
    values["abstract"] = _whole(values["abstract"], fullest)
    values["upvotes"] = max(upvotes, default=None)
    values["published"] = min(dates, key=_unsaid_last, default=None)
    return Paper(title=fullest[0].title, **values)


def _whole(abstract: str, records: Iterable[Paper]) -> str:
    """Give the longest abstract that begins with this one, which may be truncated (a preview, a field's limit)."""
    longer = {record.abstract for record in records if len(record.abstract) > len(abstract)}
    if not abstract or not longer:
        return abstract
    beginning = fold_title(abstract)
    whole = [one for one in longer if beginning and fold_title(one).startswith(beginning)]
    return max([abstract, *whole], key=lambda one: (len(one), one))


def _unsaid_last(date: str) -> str:
    """Give what orders dates so that the earlier comes first, and of 2017 and 2017-06 the one that says more."""
    return date.ljust(len("2017-06-12"), "~")


def _fullness(record: Paper) -> tuple[Any, ...]:
    return (bool(record.arxiv_id), bool(record.doi), len(record.abstract), len(record.authors), repr(record))


def _ids(papers: Sequence[Paper]) -> list[str]:
    """
    Give the papers' ids; papers of one title that are known to differ are told apart by first author or DOI.

    A paper with a DOI keeps its id where the others of its title have none.
    """
    ids = [paper_id(paper.title, paper.arxiv_id) for paper in papers]
    for of in (_author_alone, _doi):
        often = Counter(ids)
        ids = [
            f"{identifier}-{short_digest(known)}"
            if often[identifier] > 1 and (known := of(paper))
            else identifier
            for identifier, paper in zip(ids, papers, strict=True)
        ]
    return ids


def _author_alone(paper: Paper) -> str | None:
    """Give the first author of a paper without a DOI."""
    return None if paper.doi else first_author(paper.authors)


def _doi(paper: Paper) -> str | None:
    return paper.doi


def _doubts(group: Sequence[Paper], listings: Sequence[str]) -> Iterator[Problem]:
    """Report a group whose records share little more than a title."""
    if reason := _different_abstracts(group) or _different_years(group):
        more = f" and {len(listings) - 3} more" if len(listings) > 3 else ""
        yield Problem(
            ", ".join(listings[:3]) + more,
            f"{len(group)} records share the title {min(record.title for record in group)[:80]!r} but {reason} "
            "(an arXiv id or DOI would tell them apart)",
            lost=False,
        )


def _different_abstracts(group: Sequence[Paper]) -> str:
    """Say that abstracts differ where no record has an identifier."""
    if len(group) == 1 or any(map(_identifier, group)):
        return ""
    abstracts = sorted({fold_title(record.abstract) for record in group if record.abstract})
    # An abstract that another one begins with is that one truncated; sorted, it comes just before.
    different = sum(not after.startswith(one) for one, after in pairwise([*abstracts, ""]))
    return (
        f"{different} abstracts differ; kept as one paper with the longest abstract" if different > 1 else ""
    )


def _different_years(group: Sequence[Paper]) -> str:
    """Say that years differ, and authors a little, where no identifier is that of all records."""
    years = sorted(record.year for record in group if record.year)
    stated = ({record.arxiv_id for record in group}, {record.doi for record in group})
    if (
        not years
        or years[-1] - years[0] <= _YEARS
        or any(len(one) == 1 and None not in one for one in stated)
    ):
        return ""
    if not some_missing({people(record.authors) for record in group}):
        return ""
    return f"years ({years[0]}, {years[-1]}) and authors differ; kept as one paper"
