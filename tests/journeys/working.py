"""What people do at a concern, through its page: with a mouse or by touch, in any language."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from rundum.base.clock import now
from tests.journeys.words import Words

type Press = Callable[[Locator], None]


@dataclass
class Working:
    """One person at the page of one concern. press: how they press what they see, by mouse or by finger."""

    page: Page
    words: Words
    press: Press

    def press_button(self, text: str) -> None:
        self.press(self.page.locator("main").get_by_role("button", name=self.words(text)).first)

    def choose(self, kind: str) -> None:
        """Choose what to write: talk, note, promise, credit."""
        self.press(self.page.locator(f".composer label.tab:has(input[value={kind}])"))
        panel = self.page.locator(f".panel[data-kind={kind}]")
        expect(panel.locator("textarea, input[type=text]").first).to_be_focused()

    def write(self, name: str, text: str) -> None:
        self.page.locator(f"[id={name}]").fill(text)

    def expect_on_timeline(self, text: str) -> None:
        expect(self.page.locator("#timeline")).to_contain_text(text)

    def take(self) -> None:
        self.press_button("Take this")
        expect(self.page.locator("#concern-rail")).to_contain_text(self.words("Let go"))

    def record_talk(self, *, said: str, agreed: str) -> None:
        self.choose("talk")
        self.write("talk_voice", said)
        self.write("talk_text", agreed)
        self.press_button("Write down the conversation")
        self.expect_on_timeline(said)
        self.expect_on_timeline(agreed)

    def write_note(self, text: str) -> None:
        self.choose("note")
        self.write("note_text", text)
        self.press_button("Write the note")
        self.expect_on_timeline(text)

    def promise(self, text: str) -> None:
        """Promise something for tomorrow, and see its ring."""
        self.choose("promise")
        self.write("promise_text", text)
        self.press(self.page.locator(".due label.chip", has_text=self.words("Another time")))
        self.write("promise_due_at", tomorrow())
        self.press_button("Give the promise")
        expect(self.page.locator("#concern-rail .ring[data-s=ok]")).to_be_visible()
        expect(self.page.locator("#concern-head .ring[data-s=ok]")).to_be_visible()

    def keep_promise(self) -> None:
        self.press(self.page.locator("#concern-rail").get_by_role("button", name=self.words("Kept"), exact=True))
        expect(self.page.locator("#concern-rail .ring[data-s=ok]")).to_have_count(0)

    def give_credit(self, amount: str, reason: str) -> None:
        self.choose("credit")
        self.write("credit_amount", amount)
        self.write("credit_reason", reason)
        self.press_button("Give the credit")

    def record_verdict(self, said: str) -> None:
        self.press(self.page.locator("#concern-actions .more-button"))
        self.press(self.page.get_by_role("link", name=self.words("Record the customer's verdict")))
        self.press(self.page.get_by_label(self.words("Yes, it is solved")))
        self.write("id_voice", said)
        self.press(self.page.locator("main form .btn-primary"))
        expect(self.page.locator("#concern-rail")).to_contain_text(said)

    def close(self) -> None:
        self.press(self.page.locator("#concern-actions .more-button"))
        self.press(self.page.locator("#concern-menu").get_by_role("link", name=self.words("Close"), exact=True))
        self.press(self.page.locator("[name=outcome][value=served]"))
        self.press(self.page.locator("main form .btn-primary"))
        expect(self.page.locator("#concern-notices .note-brand")).to_be_visible()


def tomorrow() -> str:
    """Tomorrow at 10, as fields for date and time take it."""
    return f"{(timezone.localtime(now()) + timedelta(days=1)).date().isoformat()}T10:00"
