"""The two reasons that weigh most in an offer, in words: of a colleague, and said to the reader themselves."""

from django.utils.translation import gettext as _

from rundum.planning.models import OfferReason
from rundum.planning.queries.offers import ShownOffer

SAID = 2


def main_reasons(offer: ShownOffer) -> str:
    """Of a colleague: "can do welding, has room". Of one who lacks a level: what they want to learn, and with whom."""
    if offer.learn_with:
        values = {"skills": ", ".join(offer.lacks), "person": offer.learn_with.first_name}
        return _("wants to learn %(skills)s, %(person)s comes along") % values
    return ", ".join(_of_colleague(reason, offer) for reason in offer.weightiest[:SAID]) or _("could take it")


def own_reasons(offer: ShownOffer) -> str:
    """The same, said to the reader."""
    if offer.learn_with:
        values = {"skills": ", ".join(offer.lacks), "person": offer.learn_with.first_name}
        return _("you want to learn %(skills)s, %(person)s comes along") % values
    return ", ".join(_of_reader(reason, offer) for reason in offer.weightiest[:SAID]) or _("you could take it")


def _of_colleague(reason: OfferReason, offer: ShownOffer) -> str:
    match reason:
        case OfferReason.SKILL:
            return _("can do %(skills)s") % {"skills": ", ".join(offer.skills)}
        case OfferReason.STRENGTH:
            return _("has a strength in it")
        case OfferReason.LEARNING:
            return _("wants to learn more of it")
    return str(reason.label)


def _of_reader(reason: OfferReason, offer: ShownOffer) -> str:
    match reason:
        case OfferReason.SKILL:
            return _("you can do %(skills)s") % {"skills": ", ".join(offer.skills)}
        case OfferReason.STRENGTH:
            return _("you have a strength in it")
        case OfferReason.LEARNING:
            return _("you want to learn more of it")
        case OfferReason.ROOM:
            return _("you have room")
        case OfferReason.CONTINUITY:
            return _("you know the customer")
        case OfferReason.SPREAD:
            return _("you would be the second who knows the customer")
