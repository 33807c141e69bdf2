import pytest
from hypothesis import given
from hypothesis import strategies as st

from rundum.calc.proportions import wilson


@pytest.mark.parametrize(
    ("x", "n", "lower", "upper"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_published_examples(x, n, lower, upper):
    """Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3."""
    found = wilson(x, n)
    assert (round(found.lower, 4), round(found.upper, 4)) == (lower, upper)
    assert found.share == x / n


def test_none_of_n_and_all_of_n_keep_their_open_side_inside():
    none, every = wilson(0, 12), wilson(12, 12)
    assert none.lower == 0
    assert 0 < none.upper < 1
    assert every.upper == 1
    assert 0 < every.lower < 1


@pytest.mark.parametrize(("x", "n"), [(0, 0), (1, 0), (-1, 5), (6, 5)])
def test_shares_of_nothing_and_impossible_parts_are_refused(x, n):
    with pytest.raises(ValueError, match=r"Nothing observed|part"):
        wilson(x, n)


@pytest.mark.parametrize("confidence", [0, 1])
def test_impossible_confidence_is_refused(confidence):
    with pytest.raises(ValueError, match="Confidence"):
        wilson(1, 2, confidence=confidence)


parts = st.integers(1, 10_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(parts)
def test_the_share_lies_within_its_limits_and_they_within_0_and_1(part):
    found = wilson(*part)
    assert 0 <= found.lower <= found.share <= found.upper <= 1


@given(parts)
def test_the_counterpart_mirrors_the_limits(part):
    x, n = part
    found, other = wilson(x, n), wilson(n - x, n)
    assert found.lower == pytest.approx(1 - other.upper)
    assert found.upper == pytest.approx(1 - other.lower)


@given(parts)
def test_more_confidence_is_wider(part):
    narrow, wide = wilson(*part, confidence=0.8), wilson(*part, confidence=0.99)
    assert wide.lower <= narrow.lower
    assert narrow.upper <= wide.upper
