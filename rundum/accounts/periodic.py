"""What accounts do by themselves."""

from datetime import timedelta

from rundum.accounts.actions.forgetting import forget_sent_forms
from rundum.base.periodic import repeat

repeat("accounts.forget_sent_forms", every=timedelta(hours=1), act=forget_sent_forms)
