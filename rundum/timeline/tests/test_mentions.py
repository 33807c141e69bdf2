"""Naming colleagues in notes."""

from rundum.accounts.models import User
from rundum.concerns.actions.talking import write_note
from rundum.customers.actions.talking import write_customer_note
from rundum.timeline.actions import read_mentions
from rundum.timeline.models import Mention
from tests.world import World, make_concern


def named(world: World, text: str, **fields: object) -> set[str]:
    concern = make_concern(world.dairy, world.complaint, "Pumpe", **fields)
    entry = write_note(concern, text=text, by=world.aylin)
    return {mention.user.name for mention in entry.mentions.select_related("user")}


def test_a_colleague_is_named_by_first_name_or_more(world: World) -> None:
    assert named(world, "@Emeka bitte, und @Piet.Janssen weiß es") == {"Emeka Okafor", "Piet Janssen"}


def test_a_name_may_be_written_with_blanks(world: World) -> None:
    User.objects.create_user(None, name="Emeka Anders")
    concern = make_concern(world.dairy, world.complaint, "Pumpe")
    entry = write_note(concern, text="@emeka anders und @Piet Janssen wissen es, @Vera auch", by=world.aylin)
    assert {one.user.name for one in entry.mentions.all()} == {"Emeka Anders", "Piet Janssen", "Vera Lindqvist"}
    entry.refresh_from_db()
    assert entry.data["named"] == ["emeka anders", "Piet Janssen"]


def test_an_e_mail_address_and_the_author_are_not_named(world: World) -> None:
    assert named(world, "Mail an info@Piet.example von @Aylin") == set()


def test_who_is_in_the_team_is_meant_first(world: World) -> None:
    User.objects.create_user(None, name="Emeka Anders")
    assert named(world, "@Emeka schau bitte") == {"Emeka Okafor"}


def test_a_name_that_fits_several_reaches_nobody(world: World) -> None:
    User.objects.create_user(None, name="Vera Anders")
    assert named(world, "@Vera schau bitte") == set()


def test_nobody_is_pointed_to_what_they_may_not_read(world: World) -> None:
    assert named(world, "@Piet und @Emeka", confidential=True) == {"Emeka Okafor"}


def unread(user: User) -> list[int | None]:
    return list(
        Mention.objects.filter(user=user, read_at=None).order_by("pk").values_list("entry__concern_id", flat=True)
    )


def test_mentions_are_unread_until_read(world: World) -> None:
    concern = make_concern(world.dairy, world.complaint, "Pumpe")
    write_note(concern, text="@Emeka, schau bitte", by=world.aylin)
    write_customer_note(world.dairy, text="@Emeka kennt sie", by=world.aylin)
    assert unread(world.emeka) == [concern.pk, None]
    read_mentions(world.emeka, customer=concern.customer_id, concern=concern.pk)
    assert unread(world.emeka) == [None]
    read_mentions(world.emeka, customer=concern.customer_id)
    assert unread(world.emeka) == []
