"""What imports do by themselves."""

from datetime import timedelta

from rundum.base.periodic import repeat
from rundum.exchange.actions.running import end_interrupted_imports

repeat("exchange.end_interrupted_imports", every=timedelta(minutes=15), act=end_interrupted_imports)
