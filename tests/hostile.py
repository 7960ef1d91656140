"""
Texts made to break a page, and a graph that has each of them in every place where a text can stand.

A text that runs sets `window.__pwned`; a test only has to look there.
"""

import json
from typing import Any

import polars as pl

from kg.graph import Graph

RUN = "window.__pwned=1"

HOSTILE = (
    # markup that runs
    f"<script>{RUN}</script>",
    f"</script><script>{RUN}</script>",
    f"</ScRiPt ><ScRiPt>{RUN}</sCrIpT>",
    f"<!--<script>{RUN}</script>",
    f"--><script>{RUN}</script><!--",
    f"]]><script>{RUN}</script>",
    f"</title><script>{RUN}</script>",
    f"</style><script>{RUN}</script>",
    f"</textarea><script>{RUN}</script>",
    f"</noscript><script>{RUN}</script>",
    f"</template><script>{RUN}</script>",
    f"<script src=data:text/javascript,{RUN}></script>",
    f"<script type=module>{RUN}</script>",
    f"<scr<script>ipt>{RUN}</scr</script>ipt>",
    f"<img src=x onerror={RUN}>",
    f"<img src=x onerror='{RUN}' alt=\"",
    f"<IMG SRC=javascript:{RUN}>",
    f'"><img src=x onerror={RUN}>',
    f"'><img src=x onerror={RUN}>",
    f"`><img src=x onerror={RUN}>",
    f"<svg onload={RUN}>",
    f"<svg><script>{RUN}</script></svg>",
    f"<svg><animate onbegin={RUN} attributeName=x dur=1s>",
    f"<svg><a xlink:href='javascript:{RUN}'><text y=20>here</text></a></svg>",
    f"<math><mtext><img src=x onerror={RUN}></mtext></math>",
    f"<body onload={RUN}>",
    f"<iframe srcdoc='<script>parent.{RUN}</script>'></iframe>",
    f"<iframe src=javascript:parent.{RUN}></iframe>",
    f"<object data='data:text/html,<script>{RUN}</script>'>",
    f"<embed src='javascript:{RUN}'>",
    f"<details open ontoggle={RUN}>",
    f"<video><source onerror={RUN}></video>",
    f"<input autofocus onfocus={RUN}>",
    f"<select autofocus onfocus={RUN}>",
    f"<a href='javascript:{RUN}' class='to'>see href</a>",
    f"<form action='javascript:{RUN}'><button>send</button></form>",
    f"<meta http-equiv=refresh content='0;url=javascript:{RUN}'>",
    "<base href='https://evil.example/'>",
    "<link rel=stylesheet href='https://evil.example/a.css'>",
    "<style>*{display:none!important}</style>",
    "<style>@import 'https://evil.example/a.css';</style>",
    "<img src='https://evil.example/pixel.gif'>",
    # addresses
    f"javascript:{RUN}",
    f"JaVaScRiPt:{RUN}//https://example.org",
    f" javascript:{RUN}",
    f"java\tscript:{RUN}",
    f"\x01javascript:{RUN}",
    f"data:text/html,<script>{RUN}</script>",
    "vbscript:msgbox(1)",
    "//evil.example/path",
    'https://evil.example/" onclick="window.__pwned=1',
    "http://[broken",
    "file:///etc/hosts",
    # templates and code
    "{{ 7 * 7 }} {{ config }} {% raw %} {# note #}",
    "{% for x in ().__class__.__base__.__subclasses__() %}{{ x }}{% endfor %}",
    "{{constructor.constructor('window.__pwned=1')()}}",
    "${window.__pwned=1}",
    "`+(window.__pwned=1)+`",
    "');window.__pwned=1;//",
    '";window.__pwned=1;//',
    '\\";window.__pwned=1;//',
    "\\u003cscript\\u003ewindow.__pwned=1\\u003c/script\\u003e",
    "&lt;script&gt;window.__pwned=1&lt;/script&gt; &amp; &quot; &#39; &nbsp;",
    "&lt;img src=x onerror=window.__pwned=1&gt; href",
    # names that objects of JavaScript have
    "__proto__",
    "constructor",
    "prototype",
    "toString",
    "hasOwnProperty",
    "null",
    "undefined",
    "NaN",
    # characters
    "right to left \u202egnp.exe\u202c and isolates \u2066x\u2069",
    "line\u2028and paragraph\u2029separators",
    "nul \x00 bell \x07 escape \x1b[31m delete \x7f",
    "zero\u200bwidth\u200d joiner \ufeff mark",
    "combined z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319",
    "emoji \U0001f469\u200d\U0001f52c and \U0001d54f beyond the first plane",
    "noncharacters \ufffe \uffff",
    "carriage\r\nreturn\rtab\tvertical\x0b",
    "percent %00 %2e%2e%2f %E0%A4%A & amp # hash ? mark",
    "../../etc/passwd",
    "C:\\con\\nul",
    "   ",
    "long " + "w" * 5000,
)

