"""A proposed version as a picture of before and after."""

from previews import NEW, OLD, archive, people

from bot.charts import Bars, chart
from bot.i18n import translator
from bot.previewing import before_and_after, previewed
from core.difference import difference


def words(picture: Bars) -> list[str]:
    drawn = (layer for layer in chart(picture)["layer"] if layer["mark"]["type"] == "text")
    return [row["words"] for layer in drawn for row in layer["data"]["values"]]


def test_before_and_after_are_drawn_for_the_biggest_changes() -> None:
    picture = before_and_after(difference(OLD, NEW), NEW.regions, translator("id"))
    assert picture is not None
    assert (picture.frame.title, picture.frame.key) == (
        "Usulan angka: perubahan cakupan terbesar",
        "Biru: usulan. Pucat: sampai kini.",
    )
    assert words(picture) == [
        *("Kabupaten Mempawah", "Desember 2025, turun 35,84 persen poin", "4,16%", "40,00% (2024)"),
        *("Kabupaten Sambas", "Desember 2025, naik 1,92 persen poin", "40,38%", "38,46% (2024)"),
        (
            "Masing-masing dibandingkan dengan angka berpenyebut sama.\n"
            "Sumber: Kantor Cabang, 15\N{NO-BREAK SPACE}Januari\N{NO-BREAK SPACE}2026"
        ),
    ]


def test_the_picture_comes_after_the_words_and_only_where_there_is_something_to_draw() -> None:
    t, nothing = translator("id"), archive(*people("61.01", "2024", 100_000, 260_000))
    first, second = previewed(difference(OLD, NEW), (), (), NEW.regions, t)
    assert (first.picture, second.text) == (None, "<b>Usulan angka: 6 baru, 0 berubah, 2 hilang</b>")
    assert isinstance(second.picture, Bars)
    assert len(previewed(difference(archive(), nothing), (), (), nothing.regions, t)) == 1
