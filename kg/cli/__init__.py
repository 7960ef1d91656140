"""The command line: each command parses, calls one function of the library, and prints."""

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> None:
    """
    Run the command line and end the process.

    Exit codes: 0 done, 1 the work failed, 2 wrong usage, 130 interrupted from the keyboard.
    """
    try:
        from kg.cli.app import run

        code = run(sys.argv[1:] if arguments is None else arguments)
    except KeyboardInterrupt:  # even while the program is still loading
        sys.stderr.write("kg: interrupted\n")
        code = 130
    sys.exit(code)
