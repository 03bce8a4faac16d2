// The plain status page: logs in, shows each store's day and cameras, and keeps itself fresh by the stream of events.

const REFRESH_MS = 10_000;
const EVENTS_GATHERED_MS = 1000;
const FINE = new Set(["running", "clock-stepped"]);
const WAITING = new Set(["connecting", "unknown"]);
const session = { csrf: sessionStorage.getItem("csrf"), role: null };
let stream = null;
let isDue = false;

const element = (id) => document.getElementById(id);
const percent = (share) => `${Math.floor(share * 100)}%`;
const signed = (share) => `${share < 0 ? "−" : "+"}${Math.abs(Math.round(share * 100))}%`;

async function ask(path, { method = "GET", body } = {}) {
  const headers = {};
  if (body) headers["content-type"] = "application/json";
  if (session.csrf) headers["x-lintel-csrf"] = session.csrf;
  const answer = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  const data = await answer.json().catch(() => ({}));
  if (answer.ok) return data;
  throw Object.assign(new Error(data.detail ?? answer.statusText), { remedy: data.remedy ?? "" });
}

async function begin() {
  stream?.close();
  const person = await ask("/api/v1/session").catch(() => null);
  element("login").hidden = person !== null;
  element("logout").hidden = person === null;
  if (!person) {
    element("stores").replaceChildren();
    element("demo").hidden = true;
    return;
  }
  session.role = person.role;
  await show();
  stream = new EventSource("/api/v1/events");
  for (const kind of ["totals", "health", "gate", "live", "configuration", "reset"])
    stream.addEventListener(kind, showSoon);
}

function showSoon() {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    void show().catch(begin);
  }, EVENTS_GATHERED_MS);
}

async function show() {
  const { stores } = await ask("/api/v1/stores");
  element("demo").hidden = !stores.some(({ isDemo }) => isDemo);
  element("end-demo").hidden = session.role !== "owner" || session.csrf === null;
  const sections = await Promise.all(stores.map(storeSection));
  const none = text("p", "No store yet: write one into shop.yaml in the data folder, or put one in force by the API.");
  element("stores").replaceChildren(...(sections.length > 0 ? sections : [none]));
}

async function storeSection({ store, name, isDemo, shared }) {
  const section = document.createElement("section");
  section.append(text("h2", isDemo ? `${name} (demo)` : name));
  const now = await ask(`/api/v1/stores/${store}/now`).catch(() => null);
  if (now) section.append(figures(now));
  const { sensors } = shared.health ? await ask(`/api/v1/stores/${store}/sensors`) : { sensors: [] };
  const list = document.createElement("ul");
  list.append(...sensors.map(sensorLine));
  section.append(list);
  return section;
}

function figures({ visitors, completeness, occupancy, isOpen, isOccupancySure, sameWeekday }) {
  const watched = completeness === null ? "not open yet" : `${percent(completeness)} of open time watched`;
  const unsure = isOpen && !isOccupancySure ? "unsure: not all was watched" : "";
  const shown = [
    ["Visitors today", visitors, watched],
    ["Inside now", isOpen ? (occupancy ?? "–") : "closed", unsure],
  ];
  if (sameWeekday) {
    const { mean, change } = sameWeekday;
    shown.push(["Same weekday by now", Math.round(mean), change === null ? "" : `today ${signed(change)}`]);
  }
  const list = document.createElement("dl");
  for (const [term, value, note] of shown) {
    const group = document.createElement("div");
    const figure = text("dd", value);
    figure.append(text("small", note));
    group.append(text("dt", term), figure);
    list.append(group);
  }
  return list;
}

function sensorLine({ name, state, why, remedy }) {
  const line = text("li", `${name}: ${state}`);
  line.className = FINE.has(state) ? "fine" : WAITING.has(state) ? "waiting" : "wrong";
  if (!FINE.has(state)) line.append(text("small", why), text("small", remedy));
  return line;
}

function text(tag, content) {
  const made = document.createElement(tag);
  made.textContent = content;
  return made;
}

element("login").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  element("problem").textContent = "";
  try {
    const body = { login: form.get("login"), password: form.get("password") };
    session.csrf = (await ask("/api/v1/session", { method: "POST", body })).csrf;
    sessionStorage.setItem("csrf", session.csrf);
    event.target.reset();
    await begin();
  } catch (error) {
    element("problem").textContent = `${error.message}: ${error.remedy}`;
  }
});
element("logout").addEventListener("click", async () => {
  await ask("/api/v1/session", { method: "DELETE" }).catch(() => {});
  sessionStorage.removeItem("csrf");
  session.csrf = null;
  await begin();
});
element("end-demo").addEventListener("click", async () => {
  if (!confirm("End the demo? Its made-up history is removed, and you begin with an empty shop.")) return;
  await ask("/api/v1/demo/end", { method: "POST" });
  await show();
});
setInterval(() => {
  if (element("login").hidden) void show().catch(begin);
}, REFRESH_MS);
void begin();
