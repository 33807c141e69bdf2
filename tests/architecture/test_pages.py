"""What every template keeps to, whoever wrote it: our icons, our filters, nothing from elsewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

from rundum.base.components.people import PORTRAITS

PACKAGE = Path(__file__).resolve().parents[2] / "rundum"
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
STATIC = PACKAGE / "base" / "static" / "base"

ELSEWHERE = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")
FOREIGN_FILTERS = re.compile(r"\|(date|time|timesince|timeuntil|floatformat|naturaltime|intcomma)\b")


def found(pattern: re.Pattern[str]) -> Iterator[str]:
    for path in TEMPLATES:
        source = re.sub(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(), flags=re.DOTALL)
        for match in pattern.finditer(source):
            yield f"{path.relative_to(PACKAGE)}: {match[0][:80]}"


def test_nothing_is_loaded_from_elsewhere():
    assert list(found(ELSEWHERE)) == []


def test_days_numbers_and_money_go_through_our_filters():
    assert list(found(FOREIGN_FILTERS)) == []


def test_every_icon_that_is_named_exists():
    there = set(re.findall(r'<symbol id="i-([\w-]+)"', (STATIC / "icons.svg").read_text()))
    named = set()
    for path in TEMPLATES:
        named |= set(re.findall(r"""\{%\s*icon\s+["']([\w-]+)["']""", path.read_text()))
    for path in PACKAGE.glob("**/*.py"):
        if "tests" not in path.parts:
            named |= set(re.findall(r"""\bicon(?:_name)?(?:\(|=)["']([\w-]+)["']""", path.read_text()))
    assert named - there == set()


def test_every_portrait_is_drawn():
    assert set(re.findall(r'<symbol id="p-([\w-]+)"', (STATIC / "portraits.svg").read_text())) == set(PORTRAITS)


def test_what_is_not_ours_carries_its_licence():
    assert (STATIC / "LICENSE-lucide.txt").exists()
    assert {path.name for path in (STATIC / "fonts").glob("OFL-*.txt")} == {
        "OFL-hanken-grotesk.txt",
        "OFL-newsreader.txt",
    }
    assert "ISC" in (STATIC / "icons.svg").read_text()[:200]


def test_every_file_of_styles_is_used_and_nothing_else():
    sheets = {str(path.relative_to(STATIC / "css")) for path in (STATIC / "css").rglob("*.css")} - {"rundum.css"}
    assert set(re.findall(r'@import url\("([^"]+)"\)', (STATIC / "css" / "rundum.css").read_text())) == sheets


def test_every_script_is_used():
    scripts = {path.name: path.read_text() for path in (STATIC / "js").glob("*.js")}
    used = {"rundum.js", "theme_before_sign_in.js"}
    for source in scripts.values():
        used |= set(re.findall(r'^import (?:.* from )?"\./([\w.]+)"', source, re.MULTILINE))
    assert set(scripts) == used
