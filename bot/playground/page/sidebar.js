// The list of chats, and who one is.

import { byId, el, icon } from "./dom.js";
import { brief } from "./time.js";
import { hue, initials, isOwn, lastMessage, person, senderName, summary, titleOf, unread, view, visibleChats, world } from "./world.js";

export function setUp({ onPerson, onLanguage }) {
  byId("person").addEventListener("change", (event) => onPerson(Number(event.target.value)));
  byId("language").addEventListener("change", (event) => onLanguage(event.target.value));
  setUpTheme();
}

// The system's choice holds until the person makes one.
function setUpTheme() {
  const root = document.documentElement;
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = byId("theme");
  button.append(icon("moon"), icon("sun"));
  const apply = (chosen) => {
    const dark = chosen ? chosen === "dark" : system.matches;
    if (chosen) root.dataset.theme = chosen;
    root.classList.toggle("dark", dark);
    button.setAttribute("aria-label", dark ? "Ganti ke tampilan terang" : "Ganti ke tampilan gelap");
  };
  button.addEventListener("click", () => {
    localStorage.setItem("theme", root.classList.contains("dark") ? "light" : "dark");
    apply(localStorage.getItem("theme"));
  });
  system.addEventListener("change", () => apply(localStorage.getItem("theme")));
  apply(localStorage.getItem("theme"));
}

export function avatar(node, title, id) {
  const isBot = id === world.bot.id;
  node.textContent = isBot ? "" : initials(title);
  node.className = isBot ? "avatar bot" : `avatar hue-${hue(id)}`;
}

export function show(busy) {
  const select = byId("person");
  const options = [...world.people.values()].map((one) =>
    el("option", { value: one.id, selected: one.id === view.person }, one.first_name));
  byId("person-about").textContent = person().is_admin ? "Anda, admin bot" : "Anda";
  select.replaceChildren(...options);
  byId("language").value = person().language_code;
  avatar(byId("person-avatar"), person().first_name, person().id);
  byId("chats").replaceChildren(...visibleChats().map((chat) => entry(chat, busy)));
}

function entry(chat, busy) {
  const last = lastMessage(chat);
  const count = unread(chat);
  const title = titleOf(chat);
  const mark = el("span", { "aria-hidden": "true" });
  avatar(mark, title, chat.type === "private" ? world.bot.id : chat.id);
  const address = `#${view.person}/${chat.id}`;
  return el(
    "li",
    {},
    el(
      "a",
      { class: "entry", href: address, "aria-current": chat.id === view.chat ? "true" : null },
      mark,
      el("span", { class: "entry-name" }, chat.type === "private" ? null : icon("group"), el("b", {}, title)),
      el("time", {}, last ? brief(last.date) : ""),
      el("span", { class: busy.has(chat.id) ? "entry-words busy" : "entry-words" }, busy.has(chat.id) ? "sedang mengetik…" : preview(chat, last)),
      count ? el("span", { class: "count", "aria-label": `${count} belum dibaca` }, String(count)) : null,
    ),
  );
}

function preview(chat, last) {
  if (!last) return chat.type === "private" ? "Belum ada percakapan" : "Belum ada pesan";
  if (last.service || chat.type === "private" || chat.type === "channel") return summary(last);
  return `${isOwn(last) ? "Anda" : senderName(last)}: ${summary(last)}`;
}
