"""What is kept for a while only."""

from datetime import timedelta

from django.db import transaction

from rundum.accounts.models import SentForm
from rundum.base.clock import now

FORMS_KEPT_FOR = timedelta(days=1)
"""So long a browser may send a form again that it has sent before, as when it opens yesterday's pages anew."""


@transaction.atomic
def forget_sent_forms() -> int:
    """Forget what was sent longer ago. Happens by itself (rundum.accounts.periodic); returns how many."""
    forgotten, _by_model = SentForm.objects.filter(at__lt=now() - FORMS_KEPT_FOR).delete()
    return forgotten
