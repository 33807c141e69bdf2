import pytest

from rundum.base.refusals import Refused
from rundum.customers.actions.agreeing import comment_on_agreement
from rundum.customers.actions.talking import record_customer_talk, write_customer_note
from rundum.timeline.models import Entry, Mention
from tests.world import World


def test_whoever_is_named_in_a_note_or_comment_is_told(world: World) -> None:
    write_customer_note(world.dairy, text="@Emeka, rufst du an?", by=world.aylin)
    comment_on_agreement(world.dairy, text="@Aylin, fragt doch nach.", by=world.henrik)
    assert [mention.user for mention in Mention.objects.order_by("pk")] == [world.emeka, world.aylin]


def test_about_a_confidential_customer_nobody_outside_its_team_is_told(world: World) -> None:
    world.dairy.confidential = True
    world.dairy.save()
    write_customer_note(world.dairy, text="@Piet weiß mehr.", by=world.aylin)
    assert not Mention.objects.exists()


def test_an_empty_note_is_refused(world: World) -> None:
    with pytest.raises(Refused) as refusal:
        write_customer_note(world.dairy, text=" ", by=world.aylin)
    assert refusal.value.code == "note_empty"
    assert not Entry.objects.exists()


def test_a_talk_with_someone_at_another_customer_is_a_mistake_of_the_program(world: World) -> None:
    with pytest.raises(ValueError, match="another customer"):
        record_customer_talk(world.dairy, kind="call", contact=world.roth, by=world.aylin)
    assert not Entry.objects.exists()
