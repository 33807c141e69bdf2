"""How notes on charts read that nobody has worded: each in the language of whoever looks at the chart.

Areas above declare theirs in their own file measure_page.py, which is read at the start of the program.
"""

from collections.abc import Callable, Mapping

type Words = Callable[[Mapping[str, object]], str]
"""The sentence of a note, made of its data, in the language that is active."""

_words: dict[str, Words] = {}


def declare_note(kind: str, words: Words) -> None:
    """Make a kind of note known. Raises ValueError for one declared twice."""
    if kind in _words:
        raise ValueError(f"{kind} is declared twice")
    _words[kind] = words


def words_of_note(kind: str, data: Mapping[str, object]) -> str:
    """How a note of this kind reads. Raises KeyError for a kind that no area declares."""
    return _words[kind](data)
