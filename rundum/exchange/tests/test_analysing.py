"""After an import the database knows how large its tables have become."""

import pytest
from django.db import connection

from rundum.exchange.actions.analysing import analyse_what_grew
from rundum.exchange.actions.running import start_import
from rundum.exchange.models import ImportProblem


def rows_expected() -> float:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'exchange_importproblem'")
        return float(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_a_table_that_grew_much_is_looked_at_again_and_no_other() -> None:
    run = start_import("crm_sales_opportunities", by=None)
    assert "exchange_importrun" not in analyse_what_grew()
    ImportProblem.objects.bulk_create(ImportProblem(run=run, file="a.csv", line=n, reason="?") for n in range(1500))
    assert rows_expected() != 1500
    assert analyse_what_grew() == ["exchange_importproblem"]
    assert rows_expected() == 1500
    assert analyse_what_grew() == []
