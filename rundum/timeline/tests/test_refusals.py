from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from rundum.base.refusals import NotAllowed, Refused
from rundum.timeline.models import ORGANISATION, Entry
from rundum.timeline.refusals import RecordRefusals
from tests.world import World


def refuse(error: Exception, user: object) -> None:
    request = RequestFactory().post("/customers/7/")
    request.user = user
    RecordRefusals(lambda request: None).process_exception(request, error)


def test_a_refusal_is_on_record_with_who_where_and_why(world: World) -> None:
    refuse(NotAllowed("members_only", "Only members can do this.", customer=world.dairy.pk), world.henrik)
    entry = Entry.objects.get(verb="timeline.refused")
    assert (entry.by, entry.customer_id) == (world.henrik, world.dairy.pk)
    assert entry.data == {
        "code": "members_only",
        "method": "POST",
        "path": "/customers/7/",
        "reason": {"de": "Only members can do this.", "en": "Only members can do this."},
    }


def test_a_refusal_without_customer_and_account_belongs_to_the_organisation(world: World) -> None:
    refuse(NotAllowed("administrators_only", "No."), AnonymousUser())
    entry = Entry.objects.get(verb="timeline.refused")
    assert (entry.by, entry.customer_id) == (None, ORGANISATION)


def test_a_rule_that_says_no_is_not_on_record(world: World) -> None:
    refuse(Refused("open_promises", "Keep them first."), world.aylin)
    assert not Entry.objects.exists()
