"""One customer: at a glance, their concerns, money, people, and everything on one timeline."""

from dataclasses import replace
from datetime import timedelta

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from rundum.accounts.access import SignedInRequest, open_to_colleagues
from rundum.accounts.models import User
from rundum.base.clock import now, today
from rundum.base.formats.days import long_day
from rundum.base.forms import refusals_shown_in
from rundum.base.reading import Question, ask
from rundum.base.replies import toast
from rundum.base.rows import joined_row
from rundum.calc.working_time import WorkingCalendar
from rundum.customers.actions.reading import confirm_reading
from rundum.customers.countries import country_name
from rundum.customers.forms.knowing import TalkForm
from rundum.customers.models import Assignment, Contact, Customer, Reading, TeamHandover, WorkingAgreement
from rundum.customers.policy import (
    may_add_contact,
    may_decide_for,
    may_keep,
    may_take,
    require_may_decide_for,
)
from rundum.customers.queries.knowers import KNOWN_DAYS
from rundum.customers.queries.knowledge import who_knows
from rundum.customers.queries.relations import relationship_map
from rundum.customers.views.found import customer_or_404
from rundum.desk.customer_page import queries
from rundum.desk.customer_page.drawing import draw_relations
from rundum.desk.customer_page.entries import entries_of, hidden_concerns
from rundum.teams.frame import frame_of
from rundum.teams.models import Team
from rundum.teams.queries.calendars import working_calendar_of
from rundum.timeline.actions import read_mentions
from rundum.timeline.kinds import Tab
from rundum.timeline.queries import Cursor, customer_timeline

LATEST = 6
"""Entries on the overview; the timeline has all."""
READ = 5
"""Concerns that somebody reads who gets to know the customer."""
AGREEMENT = """
SELECT {columns} FROM customers_workingagreement a
LEFT JOIN accounts_user author ON author.id = a.by_id LEFT JOIN accounts_user responsible ON responsible.id = a.lead_id
WHERE a.customer_id = %(customer)s ORDER BY a.version DESC LIMIT 1
"""
HANDOVER = """
SELECT {columns} FROM customers_teamhandover h JOIN teams_team t ON t.id = h.to_team_id
WHERE h.customer_id = %(customer)s AND h.confirmed_at IS NULL AND h.withdrawn_at IS NULL ORDER BY h.id LIMIT 1
"""


@open_to_colleagues
@require_safe
def customer(request: SignedInRequest, customer: int) -> HttpResponse:
    """At a glance: how they are, what is open, who knows whom, what they expect, what happened last."""
    found, calendar, context = begin(request, customer, "overview")
    rows = queries.open_concerns(found, request.user)
    relations = relationship_map(found)
    read_mentions(request.user, customer=found.pk)
    latest = customer_timeline(found.pk, hidden_concerns=hidden_concerns(found, request.user), limit=LATEST)
    context |= {
        "concerns": _with_rings(rows[: queries.OPEN_SHOWN], calendar),
        "relations": relations,
        "drawn": draw_relations(relations),
        **_knowledge(found, request.user),
        "agreement": _agreement(found),
        "latest": entries_of(found, replace(latest, entries=latest.entries[::-1]), calendar),
        "talk": TalkForm(customer=found),
        "handover": _handover(found),
    }
    return render(request, "desk/customer/overview.html", context)


@open_to_colleagues
@require_safe
def concerns(request: SignedInRequest, customer: int) -> HttpResponse:
    """All their concerns, newest first."""
    found, calendar, context = begin(request, customer, "concerns")
    only_open = request.GET.get("open") == "1"
    before = Cursor.read(request.GET.get("before", ""))
    place = (before.at, before.pk) if before else None
    rows = queries.concerns_page(found, request.user, only_open=only_open, before=place)
    shown = rows[: queries.CONCERNS_PAGE]
    more = Cursor(shown[-1].arrived_at, shown[-1].id) if len(rows) > len(shown) else None
    context |= {"concerns": _with_rings(shown, calendar), "only_open": only_open, "more": more}
    return render(request, "desk/customer/concerns.html", context)


@open_to_colleagues
@require_safe
def money(request: SignedInRequest, customer: int) -> HttpResponse:
    """What is known of their money: goodwill credits for now."""
    found, _calendar, context = begin(request, customer, "money")
    given = queries.credits_of(found, request.user)
    counted = [row for row in given if row.withdrawn_at is None and row.at >= now() - queries.YEAR]
    currencies = sorted({row.currency for row in counted})
    context["credits"] = given
    context["sums"] = [
        (sum(row.amount for row in counted if row.currency == currency), currency) for currency in currencies
    ]
    return render(request, "desk/customer/money.html", context)


