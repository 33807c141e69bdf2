"""What planning does by itself."""

from datetime import timedelta

from rundum.base.periodic import repeat
from rundum.planning.actions.finishing import finish_closed_commitments

repeat("planning.finish_closed_commitments", every=timedelta(minutes=15), act=finish_closed_commitments)
