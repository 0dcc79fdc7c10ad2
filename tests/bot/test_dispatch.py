"""Which updates are answered, where, and how."""

from datetime import date

import pytest
from fakes import BOT_ID, Answer, FakeTelegram, refusal
from talk import GROUP, PERSON, Talk

from bot.app import connected
from bot.settings import Settings

BOT = {"id": BOT_ID, "is_bot": True, "first_name": "Cakupan", "username": "cakupan_bot"}
OTHER = {"id": 8, "is_bot": False, "first_name": "Lain"}


@pytest.mark.parametrize(
    "content",
    [
        {
            "sticker": {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1}
            | {"is_animated": False, "is_video": False}
        },
        {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]},
        {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 1}},
        {"contact": {"phone_number": "0812", "first_name": "x"}},
    ],
    ids=lambda content: next(iter(content)),
)
async def test_a_private_message_without_words_is_answered_too(
    talk: Talk, content: dict[str, object]
) -> None:
    (call,) = await talk.message(**content)
    assert call.text.startswith("Saya hanya membaca teks.")


async def test_the_caption_of_a_picture_is_read(talk: Talk) -> None:
    photo = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
    (call,) = await talk.message(photo=photo, caption="cakupan landak")
    assert call.text.startswith("<b>Kabupaten Landak 2024: 53,43%")


async def test_service_messages_are_left_alone(group: Talk) -> None:
    assert await group.message(new_chat_title="Baru") == []


@pytest.mark.parametrize(
    ("content", "answered"),
    [
        ({"text": "/cakupan kalbar"}, True),
        ({"text": "/cakupan@cakupan_bot kalbar"}, True),
        ({"text": "/cakupan@Cakupan_Bot kalbar"}, True),
        ({"text": "/cakupan@other_bot kalbar"}, False),
        ({"text": "kalbar"}, False),
        ({"text": "@cakupan_bot kalbar"}, True),
        ({"text": "@cakupan_bot_lain kalbar"}, False),
        (
            {"text": "kalbar", "reply_to_message": {"message_id": 1, "date": 1, "chat": GROUP, "from": BOT}},
            True,
        ),
        (
            {
                "text": "kalbar",
                "reply_to_message": {"message_id": 1, "date": 1, "chat": GROUP, "from": OTHER},
            },
            False,
        ),
        ({"text": "/perintahlain"}, False),
        ({"text": "/perintahlain@cakupan_bot"}, True),
        (
            {
                "sticker": {
                    "file_id": "f",
                    "file_unique_id": "u",
                    "type": "regular",
                    "width": 1,
                    "height": 1,
                    "is_animated": False,
                    "is_video": False,
                }
            },
            False,
        ),
    ],
)
async def test_a_group_hears_only_what_is_meant_for_the_bot(
    group: Talk, content: dict[str, object], answered: bool
) -> None:
    assert bool(await group.message(**content)) is answered


async def test_in_a_group_the_answer_quotes_its_question(group: Talk) -> None:
    said = await group.say("/cakupan kalbar", message_id=55)
    assert said.parameters["reply_parameters"] == {"message_id": 55, "allow_sending_without_reply": True}


async def test_a_topic_is_answered_in_the_topic_and_the_general_one_without_a_number(group: Talk) -> None:
    said = await group.say("/cakupan kalbar", message_thread_id=9, is_topic_message=True)
    assert said.parameters["message_thread_id"] == 9
    said = await group.say("/cakupan kalbar", message_thread_id=1)
    assert "message_thread_id" not in said.parameters


async def test_an_edited_question_gets_its_answer_edited(talk: Talk) -> None:
    await talk.say("kalbar", message_id=70)
    edited = await talk.edit(70, "landak")
    assert edited.method == "editMessageText"
    assert edited.parameters["message_id"] == 1001
    assert edited.text.startswith("<b>Kabupaten Landak")


async def test_a_button_edits_the_message_in_place_and_marks_what_is_shown(talk: Talk) -> None:
    calls = await talk.press(await talk.say("kalbar"), "Formal")
    edit = next(call for call in calls if call.method == "editMessageText")
    assert edit.text.startswith("<b>Kalimantan Barat 2024: 57,47% pekerja formal (PU) terlindungi</b>")
    assert edit.labels[0] == ["Total", "✓ Formal", "Informal"]
    assert any(call.method == "answerCallbackQuery" for call in calls)


@pytest.mark.parametrize("code", ["", "?", "c_r99", "c_r9999", "c_p2024-13", "zzz", "c_q1", "qq", "c_r61_r"])
async def test_a_button_that_cannot_be_read_says_so_and_shows_nothing(talk: Talk, code: str) -> None:
    calls = await talk.press_code(code or "-")
    assert [call.method for call in calls if "Tombol ini" in str(call.parameters.get("text"))] != []
    assert all("<b>" not in str(call.parameters.get("text")) for call in calls)


