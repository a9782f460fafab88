"""How whole numbers are spread, alone and two by two, without rounding on the way.

Sums of powers and products are whole numbers, so no digit is lost where values are large and differ little;
only the last step, a division or a root, rounds. Variances are of samples (n − 1).
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from operator import mul
from statistics import median


@dataclass(frozen=True, kw_only=True)
class Pairs:
    """Two values for each of ``n``: their sums; their variances and covariance, n(n − 1)-fold."""

    n: int
    x: int
    y: int
    xx: int
    yy: int
    xy: int

    @property
    def sd_x(self) -> float | None:
        """Return the standard deviation of the first; None of a single value."""
        return math.sqrt(self.xx / (self.n * (self.n - 1))) if self.n > 1 else None

    @property
    def correlation(self) -> float | None:
        """Return Pearson's correlation, −1 to 1; None where one of the two does not vary."""
        return correlation(self.xy, self.xx, self.yy)


def pairs_of(xs: Sequence[int], ys: Sequence[int]) -> Pairs:
    """Return how two rows of the same length go together."""
    n, x, y = len(xs), sum(xs), sum(ys)
    return Pairs(
        n=n,
        x=x,
        y=y,
        xx=n * sum(map(mul, xs, xs)) - x * x,
        yy=n * sum(map(mul, ys, ys)) - y * y,
        xy=n * sum(map(mul, xs, ys)) - x * y,
    )


def correlation(together: int, own: int, other: int) -> float | None:
    """Return the correlation for a covariance and two variances, all times the same; None where one is 0."""
    if not own * other:
        return None
    return math.copysign(math.sqrt(together * together / (own * other)), together)


class Moments:
    """The mean, the median and the k-statistics of a row; None is what so few values do not tell.

    k₂, k₃ and k₄ are Fisher's unbiased estimates of the cumulants (Kendall and Stuart, The Advanced Theory of
    Statistics, vol. 1, section 12.9). They make the skewness k₃ / k₂^1.5 and the kurtosis k₄ / k₂², which is
    0 for normal values.
    """

    def __init__(self, values: Sequence[int]) -> None:
        """Add up the powers of the values."""
        n = self.n = len(values)
        squares = list(map(mul, values, values))
        s1, s2, s3, s4 = (
            sum(values),
            sum(squares),
            sum(map(mul, squares, values)),
            sum(map(mul, squares, squares)),
        )
        self.mean = Fraction(s1, n) if n else None
        self.median = Fraction(median(values)) if n else None
        m = Fraction(s1, n or 1)
        # Sums of the powers of the differences from the mean.
        self._second = s2 - m * s1
        self._third = s3 - 3 * m * s2 + 2 * m**2 * s1
        self._fourth = s4 - 4 * m * s3 + 6 * m**2 * s2 - 3 * m**3 * s1

    @property
    def variance(self) -> Fraction | None:
        """Return k₂."""
        return self._second / (self.n - 1) if self.n > 1 else None

    @property
    def skewness(self) -> float | None:
        """Return how lopsided they are; a tail of low values makes it negative."""
        n, variance = self.n, self.variance
        if n < 3 or not variance:
            return None
        k3 = n * self._third / ((n - 1) * (n - 2))
        return math.copysign(math.sqrt(k3**2 / variance**3), k3)

    @property
    def kurtosis(self) -> float | None:
        """Return how much of the spread comes from few values far out."""
        n, variance = self.n, self.variance
        if n < 4 or not variance:
            return None
        of_fourth = n * (n + 1) * self._fourth - 3 * (n - 1) * self._second**2
        return float(of_fourth / ((n - 1) * (n - 2) * (n - 3)) / variance**2)
