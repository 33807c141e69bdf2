"""Parts of words in names are found by trigrams of our own: the embedded PostgreSQL has no pg_trgm."""

from django.db import migrations

FUNCTION = """
create function rundum_trigrams(words text) returns text[]
language sql immutable strict parallel safe as $$
    select coalesce(array_agg(distinct substr(padded, position, 3)), '{}')
    from (select ' ' || words || ' ' as padded) as padding,
         generate_series(1, greatest(length(padded) - 2, 0)) as position
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("customers", "0001_initial")]

    operations = [
        migrations.RunSQL(FUNCTION, "drop function rundum_trigrams(text)"),
        migrations.RunSQL(
            "create index customer_trigrams on customers_customer using gin (rundum_trigrams(search_name))",
            "drop index customer_trigrams",
        ),
        migrations.RunSQL(
            "create index contact_trigrams on customers_contact using gin (rundum_trigrams(search_name))",
            "drop index contact_trigrams",
        ),
    ]
