"""The chat page in a real browser, with a scripted bot behind it."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playground_client import CITIZEN, PLANNER, REPORTER
from playwright.sync_api import Browser, Page, expect, sync_playwright
from scripted_bot import LoopbackServer, ScriptedBot, png

from bot.playground.world import TEST_GROUP

pytestmark = pytest.mark.browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
FLAGS += ["--disable-background-networking", "--disable-component-update"]

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = shutil.which("chromium")
    if chromium is None and "CI" in os.environ:
        pytest.fail("CI has to have chromium: the page is tested there")
    if chromium is None:
        pytest.skip("no chromium on this machine")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


@pytest.fixture
def bot(server: LoopbackServer) -> Iterator[ScriptedBot]:
    scripted = ScriptedBot(server.address)
    with scripted.at_work():
        yield scripted
        server.close_world()
    scripted.finish()


@pytest.fixture
def open_page(browser: Browser, server: LoopbackServer, bot: ScriptedBot) -> Iterator[Open]:
    """Opens the page as someone in a chat; fails if the browser's console complains."""
    contexts, complaints = [], []

    def opened(person: int = PLANNER, chat: int | None = PLANNER, **options: Any) -> Page:
        context = browser.new_context(**({"viewport": {"width": 1280, "height": 800}} | options))
        contexts.append(context)
        page = context.new_page()
        page.on(
            "console", lambda message: complaints.append(message.text) if message.type == "error" else None
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.address}/#{person}" + (f"/{chat}" if chat else ""))
        expect(page.locator("#app")).to_have_attribute("data-live", "true")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []


def start(page: Page) -> None:
    page.get_by_role("button", name="MULAI").click()
    expect(last(page)).to_contain_text("Selamat datang di Cakupan.")


def say(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Pesan").fill(text)
    page.keyboard.press("Enter")


def last(page: Page) -> Any:
    return page.locator(".message").last


def test_start_is_answered_with_buttons(open_page: Open) -> None:
    page = open_page()
    start(page)
    expect(page.locator(".welcome")).to_have_count(0)
    expect(last(page).locator("b")).to_have_text("Cakupan")
    expect(last(page).get_by_role("button", name="Wilayah")).to_be_visible()


def test_an_empty_chat_shows_what_the_bot_does(open_page: Open, bot: ScriptedBot) -> None:
    page = open_page()
    bot.call("setMyDescription", description="Angka cakupan per wilayah.")
    expect(page.locator(".welcome")).to_contain_text("Angka cakupan per wilayah.")


def test_a_button_turns_until_it_is_answered_and_edits_its_message(open_page: Open, bot: ScriptedBot) -> None:
    page = open_page()
    start(page)
    with bot.holding():
        page.get_by_role("button", name="Target").click()
        expect(page.locator(".key.waiting")).to_have_text("Target")
    expect(last(page)).to_contain_text("Anda memilih target.")
    expect(last(page)).to_contain_text("disunting")
    expect(page.locator(".key.waiting")).to_have_count(0)
    expect(page.locator(".toast")).to_have_text("Siap")


def test_in_a_group_only_a_mention_is_answered(open_page: Open) -> None:
    page = open_page(REPORTER, TEST_GROUP)
    say(page, "Selamat pagi")
    say(page, "@cakupan_bot berapa cakupan kalbar?")
    expect(last(page)).to_contain_text("Anda menulis: @cakupan_bot")
    expect(page.locator(".message")).to_have_count(3)
    expect(last(page).locator(".sender")).to_have_text("Cakupan")


def test_a_picture_is_shown_and_can_be_enlarged(open_page: Open) -> None:
    page = open_page()
    start(page)
    say(page, "/gambar")
    picture = page.get_by_role("button", name="Perbesar gambar")
    expect(picture).to_be_visible()
    page.wait_for_function("document.querySelector('.picture img').naturalWidth === 40")
    picture.click()
    expect(page.get_by_role("dialog", name="Gambar")).to_be_visible()


def test_a_document_goes_up_and_comes_down(open_page: Open) -> None:
    page = open_page()
    start(page)
    file = {"name": "angka.csv", "mimeType": "text/csv", "buffer": b"61;36,47"}
    page.set_input_files("#file", files=[file])
    say(page, "Angka terbaru")
    with page.expect_download() as download:
        page.locator("a.document").click()
    assert download.value.path().read_bytes() == b"61;36,47"


def test_a_dropped_picture_is_sent(open_page: Open) -> None:
    page = open_page()
    start(page)
    drop = """bytes => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "foto.png", {type: "image/png"}));
        document.querySelector("#talk").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
    }"""
    page.evaluate(drop, list(png(30, 20)))
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.locator(".message.own.photo img")).to_be_visible()


def test_everything_can_be_done_with_the_keyboard(open_page: Open, bot: ScriptedBot) -> None:
    page = open_page()
    bot.call("setMyCommands", commands=[{"command": "bantuan", "description": "Cara bertanya"}])
    page.get_by_role("button", name="MULAI").focus()
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("Selamat datang")
    expect(page.get_by_role("textbox", name="Pesan")).to_be_focused()
    page.keyboard.type("/ba")
    expect(page.get_by_role("option", name="/bantuan")).to_be_visible()
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("Anda menulis: /bantuan")
    page.keyboard.type("satu")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("dua")
    page.keyboard.press("Enter")
    expect(last(page)).to_contain_text("Anda menulis: satu\ndua")


