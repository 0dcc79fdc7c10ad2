// The box one writes in: text, commands, inline questions, files, answering and correcting.

import { byId, el, icon, toast } from "./dom.js";
import { closeMenu, isOpen, openMenu } from "./menu.js";
import { act } from "./server.js";
import { STICKERS, drawn } from "./stickers.js";
import { size } from "./time.js";
import { chat, commandsHere, isOwn, senderName, summary, view, world } from "./world.js";

const LONGEST = 4096;
const box = byId("text");
const offers = byId("offers");
const context = byId("context");

let replying = null;
let correcting = null;
let files = [];
let choice = -1;
let inline = { query: null, timer: 0, results: null };

export function setUp() {
  byId("commands").append(icon("slash"));
  byId("sticker").append(icon("sticker"));
  byId("attach").append(icon("clip"));
  byId("send").append(icon("send"));
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  box.addEventListener("input", () => { grow(); suggest(); });
  box.addEventListener("keydown", keys);
  box.addEventListener("paste", (event) => { if (event.clipboardData.files.length) { event.preventDefault(); stage(event.clipboardData.files); } });
  byId("commands").addEventListener("click", () => { setText(box.value.startsWith("/") ? "" : "/"); });
  byId("attach").addEventListener("click", () => byId("file").click());
  byId("file").addEventListener("change", (event) => { stage(event.target.files); event.target.value = ""; });
  byId("sticker").addEventListener("click", (event) => {
    const button = event.currentTarget;
    if (isOpen(button)) return closeMenu();
    openMenu(button, STICKERS.map((one) => [one[0], async () => send("attach", form(await drawn(one), "sticker"))]), true);
  });
  document.addEventListener("pointerdown", (event) => { if (!byId("composer").contains(event.target)) hideOffers(); });
  dropping();
}

export function reset() {
  replying = correcting = null;
  files = [];
  box.value = "";
  box.placeholder = chat()?.type === "channel" ? "Siarkan pesan" : "Tulis pesan";
  hideOffers();
  showContext();
  grow();
}

export function setText(text) {
  box.value = text;
  box.focus();
  grow();
  suggest();
}

export function reply(message) {
  correcting = null;
  replying = message;
  showContext();
  box.focus();
}

export function correct(message) {
  replying = null;
  files = [];
  correcting = message;
  setText(message.text || message.caption || "");
  showContext();
}

export const command = (text) => say(chat().type === "private" || text.includes("@") ? text : `${text}@${world.bot.username}`);

export const say = (text) => send("say", { text });

export function results(event) {
  inline.results = event;
  if (inline.query === event.query) showResults();
}

const place = () => ({ person: view.person, chat: view.chat, topic: view.topic });

async function send(deed, body) {
  if (body instanceof FormData) Object.entries(place()).forEach(([name, value]) => body.set(name, value));
  try {
    return await act(deed, body instanceof FormData ? body : { ...place(), ...body });
  } catch (error) {
    toast(error.message);
    return null;
  }
}

function form(file, kind, caption = "") {
  const body = new FormData();
  body.set("kind", kind);
  body.set("caption", caption);
  body.set("file", file, file.name);
  if (replying) body.set("reply_to", replying.message_id);
  return body;
}

async function submit() {
  if (choice >= 0 && !offers.hidden) return offers.children[choice].click();
  const text = box.value.trim();
  if (files.length) return sendFiles(text);
  if (!text) return undefined;
  const surplus = [...text].length - LONGEST;
  if (surplus > 0) return toast(`Terlalu panjang: paling banyak 4.096 karakter, lebih ${surplus}.`);
  const deed = correcting ? ["correct", { message: correcting.message_id, text }] : ["say", { text, reply_to: replying?.message_id || 0 }];
  const before = { correcting, replying };
  // at once, so that what is typed next is not taken away when the answer comes
  reset();
  const done = await send(...deed);
  if (done === null && !box.value) {
    ({ correcting, replying } = before);
    setText(text);
    showContext();
  }
  return done;
}

async function sendFiles(caption) {
  const staged = files;
  const asDocument = byId("as-document")?.checked;
  for (const [index, file] of staged.entries()) {
    const kind = isPicture(file) && !asDocument ? "photo" : "document";
    if ((await send("attach", form(file, kind, index ? "" : caption))) === null) return;
  }
  reset();
}

const isPicture = (file) => /^image\/(png|jpeg|gif|webp)$/.test(file.type);

function stage(list) {
  files = [...list];
  correcting = null;
  showContext();
  box.placeholder = "Keterangan";
  box.focus();
}

function showContext() {
  const message = replying || correcting;
  context.hidden = !message && !files.length;
  if (context.hidden) return context.replaceChildren();
  const close = el("button", { class: "icon-button", type: "button", "aria-label": "Batalkan", onclick: cancel }, icon("close"));
  return context.replaceChildren(...(files.length ? staged() : quoted(message)), close);
}

