"""What a team plans."""

from rundum.planning.models.commitments import LEAST, AnyCommitment, Commitment, OwnCommitment
from rundum.planning.models.endorsements import Endorsement
from rundum.planning.models.offer_weights import OfferReason, OfferWeight

__all__ = ["LEAST", "AnyCommitment", "Commitment", "Endorsement", "OfferReason", "OfferWeight", "OwnCommitment"]
