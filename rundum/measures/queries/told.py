"""A stated filter in words, for those who read what a measure counts."""

from django.utils.translation import gettext as _

from rundum.accounts.models import User
from rundum.concerns.models import Phase, Process
from rundum.customers.models import Customer
from rundum.measures.stated_filter import StatedFilter


def told(filter: StatedFilter, *, reader: User) -> list[str]:
    """What is counted, a phrase for each condition; a customer one may not see is not named. Two queries at most."""
    said = [str(filter.counts.label)]
    if filter.process:
        said.append(_("Process: %(name)s") % {"name": Process.objects.get(pk=filter.process).name})
    if filter.customer:
        customer = Customer.objects.visible_to(reader).filter(pk=filter.customer).first()
        said.append(_("Customer: %(name)s") % {"name": customer.name if customer else _("confidential")})
    if filter.tag:
        said.append(_("Tag of the customer when the concern arrived: %(tag)s") % {"tag": filter.tag})
    if filter.phase:
        said.append(_("In the part: %(phase)s") % {"phase": Phase(filter.phase).label})
    if filter.waiting:
        said.append(_("Waiting for somebody"))
    return said
