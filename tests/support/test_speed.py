"""The guard against work that grows too fast."""

import pytest

from tests.support.speed import within


def test_a_block_that_takes_far_more_than_it_may_fails_with_its_figures() -> None:
    with pytest.raises(AssertionError, match=r"s of a processor, where .* s are allowed"), within(0.01):
        sum(len(str(number)) for number in range(3_000_000))
