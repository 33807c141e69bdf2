"""Pages run under a Content Security Policy without exceptions: no script, style or handler inside the page itself."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.sources import code, line, templates

INLINE = {
    "style attribute": re.compile(r"""<[a-z][^<>]*\sstyle\s*=""", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "handler attribute": re.compile(r"""<[a-z][^<>]*\son[a-z]+\s*=""", re.IGNORECASE),
    "script without source": re.compile(
        r"""<script\b(?![^<>]*\ssrc\s*=)(?![^<>]*type\s*=\s*["']application/json["'])""", re.IGNORECASE
    ),
    "javascript address": re.compile(r"""=\s*["']\s*javascript:""", re.IGNORECASE),
    "htmx handler": re.compile(r"""<[a-z][^<>]*\s(?:data-)?hx-(?:on|vals\s*=\s*["']js)""", re.IGNORECASE),
}


def markup() -> Iterator[tuple[str, str]]:
    """Everything that becomes HTML: templates without their tags, and texts in Python that look like HTML."""
    for name, text in templates().items():
        # What a tag stands for keeps its place and its line; a > within it must not end an element.
        yield name, re.sub(r"{%.*?%}|{{.*?}}|{#.*?#}", blank, text, flags=re.DOTALL)
    for name, tree in code():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and "<" in node.value:
                yield f"{name}:{node.lineno}", node.value


def blank(tag: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "_", tag[0])


@pytest.mark.parametrize("kind", INLINE)
def test_nothing_inline(kind):
    assert [
        f"{name}:{line(text, found.start())} {found[0][-60:]!r}"
        for name, text in markup()
        for found in INLINE[kind].finditer(text)
    ] == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("style attribute", '<i class="a"\n style="width:1%">'),
        ("style element", "<STYLE>"),
        ("handler attribute", '<a href="#" onclick="x()">'),
        ("script without source", "<script>alert(1)</script>"),
        ("script without source", '<script type="module">'),
        ("javascript address", '<a href="javascript:x()">'),
        ("htmx handler", '<form hx-on:submit="x()">'),
    ],
)
def test_the_patterns_find_what_they_are_for(kind, text):
    assert INLINE[kind].search(text)


@pytest.mark.parametrize(
    "text",
    [
        '<script src="/a.js" type="module"></script>',
        '<script id="d" type="application/json">{}</script>',
        '<link rel="stylesheet" href="/a.css">',
        '<button data-on="1" class="on"></button>',
        "style = 1 < 2",
    ],
)
def test_the_patterns_leave_the_rest_alone(text):
    assert not any(pattern.search(text) for pattern in INLINE.values())
