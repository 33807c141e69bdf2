"""What concerns do by themselves."""

from datetime import timedelta

from rundum.base.periodic import repeat
from rundum.concerns.actions.leaving import free_threads_of_the_gone

repeat("concerns.free_threads_of_the_gone", every=timedelta(minutes=15), act=free_threads_of_the_gone)
