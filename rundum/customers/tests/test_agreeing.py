import pytest

from rundum.base.refusals import EditConflict, NotAllowed, Refused
from rundum.customers.actions.agreeing import comment_on_agreement, decide_agreement, restore_agreement
from rundum.customers.models import WorkingAgreement
from rundum.timeline.models import Entry
from tests.world import World


def test_every_decision_is_a_new_version(world: World) -> None:
    decide_agreement(world.dairy, by=world.aylin, channel="phone", terms=["Frau Brandl anrufen", " "])
    decide_agreement(world.dairy, by=world.chiara, channel="visit", lead=world.emeka)
    versions = WorkingAgreement.objects.filter(customer=world.dairy)
    assert [(one.version, one.channel, one.by) for one in versions] == [
        (2, "visit", world.chiara),
        (1, "phone", world.aylin),
    ]


def test_the_same_words_again_make_no_version(world: World) -> None:
    first = decide_agreement(world.dairy, by=world.aylin, channel="phone")
    assert decide_agreement(world.dairy, by=world.emeka, channel="phone") == first
    assert Entry.objects.count() == 1


def test_an_earlier_version_comes_back_as_a_new_one_without_a_lead_who_has_left(world: World) -> None:
    decide_agreement(world.dairy, by=world.aylin, channel="phone", lead=world.emeka, terms=["Nur dienstags"])
    decide_agreement(world.dairy, by=world.aylin, channel="visit")
    world.emeka.memberships.update(ends_on="2024-02-01")
    restored = restore_agreement(world.dairy, version=1, by=world.aylin)
    assert (restored.version, restored.channel, restored.terms, restored.lead) == (3, "phone", "Nur dienstags", None)


def test_of_two_who_decide_at_once_the_second_sees_what_the_first_decided(world: World) -> None:
    decide_agreement(world.dairy, by=world.aylin, channel="phone", after_version=0)
    with pytest.raises(EditConflict) as conflict:
        decide_agreement(world.dairy, by=world.emeka, channel="visit", after_version=0)
    assert isinstance(conflict.value.theirs, WorkingAgreement)
    assert WorkingAgreement.objects.get().channel == "phone"
    assert Entry.objects.count() == 1


def test_coach_and_board_may_comment_but_not_decide(world: World) -> None:
    for outsider in (world.henrik, world.vera, world.sven, world.ada, world.piet):
        with pytest.raises(NotAllowed) as refusal:
            decide_agreement(world.dairy, by=outsider, channel="phone")
        assert refusal.value.customer == world.dairy.pk
        comment_on_agreement(world.dairy, text="Fragt doch Frau Brandl.", by=outsider)
    assert not WorkingAgreement.objects.exists()
    assert set(Entry.objects.values_list("verb", flat=True)) == {"customers.commented"}


def test_only_a_member_leads(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        decide_agreement(world.dairy, by=world.aylin, lead=world.henrik)
    assert refusal.value.code == "lead_outside_team"
    assert not WorkingAgreement.objects.exists()