async def test_pressing_the_button_that_is_shown_already_is_no_error(talk: Talk) -> None:
    said = await talk.say("kalbar")
    talk.telegram.next_answers["editMessageText"] = [
        refusal(400, "Bad Request: message is not modified: same")
    ]
    calls = await talk.press(said, "Total")
    assert [call.method for call in calls] == ["answerCallbackQuery", "editMessageText"]


async def test_only_admins_change_a_groups_settings(group: Talk) -> None:
    assert (
        await group.say("/wilayah landak")
    ).text == "Hanya admin grup ini yang dapat mengganti wilayahnya."
    assert group.bot.memory.chats.get(-100).region is None
    group.telegram.admins.add(PERSON["id"])
    assert (
        await group.say("/wilayah landak")
    ).text == "Wilayah obrolan ini sekarang <b>Kabupaten Landak</b>."
    assert group.bot.memory.chats.get(-100).region == "61.08"


async def test_an_anonymous_admin_counts_as_one_and_a_channel_that_writes_does_not(group: Talk) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    await group.say("/bahasa en", sender_chat=GROUP, **{"from": anonymous})
    assert group.bot.memory.chats.get(-100).language == "en"
    channel = {"id": -200, "type": "channel", "title": "Kanal"}
    said = await group.say("/bahasa id", sender_chat=channel, **{"from": PERSON})
    assert said.text == "Only admins of this group may change its language."


async def test_a_pressed_setting_of_a_non_admin_is_refused_with_a_notice_and_no_edit(group: Talk) -> None:
    said = await group.say("/bahasa")
    calls = await group.press(said, "English")
    assert [call.method for call in calls] == ["answerCallbackQuery"]
    assert group.bot.memory.chats.get(-100).language is None


async def test_a_group_that_became_a_supergroup_keeps_its_settings(group: Talk) -> None:
    group.telegram.admins.add(PERSON["id"])
    await group.say("/wilayah landak")
    await group.message(migrate_to_chat_id=-1007)
    assert group.bot.memory.chats.get(-1007).region == "61.08"
    assert group.bot.memory.chats.get(-100).region is None


async def test_a_send_to_a_migrated_group_follows_it(group: Talk) -> None:
    group.telegram.next_answers["sendMessage"] = [
        refusal(400, "Bad Request: group upgraded", migrate_to_chat_id=-1008)
    ]
    first, second = await group.message(text="/cakupan kalbar")
    assert (first.parameters["chat_id"], second.parameters["chat_id"]) == (-100, -1008)


async def test_being_added_to_a_group_is_greeted_and_being_removed_noted(group: Talk) -> None:
    (greeting,) = await group.membership("left", "member")
    assert "Di grup, pakai perintah" in greeting.text
    await group.membership("member", "kicked")
    assert group.bot.memory.chats.get(-100).gone


async def test_being_blocked_is_noted_and_settings_are_kept(talk: Talk) -> None:
    await talk.say("/wilayah landak")
    await talk.membership("member", "kicked")
    chat = talk.bot.memory.chats.get(7)
    assert (chat.gone, chat.region) == (True, "61.08")
    await talk.membership("kicked", "member")
    assert not talk.bot.memory.chats.get(7).gone


async def test_a_refusal_because_of_a_block_is_noted(talk: Talk) -> None:
    talk.telegram.next_answers["sendMessage"] = [refusal(403, "Forbidden: bot was blocked by the user")]
    await talk.say("kalbar")
    assert talk.bot.memory.chats.get(7).gone


async def test_a_deep_link_opens_an_answer_and_never_a_setting(talk: Talk) -> None:
    assert (await talk.say("/start t_r61")).text.startswith(
        "<b>Kalimantan Barat 2024: 36,47%, target 2024 sebesar 40%"
    )
    assert "Cakupan BPJS Ketenagakerjaan per wilayah" in (await talk.say("/start w_r6108")).text
    assert talk.bot.memory.chats.get(7).region is None


