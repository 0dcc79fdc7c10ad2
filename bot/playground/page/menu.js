// A small menu under a button: arrow keys, Enter, Esc.

import { el } from "./dom.js";

// `items` are [label, deed, danger?] triples.
export function openMenu(button, items, up = false) {
  closeMenu();
  const menu = el("div", { class: up ? "menu up" : "menu", role: "menu" });
  const entries = items.map(([label, deed, danger]) =>
    el("button", { type: "button", role: "menuitem", class: danger ? "danger" : null, onclick: () => { closeMenu(); deed(); } }, label));
  menu.append(...entries);
  button.after(menu);
  button.setAttribute("aria-expanded", "true");
  menu.addEventListener("keydown", (event) => {
    const at = entries.indexOf(document.activeElement);
    const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    if (event.key in moves) entries.at(moves[event.key] % entries.length).focus();
    else if (event.key === "Escape" || event.key === "Tab") closeMenu();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  const outside = (event) => { if (!menu.contains(event.target) && !button.contains(event.target)) closeMenu(false); };
  document.addEventListener("pointerdown", outside);
  open = { menu, button, outside };
  entries[0].focus();
}

let open = null;

export function closeMenu(refocus = true) {
  if (!open) return;
  const { menu, button, outside } = open;
  open = null;
  document.removeEventListener("pointerdown", outside);
  menu.remove();
  button.setAttribute("aria-expanded", "false");
  if (refocus) button.focus();
}

export const isOpen = (button) => open?.button === button;
