"""Names in forms that a machine can sort and find: "Müller" among the Muellers, "Yıldırım" by "yildirim".

The embedded PostgreSQL has neither a German collation nor unaccent nor pg_trgm (STACK.md 1 and 2), so these forms are
stored beside the name and compared byte by byte. They are for comparing only, never for showing.

A name is found when every word of `query_text(what was typed)` occurs in its `search_text`. The index narrows that
down: rundum_trigrams(search_name) @> trigrams_asked(typed) finds all of these and now and then one too many, which
comparing the words then sorts out.
"""

import re
import unicodedata

# Letters that are no base letter with an accent, and what they are written as where the keyboard has none.
LETTERS = str.maketrans(
    {"ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ø": "o", "å": "a", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h"}
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
WRITTEN_OUT = re.compile("([aou])e")
WORD = re.compile(r"\w+")
# Marks that people leave out inside a word when they type (O'Brien, A.T.U.); all other marks part words.
DROPPED = re.compile(r"[.'’‘`´·\u00ad\u200b]")


def search_text(name: str) -> str:
    """The words under which a name is found, separated by spaces.

    Its words without accents and punctuation, all in small letters, legal forms kept; then those words again in which
    an umlaut may be written in another way: "Müller" gives "muller mueller", "Mueller" gives "mueller muller".
    """
    plain, written_out = _words(name), _words(_folded(name).translate(UMLAUTS))
    drawn_together = [WRITTEN_OUT.sub(r"\1", word) for word in written_out]
    return " ".join(dict.fromkeys((*plain, *written_out, *drawn_together)))


def query_text(typed: str) -> str:
    """The words to look for in `search_text`, separated by spaces; "" when nothing can be looked for."""
    return " ".join(dict.fromkeys(_words(typed)))


def sort_key_text(name: str) -> str:
    """The name as a German list of names sorts it: ä as ae and so on, ß as ss, accents and punctuation left out.

    Source: DIN 5007, variant 2 (lists of names). May be longer than the name: every umlaut becomes two letters.
    """
    return " ".join(_words(_folded(name).translate(UMLAUTS)))


def trigrams(name: str) -> list[str]:
    """All pieces of three letters of `search_text(name)`, sorted, each once.

    A space stands before, between and after the words, so that a piece also says where a word begins and ends. The
    same as the database's own rundum_trigrams(search_name), which the indexes on names are made of.
    """
    padded = f" {search_text(name)} "
    return sorted({padded[at : at + 3] for at in range(len(padded) - 2)})


def trigrams_asked(typed: str) -> list[str]:
    """The pieces that `trigrams` of a name must contain to match, sorted; [] when nothing can be looked for this way.

    A word of three letters or more is looked for anywhere in a word, one of two letters at the start of a word. One of
    a single letter narrows nothing down: compare it with the start of the sort key.
    """
    pieces: set[str] = set()
    for word in query_text(typed).split():
        sought = f" {word}" if len(word) == 2 else word
        pieces.update(sought[at : at + 3] for at in range(len(sought) - 2))
    return sorted(pieces)


def _folded(text: str) -> str:
    """Small letters in composed form, where İ is an i and ß stays."""
    return unicodedata.normalize("NFKC", text).replace("İ", "i").lower()


def _words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", _folded(text).translate(LETTERS).casefold())
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return WORD.findall(DROPPED.sub("", letters.replace("_", " ")))
