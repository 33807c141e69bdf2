"""What became of the rows of a source, kept at hand while one of its files is taken over."""

from dataclasses import dataclass

from rundum.exchange.models import ImportedRow


@dataclass(frozen=True)
class Known:
    """What a row became: the customer's id (0 where there is none), the object's id, the digest of the row."""

    customer: int
    pk: int
    digest: str


class Ledger:
    """All rows taken over from one source so far, by kind and key. One query at the start, one at each `write`."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._known: dict[tuple[str, str], Known] = {}
        self._new: list[ImportedRow] = []
        for row in ImportedRow.objects.filter(source=source):
            self._known[row.kind, row.key] = Known(row.customer_id, row.object_id, row.digest)

    def find(self, kind: str, key: str) -> Known | None:
        return self._known.get((kind, key))

    def add(self, kind: str, key: str, pk: int, *, customer: int = 0, digest: str = "") -> None:
        """Remember what a row became; kept at the next `write`."""
        self._known[kind, key] = Known(customer, pk, digest)
        self._new.append(
            ImportedRow(source=self.source, kind=kind, key=key, customer_id=customer, object_id=pk, digest=digest)
        )

    def write(self) -> None:
        """Keep what was added; in the same transaction as the objects themselves."""
        ImportedRow.objects.bulk_create(self._new, batch_size=2000)
        self._new.clear()