async def test_our_own_mistake_is_logged_first_and_apologised_for_once(
    talk: Talk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("kalbar rahasia")

    monkeypatch.setattr(talk.bot.answering, "turn", broken)
    (call,) = await talk.message(text="kalbar rahasia")
    assert call.text == "Ada gangguan di pihak kami. Silakan coba lagi sebentar lagi."
    assert await talk.bot.memory.inbox.waiting() == 0


async def test_what_telegram_refuses_for_good_is_not_tried_again(talk: Talk) -> None:
    talk.telegram.next_answers["sendMessage"] = [
        refusal(400, "Bad Request: not enough rights to send text messages")
    ]
    assert len(await talk.message(text="kalbar")) == 1


async def test_a_gateway_error_delays_an_answer_and_does_not_drop_it(talk: Talk) -> None:
    talk.telegram.next_answers["sendMessage"] = [Answer(502, {"ok": False, "description": "Bad Gateway"})]
    first, second = await talk.message(text="kalbar")
    assert first == second


async def test_what_was_told_is_remembered_with_its_version(talk: Talk) -> None:
    await talk.say("target kalbar", message_id=80)
    (told,) = await talk.bot.memory.told.showing(7)
    assert (told.message_id, told.asked_id, told.question) == (1001, 80, "t_r61")
    assert told.version


async def test_the_same_update_twice_is_answered_once(talk: Talk) -> None:
    update = {"update_id": 900, "message": talk.made(text="kalbar")}
    await talk.bot.intake.take([update])
    await talk.bot.intake.take([update])
    await talk.bot.intake.lanes.drain(10)
    assert len(talk.telegram.said("sendMessage")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "@cakupan_bot, cakupan sambas",
        "Halo @cakupan_bot! cakupan sambas",
        "(@Cakupan_Bot) cakupan sambas",
        "cakupan sambas @cakupan_bot?",
        "@cakupan_bot\ncakupan sambas",
    ],
)
async def test_a_mention_is_heard_whatever_stands_around_it(group: Talk, text: str) -> None:
    (said,) = await group.message(text=text)
    assert said.text.startswith("<b>Kabupaten Sambas Agustus 2025: 24%")


@pytest.mark.parametrize("text", ["/cakupan@other_bot kalbar", "mail@cakupan_bot.id", "@cakupan_bot2 sambas"])
async def test_another_name_is_not_ours(group: Talk, text: str) -> None:
    assert await group.message(text=text) == []


async def test_a_command_for_another_bot_is_not_answered_in_private_either(talk: Talk) -> None:
    assert await talk.message(text="/cakupan@other_bot kalbar") == []


async def test_who_writes_again_is_no_longer_gone(talk: Talk) -> None:
    await talk.membership("member", "kicked")
    await talk.say("sambas")
    assert not talk.bot.memory.chats.get(7).gone


async def test_after_erasing_nothing_of_the_chat_is_left(talk: Talk) -> None:
    await talk.say("/bahasa en")
    await talk.say("sambas")
    asked = await talk.say("/hapus_data")
    await talk.press(asked, "Yes, erase", message_id=1003)
    assert await talk.bot.memory.told.showing(7) == []
    assert talk.bot.memory.chats.get(7).language is None
    assert (await talk.say("yang formal?")).text.startswith("<b>Kalimantan Barat")


async def test_a_long_word_is_shortened_and_answered(talk: Talk) -> None:
    said = await talk.say("cakupan " + "o'o" * 1300)
    assert said.text.startswith("Wilayah “o&#x27;oo")
    assert "…" in said.text
    assert len(said.text) < 400


class TestAFollowUp:
    async def test_carries_over_what_it_leaves_out_and_says_so(self, talk: Talk) -> None:
        await talk.say("cakupan kubu raya")
        said = await talk.say("kalau sambas?")
        assert said.text.startswith("<b>Kabupaten Sambas Agustus 2025: 24% pekerja terlindungi</b>")
        assert said.text.endswith("<i>Melanjutkan pertanyaan Anda sebelumnya: Cakupan, Kabupaten Sambas.</i>")

    async def test_goes_on_from_a_pressed_button_too(self, talk: Talk) -> None:
        await talk.press(await talk.say("kalbar"), "Informal")
        said = await talk.say("tahun 2023?")
        assert said.text.startswith("<b>Kalimantan Barat Desember 2023: 13,27% pekerja informal (BPU)")

    async def test_answers_the_question_that_was_asked_back(self, talk: Talk) -> None:
        await talk.say("target bandung")
        said = await talk.say("yang kota")
        assert "Kota Bandung" in said.text

    async def test_is_forgotten_after_batal(self, talk: Talk) -> None:
        await talk.say("cakupan sambas")
        await talk.say("/batal")
        assert (await talk.say("yang formal?")).text.startswith("<b>Kalimantan Barat 2024: 57,47%")

    async def test_in_a_group_is_everybodys_own(self, group: Talk) -> None:
        await group.message(text="/cakupan sambas")
        (said,) = await group.message(text="@cakupan_bot yang formal?", **{"from": OTHER})
        assert said.text.startswith("<b>Kalimantan Barat 2024: 57,47%")

    async def test_is_forgotten_after_a_while(self, settings: Settings) -> None:
        now, telegram = [0.0], FakeTelegram()
        async with connected(
            settings, telegram, telegram, lambda: date(2026, 11, 22), clock=lambda: now[0]
        ) as bot:
            talk = Talk(bot, telegram)
            await talk.say("cakupan sambas")
            now[0] += 16 * 60
            assert (await talk.say("yang formal?")).text.startswith("<b>Kalimantan Barat 2024: 57,47%")


