"""The sales pipeline of crm_sales_opportunities."""

from pathlib import Path

import pytest
from django.db.models import Count, Sum

from rundum.concerns.models import Closure, Concern
from rundum.customers.models import Customer
from rundum.teams.models import Coaching, Membership, Team
from tests.real_data.conftest import figures, take_over

STAGES = {"Won": Closure.Outcome.WON, "Lost": Closure.Outcome.LOST}


@pytest.mark.django_db
def test_the_sales_pipeline_arrives_whole_and_once(data: Path) -> None:
    folder = data / "crm_sales_opportunities"
    expected = figures(folder)
    run = take_over("crm_sales_opportunities", folder)
    again = take_over("crm_sales_opportunities", folder)

    assert run.refused == 0
    assert (again.taken, again.unchanged) == (0, run.taken)
    assert Concern.objects.count() == expected["rows"]
    for stage, outcome in STAGES.items():
        assert Closure.objects.filter(outcome=outcome).count() == expected["stage"][stage]
    assert Concern.objects.open().filter(phase="solve").count() == expected["stage"]["Engaging"]
    assert Concern.objects.open().filter(phase="arrived").count() == expected["stage"]["Prospecting"]
    assert Concern.objects.aggregate(sum=Sum("value"))["sum"] == expected["sum_close_value"]
    assert Concern.objects.filter(customer__name="Account not named").count() == expected["accounts_missing"]
    products = dict(Concern.objects.values_list("product").annotate(count=Count("pk")))
    assert products == {name.replace("GTXPro", "GTX Pro"): count for name, count in expected["products"].items()}
    # 85 accounts in their file, and one for the opportunities that name none.
    assert Customer.objects.count() == 86
    assert not Customer.objects.filter(team=None, concerns__isnull=False).exists()
    assert (Team.objects.count(), Membership.objects.count(), Coaching.objects.count()) == (6, 35, 6)
