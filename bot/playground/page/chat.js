// The page: which chat is open, and what happens in the world.

import * as composer from "./composer.js";
import { attempt, chatMenu, deeds, pending, settle } from "./deeds.js";
import { byId, el, icon } from "./dom.js";
import * as log from "./log.js";
import { closeMenu, isOpen, openMenu } from "./menu.js";
import { listen, readState } from "./server.js";
import * as sidebar from "./sidebar.js";
import {
  botIsHere, botProfile, chat, governs, isOwn, isPresent, lastMessage, senderName, summary, take, titleOf, view, world,
} from "./world.js";

const BUSY_FOR = 5000;
const busy = new Map();
let stream = null;
let held = null;

// Opening a chat

function follow() {
  closeMenu(false);
  const [, person, chatId] = location.hash.match(/^#(\d+)(?:\/(-?\d+))?/) || [];
  const known = Number(person || localStorage.getItem("person"));
  const before = `${view.person}/${view.chat}`;
  view.person = world.people.has(known) ? known : [...world.people.keys()][0];
  const chosen = world.chats.get(Number(chatId));
  const visible = chosen && isPresent(chosen, view.person);
  view.chat = visible ? chosen.id : view.person;
  byId("app").dataset.view = visible ? "chat" : "list";
  localStorage.setItem("person", view.person);
  if (before !== `${view.person}/${view.chat}`) {
    view.topic = 0;
    composer.reset();
  }
  showChat();
  if (visible && matchMedia("(min-width: 721px)").matches && !byId("composer").hidden) byId("text").focus();
}

function showChat() {
  const open = chat();
  showFrame(open);
  showLog(open);
  markRead();
  sidebar.show(busy);
}

function showFrame(open) {
  showHead();
  showTopics(open);
  showFoot(open);
}

function showLog(open) {
  log.showAll();
  if (!open.messages.size) byId("log").replaceChildren(open.type === "private" ? welcome() : hint(open));
}

function showHead() {
  const open = chat();
  const title = titleOf(open);
  byId("chat-title").textContent = title;
  sidebar.avatar(byId("chat-avatar"), title, open.type === "private" ? world.bot.id : open.id);
  const count = [...open.members.keys()].filter((id) => isPresent(open, id)).length;
  const kinds = { private: "bot", group: `grup, ${count} anggota`, supergroup: `grup, ${count} anggota`, channel: `kanal, ${count} pelanggan` };
  const about = byId("chat-about");
  about.textContent = busy.has(open.id) ? "sedang mengetik" : kinds[open.type];
  about.classList.toggle("busy", busy.has(open.id));
  document.title = `${title} · Cakupan, ruang coba`;
}

function showTopics(open) {
  const bar = byId("topics");
  bar.hidden = !open.topics.length;
  const all = open.topics.length ? [{ id: 0, name: "Umum" }, ...open.topics] : [];
  bar.replaceChildren(...all.map((topic) =>
    el("button", { type: "button", role: "tab", "aria-selected": String(topic.id === view.topic), onclick: () => { view.topic = topic.id; showChat(); } }, topic.name)));
}

function showFoot(open) {
  const blocked = open.type === "private" && !botIsHere(open);
  const fresh = open.type === "private" && !open.started;
  const readonly = open.type === "channel" && !governs(open);
  const wasStarting = document.activeElement === byId("start");
  byId("start").hidden = !blocked && !fresh;
  byId("start").textContent = blocked ? "Buka blokir" : "MULAI";
  byId("readonly").hidden = !readonly;
  byId("composer").hidden = blocked || fresh || readonly;
  if (wasStarting && byId("start").hidden) byId("text").focus();
}

function welcome() {
  const { name, description } = botProfile();
  const words = description || "Tekan MULAI untuk menyapa bot ini.";
  const mark = el("span", { "aria-hidden": "true" });
  sidebar.avatar(mark, name, world.bot.id);
  return el("section", { class: "welcome" }, mark, el("h2", {}, name), el("p", { class: "welcome-lead" }, "Apa yang dapat dilakukan bot ini?"), el("p", {}, words));
}

function hint(open) {
  const words = open.type === "channel"
    ? "Belum ada siaran. Pengelola dan bot dapat menulis di kanal ini."
    : `Belum ada pesan. Di grup, bot menjawab perintah, balasan untuknya, dan sebutan @${world.bot.username}.`;
  return el("p", { class: "service hint" }, words);
}

async function start() {
  const open = chat();
  if (!botIsHere(open)) await attempt("block", { on: false });
  await attempt("say", { text: "/start" });
}

function markRead() {
  const last = lastMessage(chat());
  if (!last || document.hidden || (innerWidth <= 720 && byId("app").dataset.view === "list")) return;
  const key = `${view.person}/${view.chat}`;
  if ((world.read.get(key) || 0) >= last.message_id) return;
  world.read.set(key, last.message_id);
  attempt("read", { message: last.message_id });
}

// What happens

const happenings = {
  message({ message }) {
    const place = world.chats.get(message.chat.id);
    if (!place) return;
    place.messages.set(message.message_id, message);
    if (message.from?.id === world.bot.id) setBusy(place.id, false);
    if (place.id !== view.chat) return;
    log.add(message);
    markRead();
    if (!isOwn(message)) byId("live").textContent = `${senderName(message)}: ${summary(message)}`;
    if (message.reply_markup?.force_reply) composer.reply(message);
  },
  changed({ message }) {
    world.chats.get(message.chat.id)?.messages.set(message.message_id, message);
    log.replace(message);
  },
  deleted(event) {
    world.chats.get(event.chat)?.messages.delete(event.message);
    if (event.chat === view.chat) log.remove(event.message);
  },
  action: (event) => setBusy(event.chat, true),
  answered: (event) => event.person === view.person && settle(event),
  results: (event) => event.person === view.person && composer.results(event),
  refresh,
  reset: refresh,
};

// Reads everything anew. What happens meanwhile is held back, and told if the state did not know it yet.
async function refresh() {
  if (held) return;
  held = [];
  let state;
  try {
    state = await readState();
  } catch {
    // The process is gone: the stream will break too, and reads anew when it is back.
    held = null;
    return;
  }
  take(state);
  const wanted = Number(location.hash.split("/")[1]);
  const waited = wanted && wanted !== view.chat && world.chats.has(wanted);
  if (!chat() || !isPresent(chat(), view.person) || waited) follow();
  else {
    showFrame(chat());
    if (chat().messages.size) log.sync();
    else showLog(chat());
    sidebar.show(busy);
  }
  const missed = held.filter(([, id]) => position(id) > position(state.event));
  held = null;
  for (const [event, id] of missed) onEvent(event, id);
}

const position = (eventId) => Number(eventId.split(".")[1]);

function onEvent(event, id) {
  if (held) {
    held.push([event, id]);
    return;
  }
  happenings[event.type]?.(event);
  if (["message", "changed", "deleted", "action"].includes(event.type)) sidebar.show(busy);
}

function setBusy(id, isBusy) {
  clearTimeout(busy.get(id));
  if (isBusy) busy.set(id, setTimeout(() => { setBusy(id, false); sidebar.show(busy); }, BUSY_FOR));
  else busy.delete(id);
  if (id === view.chat) showHead();
}

function onState(state) {
  byId("offline").hidden = state === "open";
  byId("app").dataset.live = String(state === "open");
  if (state === "lost") setTimeout(begin, 2000);
}

// Beginning

async function begin() {
  stream?.close();
  try {
    const state = await readState();
    take(state);
    stream = listen(state.event, { onEvent, onState });
    follow();
  } catch {
    onState("lost");
  }
}

function setUp() {
  log.setUp(deeds, pending);
  composer.setUp();
  sidebar.setUp({
    onPerson: (id) => { location.hash = innerWidth <= 720 ? `#${id}` : `#${id}/${world.chats.get(view.chat)?.type === "private" ? id : view.chat}`; },
    onLanguage: (language) => attempt("speak", { language }),
  });
  byId("back").append(icon("back"));
  byId("menu").append(icon("more"));
  byId("latest").append(icon("down"));
  byId("viewer-close").append(icon("close"));
  byId("back").addEventListener("click", () => { location.hash = `#${view.person}`; });
  byId("menu").addEventListener("click", () => (isOpen(byId("menu")) ? closeMenu() : openMenu(byId("menu"), chatMenu())));
  byId("start").addEventListener("click", start);
  window.addEventListener("hashchange", follow);
  document.addEventListener("visibilitychange", () => { if (world.bot) { markRead(); sidebar.show(busy); } });
}

setUp();
begin();
