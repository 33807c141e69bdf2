"""Who knows a team's customers: counted for the team, today and at all; by name only inside it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rundum.accounts.models import User
from rundum.base.clock import now, standing_at, today
from rundum.concerns.actions.promising import give_promise
from rundum.customers.actions.talking import record_customer_talk
from rundum.customers.models import Customer, Reading
from rundum.desk.knowledge.queries import PAGE, Place
from rundum.teams.models import Absence
from tests.world import World, join, make_concern, make_contact, make_customer, make_person

ADDRESS = "/knowledge/"


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(user: User, **asked: str):
    return client_of(user).get(ADDRESS, asked).context["page"]


def names(page) -> list[str]:
    return [shown.row.name for shown in page.rows]


def know(customer: Customer, *people: User) -> None:
    for person in people:
        Reading.objects.update_or_create(customer=customer, user=person, defaults={"at": now()})


@pytest.fixture
def four(world: World) -> dict[str, Customer]:
    """The dairy and three more customers of Hanse: known by two, by Emeka alone, by nobody, by Aylin alone."""
    brewery, farm, harbour = (
        make_customer(name, world.hanse, number=2000 + place)
        for place, name in enumerate(("Brauhaus", "Gutshof", "Hafen"))
    )
    record_customer_talk(world.dairy, kind="call", contact=world.brandl, by=world.aylin)
    know(world.dairy, world.emeka)
    know(brewery, world.emeka, world.piet)  # Piet is in another team: that does not help here
    know(harbour, world.aylin)
    return {"dairy": world.dairy, "brewery": brewery, "farm": farm, "harbour": harbour}


def test_customers_are_counted_by_how_many_could_step_in(world: World, four: dict[str, Customer]) -> None:
    page = page_of(world.aylin)
    assert (page.ever.enough, page.ever.one_only, page.ever.orphans) == (1, 2, 1)
    assert (page.today.orphans, page.covered_today) == (1, 3)


def test_coverage_today_leaves_out_who_is_away_and_names_the_customers(world: World, four: dict[str, Customer]) -> None:
    Absence.objects.create(user=world.emeka, starts_on=today(), ends_on=today())
    page = page_of(world.aylin)
    assert page.which == "today"
    assert names(page) == ["Brauhaus", "Gutshof"]
    assert len(page.rows) == page.today.orphans
    html = client_of(world.aylin).get(ADDRESS).text
    assert "2 Kunden kennt niemand, der heute da ist." in html
    assert "nur Emeka Okafor kennt sie, heute nicht da" in " ".join(html.split())


def test_each_list_has_as_many_customers_as_its_figure_says(world: World, four: dict[str, Customer]) -> None:
    assert names(page_of(world.aylin, which="one")) == ["Brauhaus", "Hafen"]
    assert names(page_of(world.aylin, which="nobody")) == ["Gutshof"]
    assert names(page_of(world.aylin, which="today")) == ["Gutshof"]
    assert page_of(world.aylin, which="nonsense").which == "one"


def test_knowledge_fades_after_120_days(world: World, four: dict[str, Customer]) -> None:
    with standing_at(now() + timedelta(days=121)):
        assert page_of(world.aylin).ever.orphans == 4


def test_what_is_promised_next_comes_first_then_what_is_open_then_names(
    world: World, four: dict[str, Customer]
) -> None:
    Reading.objects.all().delete()
    for place, name in enumerate(("farm", "brewery")):
        concern = make_concern(four[name], world.complaint, "Es tropft", number=3000 + place)
        give_promise(concern, text="Rückruf", due_at=now() + timedelta(days=1 + place), by=world.aylin)
    make_concern(four["harbour"], world.complaint, "Es quietscht", number=3002)
    make_customer("Apfelkontor", world.hanse, number=2009)
    assert names(page_of(world.aylin, which="nobody")) == ["Gutshof", "Brauhaus", "Hafen", "Apfelkontor"]


def test_the_order_tells_nobody_outside_of_a_confidential_promise(world: World, four: dict[str, Customer]) -> None:
    make_customer("Apfelkontor", world.hanse, number=2009)
    concern = make_concern(four["farm"], world.complaint, "Übernahme", confidential=True)
    give_promise(concern, text="Rückruf", due_at=now() + timedelta(days=1), by=world.aylin)
    assert names(page_of(world.aylin, which="nobody")) == ["Gutshof", "Apfelkontor"]
    assert names(page_of(world.henrik, which="nobody")) == ["Apfelkontor", "Gutshof"]


def test_the_list_goes_on_page_by_page(world: World) -> None:
    make_concern(world.dairy, world.complaint, "Es tropft")
    for number in range(PAGE + 9):
        make_customer(f"Kunde {number:03}", world.hanse, number=4000 + number)
    first = page_of(world.aylin, which="nobody")
    assert (names(first)[0], len(first.rows)) == (world.dairy.name, PAGE)
    second = page_of(world.aylin, which="nobody", after=str(first.after))
    assert (names(second)[0], names(second)[-1], second.after) == ("Kunde 049", "Kunde 058", None)
    promised = Place(is_open=True, due_at=None, id=world.dairy.pk, sort_name=world.dairy.sort_name)
    assert names(page_of(world.aylin, which="nobody", after=str(promised)))[0] == "Kunde 000"


@pytest.mark.parametrize("typed", ["x", "1:x:1:a", "1:99999999999999999999999:1:a", ":::", "0::7:Ä%'\""])
def test_what_a_place_in_an_address_does_not_say_is_no_error(world: World, typed: str) -> None:
    assert client_of(world.aylin).get(ADDRESS, {"which": "nobody", "after": typed}).status_code == 200


def test_how_few_away_make_most_customers_unknown_is_named_inside_the_team_alone(
    world: World, four: dict[str, Customer]
) -> None:
    """One customer is known by nobody; without Emeka a second one, without Aylin too a third: more than half."""
    inside, outside = page_of(world.emeka), page_of(world.henrik)
    assert (inside.factor.number, inside.factor.is_exact) == (2, True)
    assert list(inside.absent) == [world.aylin, world.emeka]
    assert (outside.factor.number, list(outside.absent)) == (2, [])


@pytest.mark.parametrize("name", ["henrik", "vera", "sven", "ada"])
def test_those_outside_read_the_figures_of_the_team_and_no_name_of_a_member(
    world: World, four: dict[str, Customer], name: str
) -> None:
    reader = getattr(world, name)
    client = client_of(reader)
    client.post("/teams/current/", {"team": world.hanse.pk})
    for which in ("today", "one", "nobody"):
        html = client.get(ADDRESS, {"which": which}).text
        main = html[html.index("<main") : html.index("</main>")]
        assert "Mindestens zwei kennen sie" in main
        assert [person.name for person in (world.aylin, world.emeka, world.chiara) if person.name in main] == []
        assert "/reading/" not in main


def test_a_confidential_customer_is_neither_listed_nor_counted_for_those_outside(
    world: World, four: dict[str, Customer]
) -> None:
    Customer.objects.filter(pk=four["farm"].pk).update(confidential=True)
    assert page_of(world.henrik, which="nobody").ever.customers == 3
    assert names(page_of(world.henrik, which="nobody")) == []
    assert names(page_of(world.aylin, which="nobody")) == ["Gutshof"]


def test_a_member_is_led_to_read_about_customers_they_do_not_know(world: World, four: dict[str, Customer]) -> None:
    html = client_of(world.aylin).get(ADDRESS, {"which": "one"}).text
    assert f"/customers/{four['brewery'].pk}/reading/" in html
    assert f"/customers/{four['harbour'].pk}/reading/" not in html


def test_above_twelve_members_the_figure_says_that_it_is_an_upper_bound(
    world: World, four: dict[str, Customer]
) -> None:
    for number in range(10):
        join(make_person(f"Mitglied{number} Beispiel"), world.hanse)
    html = client_of(world.aylin).get(ADDRESS).text
    assert "vielleicht genügen weniger" in html
    assert page_of(world.aylin).factor.is_exact is False


def test_a_team_without_customers_says_so(world: World) -> None:
    Customer.objects.update(team=None, team_since=None)
    assert "Das Team hat noch keine Kunden" in client_of(world.aylin).get(ADDRESS).text


def test_the_page_takes_the_same_queries_however_many_customers_and_talks(world: World) -> None:
    client = client_of(world.aylin)
    client.get(ADDRESS)  # what is asked once in the life of a process is asked here
    counted = []
    for round_of in (1, 2):
        for number in range(20 * round_of):
            customer = make_customer(f"Kunde {number}", world.hanse, number=5000 + 100 * round_of + number)
            contact = make_contact(customer, "Ida", "Muster")
            record_customer_talk(customer, kind="call", contact=contact, by=world.emeka)
        with CaptureQueriesContext(connection) as queries:
            client.get(ADDRESS)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20
