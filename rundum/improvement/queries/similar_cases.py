"""Where else it may have happened (AC4.2): concerns of the team, and those of other teams without what names anybody.

What other teams' hits show is only what says nothing about a customer: the team, the process, the week, whether it is
still open, and the cause where it is called exactly as one on the searching team's own list (their own words may name
somebody). They are among the concerns the reader could open anyway; nothing confidential is looked through.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.crypto import salted_hmac

from rundum.accounts.models import User
from rundum.base.charts import week_label
from rundum.base.reading import Question, ask
from rundum.concerns.queries.seen import READABLE, SEEN, seen_by
from rundum.improvement.models import CorrectiveAction

SHOWN = 20  # of each kind
NEWEST = 5000  # looked through first: what is common shows up among them, what is not the index finds quickly
LOOKED_AT = 300  # of those that have one of the words, to be ranked
OF_A_WORD = 50  # of the older ones, for each of the words and each two of them
PAIRED = 5  # so many of the words are looked for in twos
MOST_WORDS = 8
LEAST_LETTERS = 4
STEM = 5
ENDING = 2
WORD = re.compile(r"[^\W\d_]+")
LONGEST = 200  # letters of what is asked


class OwnCase(NamedTuple):
    id: int
    customer_id: int
    number: int
    title: str
    customer_name: str
    arrived_at: datetime
    closed: bool
    rank: int

    @property
    def key(self) -> str:
        return f"{self.customer_id}-{self.id}"


class Elsewhere(NamedTuple):
    id: int
    team: str
    process: str
    arrived_at: datetime
    closed: bool
    cause: str | None
    rank: int


@dataclass(frozen=True)
class AnonymousCase:
    """A case of another team as it may be shown. key: stands for the concern, and says nothing about it."""

    key: str
    team: str
    process: str
    week: str
    closed: bool
    cause: str


@dataclass(frozen=True)
class SimilarCases:
    """What was found, the most alike first. ids: the concerns behind the anonymous keys; never shown."""

    own: Sequence[OwnCase]
    elsewhere: Sequence[AnonymousCase]
    ids: dict[str, int]

    def __bool__(self) -> bool:
        return bool(self.own or self.elsewhere)


NOTHING = SimilarCases((), (), {})

# Where an index is to answer, the words come from a subquery and the planner does not see them: it expects few rows
# then and takes the index. Of a word it sees that hardly anybody has used it expects many, and reads the whole table.
RANK = "(SELECT count(*) FROM unnest(%(words)s::text[]) w WHERE k.search @@ to_tsquery('simple', w))"
MATCH = "k.search @@ to_tsquery('simple', %(query)s)"
NOT_LINKED = """
    k.merged_into_id IS NULL AND NOT EXISTS (SELECT 1 FROM improvement_linkedconcern l
        WHERE l.customer_id = k.customer_id AND l.concern_id = k.id AND l.action_id = %(action)s)
"""
FOUND = """SELECT k.id, k.customer_id, k.team_id, k.process_id, k.number, k.title, k.arrived_at, k.closed_at, k.search,
        k.confidential, k.merged_into_id"""
# The words that the newest do not show often enough; only these are looked for among all the others.
RARE = """
    rare AS MATERIALIZED (
        SELECT w, nth FROM unnest(%(words)s::text[]) WITH ORDINALITY AS asked (w, nth)
        WHERE (SELECT count(*) FROM newest n WHERE n.search @@ to_tsquery('simple', w)) < %(shown)s
    )"""
OWN = f"""
    WITH newest AS MATERIALIZED (
        {FOUND} FROM (SELECT * FROM concerns_concern WHERE team_id = %(team)s
            ORDER BY arrived_at DESC, id DESC LIMIT %(newest)s) k WHERE {MATCH}
    ), {RARE}, older AS MATERIALIZED (
        ({FOUND} FROM concerns_concern k WHERE k.closed_at IS NULL AND k.team_id = %(team)s
            AND k.search @@ (SELECT to_tsquery('simple', string_agg(w, ' | ')) FROM rare) LIMIT %(looked_at)s)
        UNION ALL
        ({FOUND} FROM concerns_concern k WHERE k.closed_at IS NOT NULL AND k.team_id = %(team)s
            AND k.search @@ (SELECT to_tsquery('simple', string_agg(w, ' | ')) FROM rare) LIMIT %(looked_at)s)
    )
    SELECT k.id, k.customer_id, k.number, k.title, c.name, k.arrived_at, k.closed_at IS NOT NULL, {RANK} AS alike
    FROM (SELECT * FROM newest UNION SELECT * FROM older) k JOIN customers_customer c ON c.id = k.customer_id
    WHERE {NOT_LINKED} AND {SEEN}
    ORDER BY alike DESC, k.arrived_at DESC, k.id DESC LIMIT %(shown)s
