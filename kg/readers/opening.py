"""From a file to an opened document: decompressed, in UTF-8, within limits."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import IO, BinaryIO, cast

from kg.model import Problem
from kg.readers.base import LARGEST_DOCUMENT, Document, Refused
from kg.readers.files import STDIN, printable

_LARGEST_STREAM = 16 << 30
_LARGEST_RATIO = 200
_RATIO_COUNTS_FROM = 64 << 20
_CHUNK = 1 << 20
_TOO_LARGE = f"larger than {_LARGEST_STREAM >> 30} GiB; split it"
_OF_DOCUMENTS = frozenset(
    {"word/document.xml", "ppt/presentation.xml", "content.xml", "META-INF/container.xml"}
)
"""Files in documents of Word, PowerPoint and LibreOffice, and in EPUB books, all of which are zip archives."""
_DAMAGE = (
    EOFError,
    OSError,
    RuntimeError,
    NotImplementedError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
)


@contextmanager
def opened(path: str) -> Iterator[tuple[Document, BinaryIO]]:
    """
    Open a file, or standard input, as a document, decompressed, and as its raw bytes.

    The number of bytes and the compression ratio are limited. A damaged archive gives everything before the damage.
    Raises `Refused`; for damage only when the context is left.
    """
    name = "stdin" if path == STDIN else printable(path)
    with ExitStack() as stack:
        try:
            raw = stack.enter_context(_raw(path))
            unpacked = stack.enter_context(_unpacked(raw, name))
        except OSError as error:
            reason = f"cannot be opened: {(error.strerror or str(error)).lower()}"
            raise Refused(Problem(name, reason)) from error
        packed = _Capped(unpacked, raw, name)
        try:
            yield _in_utf8(Document(name, stack.enter_context(io.BufferedReader(packed, _CHUNK)))), raw
        except Refused:
            packed.check()  # damage says more than what a reader made of it
            raise
        packed.check()


@contextmanager
def _raw(path: str) -> Iterator[BinaryIO]:
    """Open a file's bytes so that they can be read twice; those of a pipe are spooled to a temporary file."""
    if path == STDIN:
        if sys.stdin is None:
            raise OSError("there is no standard input")
        with _spooled(sys.stdin.buffer, "stdin") as kept:
            yield kept
        return
    with Path(path).open("rb") as file:
        if S_ISREG(os.fstat(file.fileno()).st_mode):
            yield file
        else:
            with _spooled(file, printable(path)) as kept:
                yield kept


@contextmanager
def _spooled(pipe: IO[bytes], name: str) -> Iterator[BinaryIO]:
    with tempfile.SpooledTemporaryFile(LARGEST_DOCUMENT) as kept:
        while chunk := pipe.read(_CHUNK):
            kept.write(chunk)
            if kept.tell() > _LARGEST_STREAM:
                raise Refused(Problem(name, _TOO_LARGE))
        kept.seek(0)
        yield cast(BinaryIO, kept)


def _unpacked(raw: BinaryIO, name: str) -> IO[bytes]:
    """Decompress a file's bytes, whatever the file is called; one layer only."""
    magic = raw.read(8)
    raw.seek(0)
    if magic.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.GzipFile(fileobj=raw, mode="rb"))  # the mode of a temporary file is "w+b"
    if magic.startswith(b"\xfd7zXZ\0"):
        return lzma.LZMAFile(raw)
    if magic.startswith(b"BZh"):
        return bz2.BZ2File(raw)
    if magic.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _only_member(raw, name)
    if magic.startswith(b"\x28\xb5\x2f\xfd"):
        raise Refused(Problem(name, "packed with zstd, which kg cannot unpack; unpack it first (zstd -d)"))
    return raw


def _only_member(raw: BinaryIO, name: str) -> IO[bytes]:
    try:
        archive = zipfile.ZipFile(raw)
        members = [one for one in archive.infolist() if not one.is_dir() and not _is_aside(one.filename)]
        if len(members) == 1:
            return archive.open(members[0])
    except _DAMAGE as error:
        raise Refused(Problem(name, f"a zip archive that cannot be unpacked: {error}")) from error
    raise Refused(Problem(name, _archive([one.filename for one in members])))


def _is_aside(member: str) -> bool:
    """Tell whether a file is hidden, or what a Mac adds to an archive; hidden files in folders are not read either."""
    return member.startswith("__MACOSX/") or any(
        part.startswith(".") and part not in (".", "..") for part in member.split("/")
    )


def _archive(members: Collection[str]) -> str:
    """Say what a zip archive of these files is, and what to do with it."""
    if not members:
        return "a zip archive without files, hidden ones aside"
    if "xl/workbook.xml" in members:
        return "a spreadsheet; save it as CSV"
    if not _OF_DOCUMENTS.isdisjoint(members):
        return "a document of a word processor or a book, not a listing; save a table in it as CSV, a list as text"
    return f"a zip archive of {len(members)} files; unpack it and name the folder"


class _Capped(io.RawIOBase):
    """A stream that refuses a decompression bomb, and that ends where its bytes are damaged."""

    def __init__(self, inner: IO[bytes], raw: BinaryIO, name: str) -> None:
        self._inner, self._raw, self._name = cast(io.BufferedIOBase, inner), raw, name
        self._count = 0
        self._damage: Exception | None = None

    def readable(self) -> bool:
        """Give True, as `io.RawIOBase` asks of a stream to read from."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # Buffer is newer than 3.11
        """
        Fill the buffer as far as bytes can be had, and give their number; 0 at the end and where damage begins.

        Raises `Refused` for a stream that is too large, or that unpacks to too many times its size.
        """
        filled = 0
        while filled < len(buffer) and not self._damage:
            try:
                chunk = self._inner.read1(len(buffer) - filled)
            except _DAMAGE as error:
                self._damage = error
                break
            if not chunk:
                break
            buffer[filled : filled + len(chunk)] = chunk
            filled += len(chunk)
            self._count += len(chunk)
            self._cap()
        return filled

    def check(self) -> None:
        """Raise `Refused` where damage was met."""
        if self._damage:
            lost = "what follows is lost, so get the file again"
            reason = f"damaged or cut off after {self._count:,} bytes ({self._damage}); {lost}"
            raise Refused(Problem(self._name, reason)) from self._damage

    def _cap(self) -> None:
        if self._count > _LARGEST_STREAM:
            raise Refused(Problem(self._name, _TOO_LARGE))
        if self._count > max(_RATIO_COUNTS_FROM, _LARGEST_RATIO * self._raw.tell()):
            reason = (
                f"unpacks to more than {_LARGEST_RATIO} times its size; unpack it yourself if that is right"
            )
            raise Refused(Problem(self._name, reason))


def _in_utf8(document: Document) -> Document:
    """Turn a document in UTF-16 or UTF-32 into one in UTF-8."""
    encoding = _wide(document.head()[:4096])
    if not encoding:
        return document
    text = document.rest().decode(encoding, "replace")
    data = io.BytesIO(text.encode("utf-8", "replace"))
    return Document(document.name, io.BufferedReader(cast(io.RawIOBase, data), _CHUNK))


def _wide(head: bytes) -> str | None:
    """Give the encoding of a text in UTF-16 or UTF-32, by its byte-order mark or by the positions of its zero bytes."""
    if head.startswith((b"\xff\xfe\0\0", b"\0\0\xfe\xff")):
        return "utf-32"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if even * 20 < half < odd * 2:
        return "utf-16-le"
    return "utf-16-be" if odd * 20 < half < even * 2 else None
