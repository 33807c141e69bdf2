"""Everything the page of one concern shows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.formats.days import moment
from rundum.calc.promise_ring import Ring, RingState, promise_ring
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.models import Closure, Concern, Credit, Merge, Phase, ProcessVersion, Promise, Task, Verdict, Wait
from rundum.concerns.queries.company import Company, company_of
from rundum.concerns.queries.concern_clock import ConcernClock, concern_clock
from rundum.concerns.queries.due_choices import due_choices
from rundum.concerns.queries.progress import Progress, progress_of
from rundum.customers.models import Contact, Expectation
from rundum.decisions.models import Authority
from rundum.decisions.queries import AuthorityState, authority_state
from rundum.teams.calendars import calendar_of
from rundum.timeline.kinds import Tab
from rundum.timeline.queries import Cursor, TabCounts, Timeline, concern_timeline, tab_counts

RELATED = (
    "customer", "contact", "team", "process", "step", "version", "holder", "expectation", "split_from", "merged_into",
)  # fmt: skip


@dataclass(frozen=True)
class ConcernPage:
    """One concern as `reader` sees it at the moment `at`."""

    concern: Concern
    reader: User
    at: datetime
    calendar: WorkingCalendar
    timeline: Timeline
    counts: TabCounts
    progress: Progress
    company: Company
    promises: list[Promise]  # oldest first
    tasks: list[Task]
    waits: list[Wait]
    credits: list[Credit]
    verdicts: list[Verdict]
    closure: Closure | None
    merges: list[Merge]  # of others into this one, not taken back
    parts: list[Concern]  # split off from this one
    contacts: list[Contact]
    expectations: list[Expectation]
    authority: AuthorityState | None
    newest_version: int
    kept_this_year: tuple[int, int]  # of those to this customer that have ended or are over: kept, all

    @cached_property
    def may_work(self) -> bool:
        """Whether the reader is a member of the team that has the concern."""
        return self.company.is_member(self.reader)

    @property
    def may_act(self) -> bool:
        """Whether the reader may move the concern on now."""
        return self.may_work and self.concern.is_open

    @property
    def holds(self) -> bool:
        return self.concern.holder_id == self.reader.pk

    @property
    def helps(self) -> bool:
        return self.company.helper(self.reader)

    @property
    def running(self) -> list[Promise]:
        """The running promises, the one due next first."""
        return sorted(
            (promise for promise in self.promises if promise.is_running), key=lambda one: (one.due_at, one.pk)
        )

    @property
    def promise(self) -> Promise | None:
        """The promise the page is about: the running one due next or, where none runs, the last that was given."""
        return next(iter(self.running), self.promises[-1] if self.promises else None)

    @cached_property
    def ring(self) -> Ring:
        return self.ring_of(self.promise)

    def ring_of(self, promise: Promise | None) -> Ring:
        """How a promise stands; None: nothing was promised."""
        if promise is None:
            return promise_ring(None, None, self.at, self.calendar)
        return promise_ring(
            promise.given_at,
            promise.due_at,
            self.at,
            self.calendar,
            kept_at=promise.kept_at,
            broken_at=promise.broken_at,
            withdrawn_at=promise.withdrawn_at,
        )

    @cached_property
    def clock(self) -> ConcernClock:
        return concern_clock(self.concern, self.waits, self.calendar, self.at)

    @cached_property
    def due_choices(self) -> list[datetime]:
        return due_choices(self.calendar, self.at)

    @property
    def contact_names(self) -> dict[int, str]:
        return {contact.pk: contact.name for contact in self.contacts}

    @property
    def contact(self) -> Contact | None:
        """The contact of the concern, with phones."""
        return next((contact for contact in self.contacts if contact.pk == self.concern.contact_id), None)

    @property
    def wait(self) -> Wait | None:
        return next((wait for wait in self.waits if wait.until is None), None)

    @property
    def verdict(self) -> Verdict | None:
        """What the customer said last."""
        return next(iter(self.verdicts), None)

    @property
    def asks_customer(self) -> bool:
        """Whether it is the customer's turn to say if it is solved."""
        return self.concern.is_open and self.concern.phase == Phase.CONFIRM and self.concern.solved is None

    @property
    def has_newer_version(self) -> bool:
        return self.newest_version > self.concern.version.number

    @property
    def is_related(self) -> bool:
        return bool(self.concern.split_from_id or self.parts or self.merges)

    @property
    def status(self) -> str:
        """How the promise the page is about stands, in words."""
        promise = self.promise
        if promise is None or promise.withdrawn_at is not None:
            return _("Nothing promised yet") if self.concern.is_open else _("Nothing was promised")
        match self.ring.state:
            case RingState.KEPT:
                return _("Promise kept")
            case RingState.BROKEN:
                return _("Promise broken, it was for %(moment)s") % {"moment": moment(promise.due_at)}
        return _("Promised by %(moment)s") % {"moment": moment(promise.due_at)}

    @property
    def kept_in_words(self) -> str:
        """Promises to this customer that were to be kept this year: 18 of 19. Empty where none was."""
        kept, due = self.kept_this_year
        return _("%(kept)s of %(due)s") % {"kept": kept, "due": due} if due else ""

    @property
    def version(self) -> str:
        """Changes with everything that happens to the concern."""
        return str(self.counts.newest)


