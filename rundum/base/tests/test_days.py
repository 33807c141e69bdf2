from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django.utils.translation import override

from rundum.base.clock import standing_at
from rundum.base.formats import days, spans

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)  # Monday, 9:00 in Berlin
BERLIN = ZoneInfo("Europe/Berlin")


def at(day, hour=16, minute=0, month=11, year=2026):
    return datetime(year, month, day, hour, minute, tzinfo=BERLIN)


@pytest.fixture(autouse=True)
def monday_in_berlin():
    with standing_at(NOW), timezone.override(BERLIN):
        yield


@pytest.mark.parametrize(
    ("moment", "german", "english"),
    [
        (at(23), "Heute, 16:00", "Today, 16:00"),
        (at(24, 7, 5), "Morgen, 7:05", "Tomorrow, 7:05"),
        (at(25, 12), "Mi., 12:00", "Wed, 12:00"),
        (at(29), "So., 16:00", "Sun, 16:00"),
        (at(30), "Mo., 30.\u00a0Nov.", "Mon 30\u00a0Nov"),
        (at(4, month=12), "Fr., 4.\u00a0Dez.", "Fri 4\u00a0Dec"),
        (at(22), "Gestern, 16:00", "Yesterday, 16:00"),
        (at(20), "Fr., 20.\u00a0Nov.", "Fri 20\u00a0Nov"),
        (at(4, month=1, year=2027), "4.\u00a0Jan. 2027", "4\u00a0Jan 2027"),
        (None, "", ""),
    ],
)
def test_a_moment_reads_as_people_say_it(moment, german, english):
    with override("de"):
        assert days.day_time(moment) == german
    with override("en"):
        assert days.day_time(moment) == english


def test_a_day_has_no_time_and_a_full_moment_always_has():
    with override("de"):
        assert days.day(date(2026, 11, 23)) == "Heute"
        assert days.day(date(2026, 11, 27)) == "Fr., 27.\u00a0Nov."
        assert days.moment(at(25, 12)) == "Mi., 25.\u00a0Nov., 12:00"
        assert days.moment(at(25, 12, year=2025)) == "25.\u00a0Nov. 2025, 12:00"
        assert days.long_day(at(18)) == "Mittwoch, 18.\u00a0November"
        assert days.long_day(date(2025, 11, 18)) == "Dienstag, 18.\u00a0November 2025"
        assert days.month(date(2025, 3, 1)) == "März 2025"
        assert days.clock(at(18, 7, 42)) == "7:42"


def test_the_zone_of_the_page_decides_which_day_it_is():
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    with override("de"):
        assert days.day_time(late) == "Morgen, 0:30"
        with timezone.override(ZoneInfo("America/New_York")):
            assert days.day_time(late) == "Heute, 18:30"


def test_today_is_today_across_the_clock_change():
    with override("de"), standing_at(datetime(2026, 10, 25, 0, 30, tzinfo=UTC)):
        assert days.day_time(datetime(2026, 10, 25, 22, 30, tzinfo=UTC)) == "Heute, 23:30"
        assert days.day_time(datetime(2026, 10, 25, 23, 30, tzinfo=UTC)) == "Morgen, 0:30"


@pytest.mark.parametrize(
    ("length", "german", "english"),
    [
        (timedelta(minutes=55), "55\u00a0min", "55\u00a0min"),
        (timedelta(minutes=119), "119\u00a0min", "119\u00a0min"),
        (timedelta(hours=7), "7\u00a0h", "7\u00a0h"),
        (timedelta(days=5, hours=3), "5\u00a0T", "5\u00a0d"),
        (timedelta(seconds=-5), "0\u00a0min", "0\u00a0min"),
        (None, "", ""),
    ],
)
def test_a_span_is_one_unit_in_short(length, german, english):
    with override("de"):
        assert spans.span(length) == german
    with override("en"):
        assert spans.span(length) == english


def test_spans_in_words_bend_with_their_sentence():
    with override("de"):
        assert spans.duration(timedelta(days=1)) == "1 Tag"
        assert spans.since(NOW - timedelta(days=3)) == "seit 3 Tagen"
        assert spans.since(date(2026, 11, 20)) == "seit 3 Tagen"
        assert spans.since(date(2025, 11, 24)) == "seit 364 Tagen"
        assert spans.since(date(2016, 11, 20)) == "seit 10 Jahren"
        assert spans.span(timedelta(days=3657)) == "10\xa0J"
        assert spans.duration(timedelta(days=731)) == "2 Jahre"
        assert spans.ago(date(2023, 1, 1)) == "vor 3 Jahren"
        assert spans.ago(NOW - timedelta(minutes=55)) == "vor 55 Minuten"
        assert spans.ago(NOW) == "gerade eben"
        assert spans.since(NOW) == "seit eben"
        assert spans.duration(timedelta(seconds=59)) == "unter 1 Minute"
        assert spans.left(NOW + timedelta(days=2)) == "noch 2 Tage"
        assert spans.left(NOW - timedelta(hours=3)) == "3 Stunden drüber"
        assert spans.left(NOW) == "jetzt fällig"


def test_inside_a_sentence_today_is_written_small():
    with override("de"):
        assert days.moment_inside(at(23)) == "heute, 16:00"
        assert days.moment_inside(at(20)) == days.moment(at(20))
        assert days.moment_inside(None) == ""
