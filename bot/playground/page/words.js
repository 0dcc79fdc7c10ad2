// Texts with entities as elements. Offsets count UTF-16 units, as JavaScript's strings do.

import { el } from "./dom.js";

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote" };
const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const SAFE = /^(https?|tg|ton|mailto|tel):/i;

// `onCommand` is called with a pressed /command, `onLink` may take a link over by returning true.
export function formatted(text, entities = [], { onCommand, onLink } = {}) {
  const fragment = document.createDocumentFragment();
  const ordered = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  fill(fragment, text, 0, text.length, ordered, { onCommand, onLink });
  return fragment;
}

function fill(parent, text, start, end, entities, ways) {
  let at = start;
  let index = 0;
  while (index < entities.length) {
    const entity = entities[index];
    const begin = Math.max(at, Math.min(end, entity.offset));
    const stop = Math.min(end, entity.offset + entity.length);
    index += 1;
    if (stop <= begin) continue;
    const inner = [];
    while (index < entities.length && entities[index].offset < stop) inner.push(entities[index++]);
    parent.append(text.slice(at, begin));
    const node = element(entity, text.slice(begin, stop), ways);
    fill(node.inner || node, text, begin, stop, inner, ways);
    parent.append(node.outer || node);
    // A block ends its line by itself: the line break after it would show as an empty line.
    at = BLOCKS.has(entity.type) && text[stop] === "\n" ? stop + 1 : stop;
  }
  if (at < end) parent.append(text.slice(at, end));
}

function element(entity, text, ways) {
  switch (entity.type) {
    case "text_link":
    case "url":
      return link(entity.url || text, ways);
    case "email":
      return el("a", { href: `mailto:${text}` });
    case "bot_command":
      return el("button", { class: "inline-command", type: "button", onclick: () => ways.onCommand?.(text) });
    case "mention":
    case "hashtag":
      return el("span", { class: "mention" });
    case "spoiler":
      return spoiler();
    case "pre":
      return el("pre", { "data-language": entity.language });
    case "expandable_blockquote":
      return expandable();
    default:
      return el(TAGS[entity.type] || "span");
  }
}

function link(address, { onLink }) {
  if (!SAFE.test(address)) return el("span");
  const node = el("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
  node.addEventListener("click", (event) => {
    if (onLink?.(address)) event.preventDefault();
  });
  return node;
}

function spoiler() {
  const node = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Tersembunyi; tekan untuk membuka" });
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("open");
    for (const name of ["role", "tabindex", "aria-label"]) node.removeAttribute(name);
    node.removeEventListener("click", reveal);
    node.removeEventListener("keydown", reveal);
  };
  node.addEventListener("click", reveal);
  node.addEventListener("keydown", reveal);
  return node;
}

function expandable() {
  const inner = el("div", { class: "quote-text" });
  const button = el("button", { class: "quote-more", type: "button", "aria-expanded": "false" }, "Selengkapnya");
  const outer = el("blockquote", { class: "expandable" }, inner, button);
  button.addEventListener("click", (event) => {
    event.stopPropagation();
    const open = outer.classList.toggle("open");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? "Ringkas" : "Selengkapnya";
  });
  return { inner, outer };
}
