// Speaking with the playground: the state, what happens, and what the person does.

export async function readState() {
  const answer = await fetch("/playground/state");
  if (!answer.ok) throw new Error(`state: ${answer.status}`);
  return answer.json();
}

// Carries out a deed; throws an Error whose message is a hint for the person.
export async function act(deed, body) {
  const form = body instanceof FormData;
  const options = form ? { body } : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } };
  let answer;
  try {
    answer = await fetch(`/playground/do/${deed}`, { method: "POST", ...options });
  } catch {
    throw new Error("Bot tidak terhubung. Coba lagi sebentar lagi.");
  }
  const parsed = (answer.headers.get("content-type") || "").includes("json") ? await answer.json() : {};
  if (!answer.ok) throw new Error(parsed.hint || "Tindakan ini tidak dapat dilakukan.");
  return parsed.result;
}

// Listens from an event on. The browser reconnects by itself and says what it saw last; when it gives up
// for good, the state is "lost" and one has to begin anew.
export function listen(after, { onEvent, onState }) {
  const source = new EventSource(`/playground/events?after=${encodeURIComponent(after)}`);
  source.onopen = () => onState("open");
  source.onerror = () => onState(source.readyState === EventSource.CLOSED ? "lost" : "waiting");
  source.onmessage = (message) => onEvent(JSON.parse(message.data), message.lastEventId);
  return source;
}

export const fileAddress = (id, download = false) => `/playground/file/${id}${download ? "?download=1" : ""}`;
