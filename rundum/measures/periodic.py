"""What measures do by themselves."""

from datetime import timedelta

from rundum.base.periodic import repeat
from rundum.measures.actions.rolling_up import refresh_measures

repeat("measures.refresh", every=timedelta(minutes=5), act=refresh_measures)
