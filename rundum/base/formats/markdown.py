"""What people write, as HTML: Markdown without raw HTML, cleaned again on output, with @mentions set as tags."""

import re
from functools import lru_cache

import nh3
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

MENTION = re.compile(r"@(?P<name>[^\W\d_][\w.-]*\w)")
FOLLOWING = re.compile(r"(?: [^\W\d_][\w-]*){0,2}")  # words that may belong to a name written with blanks

ALLOWED_TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr", "span",
    "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
ALLOWED_CLASSES = {"span": {"tag"}}
ALLOWED_SCHEMES = {"https", "http", "mailto", "tel"}
HIGHEST_HEADING = 3  # a page has one h1 and its sections h2; what people write stands below both


@lru_cache(maxsize=2048)  # reading takes 0.2 ms, and a timeline of fifty shows the same texts again and again
def markdown(source: str, named: tuple[str, ...] = ()) -> SafeString:
    """The text as safe HTML. Line breaks stay; headings begin at h3; pictures are not loaded from elsewhere.

    named: names after @ that are written with blanks.
    """
    return mark_safe(  # noqa: S308 (cleaned by nh3 in the same line)
        nh3.clean(
            _reader.render(source, {"named": named}),
            tags=ALLOWED_TAGS,
            attributes=ALLOWED_ATTRIBUTES,
            allowed_classes=ALLOWED_CLASSES,
            url_schemes=ALLOWED_SCHEMES,
            link_rel="noopener noreferrer nofollow",
        )
    )


def mentioned(source: str) -> list[tuple[str, str]]:
    """The names mentioned with @ in the text, each once, in order: what people wrote, not who they are.

    Beside each the words that follow it, for they may belong to the name: @Piet Janssen.
    """
    found = ((match["name"], FOLLOWING.match(source, match.end())) for match in MENTION.finditer(source))
    return list(dict.fromkeys((name, following[0].strip() if following else "") for name, following in found))


def _mention(state: StateInline, silent: bool) -> bool:
    """Reads @Name where a word may begin, so that an e-mail address stays what it is."""
    before = state.src[state.pos - 1] if state.pos else " "
    found = MENTION.match(state.src, state.pos)
    if not found or before.isalnum() or before in "_.-@":
        return False
    here = state.src[state.pos + 1 :].lower()
    longer = (len(name) for name in state.env["named"] if here.startswith(name.lower()))
    end = state.pos + 1 + max(longer, default=len(found["name"]))
    if not silent:
        name = escape(state.src[state.pos + 1 : end])
        state.push("html_inline", "", 0).content = f'<span class="tag">@{name}</span>'
    state.pos = end
    return True


def _make_reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["strikethrough", "table"])
    reader.disable("image")
    reader.inline.ruler.before("link", "mention", _mention)
    reader.core.ruler.push("headings_below_the_page", _lower_headings)
    return reader


def _lower_headings(state: StateCore) -> None:
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1]) + HIGHEST_HEADING - 1, 6)}"


_reader = _make_reader()
