import pytest

from rundum.base.refusals import NotAllowed
from rundum.teams.policy import is_coach, is_member, require_member, teams_of
from tests.world import World


def test_a_member_on_loan_is_a_member_of_both_teams(world: World) -> None:
    assert set(teams_of(world.chiara)) == {world.hanse, world.foerde}


def test_nobody_is_a_member_of_no_team(world: World) -> None:
    assert not is_member(world.aylin, None)


def test_a_coach_is_not_a_member_and_is_refused(world: World) -> None:
    assert is_coach(world.henrik, world.hanse.pk)
    with pytest.raises(NotAllowed):
        require_member(world.henrik, world.hanse.pk)
