"""Reading timelines: a fixed number of queries each, however long the timeline is."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Self

from django.db.models import Count, F, Max, Q, QuerySet

from rundum.base.reading import ask
from rundum.base.rows import rows_of
from rundum.timeline.kinds import Tab, kind_of, verbs_under
from rundum.timeline.models import Attachment, Entry

PAGE = 100
MOST = 1000  # that one reader can see arrive in one sitting
CUSTOMER_PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
SHOWN = (Tab.TALK, Tab.WORK, Tab.MONEY)


@dataclass(frozen=True)
class Cursor:
    """A place in a timeline: between an entry and the next older one. Written into addresses."""

    at: datetime
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - EPOCH) // timedelta(microseconds=1)}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The place an address names, None for anything else."""
        microseconds, _dash, pk = text.partition("-")
        try:
            return cls(EPOCH + timedelta(microseconds=int(microseconds)), int(pk))
        except (ValueError, OverflowError):
            return None


@dataclass(frozen=True)
class Timeline:
    """Part of a timeline, oldest first. earlier: where the part before it ends; None where there is none."""

    entries: list[Entry]
    earlier: Cursor | None
    attachments: dict[int, list[Attachment]] = field(default_factory=dict)  # by entry

    @property
    def contacts(self) -> set[int]:
        """The contacts the entries are about."""
        return {entry.contact_id for entry in self.entries if entry.contact_id is not None}


def concern_timeline(
    customer: int,
    concern: int,
    *,
    tab: Tab | None = None,
    before: Cursor | None = None,
    start: Cursor | None = None,
    limit: int = PAGE,
) -> Timeline:
    """The newest entries of a concern, or those before a place. Two queries.

    start: a `Timeline.earlier` that the reader has seen; everything from there on is read again, so that what comes
    in while they read pushes nothing out at the other end.
    """
    entries = Entry.objects.filter(customer_id=customer, concern_id=concern)
    if start is not None:
        entries = entries.filter(Q(at__gt=start.at) | Q(at=start.at, pk__gte=start.pk), at__gte=start.at)
        return replace(_timeline(entries, tab, before, MOST), earlier=start)
    return _timeline(entries, tab, before, limit)


def customer_timeline(
    customer: int,
    *,
    hidden_concerns: Collection[int] | QuerySet[Any, Any],
    tab: Tab | None = None,
    before: Cursor | None = None,
    limit: int = CUSTOMER_PAGE,
) -> Timeline:
    """The newest entries of a customer, or those before a place. Two queries.

    hidden_concerns: ids (or a query for them) of the customer's concerns the reader must not see; as concerns lie
    above the timeline, the caller has to know. What is kept for the audit alone is left out.
    """
    entries = Entry.objects.filter(customer_id=customer)
    if isinstance(hidden_concerns, QuerySet) or hidden_concerns:
        entries = entries.filter(Q(concern_id=None) | ~Q(concern_id__in=hidden_concerns))
    return _timeline(entries, tab, before, limit)


@dataclass(frozen=True)
class TabCounts:
    """How many entries stand under each tab; newest: the id of the newest entry of all, 0 where there is none."""

    by_tab: dict[Tab, int]
    newest: int

    @property
    def everything(self) -> int:
        return sum(self.by_tab.values())


def tab_counts(customer: int, concern: int) -> TabCounts:
    """The counts of one concern. One query."""
    entries = Entry.objects.filter(customer_id=customer, concern_id=concern).order_by()
    counts: Counter[Tab] = Counter()
    newest = 0
    for verb, number, newest_of_verb in entries.values_list("verb").annotate(Count("pk"), Max("pk")):
        counts[kind_of(verb).tab] += number
        newest = max(newest, newest_of_verb)
    return TabCounts({tab: counts[tab] for tab in SHOWN}, newest)


def newest_entry(customer: int, concern: int) -> int:
    """The id of the concern's newest entry; 0 where there is none. It rises with everything that happens."""
    newest = Entry.objects.filter(customer_id=customer, concern_id=concern).aggregate(newest=Max("pk"))
    return newest["newest"] or 0


def _timeline(entries: QuerySet[Entry], tab: Tab | None, before: Cursor | None, limit: int) -> Timeline:
    hidden = verbs_under(Tab.RECORD)
    entries = entries.filter(verb__in=verbs_under(tab)) if tab else entries.exclude(verb__in=hidden)
    if before is not None:
        entries = entries.filter(Q(at__lt=before.at) | Q(at=before.at, pk__lt=before.pk), at__lte=before.at)
    # The sort is the index's, so that the page is read from its end without sorting.
    newest_first = list(entries.select_related("by").order_by(F("at").desc(), F("pk").desc())[: limit + 1])
    shown = newest_first[:limit]
    earlier = Cursor(shown[-1].at, shown[-1].pk) if len(newest_first) > limit else None
    return Timeline(shown[::-1], earlier, _attachments(shown))


def _attachments(entries: Iterable[Entry]) -> dict[int, list[Attachment]]:
    """The files of the entries, which all belong to one customer."""
    ids = [entry.pk for entry in entries]
    customers = {entry.customer_id for entry in entries}
    found: dict[int, list[Attachment]] = {}
    where = "customer_id = ANY(%(customers)s) AND entry_id = ANY(%(entries)s)"
    theirs = rows_of(Attachment, where, {"customers": list(customers), "entries": ids})
    for attachment in ask(theirs).of(theirs):
        found.setdefault(attachment.entry_id, []).append(attachment)
    return found
