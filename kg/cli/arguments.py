"""Arguments of `kg query` that were typed in another way than it takes them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from itertools import takewhile
from typing import Any

import typer
from typer.core import TyperCommand

from kg.errors import UsageError


class WithParameters(TyperCommand):
    """Says how a question is given that was not put as one, or a parameter that was typed like an option or an argument."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments as Typer does; raises UsageError for "--limit 5", "limit=5", and more words than one."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except typer.TyperException:
            if meant := parameter_meant(given):
                raise UsageError(meant) from None
            raise


def parameter_meant(args: Sequence[str]) -> str | None:
    """Say how to give the parameter of a named query that stands among arguments in another way, or None."""
    from kg.queries import load, names

    asked = next((load(one) for one in args if one in names()), None)
    known = {one.name: one.example for one in asked.parameters} if asked else {}
    for place, one in enumerate(args):
        name, equals, value = one.lstrip("-").partition("=")
        if name in known and (equals or one.startswith("-")) and args[place - 1] not in ("-p", "--param"):
            after = args[place + 1 : place + 2]
            stated = value if equals else after[0] if after and not after[0].startswith("-") else known[name]
            return f"{name} is a parameter of the query; give it as -p {shlex.quote(f'{name}={stated}')}"
    if asked and (words := list(takewhile(_is_word, args[args.index(asked.name) + 1 :]))):
        if not asked.texts:
            return f"the query {asked.name} takes no words; its parameters: {', '.join(known)}"
        values = words if len(words) == len(asked.texts) else [" ".join(words)]
        named = zip(asked.texts, values, strict=False)
        stated = " ".join(f"-p {shlex.quote(f'{name}={value}')}" for name, value in named)
        return f"what a query asks for is given by parameters: kg query {asked.name} {stated}"
    if not asked and len(args) > 1 and all(map(_is_word, args)):
        return "put Cypher into quotation marks; for questions in plain words see kg queries"
    return None


def _is_word(argument: str) -> bool:
    return not argument.startswith("-")
