"""Which targets new figures reach or lose, and when that is told."""

from fractions import Fraction
from itertools import pairwise

import pytest
from build import archive, count, observed, percent, target
from hypothesis import given
from hypothesis import strategies as st
from reference import TODAY

from core.crossing import MARGIN, Aim, Crossing, Crossings, Standing, crossings
from core.figures import Figures
from core.model import Basis, Break, Issuer, Metric, Note, Segment, Target
from core.packed import Observation
from core.period import Period
from core.shipped import shipped
from core.targets import Comparison, check_target

AIM = target("40", year=2025)


def at(share: str, period: str = "2025", **where: object) -> Observation:
    return observed(Metric.COVERAGE, percent(share), period=period, **where)  # type: ignore[arg-type]


def told(found: Crossings) -> list[tuple[str, bool]]:
    return [(each.region, each.met) for each in found.crossed]


def between(before: str, after: str, *more: Target | Break) -> list[tuple[str, bool]]:
    return told(crossings(archive(at(before), AIM, *more), archive(at(after), AIM, *more), TODAY))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("39.00", "41.00", [("61", True)]),
        ("41.00", "39.00", [("61", False)]),
        ("39.00", "39.90", []),
        ("41.00", "42.00", []),
        ("40.50", "40.50", []),
    ],
)
def test_a_target_is_reached_or_lost(before: str, after: str, expected: list[tuple[str, bool]]) -> None:
    assert between(before, after) == expected


def test_a_target_is_reached_at_exactly_its_share() -> None:
    workers = observed(Metric.WORKERS, count(1000), period="2025")
    old = archive(observed(Metric.COVERED, count(399), period="2025"), workers, AIM)
    new = archive(observed(Metric.COVERED, count(400), period="2025"), workers, AIM)
    (crossing,) = crossings(old, new, TODAY).crossed
    assert crossing.met
    assert crossing.before is not None
    assert crossing.before.covered is not None
    assert crossing.before.covered.shown == 399


@pytest.mark.parametrize(("before", "after"), [("39", "40"), ("39.6", "40.0"), ("41", "39.96")])
def test_a_rounded_figure_crosses_only_where_it_surely_does(before: str, after: str) -> None:
    certain = after == "39.96"
    assert between(before, after) == ([("61", False)] if certain else [])


def test_a_figure_that_is_undecided_leaves_what_was_told() -> None:
    aim = Aim.of("61", AIM)
    found = crossings(archive(at("39.00"), AIM), archive(at("40"), AIM), TODAY, {aim: Standing(False, True)})
    assert (told(found), found.standings) == ([], {})


def test_between_an_undecided_figure_and_a_certain_one_the_last_standing_counts() -> None:
    old, new = archive(at("40"), AIM), archive(at("41.00"), AIM)
    assert told(crossings(old, new, TODAY)) == []
    assert told(crossings(old, new, TODAY, {Aim.of("61", AIM): Standing(False, True)})) == [("61", True)]


def walk(*shares: str, margin: Fraction = MARGIN) -> list[bool | None]:
    """What is told at each step of a coverage that moves on from version to version."""
    standings: dict[Aim, Standing] = {}
    steps: list[bool | None] = []
    for before, after in pairwise(shares):
        found = crossings(archive(at(before), AIM), archive(at(after), AIM), TODAY, standings, margin)
        standings.update(found.standings)
        steps.append(found.crossed[0].met if found.crossed else None)
    return steps


def test_a_coverage_that_wavers_about_its_target_is_told_once() -> None:
    assert walk("39.00", "40.10", "39.90", "40.20", "39.80", "40.10") == [True, None, None, None, None]


def test_it_is_told_again_after_it_moved_away_by_the_margin() -> None:
    assert walk("39.00", "40.10", "40.60", "39.90", "40.10") == [True, None, False, None]


def test_whoever_was_told_that_it_is_reached_learns_of_a_clear_loss() -> None:
    assert walk("39.00", "40.10", "39.90", "39.40", "40.10") == [True, None, False, True]


def test_an_undecided_figure_on_the_way_hides_no_crossing() -> None:
    assert walk("39.00", "40", "41.00", "42.00") == [None, True, None]
    assert walk("39.00", "40", "39.50") == [None, None]


