"""The published reference figures of Kalimantan Barat 2024, as a table."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.model import Segment

TODAY = date(2026, 11, 22)
KALBAR = "61"


@dataclass(frozen=True)
class Row:
    """One line of the table; people as (low, high), percentages as printed."""

    segment: Segment
    covered: int
    workers: tuple[int, int]
    coverage: Decimal
    target: Decimal
    instrument: str
    gap: Decimal
    short: tuple[int, int]


TABLE = (
    Row(
        Segment.TOTAL,
        607_426,
        (1_665_422, 1_665_422),
        Decimal("36.47"),
        Decimal(40),
        "RKPD Provinsi Kalbar 2024",
        Decimal("-3.53"),
        (58_743, 58_743),
    ),
    Row(
        Segment.FORMAL,
        460_267,
        (800_813, 800_951),
        Decimal("57.47"),
        Decimal("74.57"),
        "Perpres 111/2022 (TPB)",
        Decimal("-17.10"),
        (136_900, 137_003),
    ),
    Row(
        Segment.INFORMAL,
        147_159,
        (864_471, 864_609),
        Decimal("17.02"),
        Decimal("25.94"),
        "Perpres 111/2022 (TPB)",
        Decimal("-8.92"),
        (77_085, 77_121),
    ),
)
