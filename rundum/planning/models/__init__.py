"""What a team plans."""

from rundum.planning.models.endorsements import Endorsement
from rundum.planning.models.offer_weights import OfferReason, OfferWeight

__all__ = ["Endorsement", "OfferReason", "OfferWeight"]
