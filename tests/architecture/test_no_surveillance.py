"""No figure on what a single member has done exists, on no page and in no export, for anyone but themselves.

One member does everything a number of times that nothing else in this world is (and that no team's sum is either); then
every address is read as everyone else, and neither that number nor its share of the team may stand anywhere. The
member's own view is their own (SPEC AC7.2).
"""

import re
from datetime import timedelta
from decimal import Decimal
from html.parser import HTMLParser

import pytest
from django.db import connection

from rundum.accounts.models import User
from rundum.base.clock import standing_at
from rundum.concerns.actions.closing import close_concern, record_verdict
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.actions.holding import take_concern
from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.actions.promising import give_promise, keep_promise
from rundum.concerns.actions.stepping import move_to_step
from rundum.concerns.actions.talking import record_talk, write_note
from rundum.customers.actions.numbering import draw_numbers
from rundum.customers.actions.talking import Talk
from tests.architecture.matters import matters_of, matters_of_the_organisation
from tests.architecture.test_addresses import addresses, visitors
from tests.world import MONDAY, World

THEIRS, OTHERS = 37, 16
SHARES = ("69,8", "69.8", "70 %", "70%", "70\N{NO-BREAK SPACE}%")


def standing_alone(number: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?<!\d[.,:]){number}(?![.,:]?\d)(?!\w)")


NUMBER, OF_THE_TEAM = standing_alone(THEIRS), standing_alone(THEIRS + OTHERS)
READ_TOO = {"aria-label", "aria-description", "aria-valuenow", "aria-valuetext", "title", "alt", "placeholder"}
TOKEN = 40  # letters in a row that are no words: a random one may hold any number
THE_DAY_AFTER = MONDAY + timedelta(days=1, minutes=5)


class Words(HTMLParser):
    """All that a page says: its texts, and the attributes that are read out or shown."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.silent = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.silent = tag in {"script", "style"}
        self.said += [value for name, value in attributes if value and name in READ_TOO]

    def handle_endtag(self, tag: str) -> None:
        self.silent = False

    def handle_data(self, data: str) -> None:
        if not self.silent and data.strip():
            self.said.append(data)


def words_of(content: str, media_type: str) -> list[str]:
    if "html" not in media_type:
        return content.splitlines()
    words = Words()
    words.feed(content)
    return [said for said in words.said if " " in said or len(said) < TOKEN]


def whole_concern(world: World, member: User, nth: int) -> None:
    """Everything one can do, from the first call to the customer's verdict; nothing of it stays open."""
    with standing_at(MONDAY + timedelta(minutes=nth)):
        concern = take_in_concern(
            world.dairy, process=world.complaint, title="Kühlung", channel="phone", contact=world.brandl, by=member
        )
        take_concern(concern, by=member)
        promise = give_promise(concern, text="Rückruf", due_at=MONDAY + timedelta(days=2), by=member)
        write_note(concern, text="Gesehen", by=member)
        record_talk(concern, kind=Talk.CALL, contact=world.brandl, text="Gesprochen", by=member)
        for step in concern.version.steps.order_by("position")[1:]:
            move_to_step(concern, step=step, by=member)
        give_credit(concern, amount=Decimal(1), reason="Ausfall", by=member)
        keep_promise(promise, by=member)
        record_verdict(concern, solved=True, contact=world.brandl, voice="Gut", by=member)
        close_concern(concern, outcome="served", by=member)


@pytest.mark.django_db
def test_nobody_reads_how_much_a_single_member_has_done(world: World) -> None:
    for kind in ("concern", "credit"):
        draw_numbers(kind, 5000)  # so that no number of a thing looks like a count
    for member, times in ((world.emeka, THEIRS), (world.aylin, OTHERS)):
        for nth in range(times):
            whole_concern(world, member, nth)
    with connection.cursor() as cursor:
        # Tests before this one may have left statistics of tables that were empty at that moment; with those a figure
        # of one customer takes a minute instead of milliseconds. A server in use has its own.
        cursor.execute("ANALYZE")
    with standing_at(THE_DAY_AFTER):
        named = matters_of_the_organisation(world) | matters_of(
            world.dairy, world.brandl, member=world.aylin, other_team=world.foerde, world=world
        )
        read = 0
        found = set()
        of_the_team = set()
        for role, visitor in visitors(world).items():
            for each in addresses():
                answer = visitor.client.get(each.at(named))
                if answer.status_code != 200:
                    continue
                content = b"".join(answer) if answer.streaming else answer.content
                media_type = answer.headers["Content-Type"]
                if media_type.startswith(("image/png", "image/jpeg", "font/")):
                    continue
                read += 1
                for said in words_of(content.decode(), media_type):
                    if NUMBER.search(said) or any(share in said for share in SHARES):
                        found.add((each.route, role, said.strip()[:120]))
                    if OF_THE_TEAM.search(said):
                        of_the_team.add(each.route)
    assert read > 200
    assert of_the_team, "the team's own figure stands somewhere, so figures are read at all"
    assert sorted(found) == []
