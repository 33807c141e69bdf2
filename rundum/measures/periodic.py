"""What measures do by themselves."""

from datetime import timedelta

from rundum.base.periodic import repeat
from rundum.measures.actions.keeping import keep_baselines_within_processes
from rundum.measures.actions.rolling_up import refresh_measures

repeat("measures.refresh", every=timedelta(minutes=5), act=refresh_measures)
repeat("measures.keep_baselines", every=timedelta(days=1), act=keep_baselines_within_processes)
