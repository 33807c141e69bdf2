"""Fill an empty database with a company of any size; the same seed on the same day gives the same company.

    python -m bench.generate --home /var/tmp/bench --database bench_large --customers 1000000 --concerns 3000000 \\
        --entries 10000000 --seed 1
"""

import argparse
import os
import time
from pathlib import Path
from random import Random

from bench.server import address_of, make_database

SIZES = {"customers": 10_000, "concerns": 30_000, "entries": 100_000}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--home", type=Path, help="folder of a PostgreSQL like the embedded one; else DATABASE_URL")
    arguments.add_argument("--database", default="bench_small", help="made in that server when it is missing")
    for name, value in SIZES.items():
        arguments.add_argument(f"--{name}", type=int, default=value)
    arguments.add_argument("--open-share", type=float, default=0.02, help="of all concerns")
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    if given.home:
        make_database(given.home, given.database)
        os.environ["DATABASE_URL"] = address_of(given.home, given.database)
        os.environ["RUNDUM_DATA"] = str(given.home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rundum.settings")
    import django

    django.setup()
    from bench.filling import fill

    began = time.monotonic()
    fill(
        customers=given.customers,
        concerns=given.concerns,
        entries=given.entries,
        open_share=given.open_share,
        random=Random(given.seed),
    )
    print(f"done in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
