"""The processes an organisation begins with. Their texts are ordinary data from then on: edit them, retire them."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rundum.concerns.drafts import ProcessDraft, StepDraft
from rundum.concerns.models import Phase, Process

type Text = str | Promise


@dataclass(frozen=True)
class DefaultStep:
    phase: Phase
    done_when: Text
    items: tuple[Text, ...] = ()


@dataclass(frozen=True)
class DefaultProcess:
    key: str
    name: Text
    icon: Process.Icon
    outcome: Text
    outcome_measure: Text
    starts_with: Text
    ends_with: Text
    steps: tuple[DefaultStep, ...]
    is_sale: bool = False

    def draft(self) -> ProcessDraft:
        """The process in the language active now."""
        return ProcessDraft(
            name=str(self.name),
            icon=self.icon,
            is_sale=self.is_sale,
            outcome=str(self.outcome),
            outcome_measure=str(self.outcome_measure),
            starts_with=str(self.starts_with),
            ends_with=str(self.ends_with),
            steps=tuple(
                StepDraft(phase=step.phase, done_when=str(step.done_when), items=tuple(map(str, step.items)))
                for step in self.steps
            ),
        )


KNOWS_WHO = _("The customer knows who takes care of it")
CUSTOMER_SAYS = _("The customer says so themselves")

DEFAULT_PROCESSES = (
    DefaultProcess(
        key="service-case",
        name=_("Service case"),
        icon=Process.Icon.SERVICE,
        outcome=_("What the customer uses works again"),
        outcome_measure=_("The customer says that it is solved, and does not come back with it within 30 days"),
        starts_with=_("A customer reports a fault or needs service"),
        ends_with=_("The customer has confirmed it and we have learned from it"),
        steps=(
            DefaultStep(Phase.ARRIVED, KNOWS_WHO, (_("Answer in person and name who takes care of it"),)),
            DefaultStep(
                Phase.UNDERSTAND,
                _("Cause and wish are clear"),
                (_("Repeat in the customer's words what they need"), _("Find the cause")),
            ),
            DefaultStep(
                Phase.SOLVE,
                _("It works and the promise is kept"),
                (_("Promise a time that we can keep"), _("Put it right"), _("Try it out")),
            ),
            DefaultStep(Phase.CONFIRM, CUSTOMER_SAYS, (_("Ask the customer whether it is solved for them"),)),
            DefaultStep(Phase.SECURE, _("It is learned from and settled"), (_("Write down what helps next time"),)),
        ),
    ),
    DefaultProcess(
        key="sale",
        name=pgettext_lazy("a process", "Sale"),
        icon=Process.Icon.SALE,
        is_sale=True,
        outcome=_("The customer has what really helps them, on terms they understand"),
        outcome_measure=_("Ordered, delivered as promised, and the customer would order it again"),
        starts_with=_("A customer asks, or we see what would help them"),
        ends_with=_("The first delivery was good, or the customer has decided otherwise"),
        steps=(
            DefaultStep(Phase.ARRIVED, KNOWS_WHO, (_("Answer in person and name who takes care of it"),)),
            DefaultStep(
                Phase.UNDERSTAND,
                _("Need, budget and who decides are clear"),
                (_("Ask what it is for"), _("Find out who uses it, who decides and who pays")),
            ),
            DefaultStep(
                Phase.SOLVE,
                _("The quote answers the need"),
                (_("Check that we can deliver it by then"), _("Make the quote and explain it")),
            ),
            DefaultStep(Phase.CONFIRM, _("The customer has decided"), (_("Ask for the decision and its reason"),)),
            DefaultStep(
                Phase.SECURE,
                _("The first delivery was good"),
                (_("Ask after the first delivery whether all is well"),),
            ),
        ),
    ),
    DefaultProcess(
        key="billing-question",
        name=_("Billing question"),
        icon=Process.Icon.BILLING,
        outcome=_("The customer's account is right and they understand it"),
        outcome_measure=_("The customer says that it is settled, and the next invoice is right"),
        starts_with=_("A customer asks about an invoice, a payment or terms"),
        ends_with=_("It is corrected and the customer has confirmed it"),
        steps=(
            DefaultStep(Phase.ARRIVED, KNOWS_WHO, (_("Answer in person and name who takes care of it"),)),
            DefaultStep(
                Phase.UNDERSTAND,
                _("It is clear what was billed, what was paid and what was agreed"),
                (_("Compare invoice, delivery and agreement"),),
            ),
            DefaultStep(
                Phase.SOLVE,
                _("The account is right"),
                (_("Correct or explain it"), _("Stop reminders meanwhile")),
            ),
            DefaultStep(Phase.CONFIRM, CUSTOMER_SAYS, (_("Ask the customer whether it is settled for them"),)),
            DefaultStep(Phase.SECURE, _("It does not happen again"), (_("Correct the master data behind it"),)),
        ),
    ),
    DefaultProcess(
        key="complaint",
        name=_("Complaint"),
        icon=Process.Icon.COMPLAINT,
        outcome=_("The damage is made good and the customer trusts us again"),
        outcome_measure=_("The customer says that it is made good, and its cause does not come back"),
        starts_with=_("A customer says that something went wrong"),
        ends_with=_("The cause is removed and the customer has confirmed it"),
        steps=(
            DefaultStep(
                Phase.ARRIVED,
                KNOWS_WHO,
                (_("Answer in person, say sorry and name who takes care of it"),),
            ),
            DefaultStep(
                Phase.UNDERSTAND,
                _("Damage, cause and wish are clear"),
                (_("Limit the damage at once"), _("Find the cause"), _("Ask what would make it good")),
            ),
            DefaultStep(
                Phase.SOLVE,
                _("It is made good and the promise is kept"),
                (_("Promise a time that we can keep"), _("Make it good")),
            ),
            DefaultStep(Phase.CONFIRM, CUSTOMER_SAYS, (_("Ask the customer whether it is made good for them"),)),
            DefaultStep(
                Phase.SECURE,
                _("The cause is removed"),
                (_("Remove the cause"), _("Check whether other customers are affected")),
            ),
        ),
    ),
    DefaultProcess(
        key="delivery",
        name=_("Delivery"),
        icon=Process.Icon.DELIVERY,
        outcome=_("The customer has the right goods when they need them"),
        outcome_measure=_("Complete, undamaged and at the promised time, says the customer"),
        starts_with=_("A customer orders, or asks about an order"),
        ends_with=_("The customer has confirmed that all has arrived"),
        steps=(
            DefaultStep(Phase.ARRIVED, KNOWS_WHO, (_("Answer in person and name who takes care of it"),)),
            DefaultStep(
                Phase.UNDERSTAND,
                _("What, where to and by when is clear"),
                (_("Check stock and transport time before promising"),),
            ),
            DefaultStep(
                Phase.SOLVE,
                _("Delivered as promised"),
                (_("Promise a time that we can keep"), _("Tell the customer when it is on its way")),
            ),
            DefaultStep(Phase.CONFIRM, CUSTOMER_SAYS, (_("Ask whether all has arrived"),)),
            DefaultStep(Phase.SECURE, _("Delivered, billed and learned from"), (_("Check that it was billed right"),)),
        ),
    ),
)