@open_to_colleagues
@require_safe
def people(request: SignedInRequest, customer: int) -> HttpResponse:
    """Their people, who of us knows them, and which team served them since when."""
    found, _calendar, context = begin(request, customer, "people")
    contacts = list(
        Contact.objects.filter(customer=found)
        .prefetch_related("emails", "phones")
        .order_by("last_name", "first_name", "id")
    )
    relations = relationship_map(found, contacts)
    gaps = {gap.contact.pk: gap for gap in relations.gaps}
    ties: dict[int, list[object]] = {}
    for tie in relations.ties:
        ties.setdefault(tie.contact.pk, []).append(tie.colleague)
    context |= {
        "present": [
            {"contact": contact, "gap": gaps.get(contact.pk), "known_by": ties.get(contact.pk, [])}
            for contact in contacts
            if contact.left_on is None
        ],
        "gone": [contact for contact in contacts if contact.left_on is not None],
        "parts": dict(Contact.Part.choices),
        **_knowledge(found, request.user),
        "assignments": Assignment.objects.filter(customer=found).select_related("team", "by"),
        "country": country_name(found.country),
        "external_ids": found.external_ids.order_by("source", "value"),
    }
    return render(request, "desk/customer/people.html", context)


@open_to_colleagues
@require_http_methods(["GET", "POST"])
def reading(request: SignedInRequest, customer: int) -> HttpResponse:
    """What a member reads to be able to step in, and confirms to have read (AC11.3)."""
    found, calendar, context = begin(request, customer, "reading")
    require_may_decide_for(request.user, found)
    form = forms.Form(request.POST) if request.method == "POST" else forms.Form()
    if form.is_valid():
        with refusals_shown_in(form):
            confirm_reading(found, by=request.user)
            until = long_day(today() + timedelta(days=KNOWN_DAYS))
            toast(
                request, _("You could step in for %(name)s. It counts until %(day)s.") % {"name": found, "day": until}
            )
            return redirect("customers:customer", found.pk)
    rows = queries.concerns_page(found, request.user)[:READ]
    before = Reading.objects.filter(customer=found, user=request.user).first()
    context |= {
        "form": form,
        "concerns": _with_rings(rows, calendar),
        "agreement": _agreement(found),
        "known_days": KNOWN_DAYS,
        "before": before,
        "until": before and before.at + timedelta(days=KNOWN_DAYS),
    }
    return render(request, "desk/customer/reading.html", context, status=422 if form.errors else 200)


@open_to_colleagues
@require_safe
def timeline(request: SignedInRequest, customer: int) -> HttpResponse:
    """Everything that happened: accounting, sales and service on one line, oldest first."""
    found, calendar, context = begin(request, customer, "timeline")
    asked = request.GET.get("kind", "")
    tab = Tab(asked) if asked in {Tab.TALK, Tab.WORK, Tab.MONEY} else None
    before = Cursor.read(request.GET.get("before", ""))
    shown = customer_timeline(found.pk, hidden_concerns=hidden_concerns(found, request.user), tab=tab, before=before)
    context |= {
        "items": entries_of(found, shown, calendar),
        "tab": tab,
        "earlier": shown.earlier,
        "is_latest": before is None,
        "is_long": len(shown.entries) > LATEST,
    }
    return render(request, "desk/customer/timeline.html", context)


def begin(request: SignedInRequest, pk: int, part: str) -> tuple[Customer, WorkingCalendar, dict[str, object]]:
    """The customer, if the reader may see it; the calendar its promises are reckoned in; what every part shows."""
    found = customer_or_404(request, pk)
    team = found.team or frame_of(request).team
    calendar = working_calendar_of(team) if team else WorkingCalendar("UTC", {})
    organisation = frame_of(request).organisation
    days = organisation.confirm_expectations_days if organisation else 0
    keeps = may_keep(request.user, found)
    context: dict[str, object] = {
        "customer": found,
        "part": part,
        "head": queries.head(found, request.user, calendar),
        "confirm_before": now() - timedelta(days=days),
        "may_decide": may_decide_for(request.user, found),
        "may_keep": keeps,
        "may_add_contact": keeps or may_add_contact(request.user, found),
        "may_take": found.team is None and may_take(request.user),
    }
    return found, calendar, context


def _with_rings(rows: list[queries.ConcernRow], calendar: WorkingCalendar) -> list[dict[str, object]]:
    at = now()
    return [{"row": row, "ring": row.ring(at, calendar)} for row in rows]


def _knowledge(customer: Customer, reader: User) -> dict[str, object]:
    """Who knows the customer, and whether it is the reader who could get to know them."""
    knowledge = who_knows(customer)
    return {"knowledge": knowledge, "is_known": knowledge.is_known_by(reader), "known_days": KNOWN_DAYS}


def _agreement(customer: Customer) -> WorkingAgreement | None:
    row, columns = joined_row(WorkingAgreement, "a", by=(User, "author"), lead=(User, "responsible"))
    question = Question(AGREEMENT.format(columns=columns), row, {"customer": customer.pk})
    return next(iter(ask(question).of(question)), None)


def _handover(customer: Customer) -> TeamHandover | None:
    row, columns = joined_row(TeamHandover, "h", to_team=(Team, "t"))
    question = Question(HANDOVER.format(columns=columns), row, {"customer": customer.pk})
    return next(iter(ask(question).of(question)), None)
