// One message as an element: its sender, quote, file, words, time and buttons.

import { el, icon } from "./dom.js";
import { fileAddress } from "./server.js";
import { clock, size } from "./time.js";
import { formatted } from "./words.js";
import { hue, isOwn, senderName, serviceText, summary, world } from "./world.js";

// `deeds` are what can be done with a message: press, reply, correct, copy, command, link, show, jump.
export function bubble(message, chat, pending, deeds) {
  if (message.service) return service(message);
  const own = isOwn(message);
  const node = el("article", {
    class: `message ${own ? "own" : "other"} ${message.file?.kind || "words"}`,
    tabindex: "-1",
    "data-id": message.message_id,
    "aria-label": `${senderName(message)}, ${clock(message.date)}`,
  });
  const body = el("div", { class: "bubble" }, ...content(message, chat, own, deeds));
  node.append(el("div", { class: "line" }, body, tools(message, own, deeds)));
  const rows = message.reply_markup?.inline_keyboard;
  if (rows) node.append(keyboard(message, rows, pending, deeds));
  body.addEventListener("click", () => node.classList.toggle("chosen"));
  return node;
}

function service(message) {
  return el("p", { class: "service", "data-id": message.message_id }, serviceText(message));
}

function content(message, chat, own, deeds) {
  const parts = [];
  if (!own && chat.type !== "private") {
    const who = message.sender_chat?.id || message.from?.id || 0;
    parts.push(el("p", { class: `sender hue-${hue(who)}` }, senderName(message)));
  }
  if (message.via_bot) parts.push(el("p", { class: "via" }, `lewat @${world.bot.username}`));
  if (message.reply_to_message) parts.push(quote(message.reply_to_message, deeds));
  const words = el("div", { class: "text" }, formatted(
    message.text || message.caption || "",
    message.entities || message.caption_entities,
    { onCommand: deeds.command, onLink: deeds.link },
  ));
  const file = message.file ? attachment(message, deeds) : null;
  const said = message.text || message.caption ? words : null;
  parts.push(...(message.file?.caption_above ? [said, file] : [file, said]));
  parts.push(el("p", { class: "meta" }, message.edit_date ? "disunting " : "", el("time", {}, clock(message.date))));
  return parts;
}

function quote(answered, deeds) {
  return el(
    "button",
    { class: "quote", type: "button", onclick: (event) => { event.stopPropagation(); deeds.jump(answered.message_id); } },
    el("span", { class: "quote-name" }, senderName(answered)),
    el("span", { class: "quote-words" }, summary({ ...answered, file: quotedFile(answered) }) || "Pesan"),
  );
}

function quotedFile(answered) {
  if (answered.photo) return { kind: "photo" };
  if (answered.sticker) return { kind: "sticker" };
  return answered.document ? { kind: "document", name: answered.document.file_name } : undefined;
}

function attachment(message, deeds) {
  const { file } = message;
  const address = fileAddress(file.id);
  if (file.kind === "document") {
    return el(
      "a",
      { class: "document", href: fileAddress(file.id, true), download: file.name },
      el("span", { class: "document-mark" }, icon("file")),
      el("span", { class: "document-words" }, el("b", {}, file.name), el("small", {}, `${size(file.size)} · Unduh`)),
    );
  }
  const picture = el("img", { src: address, width: file.width, height: file.height, alt: message.caption ? "" : "Gambar", loading: "lazy" });
  if (file.kind === "sticker") return picture;
  const show = el("button", { class: "picture", type: "button", "aria-label": file.spoiler ? "Gambar tersembunyi; buka" : "Perbesar gambar" }, picture);
  show.classList.toggle("veiled", file.spoiler);
  show.addEventListener("click", (event) => {
    event.stopPropagation();
    if (!show.classList.replace("veiled", "unveiled")) deeds.show(address, message.caption || "Gambar");
  });
  return show;
}

function tools(message, own, deeds) {
  const tool = (name, label, deed) =>
    el("button", { class: "tool", type: "button", tabindex: "-1", "aria-label": label, title: label, onclick: () => deed(message) }, icon(name));
  return el(
    "div",
    { class: "tools" },
    tool("reply", "Balas", deeds.reply),
    message.text ? tool("copy", "Salin teks", deeds.copy) : null,
    own && !message.via_bot && !message.sender_chat ? tool("edit", "Sunting", deeds.correct) : null,
  );
}

function keyboard(message, rows, pending, deeds) {
  return el(
    "div",
    { class: "keyboard" },
    ...rows.map((row) => el("div", { class: "keyboard-row" }, ...row.map((button) => key(message, button, pending, deeds)))),
  );
}

function key(message, button, pending, deeds) {
  const label = el("span", {}, button.text);
  if (button.url) {
    const node = el("a", { class: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" }, label, icon("link"));
    node.addEventListener("click", (event) => { if (deeds.link(button.url)) event.preventDefault(); });
    return node;
  }
  const waits = pending.has(`${message.chat.id}/${message.message_id}/${button.callback_data}`);
  const mark = button.copy_text ? "copy" : button.callback_data ? null : "share";
  return el(
    "button",
    { class: waits ? "key waiting" : "key", type: "button", "aria-busy": waits ? "true" : null, onclick: () => deeds.press(message, button) },
    label,
    mark ? icon(mark) : null,
  );
}
