"""What people do about skills: name them, rate themselves, wish to learn, choose their strengths."""

from rundum.skills.actions.naming import add_skill, bring_back_skill, edit_skill, retire_skill
from rundum.skills.actions.own import choose_strength, drop_strength, drop_wish, set_level, wish_to_learn

__all__ = [
    "add_skill",
    "bring_back_skill",
    "choose_strength",
    "drop_strength",
    "drop_wish",
    "edit_skill",
    "retire_skill",
    "set_level",
    "wish_to_learn",
]
