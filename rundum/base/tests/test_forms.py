from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django import forms
from django.utils.translation import override

from rundum.base.forms import AmountField, DayField, MomentField, refusals_shown_in
from rundum.base.refusals import Refused


class Sample(forms.Form):
    title = forms.CharField(label="Worum geht es?", help_text="Ein Satz reicht.")
    amount = AmountField(label="Betrag", unit="€", decimal_places=2, max_digits=8, min_value=0, required=False)
    due = MomentField(label="Zusage bis", required=False)
    day = DayField(label="Tag", required=False)
    process = forms.ChoiceField(label="Prozess", choices=[("a", "Reklamation")], widget=forms.RadioSelect)
    visible = forms.BooleanField(label="Sichtbar", required=False)


@pytest.fixture(autouse=True)
def in_german():
    with override("de"):
        yield


def filled(**entries):
    return Sample({"title": "x", "process": "a"} | entries)


def test_an_amount_is_read_and_shown_as_the_language_writes_it():
    form = filled(amount="1.240,50")
    assert form.is_valid()
    assert form.cleaned_data["amount"] == Decimal("1240.50")
    assert 'value="1.240,50"' in str(Sample(initial={"amount": Decimal("1240.5")})["amount"])


@pytest.mark.parametrize("typed", ["viel", "1e9", "-5", "12,345", "1.000.000.000"])
def test_a_wrong_amount_is_told_and_kept(typed):
    form = filled(amount=typed)
    assert not form.is_valid()
    assert list(form.errors) == ["amount"]
    assert f'value="{typed}"' in str(form["amount"])


def test_a_wrong_amount_gets_an_example_in_the_language():
    assert "1.240,50" in filled(amount="viel").errors["amount"][0]


def test_days_and_moments_use_the_fields_of_the_browser():
    form = Sample(
        initial={"due": datetime(2026, 11, 25, 11, 0, tzinfo=UTC), "day": datetime(2026, 11, 25, tzinfo=UTC).date()}
    )
    assert 'type="datetime-local"' in str(form["due"])
    assert 'value="2026-11-25T12:00"' in str(form["due"])
    assert 'type="date"' in str(form["day"])
    assert 'value="2026-11-25"' in str(form["day"])
    read = filled(due="2026-11-25T12:00")
    assert read.is_valid()
    assert read.cleaned_data["due"] == datetime(2026, 11, 25, 11, 0, tzinfo=UTC)


def test_a_field_names_its_hint_and_its_error():
    html = str(Sample({})["title"].as_field_group())
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_title_helptext"' in html
    assert 'id="id_title_error"' in html


def test_a_form_with_errors_begins_with_a_summary_that_leads_to_the_fields():
    html = str(Sample({}))
    assert html.index('role="alert"') < html.index('id="id_title"')
    assert "2 Angaben brauchen noch einen Blick." in html
    assert '<a href="#id_title">Worum geht es?</a>' in html
    assert "role=" not in str(Sample()).replace('role="radiogroup"', "")


def test_choices_stand_in_a_group_with_a_legend():
    html = str(Sample()["process"].as_field_group())
    assert "<legend>Prozess" in html
    assert "<fieldset" in html


def test_a_refusal_becomes_an_error_of_the_form():
    form = filled()
    assert form.is_valid()
    with refusals_shown_in(form):
        raise Refused("open_promises", "Erst die Zusagen.")
    assert form.non_field_errors() == ["Erst die Zusagen."]
    assert form.has_error("__all__", "open_promises")


def test_other_errors_are_not_hidden():
    with pytest.raises(RuntimeError), refusals_shown_in(filled()):
        raise RuntimeError


def test_what_is_missing_or_no_longer_on_offer_is_said_in_our_words():
    form = filled(title="", process="z")
    assert not form.is_valid()
    assert form.errors["title"] == ["Das fehlt noch."]
    assert form.errors["process"] == ["Das steht nicht mehr zur Wahl. Nimm etwas anderes."]
