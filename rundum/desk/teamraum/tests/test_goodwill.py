"""What is left of this month's goodwill opens the credits it is made of, and they add up to it (AC4.4)."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at
from rundum.concerns.actions.crediting import give_credit
from rundum.concerns.models import Concern, Credit
from rundum.customers.models import Customer
from rundum.decisions.actions.using import withdraw_use
from rundum.decisions.models import Authority, AuthorityUse
from rundum.desk.teamraum.queries.goodwill import GoodwillBehind, goodwill_behind
from rundum.desk.teamraum.queries.room import room_of
from rundum.teams.models import Team
from tests.world import MONDAY, World, make_concern


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with standing_at(MONDAY):
        yield


def credit(world: World, amount: str, number: int, customer: Customer | None = None) -> Credit:
    customer = customer or world.dairy
    concern = make_concern(customer, world.complaint, f"Undicht {number}", number=number)
    by = world.aylin if customer.team_id == world.hanse.pk else world.piet
    return give_credit(concern, amount=Decimal(amount), reason="Fracht vertauscht", by=by)


def opened(team: Team, reader: User, **paging: int) -> GoodwillBehind:
    found = goodwill_behind(team, now(), reader=reader, **paging)
    assert found is not None
    return found


def page_for(reader: User, team: Team, language: str = "de") -> str:
    User.objects.filter(pk=reader.pk).update(language=language)
    client = Client()
    client.force_login(reader)
    client.post("/teams/current/", {"team": team.pk})
    answer = client.get("/figures/goodwill/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_credits_and_what_is_left_make_the_limit(world: World) -> None:
    credit(world, "99.99", 1)
    credit(world, "20.01", 2)
    state = room_of(world.hanse, reader=world.aylin, inside=True).goodwill
    assert state is not None
    found = opened(world.hanse, world.aylin)
    assert [row.use.amount for row in found.rows] == [Decimal("20.01"), Decimal("99.99")]
    assert sum(row.use.amount for row in found.rows) == found.given == state.used_month == Decimal("120.00")
    assert found.given + state.left_month == state.authority.per_month == Decimal("250.00")
    page = page_for(world.aylin, world.hanse)
    for told in ("99,99", "20,01", "120,00", "130,00", "250,00", "Undicht 1", "Heute", world.dairy.name):
        assert told in page
    english = page_for(world.aylin, world.hanse, "en")
    assert "€99.99" in english
    assert "Left" in english


def test_what_the_figure_does_not_count_is_no_row(world: World) -> None:
    kept, withdrawn = credit(world, "10", 1), credit(world, "20", 2)
    foreign, earlier, other = credit(world, "30", 3), credit(world, "40", 4), credit(world, "50", 5)
    withdraw_use(withdrawn.use)
    AuthorityUse.objects.filter(pk=foreign.use_id).update(currency="CHF")
    AuthorityUse.objects.filter(pk=earlier.use_id).update(month="2026-10-01")
    AuthorityUse.objects.filter(pk=other.use_id).update(team=world.foerde)
    found = opened(world.hanse, world.aylin)
    assert [row.use.pk for row in found.rows] == [kept.use_id]
    assert (found.total, found.given) == (1, found.state.used_month) == (1, Decimal("10.00"))


def test_a_confidential_credit_is_counted_without_its_name(world: World) -> None:
    credit(world, "10", 1)
    credit(world, "20", 2)
    Concern.objects.filter(number=1).update(confidential=True)
    found = opened(world.hanse, world.piet)
    assert (found.total, found.hidden, found.given) == (2, 1, Decimal("30.00"))
    assert opened(world.hanse, world.aylin).hidden == 0
    page = page_for(world.piet, world.hanse)
    assert "Undicht 1" not in page
    assert "Undicht 2" in page
    assert "Fracht vertauscht" not in page
    Customer.objects.filter(pk=world.dairy.pk).update(confidential=True)
    assert world.dairy.name not in page_for(world.piet, world.hanse)


def test_another_team_opens_its_own_credits(world: World) -> None:
    Authority.objects.create(
        team=world.foerde, area="goodwill", per_case=40, per_month=80, in_force_from=now() - timedelta(days=1)
    )
    credit(world, "10", 1)
    credit(world, "30", 2, world.clinic)
    found = opened(world.foerde, world.piet)
    assert (found.given, found.state.left_month) == (Decimal("30.00"), Decimal("50.00"))
    page = page_for(world.aylin, world.foerde)
    assert "Undicht 2" in page
    assert "Undicht 1" not in page


def test_a_team_without_authority_reads_who_sets_it(world: World) -> None:
    assert goodwill_behind(world.foerde, now(), reader=world.piet) is None
    page = page_for(world.piet, world.foerde)
    assert "noch keine Befugnis" in page
    assert "<table" not in page


def test_a_month_without_credits_leaves_the_whole_limit(world: World) -> None:
    found = opened(world.hanse, world.aylin)
    assert (found.total, found.given, found.state.left_month) == (0, Decimal(0), Decimal("250.00"))
    assert "In diesem Monat noch nichts." in page_for(world.aylin, world.hanse)


def test_a_limit_set_lower_after_more_was_given_is_told(world: World) -> None:
    credit(world, "90", 1)
    told = "Die Grenze wurde gesenkt"
    assert told not in page_for(world.aylin, world.hanse)
    Authority.objects.create(team=world.hanse, area="goodwill", per_case=10, per_month=20, in_force_from=now())
    found = opened(world.hanse, world.aylin)
    assert (found.given, found.state.left_month) == (Decimal("90.00"), Decimal(0))
    assert told in page_for(world.aylin, world.hanse)


def test_the_credits_are_paged_by_key_and_summed_over_all_pages(world: World) -> None:
    made = [credit(world, "10", number).use_id for number in range(1, 6)]
    seen, after = [], 0
    while True:
        found = opened(world.hanse, world.aylin, after=after, listed=2)
        assert (found.total, found.given) == (5, Decimal("50.00"))
        seen += [row.use.pk for row in found.rows]
        if found.later is None:
            break
        after = found.later
    assert seen == made[::-1]


def test_the_rows_take_as_many_queries_with_many_credits_as_with_one(world: World) -> None:
    counted = []
    for number in range(1, 12):
        credit(world, "10", number)
        if number in (1, 11):
            with CaptureQueriesContext(connection) as queries:
                opened(world.hanse, world.aylin)
            counted.append(len(queries))
    assert counted == [5, 5]
