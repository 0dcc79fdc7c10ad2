// What the page knows of the world, and what follows from it for the person in front of it.

export const world = { people: new Map(), chats: new Map(), commands: new Map(), read: new Map(), bot: null };

export const view = { person: 0, chat: 0, topic: 0 };

export function take(state) {
  world.bot = state.bot;
  world.people = new Map(state.people.map((person) => [person.id, person]));
  world.chats = new Map(state.chats.map((chat) => [chat.id, known(chat)]));
  world.commands = new Map(state.commands.map((entry) => [`${entry.person}/${entry.chat}`, entry.commands]));
  world.read = new Map(state.read.map((entry) => [`${entry.person}/${entry.chat}`, entry.message]));
}

function known(chat) {
  return {
    ...chat,
    messages: new Map(chat.messages.map((message) => [message.message_id, message])),
    members: new Map(chat.members.map((member) => [member.id, member])),
  };
}

export const person = () => world.people.get(view.person);

export const chat = () => world.chats.get(view.chat);

const PRESENT = new Set(["creator", "administrator", "member"]);

export const isPresent = (chat, id) => PRESENT.has(chat.members.get(id)?.status);

export const governs = (chat, id = view.person) => ["creator", "administrator"].includes(chat.members.get(id)?.status);

export const isAnonymous = (chat, id = view.person) => Boolean(chat.members.get(id)?.anonymous);

export const visibleChats = () =>
  [...world.chats.values()].filter((chat) => isPresent(chat, view.person)).sort((a, b) => lastDate(b) - lastDate(a));

export const lastMessage = (chat) => [...chat.messages.values()].pop();

const lastDate = (chat) => lastMessage(chat)?.date || 0;

export const botProfile = () => world.bot.profile[person()?.language_code] || world.bot.profile.id;

export const titleOf = (chat) => (chat.type === "private" ? botProfile().name : chat.title);

export const botIsHere = (chat) => isPresent(chat, world.bot.id);

export const commandsHere = () => world.commands.get(`${view.person}/${view.chat}`) || [];

export function isOwn(message, viewer = view.person) {
  if (message.sender_chat) {
    const chat = world.chats.get(message.chat.id);
    return chat?.type !== "channel" && isAnonymous(chat, viewer);
  }
  return message.from?.id === viewer;
}

export function senderName(message) {
  if (message.sender_chat) return message.sender_chat.title;
  return message.from?.id === world.bot.id ? botProfile().name : message.from?.first_name || "";
}

export function unread(chat) {
  const read = world.read.get(`${view.person}/${chat.id}`) || 0;
  return [...chat.messages.values()].filter((message) => message.message_id > read && !isOwn(message) && !message.service).length;
}

// One line for the list of chats, reply quotes and the live region.
export function summary(message) {
  if (message.service) return serviceText(message);
  const kinds = { photo: "Foto", sticker: "Stiker", document: message.file?.name || "Dokumen" };
  const kind = message.file ? kinds[message.file.kind] : "";
  const words = (message.text || message.caption || "").replace(/\s+/g, " ").trim();
  return [kind, words].filter(Boolean).join(" · ").slice(0, 160);
}

export function serviceText(message) {
  const name = message.from?.first_name || "";
  if (message.new_chat_members) return `${name} menambahkan ${message.new_chat_members.map((m) => m.first_name).join(", ")}`;
  if (message.left_chat_member) {
    const left = message.left_chat_member;
    return left.id === message.from?.id ? `${left.first_name} keluar` : `${name} mengeluarkan ${left.first_name}`;
  }
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return "Grup ini menjadi supergrup";
  return "Grup diperbarui";
}

export const initials = (name) =>
  name.split(/\s+/).map((word) => word[0]).join("").slice(0, 2).toUpperCase();

// The bot keeps the colour of the page for itself.
export const hue = (id) => (id === world.bot.id ? 0 : 1 + (Math.abs(id) % 5));
