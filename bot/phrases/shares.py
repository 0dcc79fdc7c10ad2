"""How precisely a share is said."""

from __future__ import annotations

from fractions import Fraction

from bot.i18n import places
from core.quantity import Quantity


def is_round(share: Quantity) -> bool:
    """Whether a source printed a percentage without decimals."""
    return not share.derived and places(share) == 0 and not share.is_exact


def decimals(share: Fraction) -> int:
    """As many decimals as a target was set with: 40%, not 40,00%."""
    return next(
        (places for places in (0, 1) if share.numerator * 10 ** (places + 2) % share.denominator == 0), 2
    )
