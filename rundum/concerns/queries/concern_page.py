"""Everything the page of one concern shows, in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from rundum.accounts.faces import faces
from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.formats.days import moment_inside
from rundum.base.reading import Question, ask
from rundum.base.rows import ids_in, put_in, rows_of
from rundum.calc.promise_ring import Ring, RingState, promise_ring
from rundum.calc.working_time import WorkingCalendar
from rundum.concerns.models import Closure, Concern, Credit, Merge, Promise, Task, Verdict, Wait
from rundum.concerns.queries.company import Company, CompanyQuestions
from rundum.concerns.queries.concern_clock import ConcernClock, concern_clock
from rundum.concerns.queries.due_choices import due_choices
from rundum.concerns.queries.family import family_of
from rundum.concerns.queries.progress import Progress, ProgressQuestions
from rundum.concerns.queries.seen import SEEN
from rundum.customers.models import Contact, ContactPhone, Expectation
from rundum.customers.policy import may_add_contact
from rundum.decisions.models import Authority, AuthorityUse
from rundum.decisions.queries import AuthorityState, Case, authority_state
from rundum.teams.policy import is_member
from rundum.teams.queries.calendars import working_calendar_of
from rundum.timeline.kinds import Tab
from rundum.timeline.queries import Cursor, TabCounts, Timeline, concern_timeline, tab_counts

RELATED = ("customer", "team", "process", "step", "version", "holder")


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
    whole: Concern | None  # that this one was split off from
    parts: list[Concern]  # split off from this one
    contacts: list[Contact]
    phones: list[ContactPhone]  # of all contacts, theirs in order
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

    @cached_property
    def may_reopen(self) -> bool:
        """Whether the reader may open the closed concern again. One query where another team had it."""
        return not self.concern.is_open and (self.may_work or is_member(self.reader, self.concern.customer.team_id))

    @cached_property
    def may_add_contact(self) -> bool:
        """Whether the reader may add a contact of the customer. Queries only where another team has the customer."""
        is_own = self.may_work and self.concern.team_id == self.concern.customer.team_id
        return is_own or may_add_contact(self.reader, self.concern.customer)

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
        """The contact of the concern."""
        return next((contact for contact in self.contacts if contact.pk == self.concern.contact_id), None)

    @property
    def phone(self) -> ContactPhone | None:
        """Their first phone number."""
        return next((phone for phone in self.phones if phone.contact_id == self.concern.contact_id), None)

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
        return self.concern.asks_customer

    @property
    def has_newer_version(self) -> bool:
        return self.newest_version > self.concern.version.number

    @property
    def is_related(self) -> bool:
        return bool(self.whole or self.parts or self.merges)

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
                return _("Promise broken, it was for %(moment)s") % {"moment": moment_inside(promise.due_at)}
        return _("Promised by %(moment)s") % {"moment": moment_inside(promise.due_at)}

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
    """The page of a concern from `visible_concern`, however much has happened to it: seven queries, and two round
    trips for all the rest."""
    at, customer = now(), concern.customer_id
    progress, company = ProgressQuestions(concern), CompanyQuestions(concern, today(concern.team.zone))
    params = {"customer": customer, "concern": concern.pk, "at": at, "year": _new_year(concern, at)}
    params |= {"reader": reader.pk, "today": today()}
    params["version"] = concern.process.version_id or concern.version_id
    mine = "customer_id = %(customer)s AND concern_id = %(concern)s"
    promises = rows_of(Promise, mine, params, order="given_at, id")
    tasks = rows_of(Task, mine, params)
    waits = rows_of(Wait, mine, params, order="since, id")
    credits = rows_of(Credit, mine, params)
    uses = rows_of(AuthorityUse, mine, params)
    verdicts = rows_of(Verdict, mine, params, order="at DESC, id DESC")
    closures = rows_of(Closure, mine, params, order="at DESC, id DESC")
    merges = rows_of(Merge, MERGED_HERE, params)
    contacts = rows_of(Contact, "customer_id = %(customer)s", params, order="last_name, id")
    phones = rows_of(ContactPhone, "customer_id = %(customer)s", params, order="position, id")
    expectations = rows_of(Expectation, "customer_id = %(customer)s AND retired_at IS NULL", params)
    version = Question("SELECT number FROM concerns_processversion WHERE id = %(version)s", int, params)
    family = family_of(concern)
    kept = Question(KEPT, lambda kept, due: (int(kept), int(due)), params)
    answers = ask(
        *progress.all, *company.all, promises, tasks, waits, credits, uses, verdicts, closures, merges,
        contacts, phones, expectations, version, kept, family,
    )  # fmt: skip
    face = faces(progress.people(answers) | company.people(answers) | ids_in(answers.of(tasks), "done_by_id"))
    people = {user.pk: user for user in ask(face).of(face)}
    contact = {one.pk: one for one in answers.of(contacts)}
    merged = {merge.concern_id for merge in answers.of(merges)}
    related = Concern.objects.visible_to(reader).filter(
        Q(split_from=concern) | Q(pk=concern.split_from_id) | Q(pk__in=merged), customer=customer
    )
    others = {one.pk: one for one in related.order_by("pk")}
    return ConcernPage(
        concern=concern,
        reader=reader,
        at=at,
        calendar=working_calendar_of(concern.team),
        timeline=concern_timeline(customer, concern.pk, tab=tab, before=before, start=start),
        counts=tab_counts(customer, concern.pk),
        progress=progress.progress(answers, people, at),
        company=company.company(answers, people),
        promises=put_in(answers.of(promises), contact, "contact"),
        tasks=put_in(answers.of(tasks), people, "done_by"),
        waits=answers.of(waits),
        credits=put_in(answers.of(credits), {use.pk: use for use in answers.of(uses)}, "use"),
        verdicts=put_in(answers.of(verdicts), contact, "contact"),
        closure=next(iter(answers.of(closures)), None),
        merges=put_in([merge for merge in answers.of(merges) if merge.concern_id in others], others, "concern"),
        whole=others.get(concern.split_from_id or 0),
        parts=[one for one in others.values() if one.split_from_id == concern.pk],
        contacts=answers.of(contacts),
        phones=answers.of(phones),
        expectations=answers.of(expectations),
        authority=authority_state(
            concern.team, area=Authority.Area.GOODWILL, case=Case(customer, tuple(answers.of(family))), at=at
        ),
        newest_version=answers.one(version),
        kept_this_year=answers.one(kept),
    )


MERGED_HERE = "customer_id = %(customer)s AND into_id = %(concern)s AND undone_at IS NULL"
KEPT = f"""
    SELECT count(*) FILTER (WHERE p.kept_at <= p.due_at),
        count(*) FILTER (WHERE p.kept_at IS NOT NULL OR p.broken_at IS NOT NULL OR p.due_at < %(at)s)
    FROM concerns_promise p JOIN concerns_concern k ON k.customer_id = p.customer_id AND k.id = p.concern_id
    JOIN customers_customer c ON c.id = k.customer_id
    WHERE p.customer_id = %(customer)s AND p.withdrawn_at IS NULL AND p.due_at >= %(year)s AND {SEEN}
"""  # noqa: S608 (put together from our own texts alone)


def _new_year(concern: Concern, at: datetime) -> datetime:
    """The moment this year began where the team is."""
    return at.astimezone(concern.team.zone).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
