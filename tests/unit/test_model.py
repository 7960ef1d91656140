"""The roles of the model: each has a strength, and names in that order."""

from typing import get_args

from kg.model import STRENGTH, FinerRole
from kg.wording import INFERRED


def test_every_finer_role_has_a_strength_and_is_called_something_in_that_order() -> None:
    assert set(STRENGTH) == {*get_args(FinerRole), "mentions"}
    assert tuple(INFERRED) == STRENGTH
