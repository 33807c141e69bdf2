"""What the pages of concerns draw with: `{% load concerns %}`."""

from datetime import timedelta
from decimal import Decimal

from django import forms, template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rundum.base.components.icons import icon
from rundum.base.components.people import avatars
from rundum.base.formats.days import month
from rundum.base.formats.languages import NO_BREAK
from rundum.base.formats.numbers import money, number, short_money
from rundum.base.formats.spans import ago, duration, since
from rundum.base.forms import AmountField
from rundum.calc.promise_ring import Ring, RingState
from rundum.concerns.models import Concern, Phase, Promise
from rundum.concerns.queries.company import Fit
from rundum.concerns.queries.concern_page import ConcernPage
from rundum.concerns.queries.presences import Present
from rundum.concerns.queries.progress import StepState, StepView
from rundum.decisions.queries import AuthorityState

register = template.Library()

TONES = {RingState.RISK: "warn", RingState.BROKEN: "bad"}
HOUR = 3600
COMPOSE = {"talk": "talk/", "note": "notes/", "promise": "promises/", "credit": "credits/"}


@register.filter
def ring_tone(state: str) -> str:
    """The colour of words that stand beside a ring."""
    return TONES.get(RingState(state), "")


@register.filter
def ring_in(promise: Promise, page: ConcernPage) -> Ring:
    return page.ring_of(promise)


@register.filter
def working_time(length: timedelta | None) -> str:
    """A length of working time: 45 min, 22 h. Days would be ambiguous, as a working day has no 24 hours."""
    if length is None:
        return ""
    seconds = length.total_seconds()
    if seconds < 2 * HOUR:
        return f"{int(seconds // 60)}{NO_BREAK}{_('min')}"
    return f"{number(round(seconds / HOUR), 0)}{NO_BREAK}{_('h')}"


@register.filter
def compose_address(kind: str) -> str:
    return COMPOSE[kind]


@register.filter
def item_address(pk: int) -> str:
    return f"items/{pk}/"


@register.filter
def task_address(pk: int) -> str:
    return f"tasks/{pk}/"


@register.filter
def kept_address(pk: int) -> str:
    return f"promises/{pk}/kept/"


@register.filter
def merge_address(pk: int) -> str:
    return f"merges/{pk}/end/"


@register.filter
def asked_amount(form: forms.Form) -> Decimal:
    """The amount in a credit form as it was posted; nothing where there is none."""
    field = form.fields["amount"]
    if form.is_bound and isinstance(field, AmountField):
        try:
            return max(field.to_python(form.data.get("amount")) or Decimal(0), Decimal(0))
        except forms.ValidationError:
            return Decimal(0)
    return Decimal(0)


@register.filter
def left_after(state: AuthorityState, amount: Decimal) -> Decimal:
    """What is left this month after an amount; never less than nothing."""
    return max(state.left_month - amount, Decimal(0))


@register.simple_tag
def authority_words(state: AuthorityState, amount: Decimal) -> SafeString:
    """Whether the amount is the team's to decide alone, and what to do if not. Nothing without an amount."""
    if not amount:
        return SafeString()
    currency = state.authority.currency
    case = short_money(state.authority.per_case, currency)
    if amount > state.left_case:
        words = _(
            "With this the case would have more than %(limit)s. Splitting is not allowed; ask the team for advice or "
            "consent."
        ) % {"limit": case}
        return format_html('<span class="warn">{}</span>', words)
    if amount > state.left_month:
        words = _("The team has %(left)s left this month. Splitting is not allowed; ask for advice or consent.") % {
            "left": money(state.left_month, currency)
        }
        return format_html('<span class="warn">{}</span>', words)
    words = _("This is yours to decide. For this case it is then %(used)s of %(limit)s.") % {
        "used": money(state.used_case + amount, currency),
        "limit": case,
    }
    return format_html('<span class="auth-ok">{}{}</span>', icon("check", "s"), words)


@register.simple_tag
def case_words(state: AuthorityState) -> SafeString:
    """That the case is more than this concern; nothing where it is not."""
    if state.case is None or len(state.case.concerns) < 2:
        return SafeString()
    words = _("Split or merged, it stays one case: counted over its %(count)s concerns.") % {
        "count": len(state.case.concerns)
    }
    return format_html('<span class="xs muted">{}</span>', words)


@register.simple_tag
def step_caption(view: StepView, concern: Concern) -> str:
    """Below a step's name: how long it took, since when it lasts, or whose turn it will be."""
    match view.state:
        case StepState.BLOCKED:
            return _("waits %(time)s") % {"time": since(concern.waiting_since)}
        case StepState.CURRENT:
            return since(concern.step_since)
        case StepState.DONE:
            return duration(view.spent)
        case StepState.LEFT_OUT:
            return _("left out")
    if view.is_the_customers:
        return _("Customer")
    return _("Team") if view.step.phase == Phase.SECURE else ""


@register.simple_tag
def presence_words(present: Present) -> SafeString:
    """Who else is here: writing first, then looking."""
    parts = []
    if present.writing:
        names = ", ".join(user.first_name for user in present.writing)
        words = ngettext("%(names)s is writing …", "%(names)s are writing …", len(present.writing)) % {"names": names}
        parts.append((avatars(present.writing, "s"), words))
    if present.looking:
        names = ", ".join(user.first_name for user in present.looking)
        words = ngettext("%(names)s is here too", "%(names)s are here too", len(present.looking)) % {"names": names}
        parts.append((avatars(present.looking, "s"), words))
    return format_html_join("", '<span class="inline">{}{}</span>', parts)


@register.simple_tag
def fit_reasons(fit: Fit) -> SafeString:
    """Why a colleague fits: facts, in words."""
    facts = []
    if fit.skills:
        facts.append(_("can do %(skills)s") % {"skills": ", ".join(fit.skills)})
    if fit.knows_since and fit.last_spoke:
        facts.append(
            _("in touch with this customer since %(month)s, last %(ago)s")
            % {"month": month(fit.knows_since), "ago": ago(fit.last_spoke)}
        )
    facts.append(_("is here today"))
    learns = format_html_join(
        "",
        '<small class="learn">{}</small>',
        (
            (_("is learning %(skill)s, level %(now)s to %(then)s") % {"skill": name, "now": level, "then": needed},)
            for name, level, needed in fit.learns
        ),
    )
    return format_html("<small>{}</small>{}", ", ".join(facts), learns)
