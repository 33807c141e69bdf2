"""Checks that every page must pass, in the state the test has brought it to."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def assert_accessible(page: Page) -> None:
    """No finding of axe-core (A, AA, 2.2, best practice), in light and in dark."""
    for theme in ("light", "dark"):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        found = Axe().run(page, options={"runOnly": RULES, "preload": False})
        lines = [
            f"{theme}: {rule['id']}: {rule['help']}: {node['target']} {node['html'][:160]}"
            for rule in found.response["violations"]
            for node in rule["nodes"]
        ]
        assert not lines, "\n".join(lines)


def assert_fits_enlarged(page: Page) -> None:
    """Nor with text of twice the size (WCAG 1.4.4, 1.4.10) on a phone, in a small window, on a desktop."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert_fits(page, 390, 900, 1440)
    page.evaluate("document.documentElement.style.fontSize = ''")


def assert_fits(page: Page, *widths: int) -> None:
    """Nothing makes the page scroll sideways; by default on a phone (390 px) and at 400 % zoom (320 px)."""
    before = page.viewport_size
    for width in widths or (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        over = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
                .filter((one) => !one.closest('.scroll, .board, .chips, .tabs, .tabs-page, .leit, .vh, [popover]'))
                .slice(0, 5).map((one) => one.outerHTML.slice(0, 120))"""
        )
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{width} px: {wide} px too wide: {over}"
    if before:
        page.set_viewport_size(before)
