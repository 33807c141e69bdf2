"""The record for the audit: what was refused, and what was changed in the organisation."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from rundum.accounts.access import SignedInRequest, open_to_administrators
from rundum.base.paging import Key, page_by_key
from rundum.timeline.kinds import EntryKind, kind_of
from rundum.timeline.models import ORGANISATION, Entry

NEWEST_FIRST = [Key("at", descending=True), Key("pk", descending=True)]


@dataclass(frozen=True)
class Row:
    entry: Entry
    kind: EntryKind

    @property
    def sentence(self) -> str:
        return self.kind.read(self.entry.data)

    @property
    def address(self) -> str:
        return self.kind.address(self.entry.data)

    @property
    def reason(self) -> str:
        """Why it was refused, in the reader's language."""
        return str(self.entry.data.get("reason", {}).get(get_language(), ""))


@open_to_administrators
@require_safe
def record(request: SignedInRequest) -> HttpResponse:
    """Entries one by one; nothing is counted up by person."""
    refusals = "refusals" in request.GET
    entries = Entry.objects.select_related("by")
    entries = entries.filter(verb="timeline.refused") if refusals else entries.filter(customer_id=ORGANISATION)
    page = page_by_key(entries, NEWEST_FIRST, request.GET.get("place", ""))
    rows = [Row(entry, kind_of(entry.verb)) for entry in page.rows]
    return render(request, "desk/settings/record.html", {"page": page, "rows": rows, "refusals": refusals})
