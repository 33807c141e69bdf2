import pytest
from django.db import connection

from rundum.calc.names import search_text, trigrams


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["Müller GmbH & Co. KG", "Yıldırım", "Łódź Łódź", "A", "", "…", "O'Brien 24/7"])
def test_the_database_cuts_names_into_the_same_trigrams_as_the_search_asks_for(name):
    with connection.cursor() as cursor:
        cursor.execute("select rundum_trigrams(%s)", [search_text(name)])
        assert cursor.fetchone()[0] == trigrams(name)
