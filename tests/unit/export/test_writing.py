"""A folder of an export is replaced whole, or left alone."""

from pathlib import Path

import pytest

from kg.errors import KgError
from kg.export.writing import replacing_folder
from kg.files import write_text


def test_a_folder_that_cannot_be_written_is_named_as_it_was_given(tmp_path: Path) -> None:
    out = tmp_path / "site"
    with (
        pytest.raises(
            KgError, match=r"^cannot write .*/site: No such file or directory; choose another place$"
        ),
        replacing_folder(out, ".mark") as aside,
    ):
        write_text(aside / "none" / "page.html", "text")
    assert list(tmp_path.iterdir()) == []


def test_what_was_replaced_before_a_kill_is_deleted_once_there_is_a_new_one(tmp_path: Path) -> None:
    (tmp_path / ".site.0123abcd.old").mkdir()
    with pytest.raises(ValueError, match="broken"), replacing_folder(tmp_path / "site", ".mark"):
        raise ValueError("broken")
    assert [path.name for path in tmp_path.iterdir()] == [".site.0123abcd.old"]
    with replacing_folder(tmp_path / "site", ".mark"):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
