from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from rundum.accounts.models import User
from rundum.base.paging import FIRST_PAGE, Key, page_by_key

START = datetime(2026, 1, 1, tzinfo=UTC)
BY_DAY = [Key("joined_at", descending=True), Key("id")]
BY_EMAIL = [Key("email", nullable=True), "id"]

pytestmark = pytest.mark.django_db


def people(*days: int) -> list[User]:
    return [User.objects.create(name=f"P{n}", joined_at=START + timedelta(days=day)) for n, day in enumerate(days)]


def names(keys, size=2):
    """All names, page by page forwards."""
    place, found = FIRST_PAGE, []
    while True:
        page = page_by_key(User.objects.all(), keys, place, size)
        found.append([user.name for user in page.rows])
        place = page.later
        if not place:
            return found


def test_every_row_is_seen_once_in_order_also_with_ties():
    people(1, 3, 3, 3, 2)
    assert names(BY_DAY) == [["P1", "P2"], ["P3", "P4"], ["P0"]]


def test_rows_without_a_value_come_last_and_have_an_order_of_their_own():
    people(1, 1, 1, 1)
    User.objects.filter(name="P2").update(email="b@x.example")
    User.objects.filter(name="P1").update(email="c@x.example")
    assert names(BY_EMAIL) == [["P2", "P1"], ["P0", "P3"]]
    assert names(BY_EMAIL, size=1) == [["P2"], ["P1"], ["P0"], ["P3"]]
    down = [Key("email", descending=True, nullable=True), "id"]
    assert names(down, size=1) == [["P1"], ["P2"], ["P0"], ["P3"]]


@pytest.mark.parametrize("keys", [BY_DAY, BY_EMAIL, [Key("email", descending=True, nullable=True), Key("id", True)]])
def test_going_back_shows_the_same_pages(keys):
    people(1, 3, 3, 3, 2, 5, 5)
    User.objects.filter(name__in=["P2", "P5"]).update(email=None)
    User.objects.filter(name="P3").update(email="a@x.example")
    User.objects.filter(name="P6").update(email="z@x.example")
    pages, place = [], FIRST_PAGE
    while not pages or place:
        page = page_by_key(User.objects.all(), keys, place, 2)
        pages.append(page)
        place = page.later
    for before, after in pairwise(pages):
        back = page_by_key(User.objects.all(), keys, after.earlier, 2)
        assert back.rows == before.rows
        assert page_by_key(User.objects.all(), keys, back.later, 2).rows == after.rows
    assert pages[0].earlier == FIRST_PAGE


def test_a_row_that_goes_between_two_pages_hides_no_other():
    people(5, 4, 3, 2)
    page = page_by_key(User.objects.all(), BY_DAY, size=2)
    page.rows[-1].delete()
    page.rows[0].delete()
    assert [user.name for user in page_by_key(User.objects.all(), BY_DAY, page.later, 2).rows] == ["P2", "P3"]


def test_a_row_that_comes_between_two_pages_shows_none_twice():
    people(5, 4, 3, 2)
    page = page_by_key(User.objects.all(), BY_DAY, size=2)
    User.objects.create(name="new", joined_at=START + timedelta(days=9))
    assert [user.name for user in page_by_key(User.objects.all(), BY_DAY, page.later, 2).rows] == ["P2", "P3"]


@pytest.mark.parametrize(
    "place",
    ["nonsense", "W10", "WzBd", "%%%", "eyJhIjoxfQ", "WzAsMSwyLDNd", "bnVsbA", "WzAsImEiLCJiIl0", "WzAsMSx7fV0"],
)
def test_a_place_that_cannot_be_read_is_the_first_page(place):
    people(2, 1)
    assert [user.name for user in page_by_key(User.objects.all(), BY_DAY, place).rows] == ["P0", "P1"]


def test_an_empty_list_leads_nowhere():
    page = page_by_key(User.objects.all(), BY_DAY)
    assert (page.rows, page.earlier, page.later) == ([], FIRST_PAGE, FIRST_PAGE)


def test_a_page_is_one_query(django_assert_num_queries):
    people(1, 2, 3)
    place = page_by_key(User.objects.all(), BY_DAY, size=1).later
    with django_assert_num_queries(1):
        page_by_key(User.objects.all(), BY_DAY, place, 1)
