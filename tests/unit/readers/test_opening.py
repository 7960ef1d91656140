import bz2
import gzip
import hashlib
import io
import lzma
import os
import sys
import threading
import zipfile
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.readers import opening
from kg.readers.opening import opened
from kg.system.files import sha256

TEXT = "Birds sing – in the woods.\n" * 50


def content(path: Path | str) -> str:
    with opened(str(path)) as (document, _):
        assert TEXT.startswith(document.head()[:20].decode().removeprefix("\ufeff"))
        return document.rest().decode()


def zipped(**members: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


@pytest.mark.parametrize(
    "pack",
    [bytes, gzip.compress, lzma.compress, bz2.compress, lambda data: zipped(list=data.decode())],
    ids=["plain", "gzip", "xz", "bzip2", "zip"],
)
def test_files_are_unpacked_whatever_they_are_called(pack, tmp_path):
    path = tmp_path / "list.txt"
    path.write_bytes(pack(TEXT.encode()))
    assert content(path) == TEXT
    with opened(str(path)) as (_, raw):
        assert sha256(raw) == hashlib.sha256(path.read_bytes()).hexdigest()


def test_several_gzip_members_are_one_file(tmp_path):
    path = tmp_path / "list"
    path.write_bytes(gzip.compress(TEXT[:100].encode()) + gzip.compress(TEXT[100:].encode()))
    assert content(path) == TEXT


def test_what_a_mac_adds_to_an_archive_does_not_count(tmp_path):
    path = tmp_path / "list.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("sub")
        archive.writestr("sub/list", TEXT)
        archive.writestr("__MACOSX/sub/._list", "x")
        archive.writestr("sub/.DS_Store", "x")
    assert content(path) == TEXT


@pytest.mark.parametrize("name", ["./list.txt", "../list.txt", "a/./list.txt"])
def test_points_in_the_path_of_a_packed_file_hide_nothing(name, tmp_path):
    (tmp_path / "list.zip").write_bytes(zipped(**{name: TEXT}))
    assert content(tmp_path / "list.zip") == TEXT


def test_files_of_one_name_in_an_archive_are_counted_each(tmp_path):
    path = tmp_path / "list.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("list", TEXT)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("list", TEXT)
    with pytest.raises(InputError, match="a zip archive of 2 files"):
        content(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_wide_encodings_become_utf_8(encoding, tmp_path):
    path = tmp_path / "list"
    path.write_bytes(TEXT.encode(encoding))
    assert content(path).removeprefix("\ufeff") == TEXT


def test_standard_input_is_read_and_can_be_read_again(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    with opened("-") as (document, raw):
        assert document.name == "stdin"
        assert document.rest().decode() == TEXT
        assert sha256(raw) == hashlib.sha256(TEXT.encode()).hexdigest()


def test_without_standard_input_there_is_an_error(monkeypatch):
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="stdin: cannot be opened: there is no standard input"), opened("-"):
        pass


def test_a_pipe_that_is_named_is_read(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(gzip.compress(TEXT.encode()),))
    writer.start()
    assert content(tmp_path / "pipe") == TEXT
    writer.join()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (gzip.compress(TEXT.encode())[:-9], "damaged or cut off after"),
        (gzip.compress(TEXT.encode())[:20] + b"garbage", "damaged or cut off after"),
        (lzma.compress(TEXT.encode())[:-20], "damaged or cut off after"),
        (bz2.compress(TEXT.encode())[:-20], "damaged or cut off after"),
        (b"\x1f\x8bno gzip at all", "damaged or cut off after 0 bytes"),
        (b"PK\x03\x04no zip at all", "a zip archive that cannot be unpacked"),
        (zipped(one=TEXT, two=TEXT), "a zip archive of 2 files; unpack it and name the folder"),
        (zipped(**{".list": TEXT}), "a zip archive without files, hidden ones aside"),
        (zipped(**{"xl/workbook.xml": TEXT, "xl/styles.xml": TEXT}), "a spreadsheet; save it as CSV"),
        (zipped(**{"word/document.xml": TEXT, "word/styles.xml": TEXT}), "a document of a word processor or"),
        (zipped(mimetype=TEXT, **{"META-INF/container.xml": TEXT}), "a document of a word processor or"),
        (b"\x28\xb5\x2f\xfd....", "packed with zstd"),
    ],
    ids=[
        "gzip cut",
        "gzip damaged",
        "xz cut",
        "bzip2 cut",
        "no gzip",
        "no zip",
        "two members",
        "empty zip",
        "xlsx",
        "docx",
        "epub",
        "zstd",
    ],
)
def test_archives_that_cannot_be_unpacked_are_refused(data, message, tmp_path):
    path = tmp_path / "list"
    path.write_bytes(data)
    with pytest.raises(InputError) as raised, opened(str(path)) as (document, _):
        document.rest()
    assert str(raised.value).startswith(f"{path}: {message}")
    assert "\n" not in str(raised.value)


