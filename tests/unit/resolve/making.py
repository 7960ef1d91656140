"""Mentions for the tests of resolution."""

from kg.model import Kind, Mention
from kg.resolve import resolve


def mention(paper: str, name: str, surface: str = "", kind: Kind = "method", rule: str = "name") -> Mention:
    text = surface or name
    return Mention(paper, kind, name, "abstract", 0, len(text), text, f"{text}.", "mentions", rule, 0.9)


def together(*mentions: Mention) -> bool:
    return len(set(resolve(mentions).entity_of)) == 1
