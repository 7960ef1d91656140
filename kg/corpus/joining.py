"""
Which records describe one paper, and what that paper is.

Records are one paper when they share an arXiv id, else a DOI, else the folded title. A title that belongs to several
identified papers joins nothing. Nothing depends on the order of the records.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from itertools import pairwise
from typing import Any

from kg.disjoint import DisjointSets
from kg.ids import digest, fold_title, paper_id
from kg.model import Paper, Problem


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
        replace(paper, id=identifier, listings=tuple(sorted(names)))
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
    _join_editions(records, sets, titles)
    for members in titles:
        identified = {sets.find(i) for i in members if _identifier(records[i])}
        others = [i for i in members if not _identifier(records[i])]
        sets.join([*identified, *others] if len(identified) == 1 else others)
    groups = defaultdict(list)
    for i in range(len(records)):
        groups[sets.find(i)].append(i)
    yield from groups.values()


def _join_editions(
    records: Sequence[Paper], sets: DisjointSets[int], titles: Iterable[Sequence[int]]
) -> None:
    """
    Join papers known by an arXiv id alone with those known by a DOI alone that share a title.

    Where that would put two preprints or two published papers together, nothing is joined.
    """
    shared = [{sets.find(i) for i in members if _identifier(records[i])} for members in titles]
    identified = {root for roots in shared for root in roots}
    together = DisjointSets[int]()
    for roots in shared:
        together.join(roots)
    kinds: dict[int, set[str]] = defaultdict(set)
    for i, record in enumerate(records):
        root = sets.find(i)
        if root in identified:
            kinds[root] |= {kind for kind in ("arxiv_id", "doi") if getattr(record, kind)}
    clusters = defaultdict(list)
    for root in sorted(identified):
        clusters[together.find(root)].append(root)
    for cluster in clusters.values():
        if sorted(kind for root in cluster for kind in kinds[root]) == ["arxiv_id", "doi"]:
            sets.join(cluster)


def _identifier(record: Paper) -> str | None:
    return record.arxiv_id or record.doi


def _joined(group: Sequence[Paper]) -> Paper:
    """Give one paper from its records: each field from the fullest record that has it, an abstract in full."""
    if all(record == group[0] for record in group):
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
    values["published"] = min(dates, key=lambda date: (-len(date), date), default=None)
    return Paper(title=fullest[0].title, **values)


def _whole(abstract: str, records: Iterable[Paper]) -> str:
    """Give the longest abstract that begins with this one, which may be truncated (a preview, a field's limit)."""
    longer = {record.abstract for record in records if len(record.abstract) > len(abstract)}
    if not abstract or not longer:
        return abstract
    beginning = fold_title(abstract)
    whole = [one for one in longer if beginning and fold_title(one).startswith(beginning)]
    return max([abstract, *whole], key=lambda one: (len(one), one))


def _fullness(record: Paper) -> tuple[Any, ...]:
    return (bool(record.arxiv_id), bool(record.doi), len(record.abstract), len(record.authors), repr(record))


def _ids(papers: Sequence[Paper]) -> list[str]:
    """Give the papers' ids; papers of one title that are known to differ are told apart by their DOI."""
    ids = [paper_id(paper.title, paper.arxiv_id) for paper in papers]
    often = Counter(ids)
    return [
        f"{identifier}-{digest(paper.doi)}" if often[identifier] > 1 and paper.doi else identifier
        for identifier, paper in zip(ids, papers, strict=True)
    ]


def _doubts(group: Sequence[Paper], listings: Sequence[str]) -> Iterator[Problem]:
    """Report a group whose records share a title, lack an identifier and differ in their abstracts."""
    if len(group) == 1 or any(_identifier(record) for record in group):
        return
    abstracts = sorted({fold_title(record.abstract) for record in group if record.abstract})
    # An abstract that another one begins with is that one truncated; sorted, it comes just before.
    different = sum(not after.startswith(one) for one, after in pairwise([*abstracts, ""]))
    if different > 1:
        more = f" and {len(listings) - 3} more" if len(listings) > 3 else ""
        yield Problem(
            ", ".join(listings[:3]) + more,
            f"{len(group)} records share the title {min(record.title for record in group)[:80]!r} but "
            f"{different} abstracts differ; kept as one paper with the longest abstract (an arXiv id or DOI "
            "would tell them apart)",
            lost=False,
        )