def test_focus_stays_at_the_buttons_when_their_message_is_edited(open_page: Open) -> None:
    page = open_page()
    start(page)
    page.get_by_role("button", name="Wilayah").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Kembali", exact=True)).to_be_focused()


def test_escape_leaves_an_answer_and_arrow_up_corrects_the_last_text(open_page: Open) -> None:
    page = open_page()
    start(page)
    last(page).focus()
    page.keyboard.press("Enter")
    expect(page.locator("#context")).to_contain_text("Membalas Cakupan")
    page.keyboard.press("Escape")
    expect(page.locator("#context")).to_be_hidden()
    page.keyboard.press("ArrowUp")
    expect(page.locator("#context")).to_contain_text("Menyunting pesan")
    expect(page.get_by_role("textbox", name="Pesan")).to_have_value("/start")


def test_a_question_behind_the_bots_name_offers_results(open_page: Open) -> None:
    page = open_page(REPORTER, TEST_GROUP)
    page.get_by_role("textbox", name="Pesan").fill("@cakupan_bot kalbar")
    page.get_by_role("option", name="Cakupan").click()
    expect(page.locator(".message.own")).to_contain_text("Jawaban atas kalbar")
    expect(page.locator(".via")).to_have_text("lewat @cakupan_bot")


def test_a_chat_one_is_not_in_counts_what_is_unread(open_page: Open, bot: ScriptedBot) -> None:
    page = open_page(CITIZEN, CITIZEN)
    for text in ("satu", "dua"):
        bot.call("sendMessage", chat_id=TEST_GROUP, text=text)
    entry = page.get_by_role("link", name="Grup Uji")
    expect(entry.locator(".count")).to_have_text("2")
    entry.click()
    expect(entry.locator(".count")).to_have_count(0)


def test_what_the_bot_writes_is_never_read_as_html(open_page: Open, bot: ScriptedBot) -> None:
    page = open_page(REPORTER, TEST_GROUP)
    bot.call("sendMessage", chat_id=TEST_GROUP, text="<img src=x onerror=alert(1)>")
    expect(last(page)).to_contain_text("<img src=x onerror=alert(1)>")
    expect(page.locator(".text img")).to_have_count(0)


def test_a_spoiler_opens_and_a_long_quote_unfolds(open_page: Open, bot: ScriptedBot) -> None:
    page = open_page(REPORTER, TEST_GROUP)
    quote = "<blockquote expandable>" + "baris\n" * 9 + "akhir</blockquote>"
    text = f"<tg-spoiler>rahasia</tg-spoiler>\n{quote}"
    bot.call("sendMessage", chat_id=TEST_GROUP, text=text, parse_mode="HTML")
    page.locator(".spoiler").click()
    expect(page.locator(".spoiler")).to_have_class("spoiler open")
    page.get_by_role("button", name="Selengkapnya").click()
    expect(page.get_by_role("button", name="Ringkas")).to_have_attribute("aria-expanded", "true")


def test_who_blocks_the_bot_can_let_it_back_in(open_page: Open) -> None:
    page = open_page()
    start(page)
    page.get_by_role("button", name="Menu percakapan").click()
    page.get_by_role("menuitem", name="Blokir bot").click()
    expect(page.get_by_role("textbox", name="Pesan")).to_be_hidden()
    page.get_by_role("button", name="Buka blokir").click()
    expect(page.get_by_role("textbox", name="Pesan")).to_be_visible()


def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: Open) -> None:
    page = open_page(PLANNER, None, viewport={"width": 360, "height": 740})
    expect(page.locator("#talk")).to_be_hidden()
    page.get_by_role("link", name="Cakupan").click()
    expect(page.locator(".side")).to_be_hidden()
    start(page)
    say(page, "kata" * 200)
    expect(last(page)).to_contain_text("Anda menulis: kata")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert page.evaluate("document.querySelector('#log').scrollWidth <= 360")
    page.get_by_role("button", name="Kembali ke daftar").click()
    expect(page.get_by_role("link", name="Grup Uji")).to_be_visible()


def test_the_page_is_dark_where_the_system_is_and_by_choice(open_page: Open) -> None:
    dark, light = "rgb(23, 33, 32)", "rgb(255, 255, 255)"
    page = open_page(color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", dark)
    page.get_by_role("button", name="Ganti ke tampilan terang").click()
    expect(page.locator("body")).to_have_css("background-color", light)
    page.reload()
    expect(page.locator("body")).to_have_css("background-color", light)


def test_two_windows_see_each_other_write(open_page: Open) -> None:
    one, other = open_page(REPORTER, TEST_GROUP), open_page(CITIZEN, TEST_GROUP)
    say(one, "Selamat pagi")
    expect(last(other)).to_contain_text("Selamat pagi")
    expect(last(other).locator(".sender")).to_have_text("Wartawan")


def test_the_page_finds_back_after_a_restart(browser: Browser) -> None:
    page = browser.new_page()
    with LoopbackServer() as before:
        page.goto(f"{before.address}/#{REPORTER}/{TEST_GROUP}")
        say(page, "Selamat pagi")
        expect(last(page)).to_contain_text("Selamat pagi")
    expect(page.locator("#offline")).to_be_visible()
    with LoopbackServer(before.port):
        expect(page.locator("#offline")).to_be_hidden(timeout=15_000)
        expect(page.locator(".message")).to_have_count(0)
        page.context.close()
