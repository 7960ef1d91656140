"""
Elements of XML, within limits.

defusedxml parses it and refuses a document type, so that no entity can be declared: neither one that expands
exponentially nor one that reads a file. Everything before damage is kept.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element, ParseError

from kg.model import Problem
from kg.readers.base import Document
from kg.readers.text import decode

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CONTROL_WRITTEN = re.compile(
    r"&#(?:0*(?:[0-8]|1[12]|1[4-9]|2\d|3[01])|x0*(?:[0-8bBcC]|0[eEfF]|[eEfF]|1[0-9a-fA-F]));"
)
_DEEPEST = 50


def elements(document: Document, names: Collection[str], largest: int) -> Iterator[Element | Problem]:
    """
    Give the elements of these names, each with what is in it, and problems.

    Raises `Refused` for XML that declares a document type, that is nested deeply, or of more than `largest` bytes.
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    text, guess = decode(document.rest(largest))
    if guess:
        yield document.problem(guess, lost=False)
    source = io.StringIO(_CONTROL_WRITTEN.sub("", _CONTROL.sub("", text)))
    depth = 0
    try:
        for event, element in iterparse(source, events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise document.refused(f"XML nested deeper than {_DEEPEST}")
            if event == "end" and name(element) in names:
                yield element
                element.clear()
    except DefusedXmlException as error:
        raise document.refused(
            "XML with a document type or entities of its own, which no list of papers needs"
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        line = getattr(error, "position", (None, 0))[0]
        yield document.problem(
            f"not valid XML, or cut off ({error})", line, outcome="what stands before is kept"
        )


def name(element: Element) -> str:
    """Give the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
