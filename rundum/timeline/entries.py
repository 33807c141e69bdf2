"""How the entries of the timeline itself read, and those about accounts, which lie below the timeline."""

from django.utils.translation import gettext_lazy as _

from rundum.timeline.kinds import EntryKind, Tab, declare

declare(
    EntryKind("timeline.refused", "lock", Tab.RECORD, _("was refused at %(path)s")),
    EntryKind("accounts.person_added", "user-plus", Tab.RECORD, _("has made an account for %(person)s")),
    EntryKind("accounts.person_edited", "user", Tab.RECORD, _("has changed the account of %(person)s")),
    EntryKind("accounts.person_deactivated", "ban", Tab.RECORD, _("has deactivated the account of %(person)s")),
    EntryKind("accounts.person_reactivated", "user-check", Tab.RECORD, _("has reactivated the account of %(person)s")),
    EntryKind("accounts.second_step_removed", "unlink", Tab.RECORD, _("has removed the second step of %(person)s")),
    EntryKind("accounts.link_made", "link", Tab.RECORD, _("has made a sign-in link for %(person)s")),
)
