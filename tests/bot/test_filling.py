"""Texts with holes: filled from a region's figures, each with its source, or refused with the reason."""

from datetime import date

import pytest

from bot.broadcast.filling import Unknown, UnusableTextError, check, fill, holes
from bot.broadcast.message import text_content
from bot.i18n import translator
from bot.messages import plain
from bot.occasion import Occasion
from core.shipped import shipped

KALBAR = Occasion(shipped(), date(2026, 11, 22), "61", translator("id"), "cakupan_bot")


def filled(text: str, occasion: Occasion = KALBAR) -> str:
    result = fill(text, occasion)
    assert not isinstance(result, Unknown)
    return plain(result)


def test_the_holes_are_filled_with_the_figures_of_the_region() -> None:
    text = "{wilayah} {periode}: {cakupan}, {terlindungi} dari {pekerja}, kurang {kurang} ({selisih}) ke {target}."
    first, *_ = filled(text).split("\n")
    assert first == (
        "Kalimantan Barat 2024: 36,47%, 607.426 dari 1.665.422, kurang 58.743 (3,53 persen poin) ke 40%."
    )


def test_a_figure_brings_its_source_along_where_the_text_does_not_name_it() -> None:
    text = filled("Cakupan {cakupan}.")
    assert "Penyebut: potensi pekerja (UCJ), Sakernas Februari 2024" in text
    assert "Sumber: ANTARA News Kalimantan Barat (https://kalbar.antaranews.com/" in text


def test_a_text_that_names_the_source_is_left_as_it_is() -> None:
    assert filled("{cakupan}, kata {sumber}.").startswith(
        "36,47%, kata ANTARA News Kalimantan Barat (https://"
    )
    assert "Penyebut" not in filled("{cakupan}, kata {sumber}.")


def test_a_target_brings_its_name_along() -> None:
    assert "Target 40% (RKPD Provinsi Kalbar 2024" in filled("Target {target}, {sumber}.")
    assert filled("Target {target} dari {instrumen}, {sumber}.").count("RKPD") == 1


def test_holes_may_have_their_english_names() -> None:
    assert filled("{region}: {coverage}, {source}").startswith("Kalimantan Barat: 36,47%")


def test_a_text_without_figures_stays_as_it_is() -> None:
    assert (
        filled("Rapat di {wilayah}, pukul 15.00 {{WIB}}.") == "Rapat di Kalimantan Barat, pukul 15.00 {WIB}."
    )


def test_what_is_not_known_of_a_region_is_a_value() -> None:
    nowhere = next(each.code for each in shipped().regions if not shipped().sets(each.code))
    occasion = Occasion(shipped(), date(2026, 11, 22), nowhere, translator("id"), "cakupan_bot")
    assert fill("{cakupan}", occasion) == Unknown("cakupan", nowhere)
    assert not isinstance(fill("{wilayah}", occasion), Unknown)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{cakupn}", "unknown: {cakupn}; these can be filled: {wilayah}, {cakupan}"),
        ("{}", "unknown: {}"),
        ("{0}", "unknown: {0}"),
        ("{cakupan.real}", "unknown: {cakupan.real}"),
        ("{cakupan[0]}", "unknown: {cakupan[0]}"),
        ("{cakupan", "write {{ or }} for one that is shown"),
        ("cakupan}", "write {{ or }} for one that is shown"),
        ("{cakupan:5}", "{cakupan} takes nothing but its name"),
        ("{cakupan!r}", "{cakupan} takes nothing but its name"),
        ("<b>tebal", "<b> is not closed"),
        ("<b><i>silang</b></i>", "</b> closes nothing that is open"),
        ("<h1>judul</h1>", "Telegram knows no <h1>"),
        ("a < b", "write &lt; for one that is shown"),
        ("  ", "the text is empty"),
        ("x" * 4097, "the text has 4097 characters; Telegram takes 4096"),
    ],
)
def test_a_text_that_cannot_be_sent_is_refused_with_what_would_be_right(text: str, told: str) -> None:
    with pytest.raises(UnusableTextError) as refused:
        check(text)
    assert told in str(refused.value)


@pytest.mark.parametrize(
    "text", ["<b>{cakupan}</b> &lt; 40%", '<a href="https://x.id/?a=1&amp;b=2">x</a>', "A & B"]
)
def test_a_text_that_telegram_takes_passes(text: str) -> None:
    check(text)


def test_each_language_is_checked() -> None:
    with pytest.raises(UnusableTextError):
        text_content("{cakupan}", en="{coverag}")
    assert holes("{a} {b} {a}") == ["a", "b"]
