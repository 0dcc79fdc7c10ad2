"""What a new version changes: every number counted once, and the changes that matter first."""

from datetime import date

from build import archive, count, observed, percent, target
from hypothesis import given
from hypothesis import strategies as st

from core.difference import Difference, difference
from core.model import Basis, Metric, Segment, Source
from core.packed import Kind, Observation, pack
from core.shipped import shipped

COVERED, WORKERS, COVERAGE = Metric.COVERED, Metric.WORKERS, Metric.COVERAGE
OTHER = Source("o", "Another", "Title", "2025-02-01", "https://example.org/2")


def counts(found: Difference) -> dict[str, int]:
    return {kind.value: found[kind].count for kind in Kind if found[kind].count}


def people(covered: int, workers: int = 1000, **where: str) -> list[Observation]:
    return [observed(COVERED, count(covered), **where), observed(WORKERS, count(workers), **where)]  # type: ignore[arg-type]


def test_a_number_is_new_changed_gone_or_the_same() -> None:
    old = archive(*people(400), observed(COVERED, count(5), period="2022"))
    new = archive(*people(450), observed(COVERED, count(7), period="2025"))
    found = difference(old, new)
    assert counts(found) == {"new": 1, "changed": 1, "gone": 1}
    assert found.same == 1
    (changed,) = found[Kind.CHANGED].first
    assert (changed.key.region, str(changed.key.period), changed.key.metric) == ("61", "2024", COVERED)
    assert changed.before is not None
    assert changed.after is not None
    assert (changed.before.quantity.shown, changed.after.quantity.shown) == (400, 450)


def test_the_same_number_from_another_source_is_no_changed_figure() -> None:
    old, new = (
        archive(*people(400)),
        archive(*(people(400)[:1]), observed(WORKERS, count(1000), source=OTHER)),
    )
    assert counts(difference(old, new)) == {"re-sourced": 1}


def test_a_doubt_alone_is_re_sourced_too_and_changes_the_answer() -> None:
    found = difference(
        archive(*people(400)), archive(*people(400)[1:], observed(COVERED, count(400), doubt="?"))
    )
    assert counts(found) == {"re-sourced": 1}
    assert [each.region for each in found.answering] == ["61"]
    assert found.by_points == ()


def test_another_precision_is_a_change() -> None:
    old, new = archive(observed(COVERAGE, percent("36"))), archive(observed(COVERAGE, percent("36.00")))
    assert counts(difference(old, new)) == {"changed": 1}


def test_the_first_few_are_kept_and_all_are_counted_with_their_periods() -> None:
    new = archive(*(observed(COVERED, count(at), period=str(at)) for at in range(2001, 2021)))
    tally = difference(archive(), new, first=3)[Kind.NEW]
    assert (tally.count, len(tally.first), str(tally.since), str(tally.until)) == (20, 3, "2001", "2020")


def test_the_answer_of_a_region_moves_from_the_old_set_to_the_new() -> None:
    found = difference(archive(*people(400)), archive(*people(400), *people(460, period="2025")))
    (answering,) = found.answering
    assert answering.before is not None
    assert answering.after is not None
    assert (str(answering.before.period), str(answering.after.period)) == ("2024", "2025")
    (shift,) = found.by_points
    assert shift.answers
    assert shift.points is not None
    assert shift.people is not None
    assert (shift.points.shown * 100, shift.people.shown) == (6, 60)


def test_a_set_on_another_basis_answers_without_a_difference() -> None:
    employed = [
        observed(COVERED, count(300), period="2025", basis=Basis.EMPLOYED),
        observed(WORKERS, count(2000), period="2025", basis=Basis.EMPLOYED),
    ]
    found = difference(archive(*people(400)), archive(*people(400), *employed))
    assert (found.by_points, found.by_people) == ((), ())
    (shift,) = found.refused
    assert shift.refused is not None
    assert shift.refused.obstacle.name == "OTHER_BASIS"


def test_changes_of_answering_sets_come_before_greater_ones_of_older_sets() -> None:
    older = people(100, period="2022"), people(900, period="2022")
    found = difference(archive(*older[0], *people(400)), archive(*older[1], *people(410)))
    moved = [
        (str(shift.after.figure.period), shift.points.shown * 100)
        for shift in found.by_points
        if shift.points
    ]
    assert moved == [("2024", 1), ("2022", 80)]


def test_among_others_the_biggest_come_first_and_only_as_many_as_asked_for() -> None:
    years = range(2001, 2021)
    old = [observed(COVERAGE, percent("10.00"), period=str(year)) for year in years]
    new = [observed(COVERAGE, percent(f"{10 + year - 2000}.00"), period=str(year)) for year in years]
    found = difference(archive(*people(400), *old), archive(*people(400), *new), first=3)
    assert [str(shift.after.figure.period) for shift in found.by_points] == ["2020", "2019", "2018"]
    assert found.by_people == ()


def test_a_change_that_rounding_may_hide_is_not_among_the_biggest() -> None:
    old, new = archive(observed(COVERAGE, percent("36"))), archive(observed(COVERAGE, percent("36.4")))
    assert difference(old, new).by_points == ()


def test_targets_that_come_and_go_are_told() -> None:
    found = difference(archive(target("40")), archive(target("45")))
    assert [str(each.low) for each in found.gone_targets] == ["2/5"]
    assert [str(each.low) for each in found.new_targets] == ["9/20"]
    assert not found.is_empty


def test_a_version_does_not_differ_from_itself() -> None:
    found = difference(shipped(), shipped())
    assert found.is_empty
    assert found.same > 200


NUMBERS = st.dictionaries(
    st.tuples(
        st.sampled_from(["61", "61.01"]),
        st.sampled_from(["2023", "2024", "2024-12"]),
        st.sampled_from([Segment.TOTAL, Segment.FORMAL]),
        st.sampled_from([COVERED, WORKERS]),
    ),
    st.integers(1, 9),
)


@given(before=NUMBERS, after=NUMBERS)
def test_every_number_is_counted_once_and_the_way_back_mirrors_the_way(before: object, after: object) -> None:
    old, new = (
        archive(
            *(
                observed(metric, count(value), region=region, period=period, segment=segment)
                for (region, period, segment, metric), value in numbers.items()
            )
        )
        for numbers in (before, after)  # type: ignore[misc]
    )
    way, back = difference(old, new), difference(new, old)
    assert way[Kind.CHANGED].count + way.same + way[Kind.NEW].count == len(after)  # type: ignore[arg-type]
    assert way[Kind.CHANGED].count + way.same + way[Kind.GONE].count == len(before)  # type: ignore[arg-type]
    assert (way[Kind.NEW].count, way[Kind.GONE].count) == (back[Kind.GONE].count, back[Kind.NEW].count)
    assert way.regions == back.regions
    assert way.is_empty is (before == after)


def test_the_months_since_march_2025_as_an_import() -> None:
    known = [each for each in shipped().observations() if each.stated.source.published_by <= date(2025, 3, 1)]
    found = difference(pack(shipped().regions, known), shipped())
    assert counts(found) == {"new": 116}
    assert [shift.after.figure.region for shift in found.by_points] == ["62", "18"]
    assert [(s.after.figure.region, s.refused.obstacle.name) for s in found.refused if s.refused] == [
        ("REG-KALIMANTAN", "OTHER_BASIS"),
        ("61.71", "BASIS_UNKNOWN"),
    ]
