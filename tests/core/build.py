"""Figures made up for a test, in as few words as the test needs."""

from fractions import Fraction

from core.model import Basis, Break, Issuer, Metric, Note, Segment, Source, Stated, Target
from core.packed import Observation, PackedFigures, pack
from core.period import Period
from core.quantity import Quantity
from core.region import Region, Regions

SOURCE = Source("s", "Publisher", "Title", "2025-01-01", "https://example.org/1")
REGIONS = Regions.of(
    [Region("00", "Indonesia"), Region("61", "Kalimantan Barat"), Region("61.01", "Kabupaten Sambas")]
)


def count(value: int, step: int = 1) -> Quantity:
    return Quantity.exact(value) if step == 1 else Quantity.rounded(value, step)


def percent(text: str) -> Quantity:
    places = len(text.partition(".")[2])
    return Quantity.rounded(Fraction(text) / 100, Fraction(1, 100 * 10**places))


def observed(
    metric: Metric,
    quantity: Quantity,
    *,
    segment: Segment = Segment.TOTAL,
    period: str = "2024",
    basis: Basis = Basis.ELIGIBLE,
    region: str = "61",
    doubt: str = "",
    source: Source = SOURCE,
) -> Observation:
    stated = Stated(quantity, source, doubt=Note(doubt, doubt) if doubt else None)
    return Observation(region, Period.parse(period), segment, metric, basis, stated)


def target(
    low: str,
    high: str | None = None,
    *,
    segment: Segment = Segment.TOTAL,
    year: int = 2024,
    basis: Basis = Basis.ELIGIBLE,
    region: str = "61",
    issuer: Issuer = Issuer.OWN,
    instrument: str = "RKPD",
) -> Target:
    ends = (Fraction(low) / 100, Fraction(high or low) / 100)
    return Target(region, segment, year, *ends, instrument, issuer, basis, SOURCE)


def archive(*content: Observation | Target | Break) -> PackedFigures:
    return pack(
        REGIONS,
        [each for each in content if isinstance(each, Observation)],
        [each for each in content if isinstance(each, Target)],
        [each for each in content if isinstance(each, Break)],
    )
