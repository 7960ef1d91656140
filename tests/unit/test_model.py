"""The roles of the model: one table of all of them, and what is derived from it."""

from typing import get_args

from kg.graph.path_costs import LINKS
from kg.model import SAYINGS, FinerRole
from kg.text.wording import INFERRED, ROLES


def test_every_finer_role_has_a_strength_words_and_a_cost_in_one_order() -> None:
    assert set(SAYINGS) == {*get_args(FinerRole), "mentions"}
    assert list(INFERRED) == list(SAYINGS) == list(LINKS["BUILDS_ON"])
    assert ROLES.keys() == SAYINGS.keys() - {"mentions"}
    assert INFERRED["evaluatesOn"] == ("evaluates on", "evaluated on by")
    assert LINKS["BUILDS_ON"]["extends"] == 2 * LINKS["MENTIONS"]["extends"]
