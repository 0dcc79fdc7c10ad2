// Building elements. Text only ever enters as text nodes: nothing that the bot or a person wrote is read as HTML.

const SVG = "http://www.w3.org/2000/svg";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  down: "M6 9.5l6 6 6-6",
  slash: "M14.5 6l-5 12M4.5 3.5h15a1 1 0 0 1 1 1v15a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1v-15a1 1 0 0 1 1-1z",
  clip: "M19 11.5l-7.300 7.300a4.600 4.600 0 0 1-6.5-6.5L13 4.5a3.100 3.100 0 0 1 4.400 4.400l-7.700 7.700a1.5 1.5 0 0 1-2.200-2.200l7-7",
  sticker: "M20 13a8.5 8.5 0 1 0-9 7.5M20 13c-5 0-9 2.5-9 7.5M20 13c0 4-4.5 7.5-9 7.5M9 10v.01M14.5 10v.01",
  send: "M5 12h13M12.5 5.5L19 12l-6.5 6.5",
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.300 5.300l1.400 1.400M17.300 17.300l1.400 1.400M5.300 18.700l1.400-1.400M17.300 6.700l1.400-1.400",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  close: "M6 6l12 12M18 6L6 18",
  reply: "M10 6l-6 6 6 6M4.5 12H14a6 6 0 0 1 6 6",
  edit: "M4 20l1-4.5L16.5 4 20 7.5 8.5 19z",
  copy: "M9 9h10v11H9zM15 9V4.5H5v11h4",
  file: "M7 3.5h7l4.5 4.5v12.5H7zM14 3.5V8h4.5",
  link: "M8 16L16.5 7.5M9.5 7h7.5v7.5",
  share: "M4 18c1-6 5-9 10-9V5l6 6-6 6v-4c-4.5 0-7.5 1.5-10 5z",
  group: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 19.5c.5-4 3-6 6.5-6s6 2 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.300M17.5 14c2.300.7 3.700 2.5 4 5.5",
};

export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "class") node.className = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", `icon-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", PATHS[name]);
  svg.append(path);
  return svg;
}

export const byId = (id) => document.getElementById(id);

export function toast(text) {
  const shown = el("p", { class: "toast" }, text);
  byId("toasts").append(shown);
  setTimeout(() => shown.remove(), 4500);
}

export function notice(text) {
  byId("notice-text").textContent = text;
  byId("notice").showModal();
}
