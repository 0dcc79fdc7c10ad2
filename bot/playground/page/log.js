// The messages of the open chat: kept in step with the world, grouped, with dates between the days.

import { bubble } from "./bubbles.js";
import { byId, el } from "./dom.js";
import { dayKey, dayName } from "./time.js";
import { chat, isOwn, view } from "./world.js";

const GROUPED_WITHIN = 300;
const NEAR = 120;

const log = byId("log");
const latest = byId("latest");
const nodes = new Map();
let deeds = null;
let pending = new Map();

export function setUp(given, waiting) {
  deeds = given;
  pending = waiting;
  let atEnd = true;
  log.addEventListener("scroll", () => { atEnd = isNearEnd(); latest.hidden = atEnd; });
  // Whoever reads the end goes on reading it when the composer grows or the window changes.
  new ResizeObserver(() => { if (atEnd) toEnd(); }).observe(log);
  log.addEventListener("keydown", walk);
  latest.addEventListener("click", toEnd);
}

// Shows the open chat from scratch.
export function showAll() {
  nodes.clear();
  const shown = here().map((message) => remember(message));
  log.replaceChildren(...shown);
  arrange();
  toEnd();
}

// Brings the open chat in step with a state read anew, touching only what is different.
export function sync() {
  const messages = here();
  const known = new Set(messages.map((message) => message.message_id));
  for (const id of [...nodes.keys()]) if (!known.has(id)) remove(id);
  for (const message of messages) {
    const node = nodes.get(message.message_id);
    if (!node) add(message);
    else if (node.shows !== fingerprint(message)) replace(message);
  }
}

const fingerprint = (message) => JSON.stringify([isOwn(message), message]);

export function add(message) {
  if (!belongs(message)) return;
  const follow = isNearEnd() || isOwn(message);
  for (const filler of log.querySelectorAll(".welcome, .hint")) filler.remove();
  log.append(remember(message));
  arrange();
  if (follow) toEnd();
  else latest.hidden = false;
}

export function replace(message) {
  const before = nodes.get(message.message_id);
  if (!before || !belongs(message)) return;
  const follow = isNearEnd();
  const focused = before.contains(document.activeElement) ? focusedIndex(before) : null;
  const node = remember(message);
  before.replaceWith(node);
  arrange();
  if (focused !== null) (focusable(node)[focused] || focusable(node)[0] || byId("text")).focus();
  if (follow) toEnd();
}

export function remove(id) {
  nodes.get(id)?.remove();
  nodes.delete(id);
  arrange();
}

export function jump(id) {
  const node = nodes.get(id);
  if (!node) return;
  node.scrollIntoView({ block: "center", behavior: "smooth" });
  node.classList.add("found");
  node.addEventListener("animationend", () => node.classList.remove("found"), { once: true });
}

function here() {
  const open = chat();
  return open ? [...open.messages.values()].filter(belongs) : [];
}

function belongs(message) {
  if (message.chat.id !== view.chat) return false;
  return !chat().topics.length || (message.message_thread_id || 0) === view.topic;
}

function remember(message) {
  const node = bubble(message, chat(), pending, deeds);
  node.shows = fingerprint(message);
  nodes.set(message.message_id, node);
  return node;
}

// Dates between the days, and messages of one sender drawn together.
function arrange() {
  for (const date of log.querySelectorAll(".day")) date.remove();
  let before = null;
  for (const message of here()) {
    const node = nodes.get(message.message_id);
    if (!node) continue;
    const newDay = !before || dayKey(before.date) !== dayKey(message.date);
    if (newDay) node.before(el("p", { class: "day" }, dayName(message.date)));
    const follows = !newDay && !before.service && who(before) === who(message) && message.date - before.date < GROUPED_WITHIN;
    node.classList.toggle("follows", follows);
    node.setAttribute("tabindex", "-1");
    before = message;
  }
  const last = before && nodes.get(before.message_id);
  if (last) last.setAttribute("tabindex", "0");
  for (const quote of log.querySelectorAll(".expandable:not(.open)")) {
    const inner = quote.querySelector(".quote-text");
    quote.classList.toggle("short", inner.scrollHeight <= inner.clientHeight + 2);
  }
}

const who = (message) => message.sender_chat?.id || message.from?.id;

const isNearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;

export function toEnd() {
  log.scrollTop = log.scrollHeight;
  latest.hidden = true;
}

const focusable = (node) => [...node.querySelectorAll(".key")];

const focusedIndex = (node) => Math.max(0, focusable(node).indexOf(document.activeElement));

// Arrow keys go from message to message; Enter answers the one in focus, E corrects it.
function walk(event) {
  const node = event.target.closest?.(".message, .service");
  if (!node || event.target !== node) return;
  const message = chat().messages.get(Number(node.dataset.id));
  const moves = { ArrowUp: -1, ArrowDown: 1 };
  if (event.key in moves) {
    const all = [...log.querySelectorAll(".message")];
    const next = all[all.indexOf(node) + moves[event.key]];
    (next || (event.key === "ArrowDown" ? byId("text") : node)).focus();
  } else if (event.key === "Enter") deeds.reply(message);
  else if (event.key === "e" && isOwn(message)) deeds.correct(message);
  else return;
  event.preventDefault();
}
