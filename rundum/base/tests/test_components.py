from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils.translation import override

from rundum.base.components.authority import authority_bar
from rundum.base.components.icons import icon
from rundum.base.components.leitstern import leitstern
from rundum.base.components.marks import empty, note, tag, verdict
from rundum.base.components.people import avatar, avatars, customer_avatar, free_seat, initials
from rundum.base.components.rings import RingState, ring, rings

EVIL = '"><script>alert(1)</script>'


@dataclass
class Someone:
    name: str
    portrait: str = ""
    picture: str = ""


@pytest.fixture(autouse=True)
def in_german():
    with override("de"):
        yield


@pytest.mark.parametrize("state", RingState)
def test_every_ring_says_what_it_means(state):
    assert 'role="img" aria-label="' in ring(state)
    assert f'data-s="{state}"' in ring(state)


def test_a_ring_fills_with_the_time_used_and_never_beyond():
    assert 'stroke-dasharray="71 100"' in ring("risk", 0.71)
    assert 'stroke-dasharray="100 100"' in ring("ok", 7)
    assert 'stroke-dasharray="0 100"' in ring("ok", -1)


def test_a_ring_of_an_unknown_state_is_a_mistake():
    with pytest.raises(ValueError, match="green"):
        ring("green")


def test_a_field_of_rings_is_ordered_and_summed_up():
    field = rings([("ok", 0.1), ("kept", 1), ("broken", 1), ("kept", 1), ("risk", 0.9)])
    assert 'aria-label="2 gehalten, 1 gebrochen, 1 gefährdet, 1 läuft"' in field
    states = [part.split('"')[0] for part in field.split('data-s="')[1:]]
    assert states == ["kept", "kept", "broken", "risk", "ok"]


def test_a_person_is_shown_by_portrait_or_initials_and_named():
    assert "#p-aylin" in avatar(Someone("Aylin Kaya", portrait="aylin"))
    shown = avatar(Someone("Jana von Wójcik"))
    assert ">JW<" in shown
    assert 'aria-label="Jana von Wójcik"' in shown
    assert "Jana von" not in avatar(Someone("Jana von Wójcik"), hidden=True)


def test_more_than_four_people_become_a_count_that_names_the_rest():
    shown = avatars([Someone(f"Person {letter}") for letter in "ABCDEF"])
    assert "+3" in shown
    assert 'aria-label="Person D, Person E, Person F"' in shown
    assert "+" not in avatars([Someone("A B")] * 4)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Molkerei Wiesengrund", "MW"),
        ("Bosch", "BO"),
        ("Müller & Söhne", "MS"),
        ("Molkerei Wiesengrund eG", "MW"),
        ("Hansa GmbH & Co. KG", "HA"),
        ("ä", "Ä"),
        ("", ""),
        ("& Co", "&"),
    ],
)
def test_initials_come_from_the_first_and_last_word(name, short):
    assert initials(name).startswith(short)


def test_the_bar_of_an_authority_says_what_is_left_and_never_overflows():
    assert "760\u00a0€ verbraucht, 120\u00a0€ jetzt, 1.120\u00a0€ übrig" in authority_bar(
        Decimal(760), Decimal(2000), Decimal(120)
    )
    over = authority_bar(Decimal(1900), Decimal(2000), Decimal(500))
    assert 'x="95%" width="5%"' in over
    assert "0\u00a0€ übrig" in over
    assert 'width="100%" height="8"' in authority_bar(Decimal(1), Decimal(0))


def test_the_leitstern_keeps_its_order_and_admits_what_it_does_not_know():
    shown = leitstern(promises="94 %", promises_address="/zusagen/")
    assert shown.index("Zufriedenheit") < shown.index("Zusagen") < shown.index("Marge")
    assert shown.count("noch offen") == 2
    assert '<a href="/zusagen/">' in shown


@pytest.mark.parametrize(
    "shown",
    [
        tag(EVIL),
        verdict(EVIL),
        note(EVIL, address=EVIL, action=EVIL),
        empty(EVIL, EVIL, EVIL, EVIL),
        avatar(Someone(EVIL)),
        avatars([Someone(EVIL)] * 6),
        customer_avatar(EVIL),
        ring("ok", id=EVIL),
        leitstern(EVIL, EVIL, EVIL, margin_address=EVIL),
        icon(EVIL),
    ],
)
def test_nothing_given_to_a_component_becomes_markup(shown):
    assert "<script" not in shown


def test_no_component_needs_an_inline_style():
    everything = [
        ring("risk", 0.5, "l"), rings([("ok", 0.5)]), authority_bar(Decimal(1), Decimal(2), Decimal(1)), free_seat(),
        avatar(Someone("A B")), note("x", "warn"), empty("x"), tag("x", "learn", "sprout"), verdict("x", "good"),
    ]  # fmt: skip
    assert not any("style=" in shown or " on" + "click" in shown for shown in everything)


@pytest.mark.parametrize("wrong", [lambda: tag("x", "green"), lambda: verdict("x", "great")])
def test_a_tone_that_does_not_exist_is_a_mistake(wrong):
    with pytest.raises(ValueError, match="no"):
        wrong()


def test_templates_reach_all_of_them():
    template = Template(
        "{% load rundum %}{% icon 'house' %}{% ring 'ok' 0.5 %}"
        "{{ a|money }} {{ a|short_money:'CHF' }} {{ s|percent:1 }}"
        "{% tag 'neu' 'brand' %}{% free_seat %}{{ m|markdown }}{% not_known_yet %}{% leitstern %}"
    )
    shown = template.render(Context({"a": Decimal("1240.5"), "s": 0.314, "m": "**x**"}))
    assert "1.240,50\u00a0€ 1.240,50\u00a0CHF 31,4\u00a0%" in shown
    assert "<strong>x</strong>" in shown
