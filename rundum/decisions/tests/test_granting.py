from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from rundum.base.clock import standing_at
from rundum.base.refusals import NotAllowed, Refused
from rundum.decisions.actions.granting import grant_authority
from rundum.decisions.actions.using import use_authority
from rundum.decisions.models import Authority
from rundum.decisions.queries import Case, authority_state
from rundum.timeline.models import Entry
from tests.world import MONDAY, World


def setting(world: World, who: str, per_case: str = "150", per_month: str = "600") -> Authority:
    limits = {"per_case": Decimal(per_case), "per_month": Decimal(per_month)}
    return grant_authority(world.hanse, area="goodwill", by=getattr(world, who), **limits)


@pytest.mark.parametrize("who", ["vera", "ada"])
def test_board_and_administrators_set_new_limits(world: World, who: str) -> None:
    setting(world, who)
    state = authority_state(world.hanse, area="goodwill")
    assert state is not None
    assert (state.authority.per_case, state.authority.per_month) == (150, 600)
    assert Authority.objects.count() == 2
    assert Entry.objects.get().verb == "decisions.authority_granted"


@pytest.mark.parametrize("who", ["aylin", "henrik", "sven", "piet"])
def test_nobody_else_sets_them_not_even_the_team(world: World, who: str) -> None:
    with pytest.raises(NotAllowed):
        setting(world, who)
    assert Authority.objects.count() == 1
    assert not Entry.objects.exists()


@pytest.mark.parametrize(("per_case", "per_month"), [("-1", "100"), ("100", "-1"), ("100.01", "100")])
def test_limits_that_make_no_sense_are_refused(world: World, per_case: str, per_month: str) -> None:
    with pytest.raises(Refused):
        setting(world, "vera", per_case, per_month)
    assert Authority.objects.count() == 1
    assert not Entry.objects.exists()


def test_what_was_decided_keeps_the_limits_of_its_time(world: World, client: Client) -> None:
    with standing_at(MONDAY):
        use_authority(
            world.hanse, area="goodwill", amount=Decimal("80"), reason="Fracht",
            concern=1, case=Case(world.dairy.pk, (1,)), by=world.aylin,
        )  # fmt: skip
    client.force_login(world.aylin)
    with standing_at(MONDAY + timedelta(hours=1)):
        setting(world, "vera", "10", "20")
        page = client.get(f"/teams/{world.hanse.pk}/authority/").content.decode()
    assert "80,00" in page
    assert "100,00" in page
    assert "250,00" in page


def test_a_member_reads_the_limits_and_is_refused_to_set_them(world: World, client: Client) -> None:
    client.force_login(world.aylin)
    address = f"/teams/{world.hanse.pk}/authority/"
    assert 'name="per_case"' not in client.get(address).content.decode()
    assert client.post(address, {"per_case": "1", "per_month": "2"}).status_code == 403
    assert Authority.objects.count() == 1


def test_who_may_not_set_them_reads_whom_to_ask(world: World, client: Client) -> None:
    address = f"/teams/{world.foerde.pk}/authority/"
    for who in (world.piet, world.henrik):
        client.force_login(who)
        aside = client.get(address).content.decode().split('id="whom"')[1]
        assert aside.index(world.ada.name) < aside.index(world.vera.name)
        assert world.henrik.name not in aside.split("</section>")[0]
    client.force_login(world.vera)
    assert 'id="whom"' not in client.get(address).content.decode()


def test_the_board_sets_limits_as_people_write_them(world: World, client: Client) -> None:
    client.force_login(world.vera)
    address = f"/teams/{world.hanse.pk}/authority/"
    assert client.post(address, {"per_case": "viel", "per_month": "2"}).status_code == 422
    assert client.post(address, {"per_case": "1.240,50", "per_month": "5.000"}).status_code == 302
    assert Authority.objects.latest("id").per_case == Decimal("1240.50")


def test_reasons_are_the_teams_as_they_may_be_confidential(world: World, client: Client) -> None:
    with standing_at(MONDAY):
        use_authority(
            world.hanse, area="goodwill", amount=Decimal("80"), reason="Fracht vertauscht",
            concern=1, case=Case(world.dairy.pk, (1,)), by=world.aylin,
        )  # fmt: skip
        for who, sees in ((world.aylin, True), (world.vera, False)):
            client.force_login(who)
            page = client.get(f"/teams/{world.hanse.pk}/authority/").content.decode()
            assert ("Fracht vertauscht" in page) is sees
