// What can be done with a message and with a chat.

import * as composer from "./composer.js";
import { byId, el, notice, toast } from "./dom.js";
import * as log from "./log.js";
import { act } from "./server.js";
import { botIsHere, chat, governs, isAnonymous, titleOf, view, visibleChats, world } from "./world.js";

const ANSWER_WITHIN = 150_000;

// Pressed buttons that wait, by chat, message and data; and answers that came before their question's number.
export const pending = new Map();
const early = new Map();

export const deeds = {
  press,
  reply: composer.reply,
  correct: composer.correct,
  command: composer.command,
  jump: log.jump,
  link: followOwnLink,
  copy: (message) => copy(message.text),
  show(address, caption) {
    byId("viewer-picture").src = address;
    byId("viewer-picture").alt = caption;
    byId("viewer").showModal();
  },
};

// Carries out a deed in the open chat; null, and a hint on the screen, if it is not possible.
export async function attempt(deed, body) {
  try {
    return await act(deed, { person: view.person, chat: view.chat, ...body });
  } catch (error) {
    toast(error.message);
    return null;
  }
}

async function press(message, button) {
  if (button.copy_text) return copy(button.copy_text.text);
  if (button.callback_data) return pressCallback(message, button.callback_data);
  const question = (text) => composer.setText(`@${world.bot.username} ${text}`);
  if ("switch_inline_query_current_chat" in button) return question(button.switch_inline_query_current_chat);
  const text = button.switch_inline_query ?? button.switch_inline_query_chosen_chat?.query ?? "";
  return pickChat((id) => { location.hash = `#${view.person}/${id}`; queueMicrotask(() => setTimeout(() => question(text))); });
}

async function pressCallback(message, data) {
  const key = `${message.chat.id}/${message.message_id}/${data}`;
  if (pending.has(key)) return;
  pending.set(key, "");
  repaint(key);
  const query = await attempt("press", { message: message.message_id, data });
  if (query === null) return release(key);
  pending.set(key, query);
  if (early.has(query)) settle(early.get(query));
  else setTimeout(() => pending.get(key) === query && release(key), ANSWER_WITHIN);
}

// A button was answered. The answer may be here before the page knows under which number it asked.
export function settle(event) {
  if (![...pending.values()].includes(event.query)) {
    early.set(event.query, event);
    return;
  }
  early.delete(event.query);
  for (const [key, query] of pending) if (query === event.query) release(key);
  if (event.url) followOwnLink(event.url);
  if (event.text && event.alert) notice(event.text);
  else if (event.text) toast(event.text);
}

function release(key) {
  pending.delete(key);
  repaint(key);
}

function repaint(key) {
  const [chatId, messageId] = key.split("/").map(Number);
  const message = world.chats.get(chatId)?.messages.get(messageId);
  if (message) log.replace(message);
}

async function copy(text) {
  await navigator.clipboard.writeText(text);
  toast("Disalin.");
}

// A link to the bot itself (t.me/cakupan_bot?start=…) opens the private chat, as Telegram does.
function followOwnLink(address) {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.hostname !== "t.me" || url.pathname.slice(1).toLowerCase() !== world.bot.username) return false;
  view.chat = view.person;
  location.hash = `#${view.person}/${view.person}`;
  attempt("say", { text: `/start ${url.searchParams.get("start") || ""}`.trim() });
  return true;
}

function pickChat(deed) {
  const dialog = byId("picker");
  const entries = visibleChats().filter((one) => one.type !== "channel" || governs(one)).map((one) =>
    el("button", { class: "plain", onclick: () => { dialog.close(); deed(one.id); } }, titleOf(one)));
  dialog.replaceChildren(el("p", {}, "Kirim ke"), ...entries);
  dialog.showModal();
}

// What the menu of the open chat holds.
export function chatMenu() {
  const open = chat();
  const here = botIsHere(open);
  if (open.type === "private") {
    return [here ? ["Blokir bot", () => attempt("block", { on: true }), true] : ["Buka blokir", () => attempt("block", { on: false })]];
  }
  if (!governs(open)) return [["Hanya pengelola yang dapat mengubah percakapan ini", () => {}]];
  const items = [here ? ["Keluarkan bot", () => attempt("expel"), true] : ["Tambahkan bot", () => attempt("admit")]];
  if (here && open.type !== "channel") {
    const leads = governs(open, world.bot.id);
    items.unshift([leads ? "Jadikan bot anggota biasa" : "Jadikan bot pengelola", () => attempt("promote", { on: !leads })]);
  }
  if (open.type === "supergroup") {
    const hidden = isAnonymous(open);
    items.unshift([hidden ? "Tulis dengan nama sendiri" : "Tulis sebagai pengelola anonim", () => attempt("hide", { on: !hidden })]);
  }
  if (open.type === "group") items.unshift(["Jadikan supergrup", upgrade]);
  return items;
}

async function upgrade() {
  const grown = await attempt("upgrade");
  if (grown) location.hash = `#${view.person}/${grown}`;
}
