"""The relationship map as a picture: their people left, ours right, a line for each tie."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from rundum.customers.queries.relations import RelationshipMap, Tie

ROW = 60  # pixels of a person's row, as in relations.css
THIN, THICK = 1.5, 5.0  # width of the line of the weakest and the strongest tie


def draw_relations(relations: RelationshipMap) -> SafeString | None:
    """The lines of the map, and the same in words, which label them and stand there where lines have no room; amber
    where the agreed cadence was missed.

    None where nobody has spoken with anybody.
    """
    if not relations.ties:
        return None
    left = {contact.pk: row for row, contact in enumerate(relations.contacts)}
    right = {colleague.pk: row for row, colleague in enumerate(relations.colleagues)}
    height = max(len(left), len(right)) * ROW
    paths = format_html_join(
        "", '<path class="{}" stroke-width="{}" d="{}" vector-effect="non-scaling-stroke"/>',
        ((_css(tie), _width(tie), _path(left[tie.contact.pk], right[tie.colleague.pk])) for tie in relations.ties),
    )  # fmt: skip
    words = " ".join(_in_words(tie) for tie in relations.ties)
    return format_html(
        '<svg viewBox="0 0 100 {height}" height="100%" preserveAspectRatio="none" role="img" aria-label="{words}">'
        '{paths}</svg><p class="rel-words sm muted">{words}</p>',
        height=height, words=words, paths=paths,
    )  # fmt: skip


def _css(tie: Tie) -> str:
    return "l l-due" if tie.overdue else "l"


def _width(tie: Tie) -> str:
    return f"{THIN + tie.strength * (THICK - THIN):.1f}"


def _path(left: int, right: int) -> str:
    start, end = left * ROW + ROW // 2, right * ROW + ROW // 2
    return f"M4 {start}C48 {start} 52 {end} 96 {end}"


def _in_words(tie: Tie) -> str:
    """Without a count: the map shows how well people know each other, not how much anybody has done."""
    words = {"contact": tie.contact.name, "colleague": tie.colleague.name}
    if tie.overdue:
        return _("%(contact)s and %(colleague)s speak with each other, the next talk is due.") % words
    return _("%(contact)s and %(colleague)s speak with each other.") % words
