"""What happened: one entry per act, append-only. Timelines, notifications and the audit read the entries."""

from django.conf import settings
from django.db import models

from rundum.base.clock import now

ORGANISATION = 0
"""The `customer_id` of entries about the organisation itself (teams, settings, refusals) and no customer."""


class Entry(models.Model):
    """One thing that happened to a customer.

    `customer_id` and `concern_id` are plain numbers, as customers and concerns lie above the timeline. `verb`
    names an EntryKind (kinds.py) that knows how the entry reads; `data` holds what its sentence needs and what
    undoing it needs. `text` is Markdown by a colleague, `voice` the customer's own words.
    """

    id: int
    customer_id = models.BigIntegerField(default=ORGANISATION)
    concern_id = models.BigIntegerField(null=True)
    contact_id = models.BigIntegerField(null=True)
    team_id = models.BigIntegerField(null=True)  # the team the customer or concern was with
    verb = models.CharField(max_length=60)
    at = models.DateTimeField(default=now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    two_way = models.BooleanField(default=False)  # customer and colleague both spoke: a call, a meeting, a reply
    text = models.TextField(blank=True)
    voice = models.TextField(blank=True)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["customer_id", "-at", "-id"], name="entry_by_customer"),
            models.Index(
                fields=["customer_id", "concern_id", "at", "id"],
                condition=models.Q(concern_id__isnull=False),
                name="entry_by_concern",
            ),
            models.Index(
                fields=["customer_id", "contact_id", "by", "at"],
                condition=models.Q(two_way=True),
                name="entry_two_way",
            ),
            # Whom the members of a team have spoken with lately: as long as their work, however many customers.
            models.Index(fields=["by", "at", "customer_id"], condition=models.Q(two_way=True), name="entry_spoken"),
            models.Index(fields=["team_id", "-id"], name="entry_by_team"),
            models.Index(fields=["team_id", "-at", "-id"], condition=~models.Q(voice=""), name="entry_voices"),
            models.Index(fields=["-at", "-id"], condition=models.Q(verb="timeline.refused"), name="entry_refused"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


class Attachment(models.Model):
    """A file on an entry, kept once by the hash of its content (files.py)."""

    customer_id = models.BigIntegerField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="attachments")
    digest = models.CharField(max_length=64)  # sha256 of the content, in hex
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes

    class Meta:
        indexes = [models.Index(fields=["customer_id", "entry"], name="attachment_by_entry")]

    def __str__(self) -> str:
        return self.name


class Mention(models.Model):
    """Someone named in an entry, until they have read it."""

    customer_id = models.BigIntegerField()
    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="mentions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="mentions")
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["customer_id", "entry", "user"], name="mention_once")]
        indexes = [
            models.Index(fields=["user", "-id"], condition=models.Q(read_at=None), name="mention_unread"),
            models.Index(fields=["customer_id", "entry"], name="mention_by_entry"),
        ]

    def __str__(self) -> str:
        return f"@{self.user}"