@pytest.mark.parametrize(
    ("asked", "answered", "left"),
    [
        ("target kalbar dan kalteng", ["Kalimantan Barat", "Kalimantan Tengah"], False),
        ("/target kalbar, kalteng", ["Kalimantan Barat", "Kalimantan Tengah"], False),
        (
            "/target kalbar, kalteng, kalsel, kaltim",
            ["Kalimantan Barat", "Kalimantan Tengah", "Kalimantan Selatan"],
            True,
        ),
    ],
)
async def test_no_region_of_several_is_passed_over_in_silence(
    talk: Talk, asked: str, answered: list[str], *, left: bool
) -> None:
    calls = await talk.message(text=asked)
    text = "\n".join(call.text for call in calls)
    openings = [part.strip().removeprefix("<b>") for part in text.split("— — —")]
    assert [name for name, part in zip(answered, openings, strict=True) if part.startswith(name)] == answered
    assert ("Dijawab 3 pertanyaan pertama dahulu." in text) is left


async def test_two_questions_in_one_message_are_both_answered(talk: Talk) -> None:
    said = await talk.say("sambas brp? trus target kalbar 2024 brp?")
    first, second = said.text.split("— — —")
    assert "Kabupaten Sambas Agustus 2025: 24%" in first
    assert "Kalimantan Barat 2024: 36,47%, target 2024 sebesar 40% belum tercapai" in second
    assert said.labels == [["Cakupan, Kabupaten Sambas", "Target, Kalimantan Barat"]]


async def test_a_location_is_answered_with_what_would_help(talk: Talk) -> None:
    (said,) = await talk.message(location={"latitude": 0.0, "longitude": 109.3})
    assert said.text.startswith("Dari lokasi saya tidak dapat mengetahui wilayahnya. Tulis namanya")


class TestInlineMode:
    async def test_offers_the_answer_as_a_card(self, talk: Talk) -> None:
        (card,) = await talk.type_inline("target kalbar")
        assert card["title"] == "Kalimantan Barat 2024: 36,47%, target 2024 sebesar 40% belum tercapai"
        assert card["id"] == "t_r61"
        assert card["input_message_content"]["message_text"].startswith("<b>Kalimantan Barat 2024: 36,47%")
        assert card["reply_markup"]["inline_keyboard"][0][0]["url"] == "https://t.me/cakupan_bot?start=t_r61"

    async def test_shows_the_askers_own_region_where_nothing_is_typed(self, talk: Talk) -> None:
        await talk.say("/wilayah sambas")
        cards = await talk.type_inline("")
        assert [card["id"] for card in cards] == ["c_r6101", "t_r6101"]

    async def test_offers_each_region_of_a_name(self, talk: Talk) -> None:
        cards = await talk.type_inline("cakupan bali")
        assert [card["id"] for card in cards] == ["c_r51"]
        assert await talk.type_inline("bandung") == []  # neither has figures to post

    async def test_never_offers_a_setting(self, talk: Talk) -> None:
        assert await talk.type_inline("hapus data saya") == []


@pytest.mark.parametrize(
    ("text", "first_line"),
    [
        (
            "bandingkan kalbar dan kalteng",
            "<b>Cakupan pekerja: Kalimantan Tengah lebih tinggi 9,69 persen poin",
        ),
        (
            "kalau kalbar tambah 50 ribu pekerja",
            "<b>Kalimantan Barat 2024: bila 50.000 pekerja lagi terlindungi",
        ),
        (
            "target kalteng",
            "<b>Kalimantan Tengah Maret 2025: 46,17%, target 2025 sebesar 52,15% belum tercapai",
        ),
    ],
)
async def test_a_question_that_is_whole_carries_nothing_over(talk: Talk, text: str, first_line: str) -> None:
    await talk.say("peringkat formal kalbar")
    said = await talk.say(text)
    assert said.text.startswith(first_line)
    assert "Melanjutkan" not in said.text


async def test_a_slip_between_two_questions_is_passed_over(talk: Talk) -> None:
    await talk.say("cakupan sambas")
    assert "Pertanyaan itu belum saya pahami" in (await talk.say("xyzzy")).text
    assert "Kabupaten Sambas" in (await talk.say("kalau 2023?")).text