BROKEN_EVIDENCE = (
    "",
    "not JSON",
    "{}",
    '[1, null, "text"]',
    "[{}]",
    '[{"field": "abstract", "start": -1, "end": 99999999, "sentence": null, "surface": 5}]',
    '[{"field": "__proto__", "start": "0", "end": [], "sentence": {"a": 1}, "surface": "x"}]',
    '[{"field": "title", "start": 0, "end": 1, "sentence": "lone \\ud800 half", "surface": "\\udfff"}]',
    '[{"field": "title", "start": NaN, "end": Infinity, "sentence": "s", "surface": "s"}]',
    "[" * 5000,
)
"""What stands where evidence should be."""


def hostile_graph() -> Graph:
    """Give a graph with every hostile text as id, name and property of every kind of node and link."""
    papers = [_paper(text) for text in HOSTILE]
    names = {
        "Dataset": [_named("dataset", text) for text in HOSTILE],
        "Method": [{**_named("method", text), "family": True} for text in HOSTILE],
        "Repo": [
            {"id": f"repo:{text}", "name": text, "url": text, "host": text, "owner": text} for text in HOSTILE
        ],
    }
    mentions = [
        mention
        for number, text in enumerate(HOSTILE)
        for kind in ("dataset", "method", "repo")
        for mention in (_mention(text, f"{kind}:{text}", text, number),)
    ]
    following = list(zip(HOSTILE, (*HOSTILE[1:], HOSTILE[0]), strict=True))
    similar = [
        {"start": f"paper:{a}", "end": f"paper:{b}", "score": 0.5, "terms": [a, b]} for a, b in following
    ]
    builds = [_built(a, b) for a, b in following]
    cites = [{"start": f"paper:{a}", "end": f"paper:{b}"} for a, b in following]
    return Graph.of(
        {"Paper": pl.DataFrame(papers), **{label: pl.DataFrame(rows) for label, rows in names.items()}},
        {
            "MENTIONS": pl.DataFrame(mentions),
            "SIMILAR_TO": pl.DataFrame(similar),
            "BUILDS_ON": pl.DataFrame(builds),
            "CITES": pl.DataFrame(cites),
        },
        pl.DataFrame([{"entity": f"method:{text}", "alias": text, "rule": text} for text in HOSTILE]),
    )


def _built(text: str, on: str) -> dict[str, Any]:
    proof = {
        "via": text,
        "entity": f"method:{text}",
        "introduced": {"paper": f"paper:{on}", **_evidence(on)},
        "mentioned": {"paper": f"paper:{text}", **_evidence(text)},
    }
    ends = {"start": f"paper:{text}", "end": f"paper:{on}"}
    return {**ends, "via": [text], "confidence": 0.5, "evidence": json.dumps([proof])}


def _paper(text: str) -> dict[str, Any]:
    return {
        "id": f"paper:{text}",
        "title": text,
        "abstract": f"{text} stands in a sentence. {text}",
        "url": text,
        "arxivId": text,
        "doi": text,
        "citationKey": text,
        "published": text[:40],
        "year": 2024,
        "authors": [text, text],
        "venue": text,
        "keywords": [text],
        "listings": [text],
    }


def _named(kind: str, text: str) -> dict[str, Any]:
    return {"id": f"{kind}:{text}", "name": text, "aliases": [text, f"{text} {text}"], "papers": 1}


def _evidence(text: str) -> dict[str, Any]:
    return {
        "field": "abstract",
        "start": 0,
        "end": len(text),
        "sentence": f"{text} stands in a sentence.",
        "surface": text,
        "rule": text,
    }


def _mention(text: str, entity: str, role: str, number: int) -> dict[str, Any]:
    """Give a mention with a hostile role and, for some, evidence that is none."""
    good = json.dumps([_evidence(text), {**_evidence(text), "field": text}])
    evidence = BROKEN_EVIDENCE[number % len(BROKEN_EVIDENCE)] if entity.startswith("repo:") else good
    return {
        "start": f"paper:{text}",
        "end": entity,
        "role": role if entity.startswith("method:") else "introduces",
        "roles": [text, "extends"],
        "count": 2,
        "surfaces": [text],
        "confidence": float("nan") if number % 7 == 0 else 0.5,
        "evidence": evidence,
    }
