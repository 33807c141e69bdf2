"""What improvement does by itself."""

from datetime import timedelta

from rundum.base.periodic import repeat
from rundum.improvement.actions.cycle_results import keep_results

repeat("improvement.keep_results", every=timedelta(minutes=15), act=keep_results)
