"""A trial checks everything, keeps nothing, and is in nobody's way."""

import threading
from typing import Any

import pytest
from django.db import connection

from rundum.concerns.actions.intake import take_in_concern
from rundum.concerns.models import Concern
from rundum.customers.actions.keeping import take_on_customer
from rundum.exchange.actions import running
from rundum.exchange.tests.test_importing import files, run_with
from rundum.teams.models import Team
from tests.world import make_world


@pytest.mark.django_db
def test_a_trial_keeps_nothing() -> None:
    run = run_with(files(), is_trial=True)
    assert run.taken == 6
    assert not Concern.objects.exists()
    assert not Team.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_while_a_trial_is_under_way_others_take_in_customers_and_concerns(monkeypatch: pytest.MonkeyPatch) -> None:
    world = make_world()
    taken: list[Concern] = []

    def work() -> None:
        try:
            customer = take_on_customer("Mühle Grabow", team=world.hanse, by=world.aylin)
            taken.append(take_in_concern(customer, process=world.complaint, title="x", channel="phone", by=world.aylin))
        finally:
            connection.close()

    def take_over_and_look(*given: Any) -> object:
        takings = take_over(*given)
        colleague = threading.Thread(target=work)
        colleague.start()
        colleague.join(10)
        assert taken  # while nothing of the trial is taken back yet
        return takings

    take_over = running._take_over
    monkeypatch.setattr(running, "_take_over", take_over_and_look)
    assert run_with(files(), is_trial=True).taken == 6
    assert Concern.objects.get() == taken[0]
