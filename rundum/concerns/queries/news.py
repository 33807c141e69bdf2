"""Whether anything is new in a team, and what the newest thing is; asked every two seconds by every open page."""

from datetime import datetime
from typing import NamedTuple

from rundum.base.reading import Question, ask
from rundum.timeline.kinds import kind_of


class Version(NamedTuple):
    text: str


def version_question(team: int) -> Question[Version]:
    """Changes with everything that happens in the team: its newest entry, and how many open concerns it has.

    The number tells what came from elsewhere: a concern handed over is written down with the team it left.
    """
    sql = """
        SELECT concat((SELECT max(id) FROM timeline_entry WHERE team_id = %(team)s), '-',
                      (SELECT count(*) FROM concerns_concern WHERE team_id = %(team)s AND closed_at IS NULL))
    """
    return Question(sql, Version, {"team": team})


def team_version(team: int) -> str:
    """See version_question. One query through two indexes."""
    question = version_question(team)
    return ask(question).one(question).text


class News(NamedTuple):
    """What a colleague has just done."""

    name: str
    portrait: str
    picture: str
    verb: str
    data: dict[str, object]
    at: datetime
    customer_id: int
    concern_id: int
    number: int
    title: str

    @property
    def sentence(self) -> str:
        return kind_of(self.verb).read(self.data)


def latest_news(team: int, reader: int) -> News | None:
    """The last thing somebody else did to an open concern of the team that everyone may read. One query."""
    sql = """
        SELECT u.name, u.portrait, u.picture, e.verb, e.data::json, e.at, k.customer_id, k.id, k.number, k.title
        FROM (SELECT * FROM timeline_entry WHERE team_id = %(team)s ORDER BY id DESC LIMIT 20) e
        JOIN accounts_user u ON u.id = e.by_id
        JOIN concerns_concern k ON k.customer_id = e.customer_id AND k.id = e.concern_id
        JOIN customers_customer c ON c.id = k.customer_id
        WHERE e.by_id <> %(reader)s AND NOT k.confidential AND NOT c.confidential
        ORDER BY e.id DESC LIMIT 1
    """
    question = Question(sql, News, {"team": team, "reader": reader})
    return next(iter(ask(question).of(question)), None)
