"""Pictures: what is drawn, and that a drawing is one."""

import struct
import zlib
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from bot.charts import Bar, Bars, Course, Dot, Earlier, Frame, Mark, Picture, chart, png
from bot.charts.frame import PALE_VERMILION, TEXT, footer_lines, framed, width_of, wrapped
from bot.charts.scale import scale_of

FRAME = Frame("Kalbar 2024: 36,47% terlindungi", "Biru: terlindungi.", ("Sumber: ANTARA, 2024",), "id")
TARGET = Mark(Fraction(2, 5), Fraction(2, 5), "Target 40% (RKPD)")
BARS = Bars(
    FRAME, (Bar("Semua pekerja", "607.426 pekerja", Fraction(3647, 10_000), "36,47%", marks=(TARGET,)),)
)
DOTS = (
    Dot("2023", Fraction(2, 5), "40%"),
    Dot("2024", Fraction(3, 10), "30%"),
    Dot("2025", Fraction(1, 5), "20%"),
)
COURSE = Course(FRAME, DOTS, ((0, 1),), (2,), "deret terputus")


def size(picture: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


def pixels(picture: bytes) -> bytes:
    """The filtered scan lines of a PNG: few different bytes where nothing is drawn."""
    at, packed = 8, b""
    while at < len(picture):
        length, kind = struct.unpack(">I4s", picture[at : at + 8])
        packed += picture[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    return zlib.decompress(packed)


def rows(picture: Picture, kind: str, **look: object) -> list[dict[str, Any]]:
    """The data of the marks of one kind."""
    return [
        row
        for layer in chart(picture)["layer"]
        if layer["mark"]["type"] == kind and layer["mark"].items() >= look.items()
        for row in layer["data"]["values"]
    ]


def words(picture: Picture) -> list[str]:
    return [row["words"] if "words" in row else row["said"] for row in rows(picture, "text")]


def with_font(name: str) -> Callable[..., dict[str, Any]]:
    return lambda *given, **named: {**framed(*given, **named), "config": {"font": name}}


@pytest.mark.parametrize("picture", [BARS, COURSE], ids=["bars", "course"])
def test_a_picture_is_1200_wide_at_least_675_high_and_not_blank(picture: Picture) -> None:
    drawn = png(picture)
    width, height = size(drawn)
    assert (width, height >= 675) == (1200, True)
    assert len(set(pixels(drawn))) > 100


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert png(BARS) == png(BARS)


def test_the_letters_are_those_of_the_bundled_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.charts.bars.framed", with_font("a font that nobody has"))
    without = png(BARS)
    monkeypatch.undo()
    assert png(BARS) != without


@pytest.mark.parametrize("picture", [BARS, COURSE], ids=["bars", "course"])
def test_no_letter_is_smaller_than_28_pixels(picture: Picture) -> None:
    drawn = chart(picture)
    sizes = [layer["mark"]["fontSize"] for layer in drawn["layer"] if layer["mark"]["type"] == "text"]
    sizes += [drawn["title"]["fontSize"], drawn["title"]["subtitleFontSize"]]
    assert min(*sizes, drawn["config"]["axis"]["labelFontSize"]) >= 28


def test_the_finding_is_the_title_and_the_source_stands_beneath() -> None:
    drawn = chart(BARS)
    assert drawn["title"]["text"] == ["Kalbar 2024: 36,47% terlindungi"]
    assert words(BARS) == [
        *("Semua pekerja", "607.426 pekerja", "36,47%", "Target 40% (RKPD)"),
        "Sumber: ANTARA, 2024",
    ]


def test_a_bar_ends_at_its_share_and_a_tick_stands_at_its_target() -> None:
    assert [row["x2"] for row in rows(BARS, "rect")] == [1.0, 0.3647]
    assert [row["x"] for row in rows(BARS, "rule", color="#1A1A1A")] == [0.4]


def test_a_bar_above_all_workers_is_not_capped_and_crosses_a_line_there() -> None:
    beyond = Bars(FRAME, (Bar("Semua pekerja", "", Fraction(12_615, 10_000), "126,15%", unsure=True),))
    assert [row["x2"] for row in rows(beyond, "rect")] == [1.0, 1.2615]
    assert [row["x"] for row in rows(beyond, "rule", strokeDash=[10, 8])] == [1.0]
    domains = {
        tuple(layer["encoding"]["x"].get("scale", {}).get("domain", ())) for layer in chart(beyond)["layer"]
    }
    assert domains == {(), (0, 1.5)}


def test_what_is_missing_to_a_target_is_drawn_from_the_bars_end_to_its_tick() -> None:
    short = Bars(FRAME, (Bar("Riau", "", Fraction(3, 10), "30%", marks=(TARGET,), aim=TARGET.low),))
    assert [(row["x"], row["x2"]) for row in rows(short, "rect", color=PALE_VERMILION)] == [(0.3, 0.4)]


@pytest.mark.parametrize(
    ("most", "written"),
    [
        (436_000, [0, 100_000, 200_000, 300_000, 400_000, 500_000]),
        (2_300_000, [0, 500_000, 1_000_000, 1_500_000, 2_000_000, 2_500_000]),
        (58_743, [0, 20_000, 40_000, 60_000]),
        (3, [0, 1, 2, 3]),
    ],
)
def test_people_have_an_axis_in_round_steps_and_no_track(most: int, written: list[int]) -> None:
    people = Bars(
        FRAME, (Bar("Riau", "", Fraction(most), "orang"), Bar("Bali", "", Fraction(0), "nol")), people=True
    )
    assert scale_of(people).steps == written
    assert [row["x2"] for row in rows(people, "rect")] == [most, 0]
    (axis,) = {str(layer["encoding"]["x"].get("axis", "")) for layer in chart(people)["layer"]} - {""}
    assert "'format': ',.0f'" in axis


def test_a_name_too_long_moves_what_is_beside_it_beneath_in_every_row() -> None:
    long, short = (Bar(name, "Target 40%", Fraction(1, 2), "50%") for name in ("nama " * 12, "Riau"))
    texts = [layer for layer in chart(Bars(FRAME, (long, short)))["layer"] if layer["mark"]["type"] == "text"]
    beside = [
        layer["mark"]["align"] for layer in texts if layer["data"]["values"] == [{"words": "Target 40%"}]
    ]
    assert beside == ["left", "left"]


def test_a_number_never_stands_where_the_line_of_all_workers_runs_through_it() -> None:
    bar = Bars(FRAME, (Bar("Semua", "", Fraction(101, 100), "101,00%"),))
    (place,) = (
        layer["encoding"]["x"]["value"]
        for layer in chart(bar)["layer"]
        if layer["data"]["values"] == [{"words": "101,00%"}]
    )
    assert place == 16


def test_a_date_in_the_footer_stays_in_one_line() -> None:
    frame = Frame("Judul", "Kunci", ("Sumber: " + "Kantor Berita, 30 April 2025; " * 6,), "id")
    lines = footer_lines(frame)
    assert len(lines) > 1
    assert sum(line.count("30\N{NO-BREAK SPACE}April\N{NO-BREAK SPACE}2025") for line in lines) == 6


def test_a_number_never_stands_where_a_tick_runs_through_it() -> None:
    marks = tuple(Mark(Fraction(at, 100), Fraction(at, 100), "Target") for at in (3, 10, 35, 38))
    bar = Bars(FRAME, (Bar("Semua", "", Fraction(2, 5), "40,00%", marks=marks),))
    (place,) = (
        layer["encoding"]["x"]["value"]
        for layer in chart(bar)["layer"]
        if layer["data"]["values"] == [{"words": "40,00%"}]
    )
    assert place == pytest.approx(0.4 * 1104 + 16)


def test_what_a_share_was_lies_pale_beneath_it_with_its_own_number() -> None:
    before = Earlier(Fraction(24, 100), "24% (2024)")
    picture = Bars(FRAME, (Bar("Sambas", "naik", Fraction(31, 100), "31% (2025)", earlier=before),))
    filled = [(row["x2"], row["pale"]) for row in rows(picture, "rect") if "pale" in row]
    assert filled == [(0.31, False), (0.24, True)]
    assert words(picture)[:4] == ["Sambas", "naik", "31% (2025)", "24% (2024)"]
    own, earlier = (row for row in rows(picture, "rect") if "pale" in row)
    assert own["y2"] < earlier["y"]


def test_quarter_lines_run_through_both_bars() -> None:
    before = Earlier(Fraction(24, 100), "24% (2024)")
    picture = Bars(FRAME, (Bar("Sambas", "naik", Fraction(31, 100), "31% (2025)", earlier=before),))
    quarters = [row["x"] for row in rows(picture, "rule", strokeWidth=3)]
    assert quarters == [0.25, 0.5, 0.75, 0.25, 0.5, 0.75]


def test_no_number_of_before_stands_on_the_line_at_all_workers() -> None:
    before = Earlier(Fraction(126, 100), "126,15% (Agustus 2025)")
    picture = Bars(FRAME, (Bar("Kaimana", "turun", Fraction(98, 100), "98,10%", earlier=before),))
    assert scale_of(picture).top == Fraction(3, 2)
    assert [row["x"] for row in rows(picture, "rule", strokeDash=[10, 8])] == [1.0]
    (place,) = (
        layer["encoding"]["x"]["value"]
        for layer in chart(picture)["layer"]
        if layer["data"]["values"] == [{"words": "126,15% (Agustus 2025)"}]
    )
    assert place == 16


def test_three_targets_of_one_bar_have_three_ticks_and_three_lines() -> None:
    marks = tuple(Mark(Fraction(at, 100), Fraction(at, 100), f"Target {at}%") for at in (32, 35, 44))
    bar = Bars(FRAME, (Bar("Semua", "", Fraction(42, 100), "42%", marks=marks),))
    assert [row["x"] for row in rows(bar, "rule", color="#1A1A1A")] == [0.32, 0.35, 0.44]
    assert "Target 32%\nTarget 35%\nTarget 44%" in words(bar)


def test_no_line_crosses_a_break() -> None:
    assert rows(COURSE, "rule", strokeCap="round") == [{"x": 0, "x2": 1, "y": 0.4, "y2": 0.3}]
    assert rows(COURSE, "rule", strokeDash=[14, 10]) == [{"x": 1.5}]
    assert "deret terputus" in words(COURSE)


def test_a_number_goes_below_its_dot_where_a_line_passes_above() -> None:
    low = Course(FRAME, (*DOTS[:1], Dot("2024", Fraction(35, 100), "35%"), DOTS[0]), ((0, 1), (0, 2)))
    placed = {
        layer["data"]["values"][0]["said"]: layer["mark"]["baseline"]
        for layer in chart(low)["layer"]
        if layer["mark"].get("dy")
    }
    assert placed == {"40%": "bottom", "35%": "top"}


def test_words_are_broken_into_lines_of_about_equal_length() -> None:
    assert wrapped("kurang 3,53 persen poin, 58.743 pekerja lagi", 560, TEXT) == [
        "kurang 3,53 persen poin,",
        "58.743 pekerja lagi",
    ]
    assert all(width_of(line, TEXT) <= 560 for line in wrapped("kata " * 40, 560, TEXT))
