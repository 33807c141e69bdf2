"""How entries about skills read. They belong to the organisation, not to a customer."""

from django.utils.translation import gettext_lazy as _

from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("skills.added", "graduation-cap", Tab.RECORD, _("has added the skill %(skill)s")),
    EntryKind("skills.edited", "graduation-cap", Tab.RECORD, _("has changed the skill %(skill)s")),
    EntryKind("skills.retired", "graduation-cap", Tab.RECORD, _("has retired the skill %(skill)s")),
    EntryKind("skills.brought_back", "graduation-cap", Tab.RECORD, _("has brought back the skill %(skill)s")),
    EntryKind("skills.level_set", "graduation-cap", Tab.RECORD, _("has rated their own level in %(skill)s")),
    EntryKind("skills.wished", "sprout", Tab.RECORD, _("wants to learn %(skill)s")),
    EntryKind("skills.wish_dropped", "sprout", Tab.RECORD, _("no longer wants to learn %(skill)s")),
    EntryKind("skills.strength_chosen", "sprout", Tab.RECORD, _("has chosen the strength %(strength)s")),
    EntryKind("skills.strength_dropped", "sprout", Tab.RECORD, _("has dropped the strength %(strength)s")),
)