function quoted(message) {
  const title = correcting ? "Menyunting pesan" : `Membalas ${senderName(message)}`;
  return [icon(correcting ? "edit" : "reply"), el("span", { class: "context-words" }, el("b", {}, title), el("span", {}, summary(message)))];
}

function staged() {
  const total = files.reduce((sum, file) => sum + file.size, 0);
  const title = files.length === 1 ? files[0].name : `${files.length} berkas`;
  const words = el("span", { class: "context-words" }, el("b", {}, title), el("span", {}, size(total)));
  const option = files.some(isPicture)
    ? el("label", { class: "as-document" }, el("input", { type: "checkbox", id: "as-document" }), "sebagai dokumen")
    : null;
  return [icon("file"), words, option].filter(Boolean);
}

function cancel() {
  const draft = correcting ? "" : box.value;
  reset();
  setText(draft);
}

function grow() {
  box.style.height = "auto";
  // A box that is not shown yet has no height to go by.
  if (box.scrollHeight) box.style.height = `${Math.min(box.scrollHeight, 168)}px`;
}

// What to offer while one types: commands after "/", results after the bot's name.
function suggest() {
  const text = box.value;
  const asked = text.match(new RegExp(`^@${world.bot.username}\\s(.*)$`, "is"));
  if (asked) return askInline(asked[1]);
  inline.query = null;
  if (!/^\/[\w]*$/.test(text)) return hideOffers();
  const begun = text.slice(1).toLowerCase();
  const found = commandsHere().filter((one) => one.command.startsWith(begun));
  return offer(found.map((one) => [`/${one.command}`, one.description, () => { reset(); command(`/${one.command}`); }]));
}

function askInline(question) {
  clearTimeout(inline.timer);
  inline.timer = setTimeout(async () => {
    const query = await send("ask", { text: question });
    if (query === null) return;
    inline.query = query;
    if (inline.results?.query === query) showResults();
  }, 250);
}

function showResults() {
  const { query, results: found, button } = inline.results;
  const entries = found.map((one) => [one.title, one.description, async () => {
    if ((await send("choose", { query, result: one.id })) !== null) reset();
  }]);
  if (button) entries.unshift([button.text, "Buka percakapan dengan bot", () => startWith(button.start_parameter)]);
  offer(entries, "Tidak ada hasil");
}

function startWith(parameter = "") {
  location.hash = `#${view.person}/${view.person}`;
  send("say", { chat: view.person, topic: 0, text: `/start ${parameter}`.trim() });
}

function offer(entries, none = "") {
  if (!entries.length && !none) return hideOffers();
  choice = entries.length ? 0 : -1;
  const nodes = entries.map(([title, about, deed], index) =>
    el("li", { role: "option", id: `offer-${index}`, onclick: deed, "aria-selected": String(index === 0) }, el("b", {}, title), el("span", {}, about || "")));
  offers.replaceChildren(...(nodes.length ? nodes : [el("li", { class: "none" }, none)]));
  offers.hidden = false;
  box.setAttribute("aria-activedescendant", nodes.length ? "offer-0" : "");
  return undefined;
}

function hideOffers() {
  offers.hidden = true;
  choice = -1;
  box.removeAttribute("aria-activedescendant");
}

function choose(step) {
  const count = offers.children.length;
  choice = (choice + step + count) % count;
  [...offers.children].forEach((node, index) => node.setAttribute("aria-selected", String(index === choice)));
  offers.children[choice].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", `offer-${choice}`);
}

function keys(event) {
  const offering = !offers.hidden && choice >= 0;
  if (event.isComposing) return;
  if (offering && (event.key === "ArrowDown" || event.key === "ArrowUp")) choose(event.key === "ArrowDown" ? 1 : -1);
  else if (offering && event.key === "Tab") box.value = `${offers.children[choice].firstChild.textContent} `;
  else if (event.key === "Escape" && !offers.hidden) hideOffers();
  else if (event.key === "Escape" && !context.hidden) cancel();
  else if (event.key === "Enter" && !event.shiftKey) submit();
  else if (event.key === "ArrowUp" && !box.value) correctLast();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function correctLast() {
  const own = [...chat().messages.values()].filter((one) => isOwn(one) && one.text && !one.via_bot && !one.sender_chat);
  if (own.length) correct(own.at(-1));
}

function dropping() {
  const talk = byId("talk");
  const drop = byId("drop");
  const writable = () => !byId("composer").hidden;
  talk.addEventListener("dragover", (event) => {
    if (!writable() || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    drop.hidden = false;
  });
  drop.addEventListener("dragleave", () => { drop.hidden = true; });
  talk.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.hidden = true;
    if (writable() && event.dataTransfer.files.length) stage(event.dataTransfer.files);
  });
}
