"""The people short of a percentage, a rise, a target or everyone, and when nobody is."""

from fractions import Fraction

import pytest
from build import archive, count, observed, percent, target
from reference import TODAY

from core.model import Basis, Issuer, Metric, Segment
from core.shortfall import Aim, Everyone, NearestTarget, NoShortfall, Shortfall, answer_shortfall
from core.whatif import Reaching, Rising

COUNTS = (observed(Metric.COVERED, count(30)), observed(Metric.WORKERS, count(100)))


def answered(*content: object, aim: Aim) -> object:
    figures = archive(*content)  # type: ignore[arg-type]
    return answer_shortfall(figures, "61", Segment.TOTAL, None, aim, TODAY)


@pytest.mark.parametrize(
    ("aim", "people"),
    [
        (Reaching(Fraction(45, 100)), 15),
        (Rising(Fraction(5, 100)), 5),
        (Everyone(), 70),
        (NearestTarget(), 10),
        (NearestTarget(year=2026), 30),
        (NearestTarget(year=2031), 10),
        (NearestTarget(instrument="rpjmd"), 30),
        (NearestTarget(instrument="perda"), 10),
    ],
)
def test_the_people_short_of_each_aim(aim: Aim, people: int) -> None:
    targets = target("40"), target("60", year=2026, instrument="RPJMD")
    found = answered(*COUNTS, *targets, aim=aim)
    assert isinstance(found, Shortfall)
    assert found.people.shown == people


def test_a_target_that_is_met_gives_way_to_the_next() -> None:
    found = answered(*COUNTS, target("25"), target("50", year=2026), aim=NearestTarget())
    assert isinstance(found, Shortfall)
    assert found.people.shown == 20


def test_a_branch_offices_own_target_comes_last() -> None:
    internal = target("35", issuer=Issuer.INTERNAL, instrument="Cabang")
    found = answered(*COUNTS, internal, target("40", year=2026), aim=NearestTarget())
    assert isinstance(found, Shortfall)
    assert found.people.shown == 10


@pytest.mark.parametrize(
    ("content", "aim", "met"),
    [
        ((*COUNTS, target("30")), NearestTarget(), True),
        (COUNTS, NearestTarget(), False),
        ((*COUNTS, target("40", basis=Basis.UNKNOWN)), NearestTarget(), False),
        ((observed(Metric.COVERAGE, percent("30.00")), target("40")), NearestTarget(), False),
        (COUNTS, Reaching(Fraction(3, 10)), True),
        (COUNTS, Reaching(Fraction(11, 10)), False),
        ((observed(Metric.COVERAGE, percent("30.00")),), Everyone(), False),
    ],
)
def test_nobody_is_short_where_an_aim_is_met_or_nobody_is_counted(
    content: tuple[object, ...], aim: Aim, met: bool
) -> None:
    found = answered(*content, aim=aim)
    assert isinstance(found, NoShortfall)
    assert found.met is met