def test_an_undecided_figure_behind_a_break_is_no_way_across_it() -> None:
    construction = Break(
        "61", Basis.ELIGIBLE, Period.parse("2025-06"), Note("jakon", "construction"), AIM.source
    )
    before, undecided = (
        archive(at("39.00", "2025-05"), AIM, construction),
        archive(at("40", "2025-06"), AIM, construction),
    )
    assert crossings(before, undecided, TODAY) == Crossings((), {})


def test_without_a_margin_every_crossing_is_told() -> None:
    assert walk("39.00", "40.10", "39.90", "40.10", margin=Fraction(0)) == [True, False, True]


def test_a_first_figure_crosses_nothing() -> None:
    found = crossings(archive(AIM), archive(at("41.00"), AIM), TODAY)
    assert told(found) == []
    assert found.standings == {Aim.of("61", AIM): Standing(met=True, armed=True)}


def test_a_break_crosses_nothing_and_is_where_it_goes_on_from() -> None:
    construction = Break(
        "61", Basis.ELIGIBLE, Period.parse("2025-06"), Note("jakon", "construction"), AIM.source
    )
    old, new = (
        archive(*rows, AIM, construction) for rows in ([at("41.00", "2025-05")], [at("39.00", "2025-06")])
    )
    found = crossings(old, new, TODAY, {Aim.of("61", AIM): Standing(met=True, armed=True)})
    assert told(found) == []
    assert found.standings == {Aim.of("61", AIM): Standing(met=False, armed=True)}


def test_a_target_that_is_set_anew_crosses_nothing() -> None:
    raised = target("45", year=2025)
    assert told(crossings(archive(at("41.00"), AIM), archive(at("41.00"), raised), TODAY)) == []
    assert told(crossings(archive(at("41.00"), AIM), archive(at("42.00"), raised), TODAY)) == []


def test_a_figure_on_another_basis_does_not_meet_the_target() -> None:
    new = archive(at("39.00"), at("60.00", basis=Basis.EMPLOYED), AIM)
    assert told(crossings(archive(at("39.00"), AIM), new, TODAY)) == []


def test_a_national_target_counts_in_each_region_and_a_branch_offices_only_in_its_own() -> None:
    national = target("40", year=2025, region="00", issuer=Issuer.NATIONAL)
    foreign = target("39.50", year=2025, region="00", issuer=Issuer.INTERNAL)
    own = target("39.70", year=2025, issuer=Issuer.INTERNAL, segment=Segment.FORMAL)
    rules = (national, foreign, own)
    old, new = (archive(at(share), at(share, segment=Segment.FORMAL), *rules) for share in ("39.00", "41.00"))
    reached = [each.target for each in crossings(old, new, TODAY).crossed]
    assert reached == [own, national]


SHARES = st.decimals(0, 100, places=2)


@given(before=SHARES, after=SHARES, aim=SHARES.filter(bool))
def test_what_is_reached_on_the_way_is_lost_on_the_way_back(
    before: object, after: object, aim: object
) -> None:
    rule = target(str(aim), year=2025)
    old, new = archive(at(str(before)), rule), archive(at(str(after)), rule)
    way, back = told(crossings(old, new, TODAY)), told(crossings(new, old, TODAY))
    assert [(region, not met) for region, met in way] == back


@given(shares=st.lists(st.integers(3900, 4100), min_size=2, max_size=12))
def test_two_tellings_in_a_row_say_opposite_things(shares: list[int]) -> None:
    said = [step for step in walk(*(f"{share / 100:.2f}" for share in shares)) if step is not None]
    assert all(one is not other for one, other in pairwise(said))


@given(first=SHARES, second=SHARES)
def test_what_is_told_is_what_target_says_before_and_after(first: object, second: object) -> None:
    versions = [archive(at(str(share)), AIM) for share in (first, second)]
    for crossing in crossings(*versions, TODAY).crossed:
        assert [_met(version) for version in versions] == [not crossing.met, crossing.met]


def _met(figures: Figures) -> bool | None:
    outcome = check_target(figures, "61", AIM, TODAY).outcome
    assert isinstance(outcome, Comparison)
    return outcome.met


def test_a_version_crosses_nothing_against_itself() -> None:
    assert crossings(shipped(), shipped(), TODAY) == Crossings((), {})


def test_a_crossing_carries_the_figures_it_rests_on() -> None:
    (crossing,) = crossings(archive(at("39.00"), AIM), archive(at("41.00"), AIM), TODAY).crossed
    assert isinstance(crossing, Crossing)
    assert crossing.after.share is not None
    assert (crossing.target, crossing.after.share.shown) == (AIM, Fraction(41, 100))