def test_a_file_that_may_not_be_opened_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "list"
    path.write_text(TEXT, encoding="utf-8")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, whom no permission stops
    with pytest.raises(InputError, match="cannot be opened: permission denied"), opened(str(path)):
        pass


def test_a_link_to_nothing_is_refused(tmp_path):
    (tmp_path / "gone").symlink_to(tmp_path / "nothing")
    with pytest.raises(InputError, match="cannot be opened: no such file"), opened(str(tmp_path / "gone")):
        pass


def test_what_stands_before_damage_is_given_and_the_damage_is_told_at_the_end(tmp_path):
    path = tmp_path / "list"
    path.write_bytes(gzip.compress(TEXT.encode())[:-8])
    with pytest.raises(InputError, match=r"cut off after 1,450 bytes .*; what follows is lost"):  # noqa: SIM117
        with opened(str(path)) as (document, _):
            assert document.rest() == TEXT.encode()


def test_damage_says_more_than_what_was_made_of_it(tmp_path):
    path = tmp_path / "list"
    path.write_bytes(gzip.compress(TEXT.encode())[:-8])
    with pytest.raises(InputError, match="cut off after"), opened(str(path)) as (document, _):
        document.rest()
        raise document.refused("no papers")


@pytest.mark.parametrize("pack", [gzip.compress, lzma.compress, bz2.compress])
def test_a_bomb_is_stopped_early(pack, tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "_RATIO_COUNTS_FROM", 1 << 20)
    path = tmp_path / "bomb"
    path.write_bytes(pack(bytes(32 << 20)))
    read = 0
    with (
        opened(str(path)) as (document, _),
        pytest.raises(InputError, match="unpacks to more than 200 times"),
    ):
        while chunk := document.stream.read(1 << 16):
            read += len(chunk)
    assert read < 16 << 20


def test_a_stream_that_is_too_large_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "_LARGEST_STREAM", 1 << 20)
    path = tmp_path / "list"
    path.write_bytes(bytes(3 << 20))
    with opened(str(path)) as (document, _), pytest.raises(InputError, match="larger than"):
        document.rest()


def test_an_endless_pipe_is_stopped(monkeypatch):
    monkeypatch.setattr(opening, "_LARGEST_STREAM", 1 << 20)
    with pytest.raises(InputError, match="larger than"), opened("/dev/zero"):
        pass


def test_a_document_that_is_too_large_to_hold_is_refused(tmp_path):
    path = tmp_path / "list"
    path.write_bytes(bytes(3 << 20))
    with opened(str(path)) as (document, _), pytest.raises(InputError, match="larger than 2 MiB; split it"):
        document.rest(2 << 20)


def test_lines_are_numbered_and_long_ones_cut(tmp_path):
    path = tmp_path / "list"
    path.write_bytes(b"one\n\n" + b"x" * 5000 + b"\nfour")
    with opened(str(path)) as (document, _):
        assert list(document.lines(10)) == [(1, b"one\n"), (2, b"\n"), (3, b"x" * 11), (4, b"four")]


def test_a_file_that_opens_and_cannot_be_read_is_named(tmp_path):
    unreadable = Path("/proc/self/mem")
    if not unreadable.exists():
        pytest.skip("this system has no such file")
    with pytest.raises(InputError, match=r"^/proc/self/mem: cannot be opened: input/output error$"):
        content(unreadable)
