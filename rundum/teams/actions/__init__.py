"""What people do to teams: found and describe them, bring people in, cover functions, enter absences."""

from rundum.teams.actions.absences import add_absence, remove_absence
from rundum.teams.actions.coaching import add_coach, end_coaching
from rundum.teams.actions.founding import edit_team, found_team, set_working_hours
from rundum.teams.actions.functions import (
    add_function,
    cover_function,
    remove_function,
    rename_function,
    set_up_functions,
    uncover_function,
)
from rundum.teams.actions.members import add_member, end_membership, lend_member

__all__ = [
    "add_absence",
    "add_coach",
    "add_function",
    "add_member",
    "cover_function",
    "edit_team",
    "end_coaching",
    "end_membership",
    "found_team",
    "lend_member",
    "remove_absence",
    "remove_function",
    "rename_function",
    "set_up_functions",
    "set_working_hours",
    "uncover_function",
]