def visible_concern(reader: User, customer: int, pk: int) -> Concern:
    """The concern with what its page says of it in one row; Http404 where the reader must not see it. One query."""
    return get_object_or_404(Concern.objects.visible_to(reader).select_related(*RELATED), customer=customer, pk=pk)


def concern_page(
    concern: Concern,
    reader: User,
    *,
    tab: Tab | None = None,
    before: Cursor | None = None,
    start: Cursor | None = None,
) -> ConcernPage:
    """The page of a concern from `visible_concern`: 32 queries, however much has happened to it."""
    at, customer = now(), concern.customer_id
    mine = {"customer": customer, "concern": concern}
    contacts = Contact.objects.filter(customer=customer).order_by("last_name", "pk").prefetch_related("phones")
    return ConcernPage(
        concern=concern,
        reader=reader,
        at=at,
        calendar=calendar_of(concern.team),
        timeline=concern_timeline(customer, concern.pk, tab=tab, before=before, start=start),
        counts=tab_counts(customer, concern.pk),
        progress=progress_of(concern, at),
        company=company_of(concern, today(concern.team.zone)),
        promises=list(Promise.objects.filter(**mine).select_related("by", "contact").order_by("given_at", "pk")),
        tasks=list(Task.objects.filter(**mine).select_related("done_by").order_by("pk")),
        waits=list(Wait.objects.filter(**mine).select_related("by")),
        credits=list(Credit.objects.filter(**mine).select_related("use")),
        verdicts=list(Verdict.objects.filter(**mine).select_related("contact").order_by("-at", "-pk")),
        closure=Closure.objects.filter(**mine).order_by("-at", "-pk").first(),
        merges=list(Merge.objects.filter(customer=customer, into=concern, undone_at=None).select_related("concern")),
        parts=list(Concern.objects.visible_to(reader).filter(customer=customer, split_from=concern).order_by("pk")),
        contacts=list(contacts),
        expectations=list(Expectation.objects.current().filter(customer=customer).order_by("pk")),
        authority=authority_state(concern.team, area=Authority.Area.GOODWILL, concern=concern.pk, at=at),
        newest_version=_number_in_use(concern),
        kept_this_year=_kept_this_year(concern, at),
    )


def _kept_this_year(concern: Concern, at: datetime) -> tuple[int, int]:
    start = at.astimezone(concern.team.zone).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    due = Promise.objects.filter(customer=concern.customer_id, withdrawn_at=None, due_at__gte=start)
    counted = due.aggregate(
        kept=Count("pk", filter=Q(kept_at__isnull=False)),
        all=Count("pk", filter=Q(kept_at__isnull=False) | Q(broken_at__isnull=False) | Q(due_at__lt=at)),
    )
    return counted["kept"], counted["all"]


def _number_in_use(concern: Concern) -> int:
    """The number of the process version that new concerns begin with."""
    in_use = ProcessVersion.objects.filter(pk=concern.process.version_id or concern.version_id)
    return in_use.values_list("number", flat=True)[0]
