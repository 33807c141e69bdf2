"""Reading for hot pages: several questions in SQL, sent to the database at once, answered with plain rows."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import connection


@dataclass(frozen=True)
class Question[Row]:
    """One SELECT. row: makes an answer of the columns in their order, such as a NamedTuple's class."""

    sql: str
    row: Callable[..., Row]
    params: Mapping[str, Any] = field(default_factory=dict)


class Answers:
    """What the database said, by question."""

    def __init__(self, rows: Mapping[int, list[Any]]) -> None:
        self._rows = rows

    def of[Row](self, question: Question[Row]) -> list[Row]:
        return self._rows[id(question)]

    def one[Row](self, question: Question[Row]) -> Row:
        """The only row. Raises ValueError where there is none or more than one."""
        (row,) = self.of(question)
        return row


def ask(*questions: Question[Any]) -> Answers:
    """Answer all questions in one round trip; each counts as one query."""
    if len(questions) == 1:  # a pipeline would only cost
        (question,) = questions
        with connection.cursor() as cursor:
            cursor.execute(question.sql, question.params)
            return Answers({id(question): [question.row(*columns) for columns in cursor.fetchall()]})
    connection.ensure_connection()
    cursors = [connection.cursor() for _question in questions]
    rows: dict[int, list[Any]] = {}
    try:
        with connection.connection.pipeline():
            for cursor, question in zip(cursors, questions, strict=True):
                cursor.execute(question.sql, question.params)
        for cursor, question in zip(cursors, questions, strict=True):
            rows[id(question)] = [question.row(*columns) for columns in cursor.fetchall()]
    finally:
        for cursor in cursors:
            cursor.close()
    return Answers(rows)
