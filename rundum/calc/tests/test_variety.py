import pytest

from rundum.calc.variety import variety


def test_nothing_done_has_no_variety() -> None:
    assert variety({}) is None
    assert variety({"solve": 0}) is None


def test_one_kind_alone_is_monotonous_once_there_is_enough_of_it() -> None:
    found = variety({"solve": 8})
    assert found is not None
    assert (found.most, found.share, found.index, found.is_monotonous) == ("solve", 1.0, 0.0, True)
    assert not variety({"solve": 7}).is_monotonous


def test_ninety_percent_is_where_it_begins() -> None:
    assert variety({"solve": 18, "confirm": 2}).is_monotonous
    assert not variety({"solve": 17, "confirm": 3}).is_monotonous


def test_all_kinds_equally_often_have_the_index_one() -> None:
    assert variety(dict.fromkeys("abcd", 5)).index == pytest.approx(1)


def test_the_index_is_shannons_entropy_of_his_own_example() -> None:
    """Shannon 1948, section 7: letters with chances 1/2, 1/4, 1/8, 1/8 have 7/4 bits, of 2 at most."""
    assert variety({"A": 4, "B": 2, "C": 1, "D": 1}).index == pytest.approx(7 / 8)


def test_negative_counts_are_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        variety({"a": -1})
