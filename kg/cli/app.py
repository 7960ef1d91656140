"""The application: its groups of commands, the options of all commands, and the reporting of errors."""

from __future__ import annotations

import inspect
import io
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from kg import __version__, is_compiled
from kg.cli import aliases, build, evaluate, explore, export, load, query, review
from kg.cli.texts import abridged, plain
from kg.errors import KgError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

app = typer.Typer(
    name="kg",
    epilog="Begin with: [bold]kg build saved-page.html[/], then [bold]kg stats[/] and [bold]kg show NAME[/]",
    invoke_without_command=True,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _flow(commands: typer.Typer) -> None:
    """Have the paragraphs of help flow: Typer takes the ends of lines in a docstring for ends of lines on the terminal."""
    for one in commands.registered_commands:
        written = inspect.getdoc(one.callback) if one.callback else None
        one.help = "\n\n".join(" ".join(part.split()) for part in (written or "").split("\n\n"))
    for group in commands.registered_groups:
        if group.typer_instance:
            _flow(group.typer_instance)


for part in (build, load, query, explore, aliases, review, export, evaluate):
    _flow(part.app)
    app.add_typer(part.app)

_INTERRUPTED = 130
_REWORDED = (
    (r"No such command ('.+?')\. Did you mean (.+)\?", r"there is no command \1; did you mean \2?"),
    (r"No such command ('.+')", r"there is no command \1"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"there is no option \1; did you mean \2?"),
    (r"No such option: (\S+)", r"there is no option \1"),
    (r"Missing argument '(.+)'", r"\1 is missing"),
    (r"Got unexpected extra arguments?(?:\(s\))? \((.+)\)", r"nothing more is taken than stands before: \1"),
    (r"Option '(.+)' requires an argument", r"\1 needs a value"),
    (r"", "something is missing"),
)
"""What Typer says of the arguments, and how it is said here."""


def _version(wanted: bool) -> None:
    if wanted:
        compiled = "yes" if is_compiled() else "no"
        typer.echo(f"kg {__version__} (compiled: {compiled})")
        raise typer.Exit


@app.callback()
def everywhere(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show the traceback of an error; may be given anywhere.")
    ] = False,
) -> None:
    """Turn saved listings of scientific papers into a knowledge graph: build it, query it, view it."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(2)


def run(arguments: Sequence[str]) -> int:
    """Run one command and give its exit code; an error becomes one line on standard error."""
    with _whole_streams():
        try:
            code = app([one for one in arguments if one != "--debug"], prog_name="kg", standalone_mode=False)
            sys.stdout.flush()
        except Exception as error:
            if "--debug" in arguments:
                raise
            return _tell(error)
        if code == _INTERRUPTED:
            sys.stderr.write("kg: interrupted; nothing is lost, run it again\n")
        return int(code or 0)


@contextmanager
def _whole_streams() -> Iterator[None]:
    """
    Have output that is written as a whole, or fails.

    One that is closed takes everything and is silent: from the beginning, or once whoever reads a pipe, such as `head`, has
    had enough. The work goes on and the exit code is its own.
    """
    before = sys.stdout, sys.stderr
    streams = [_whole(stream) for stream in before]
    sys.stdout, sys.stderr = streams
    try:
        yield
    finally:
        for stream, old in zip(streams, before, strict=True):
            _empty(stream)
            if stream is not old and isinstance(stream, io.TextIOWrapper) and old is not None:
                stream.detach()
        sys.stdout, sys.stderr = before


class _Forgiving(io.FileIO):
    """A file that, as a pipe that nobody reads any more, takes everything and is silent."""

    def write(self, data: ReadableBuffer, /) -> int:
        """Write bytes and give their number."""
        try:
            return super().write(data)
        except BrokenPipeError:
            _silence(self.fileno())
            return super().write(data)


def _whole(stream: TextIO | None) -> TextIO:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    if not isinstance(stream, io.TextIOWrapper):
        return stream
    raw = getattr(stream.buffer, "raw", stream.buffer)
    if isinstance(raw, io.FileIO):
        stream.flush()
        # Under PYTHONUNBUFFERED there is no buffer, and what a pipe or a full disk does not take is lost unnoticed.
        buffer = io.BufferedWriter(_Forgiving(raw.fileno(), "w", closefd=False))
        line_buffering = stream.line_buffering or raw is stream.buffer
        stream = io.TextIOWrapper(buffer, stream.encoding, line_buffering=line_buffering)
    # A name that the terminal's encoding lacks is shown escaped and does not end the program.
    stream.reconfigure(errors="backslashreplace")
    return stream


def _empty(stream: TextIO) -> None:
    """Discard what a stream does not accept any more; otherwise the interpreter complains about it at exit."""
    try:
        stream.flush()
    except OSError:
        _silence(stream.fileno())
        stream.flush()


def _silence(descriptor: int) -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _tell(error: Exception) -> int:
    """Write an error as one line and give the exit code."""
    code = getattr(error, "exit_code", 1)
    if isinstance(error, typer.TyperException):
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "kg"
        stated = _reworded(error.format_message().replace("Value error, ", "").rstrip("."))
        message = stated if stated.endswith("?") else f"{stated}; see {command} --help"
    elif isinstance(error, KgError):
        message = str(error)
    elif isinstance(error, OSError):
        message = ": ".join(str(part) for part in (error.filename, error.strerror or error) if part)
    elif isinstance(error, MemoryError):
        message = "out of memory; build fewer listings at once, or use a machine with more"
    else:
        message = f"unexpected {type(error).__name__}: {error}; --debug shows where (please report it)"
    sys.stderr.write(f"kg: error: {abridged(' '.join(plain(message).split()))}\n")
    return code


def _reworded(stated: str) -> str:
    """
    Give what Typer says of the arguments in the words of this program.

    >>> _reworded("No such option: --lmit (Possible options: --limit, --list)")
    'there is no option --lmit; did you mean --limit or --list?'
    """
    for pattern, words in _REWORDED:
        if found := re.fullmatch(pattern, stated):
            before, meant, names = found.expand(words).partition("did you mean ")
            return before + meant + names.replace("'", "").replace(", ", " or ")
    return stated
