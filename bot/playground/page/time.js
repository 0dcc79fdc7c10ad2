// Dates and sizes as Indonesians read them.

const CLOCK = new Intl.DateTimeFormat("id-ID", { hour: "2-digit", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("id-ID", { day: "numeric", month: "long", year: "numeric" });
const SHORT = new Intl.DateTimeFormat("id-ID", { day: "2-digit", month: "2-digit", year: "2-digit" });
const ONE = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });

export const clock = (seconds) => CLOCK.format(new Date(seconds * 1000));

export const dayKey = (seconds) => new Date(seconds * 1000).toDateString();

export function dayName(seconds) {
  if (dayKey(seconds) === new Date().toDateString()) return "Hari ini";
  if (dayKey(seconds) === new Date(Date.now() - 86_400_000).toDateString()) return "Kemarin";
  return DAY.format(new Date(seconds * 1000));
}

export const brief = (seconds) =>
  dayKey(seconds) === new Date().toDateString() ? clock(seconds) : SHORT.format(new Date(seconds * 1000));

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${ONE.format(bytes / 1024)} KB`;
  return `${ONE.format(bytes / 1024 / 1024)} MB`;
}
