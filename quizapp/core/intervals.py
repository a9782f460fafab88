"""How far chance may have moved a figure: intervals that hold the true value in 95 of 100 samples."""

import math
from dataclasses import dataclass

Z = 1.959963984540054
"""The point of the normal distribution with 2.5 % above it."""


@dataclass(frozen=True, kw_only=True)
class Interval:
    """From ``low`` to ``high``."""

    low: float
    high: float


def share_interval(share: float, n: int) -> Interval:
    """Return Wilson's interval for a share, 0 to 1, of ``n`` answers, at least one.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, Journal of the
    American Statistical Association 22 (1927). For marks between nothing and all it is rather too wide: they
    vary less than right and wrong ones of the same mean.
    """
    middle = share + Z**2 / (2 * n)
    reach = Z * math.sqrt(share * (1 - share) / n + Z**2 / (4 * n**2))
    return Interval(
        low=max(0.0, (middle - reach) / (1 + Z**2 / n)), high=min(1.0, (middle + reach) / (1 + Z**2 / n))
    )


def correlation_interval(correlation: float, n: int) -> Interval | None:
    """Return the interval for a correlation, −1 to 1, of ``n`` pairs; None for under four of them.

    By the transformation z = artanh r, whose standard error is 1 / √(n − 3): R. A. Fisher, On the “probable
    error” of a coefficient of correlation deduced from a small sample, Metron 1 (1921).
    """
    if n < 4:
        return None
    if abs(correlation) == 1:
        return Interval(low=correlation, high=correlation)
    z, reach = math.atanh(correlation), Z / math.sqrt(n - 3)
    return Interval(low=math.tanh(z - reach), high=math.tanh(z + reach))


def difference_interval(first: float, own: Interval, second: float, others: Interval) -> Interval:
    """Return the interval for ``first`` − ``second``, which come from different people, from each one's own.

    Of shares with Wilson's intervals it is method 10 of R. G. Newcombe, Interval estimation for the
    difference between independent proportions, Statistics in Medicine 17 (1998); of correlations with
    Fisher's that of G. Y. Zou, Toward using confidence intervals to compare correlations, Psychological
    Methods 12 (2007).
    """
    return Interval(
        low=first - second - math.hypot(first - own.low, others.high - second),
        high=first - second + math.hypot(own.high - first, second - others.low),
    )
