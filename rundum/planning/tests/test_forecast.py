"""When the open work is done: with odds from eight weeks on, a range before, nothing where nothing was finished."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from rundum.accounts.models import User
from rundum.calc.periods import Week
from rundum.concerns.models import Concern
from rundum.planning.actions.committing import commit_to_concern
from rundum.planning.queries.forecast import forecast_of
from rundum.planning.shown import ShownForecast, backlog_words
from rundum.planning.shown_possible import ShownPossible
from rundum.planning.tests.past_weeks import AT, BERLIN, finish, founded, open_ones, signed_in, text_of
from rundum.teams.models import Absence, Membership, WorkingHours
from rundum.teams.queries import week_of_team
from tests.world import MONDAY, World

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("monday")]


def shown(world: World, *, with_new: bool = False) -> ShownForecast:
    found = forecast_of(world.hanse, AT, BERLIN)
    return ShownForecast(found, found.when(found.throughput.open), with_new=with_new)


def words(world: World) -> str:
    return text_of(backlog_words(shown(world)))


def possible(world: World, days: int) -> ShownPossible:
    found = forecast_of(world.hanse, AT, BERLIN)
    return ShownPossible(found, found.start + timedelta(days=days))


def test_an_even_pace_gives_one_day(world: World) -> None:
    founded(world.hanse, 9)
    finish(world, [5] * 9)
    open_ones(world, 10)
    found = shown(world)
    assert {row.day for row in found.rows} == {found.start + timedelta(weeks=2)}
    assert text_of(backlog_words(found)) == "With 85% odds, all 10 open concerns are done by Monday, 7 December."


def test_surer_odds_are_never_earlier_and_new_concerns_never_make_it_sooner(world: World) -> None:
    founded(world.hanse, 12)
    finish(world, [6, 0, 2, 5, 4, 0, 3, 7, 2, 4, 3, 6])
    open_ones(world, 15)
    Concern.objects.filter(closed_at__isnull=False).update(arrived_at=MONDAY - timedelta(weeks=3))
    days = [row.day for row in shown(world, with_new=True).rows]
    with_new = [row.with_new for row in shown(world, with_new=True).rows]
    assert all(days)
    assert days == sorted(day for day in days if day)
    assert all(later is None or (day and later >= day) for day, later in zip(days, with_new, strict=True))


def test_as_much_coming_in_as_is_finished_leaves_no_day(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [3] * 10)
    for nth, one in enumerate(Concern.objects.filter(closed_at__isnull=False)):
        Concern.objects.filter(pk=one.pk).update(arrived_at=MONDAY - timedelta(weeks=nth % 10 + 1))
    open_ones(world, 20)
    found = shown(world, with_new=True)
    assert not found.runs_out
    assert [row.with_new for row in found.rows] == [None, None, None]
    page = signed_in(world.aylin).get(reverse("planning:forecast"))
    assert "does not run out within three years" in page.content.decode()


def test_fewer_than_eight_weeks_give_the_range_of_the_fastest_and_the_slowest_week(world: World) -> None:
    founded(world.hanse, 7)
    finish(world, [2, 4, 2, 4, 2, 4, 2])
    open_ones(world, 8)
    assert words(world) == (
        "Done between Mon 7 Dec and Mon 21 Dec, at the pace of the fastest and the slowest week so far."
    )
    assert text_of(possible(world, 14).words) == "Between 4 and 8 concerns are finished by Mon 7 Dec."
    page = text_of(signed_in(world.aylin).get(reverse("planning:forecast")).content.decode())
    assert "Only 7 whole weeks lie behind us. Odds need 8" in page


def test_where_even_one_is_not_sure_enough_no_number_is_promised(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0])
    assert text_of(possible(world, 7).words) == (
        "It may be that nothing is finished by Mon 30 Nov: the odds of even one lie below 85%."
    )


def test_a_slowest_week_with_nothing_finished_leaves_the_other_end_open(world: World) -> None:
    founded(world.hanse, 3)
    finish(world, [4, 0, 2])
    open_ones(world, 4)
    assert words(world) == "Done by Mon 30 Nov at the earliest, at the pace of the fastest week so far."


def test_one_week_alone_has_one_pace(world: World) -> None:
    founded(world.hanse, 1)
    finish(world, [2])
    open_ones(world, 4)
    assert words(world) == "Done by Mon 7 Dec at the pace of the weeks so far."


@pytest.mark.parametrize(
    ("weeks", "said"),
    [
        (0, "The first whole week is not over yet, so there is no date."),
        (1, "In the one whole week behind us nothing was finished, so there is no date."),
        (12, "In the last 12 weeks nothing was finished, so there is no date."),
    ],
)
def test_where_nothing_was_finished_no_day_is_made_up(world: World, weeks: int, said: str) -> None:
    founded(world.hanse, weeks)
    open_ones(world, 3)
    assert words(world) == said
    assert possible(world, 20).words == ""
    page = signed_in(world.aylin).get(reverse("planning:forecast"))
    assert page.status_code == 200
    assert said in page.content.decode()


def test_with_nothing_open_it_says_so_and_still_what_is_possible(world: World) -> None:
    founded(world.hanse, 8)
    finish(world, [3] * 8)
    assert words(world) == "Nothing is open."
    assert possible(world, 14).rows == [("50%", 6), ("85%", 6), ("95%", 6)]
    page = signed_in(world.aylin).get(reverse("planning:forecast")).content.decode()
    assert "Nothing is open." in page
    assert "when-done" not in page


def test_a_day_on_which_the_team_does_not_work_moves_to_the_next_working_day(world: World) -> None:
    founded(world.hanse, 8)
    finish(world, [7] * 8)
    open_ones(world, 5)  # Saturday
    assert {row.day for row in shown(world).rows} == {(MONDAY + timedelta(days=7)).date()}
    WorkingHours.objects.filter(team=world.hanse).delete()
    assert {row.day for row in shown(world).rows} == {(MONDAY + timedelta(days=7)).date()}


def test_a_team_that_has_grown_goes_on_at_a_larger_pace_and_says_so(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    open_ones(world, 12)
    pace = shown(world).forecast.pace
    assert (pace.people_now, pace.people_before) == (pytest.approx(2.2), pytest.approx(2.2))
    for user in (world.piet, world.vera):
        Membership.objects.create(user=user, team=world.hanse, kind="home", share="1.00", starts_on="2026-11-23")
    found = shown(world)
    assert found.forecast.pace.ahead[0] == pytest.approx(4.2 / 2.2)
    assert {row.day for row in found.rows} == {found.start + timedelta(days=11)}  # 3 weeks before
    page = text_of(signed_in(world.aylin).get(reverse("planning:forecast")).content.decode())
    assert "The team is larger than it was: 4.2 full weeks of work now, 2.2 on average in the weeks behind us." in page


def test_weeks_before_memberships_were_kept_say_nothing_about_the_size_of_the_team(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    Membership.objects.filter(team=world.hanse).update(starts_on="2026-11-16")
    assert not shown(world).forecast.pace.differs
    page = text_of(signed_in(world.aylin).get(reverse("planning:forecast")).content.decode())
    assert "W 46 4 0 not known yet" in page
    Membership.objects.filter(team=world.hanse).delete()
    assert not shown(world).forecast.pace.differs
    assert set(shown(world).forecast.pace.ahead[:4]) == {1.0}


def test_public_holidays_ahead_put_the_day_off(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)  # no public holiday on a weekday in these weeks
    open_ones(world, 20)
    assert shown(world).forecast.pace.ahead[:6] == (1.0, 1.0, 1.0, 1.0, 0.8, 0.8)  # Christmas Day, New Year's Day
    # 16 by 21 December, then 3.2 a week: a week and a quarter more. Before: 28 December.
    assert {row.day for row in shown(world).rows} == {(MONDAY + timedelta(days=37)).date()}
    assert text_of(possible(world, 35).words) == "With 85% odds, at least 19 concerns are finished by Mon 28 Dec."


def test_absences_ahead_put_the_day_off_and_it_says_so(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    open_ones(world, 8)
    Absence.objects.create(user=world.aylin, starts_on="2026-11-30", ends_on="2026-12-11")
    Absence.objects.create(user=world.emeka, starts_on="2026-11-30", ends_on="2026-12-04")
    found = shown(world)
    # From Tuesday on: a Monday with both away; four days with both and one with Aylin away; four days with her away.
    assert found.forecast.pace.ahead[:3] == pytest.approx(((88 - 16) / 88, (88 - 72) / 88, (88 - 32) / 88))
    page = text_of(signed_in(world.aylin).get(reverse("planning:forecast")).content.decode())
    assert "public holidays count, and absences as far as they are entered" in page
    assert "of the hours of as many weeks behind us" in page


def test_an_absence_of_a_week_a_week_ahead_is_a_week_in_which_the_others_work(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    Membership.objects.filter(team=world.hanse).exclude(user=world.aylin).delete()
    Absence.objects.create(user=world.aylin, starts_on="2026-12-01", ends_on="2026-12-07")
    assert shown(world).forecast.pace.ahead[:3] == (1.0, 0.0, 1.0)
    open_ones(world, 6)
    assert {row.day for row in shown(world).rows} == {
        (MONDAY + timedelta(days=18)).date()
    }  # a week and a half, and one


def test_who_is_lent_to_another_team_is_missed_and_who_left_was_there(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    Membership.objects.create(
        user=world.emeka, team=world.foerde, kind="loan", share="0.50", starts_on="2026-11-24", ends_on="2026-12-07"
    )
    assert shown(world).forecast.pace.ahead[:3] == pytest.approx((1.7 / 2.2, 1.7 / 2.2, 1.0))
    Membership.objects.filter(team=world.hanse, user=world.aylin).update(ends_on="2026-11-22")
    User.objects.filter(pk=world.aylin.pk).update(is_active=False)
    assert shown(world).forecast.pace.ahead[2] == pytest.approx(1.2 / 2.2)


def test_an_account_that_is_closed_works_no_longer_though_its_membership_runs(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    User.objects.filter(pk=world.aylin.pk).update(is_active=False)
    assert shown(world).forecast.pace.ahead[0] == pytest.approx(1.2 / 2.2)


def test_leave_not_entered_yet_is_taken_as_in_the_weeks_behind(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    Absence.objects.create(user=world.aylin, starts_on="2026-10-05", ends_on="2026-10-16")
    found = shown(world).forecast.pace
    assert found.usual_absence == pytest.approx(2 * 40 / (10 * 88))
    assert found.ahead[:3] == (1.0, 1.0, 1.0)
    page = text_of(signed_in(world.aylin).get(reverse("planning:forecast")).content.decode())
    assert "absences take no less than they did behind us, 9%" in page
    assert "W 41 4 0 48 h" in page


def test_a_team_without_working_hours_has_holidays_all_the_same(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [4] * 10)
    WorkingHours.objects.filter(team=world.hanse).delete()
    assert shown(world).forecast.pace.ahead[3:5] == (1.0, 0.8)


def test_a_team_that_ends_before_says_that_there_is_no_day(world: World) -> None:
    founded(world.hanse, 3)
    finish(world, [4, 1, 2])
    open_ones(world, 9)
    Membership.objects.filter(team=world.hanse).update(ends_on="2026-12-04")
    assert words(world) == "Not done even at the pace of the fastest week so far: nobody is in the team by then."
    page = signed_in(world.aylin).get(reverse("planning:forecast"))
    assert page.status_code == 200


def within(world: World, monday: date) -> dict[float, int]:
    answer = forecast_of(world.hanse, AT, BERLIN).within_week(week_of_team(world.hanse, Week.of(monday)).days)
    assert answer is not None
    return dict(answer.at_least)


def test_what_is_possible_in_a_week_goes_by_its_hours(world: World) -> None:
    founded(world.hanse, 10)
    finish(world, [10] * 10)
    # Of ten each is done with the chance 0.8: 8 of them with 68 percent, 7 with 88, 6 with 97.
    assert within(world, date(2026, 11, 23)) == {0.5: 8, 0.85: 7, 0.95: 6}  # Monday has begun
    assert set(within(world, date(2026, 11, 30)).values()) == {10}
    assert within(world, date(2026, 12, 21)) == {0.5: 8, 0.85: 7, 0.95: 6}  # Christmas Day
    found = forecast_of(world.hanse, AT, BERLIN)
    assert found.within_week(week_of_team(world.hanse, Week(2026, 47)).days) is None
    WorkingHours.objects.filter(team=world.hanse).delete()
    assert set(within(world, date(2026, 11, 30)).values()) == {10}


def test_the_week_says_what_is_possible_in_it_beside_what_is_committed_to(world: World) -> None:
    founded(world.hanse, 10)
    client, address = signed_in(world.aylin), reverse("planning:week_forecast", args=["2026-11-30"])
    assert "not known yet" in text_of(client.get(address).content.decode())
    finish(world, [2] * 10)
    for one in open_ones(world, 3):
        said = text_of(client.get(address).content.decode())
        assert "With 85% odds at least 2 concerns are finished. From what" in said
        assert "committed to" not in said
        commit_to_concern(one, week=date(2026, 11, 30), hours=Decimal(2), mine=False, by=world.aylin)
    assert "all 3 concerns committed to are closed in it lie below 50%" in text_of(client.get(address).content.decode())
    assert f'hx-get="{address}"' in client.get(reverse("planning:week_of", args=["2026-11-30"])).content.decode()
    assert "week_forecast" not in client.get(reverse("planning:week_of", args=["2026-11-16"])).content.decode()


@pytest.mark.parametrize(
    ("finished", "said"),
    [
        ([1, 0, 1, 0, 1, 0, 1, 1, 0, 1], "It may be that none is finished; with 50% odds at least 1."),
        ([1, 0, 0, 0, 0, 0, 0, 0, 0, 0], "The odds that even one is finished lie below 50%."),
        ([1, 3, 1, 3, 1, 3, 1, 3, 1, 3], "With 85% odds at least 1 concern is finished, and at least 3 with 50%."),
    ],
)
def test_a_week_says_what_is_sure_and_what_is_as_likely_as_not(world: World, finished: list[int], said: str) -> None:
    founded(world.hanse, 10)
    finish(world, finished)
    page = signed_in(world.aylin).get(reverse("planning:week_forecast", args=["2026-11-30"])).content.decode()
    assert said in text_of(page)
