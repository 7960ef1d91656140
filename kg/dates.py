"""When papers appeared, as precisely as their sources say."""

from __future__ import annotations

from collections.abc import Iterable

from kg.ids import arxiv_month
from kg.model import Paper

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date_of(paper: Paper) -> str | None:
    """Give when a paper appeared: its date, or else the month in its arXiv identifier."""
    return paper.published or (arxiv_month(paper.arxiv_id) if paper.arxiv_id else None)


def before(date: str | None, other: str | None) -> bool:
    """
    Tell whether one date is certainly before another: both known, and different at their common precision.

    >>> before("2024-03", "2024-03-11"), before("2023", "2024-03-11"), before(None, "2024")
    (False, True, False)
    """
    if not date or not other:
        return False
    common = min(len(date), len(other))
    return date[:common] < other[:common]


def earliest(dates: Iterable[str | None]) -> list[str]:
    """
    Give the earliest date of each precision: where any of the dates is before another one, one of these is.

    >>> earliest(["2024", None, "2023-05", "2022", "2023-04"])
    ['2022', '2023-04']
    """
    ordered = sorted({date for date in dates if date}, reverse=True)
    return list({len(date): date for date in ordered}.values())
