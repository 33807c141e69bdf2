"""What is remembered of a form that was sent, and for how long. What it is for: concerns/tests/test_sent_once.py."""

from datetime import timedelta

from django.test import Client

from rundum.accounts.actions.forgetting import forget_sent_forms
from rundum.accounts.models import SentForm, User
from rundum.base.clock import now, standing_at
from tests.world import World

TOKEN = {"csrfmiddlewaretoken": "a" * 64}


def test_a_switch_may_be_put_to_and_fro_from_one_page(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    for theme in ("dark", "light", "dark", "dark"):
        answer = client.post("/profile/appearance/", {"theme": theme} | TOKEN, headers={"HX-Request": "true"})
        assert answer.status_code == 204
    assert User.objects.get(pk=world.aylin.pk).theme == "dark"


def test_neither_token_nor_words_are_kept(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    client.post("/profile/", {"name": "Aylin Brandt", "language": "de", "theme": "dark"} | TOKEN)
    kept = SentForm.objects.get()
    assert kept.press != TOKEN["csrfmiddlewaretoken"]
    assert "Brandt" not in str(kept.answer)


def test_what_has_no_token_or_only_reads_is_not_kept(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    client.post("/profile/", {"name": "Aylin Brandt", "language": "de", "theme": "dark"})
    client.get("/profile/", TOKEN)
    assert not SentForm.objects.exists()


def test_a_day_later_it_is_forgotten(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    client.post("/profile/", {"name": "Aylin Brandt", "language": "de", "theme": "dark"} | TOKEN)
    with standing_at(now() + timedelta(hours=23)):
        assert forget_sent_forms() == 0
    with standing_at(now() + timedelta(hours=25)):
        assert forget_sent_forms() == 1
    assert not SentForm.objects.exists()