"""  # noqa: S608 (put together from our own texts alone)
ELSEWHERE = f"""
    WITH newest AS MATERIALIZED (
        {FOUND} FROM (SELECT * FROM concerns_concern ORDER BY id DESC LIMIT %(newest)s) k
        WHERE k.team_id <> %(team)s AND {MATCH} LIMIT %(looked_at)s
    ), {RARE}, together AS MATERIALIZED (
        SELECT w FROM rare
        UNION ALL SELECT one.w || ' & ' || two.w FROM rare one JOIN rare two ON one.nth < two.nth
        WHERE two.nth <= %(paired)s
    ), older AS MATERIALIZED (
        SELECT k.* FROM together CROSS JOIN LATERAL (
            ({FOUND} FROM concerns_concern k WHERE k.closed_at IS NULL AND k.team_id <> %(team)s
                AND k.search @@ to_tsquery('simple', together.w) LIMIT %(of_a_word)s)
            UNION ALL
            ({FOUND} FROM concerns_concern k WHERE k.closed_at IS NOT NULL AND k.team_id <> %(team)s
                AND k.search @@ to_tsquery('simple', together.w) LIMIT %(of_a_word)s)
        ) k
    )
    SELECT k.id, t.name, p.name, k.arrived_at, k.closed_at IS NOT NULL, (
        SELECT mine.name FROM improvement_linkedconcern l
        JOIN improvement_correctiveaction a ON a.id = l.action_id AND a.team_id = k.team_id
        JOIN improvement_cause theirs ON theirs.id = a.cause_id
        JOIN improvement_cause mine ON mine.team_id = %(team)s AND lower(mine.name) = lower(theirs.name)
        WHERE l.customer_id = k.customer_id AND l.concern_id = k.id ORDER BY l.id LIMIT 1
    ), {RANK} AS alike
    FROM (SELECT * FROM newest UNION SELECT * FROM older) k
    JOIN customers_customer c ON c.id = k.customer_id
    JOIN teams_team t ON t.id = k.team_id JOIN concerns_process p ON p.id = k.process_id
    WHERE {NOT_LINKED} AND {READABLE}
    ORDER BY alike DESC, k.arrived_at DESC, k.id DESC LIMIT %(shown)s
"""  # noqa: S608 (put together from our own texts alone)


def similar_cases(action: CorrectiveAction, words: str, reader: User) -> SimilarCases:
    """Concerns whose titles share words with `words`, the endings of the words aside. One round trip of two queries."""
    stems = stems_of(words)
    if not stems:
        return NOTHING
    params = seen_by(reader.pk) | {
        "team": action.team_id,
        "action": action.pk,
        "words": stems,
        "query": " | ".join(stems),
        "newest": NEWEST,
        "looked_at": LOOKED_AT,
        "of_a_word": OF_A_WORD,
        "paired": PAIRED,
        "shown": SHOWN,
    }
    own, others = Question(OWN, OwnCase, params), Question(ELSEWHERE, Elsewhere, params)
    answers = ask(own, others)
    ids = {_key(action, case.id): case.id for case in answers.of(others)}
    return SimilarCases(answers.of(own), [_anonymous(action, case) for case in answers.of(others)], ids)


def stems_of(words: str) -> list[str]:
    """The longer words, each as the beginning that its forms share, for to_tsquery: Dichtungen gives dichtung:*."""
    found = [word.lower() for word in WORD.findall(words[:LONGEST]) if len(word) >= LEAST_LETTERS]
    stems = (f"{word[: max(STEM, len(word) - ENDING)]}:*" for word in found)
    return list(dict.fromkeys(stems))[:MOST_WORDS]


def words_of(titles: Collection[str]) -> str:
    """What to look for first: the words of what went wrong, each once."""
    first: dict[str, str] = {}
    for word in WORD.findall(" ".join(titles)):
        if len(word) >= LEAST_LETTERS:
            first.setdefault(word.lower(), word)
    return " ".join([*first.values()][:MOST_WORDS])


def _anonymous(action: CorrectiveAction, case: Elsewhere) -> AnonymousCase:
    week = week_label(timezone.localtime(case.arrived_at).date(), year=True)
    return AnonymousCase(_key(action, case.id), case.team, case.process, week, case.closed, case.cause or "")


def _key(action: CorrectiveAction, concern: int) -> str:
    """Stands for the concern in the form, so that the page holds no number that leads to it."""
    return salted_hmac("rundum.similar_cases", f"{action.pk}.{concern}", algorithm="sha256").hexdigest()[:20]
