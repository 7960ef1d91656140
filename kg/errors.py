"""
Everything that kg raises on purpose.

    KgError
    ├── UsageError      the command or the arguments are wrong          exit code 2
    ├── InputError      a file cannot be read as a listing of papers    exit code 1
    ├── StoreError      a store cannot be opened, read or written       exit code 1
    ├── QueryError      a Cypher query is refused or fails              exit code 1
    ├── EngineError     what a build is to run on is missing or fails   exit code 1
    └── NotFoundError   nothing in the graph has that name              exit code 1

A message is one line: what is wrong, where, and what to do about it.
"""

_LONGEST = 200


class KgError(Exception):
    """Root of all errors raised by kg; `str(error)` is one line fit to show to a person."""

    exit_code = 1


class UsageError(KgError):
    """The command, an option or an argument is wrong."""

    exit_code = 2


class InputError(KgError):
    """A file cannot be read as a listing of papers."""


class StoreError(KgError):
    """A store cannot be opened, read or written."""


class QueryError(KgError):
    """A Cypher query is refused or fails."""


class EngineError(KgError):
    """What a build is to run on is missing, does not answer, or fails."""


class NotFoundError(KgError):
    """Nothing in the graph has that name."""


def one_line(error: BaseException) -> str:
    """
    Give what an exception says on one line of at most 200 characters, or its type where it says nothing.

    >>> one_line(ValueError("no\\nsuch  thing.")), one_line(KeyError())
    ('no such thing', 'KeyError')
    """
    said = getattr(error, "message", None) or error  # drivers of databases have it apart from codes, too
    return " ".join(str(said).split())[:_LONGEST].rstrip(".") or type(error).__name__
