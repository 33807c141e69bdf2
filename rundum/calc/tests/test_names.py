import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.names import query_text, search_text, sort_key_text, trigrams, trigrams_asked


def is_found(name: str, typed: str) -> bool:
    """What a search does: every word typed occurs in the search text. The trigrams must never say no to that."""
    found = all(word in search_text(name) for word in query_text(typed).split())
    # The index looks for a word of two letters at the start of words only.
    if found and all(len(word) > 2 for word in query_text(typed).split()):
        assert set(trigrams_asked(typed)) <= set(trigrams(name))
    return found


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Müller", "mueller"),
        ("Müller", "muller"),
        ("Müller", "Müll"),
        ("Müller", "MÜLLER"),
        ("Mu\u0308ller", "müller"),
        ("Mueller", "Müller"),
        ("Mueller", "muller"),
        ("Goethe-Apotheke", "Göthe"),
        ("Kältetechnik Yıldırım", "yildirim"),
        ("Kältetechnik Yıldırım", "YILDIRIM"),
        ("Kältetechnik Yildirim", "Yıldırım"),
        ("İstanbul Feinkost", "istanbul"),
        ("Straßenbau Groß", "strasse"),
        ("Straßenbau Groß", "Straße"),
        ("STRASSENBAU", "straße"),
        ("Henrik Sørensen", "sorensen"),
        ("Henrik Sørensen", "soerensen"),
        ("Åkerström & Søn", "akerstrom"),
        ("Łódź Spedycja", "lodz"),
        ("Café Crème", "cafe creme"),
        ("O'Brien", "obrien"),
        ("O’Brien", "o'brien"),
        ("A.T.U. Auto-Teile", "atu teile"),
        ("Molkerei Wiesengrund eG", "wiesengrund eg"),
        ("Müller GmbH & Co. KG", "mueller gmbh co kg"),
        ("Müller-Lüdenscheidt", "müller lueden"),
        ("Bauer", "baue"),
        ("Ærø Fisk", "aero"),
        ("Çelik Şahin", "celik sahin"),
    ],
)
def test_a_name_is_found_however_its_letters_are_typed(name, typed):
    assert is_found(name, typed)


@pytest.mark.parametrize(("name", "typed"), [("Müller", "miller"), ("Meyer", "meier"), ("Klinikum", "kliniken")])
def test_a_name_is_not_found_by_another(name, typed):
    assert not is_found(name, typed)


def test_umlauts_give_both_ways_of_writing_and_other_words_stand_once():
    assert search_text("Müller GmbH") == "muller gmbh mueller"
    assert search_text("Mueller GmbH") == "mueller gmbh muller"
    assert search_text("Klinikum Ostersee") == "klinikum ostersee"


def test_names_sort_as_in_a_german_list_of_names():
    names = ["Mütze", "Muffler", "Müller", "Mueller-Alt", "Muster", "Äpfel", "Afrika", "Straße", "Strassen", "émile"]
    assert sorted(names, key=sort_key_text) == [
        "Äpfel", "Afrika", "émile", "Müller", "Mueller-Alt", "Mütze", "Muffler", "Muster", "Straße", "Strassen",
    ]  # fmt: skip


def test_trigrams_say_where_words_begin_and_end():
    assert trigrams("Abc d") == [" ab", " d ", "abc", "bc ", "c d"]
    assert trigrams("") == []


def test_two_letters_ask_for_the_start_of_a_word_and_one_letter_for_nothing():
    assert trigrams_asked("Mü") == [" mu"]
    assert set(trigrams_asked("Mü")) <= set(trigrams("Klaus Müller"))
    assert set(trigrams_asked("mue")) <= set(trigrams("Klaus Müller"))
    assert not set(trigrams_asked("ll")) <= set(trigrams("Müller"))
    assert trigrams_asked("m") == []


@pytest.mark.parametrize("typed", ["", "  ", "&", "…", "-"])
def test_nothing_to_look_for(typed):
    assert query_text(typed) == ""
    assert trigrams_asked(typed) == []


letters = st.text(alphabet="aeouäöüßıİsmlÄÖÜø -.&'é", max_size=12)


@given(letters)
def test_every_name_is_found_by_itself_and_by_its_beginning(name):
    assert is_found(name, name)
    assert all(word in search_text(name) for word in query_text(name[: len(name) // 2]).split())


@given(st.text(max_size=20))
def test_any_text_gives_small_plain_words(text):
    for form in (search_text(text), query_text(text), sort_key_text(text)):
        assert form == " ".join(form.split())
        assert form == form.casefold()


@given(st.text(max_size=20))
def test_forms_of_forms_are_the_same(text):
    assert query_text(query_text(text)) == query_text(text)
    assert sort_key_text(sort_key_text(text)) == sort_key_text(text)


@given(letters)
def test_trigrams_are_sorted_and_three_letters_long(name):
    found = trigrams(name)
    assert found == sorted(set(found))
    assert all(len(piece) == 3 for piece in found)
