"""What a store must have before there can be one."""

import pytest

from kg.stores.base import Store


def test_a_store_that_lacks_what_every_store_can_do_is_none() -> None:
    class Half(Store):
        def close(self) -> None:
            """Has nothing to close."""

    with pytest.raises(TypeError, match="abstract"):
        Half()
