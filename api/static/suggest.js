// Suggestions while one types: a combobox with a list (WAI-ARIA 1.2), moved through by arrow keys.

const WAIT = 120; // milliseconds without a key before the server is asked
let lists = 0;

/** Give a field suggestions.  What choosing one does: `page` goes to it, `value` fills it in,
 * `submit` fills it in and sends the form. */
export function suggest(field, choosing) {
  const list = document.createElement("ul");
  const said = document.createElement("span");
  let waiting = 0;
  let asked = 0;
  let at = -1;

  list.id = `suggestions-${++lists}`;
  list.className = "listbox";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", field.labels[0]?.textContent ?? "");
  said.className = "hidden";
  said.setAttribute("role", "status");
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-expanded", "false");
  field.setAttribute("aria-controls", list.id);
  field.after(list, said);

  // Also what is still being asked for is wanted no more.
  const close = () => {
    clearTimeout(waiting);
    asked += 1;
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
    tell("");
  };

  // How many there are is heard; that there is none is seen too, where the list would be.
  const tell = (text, seen = false) => {
    said.className = seen ? "listbox nothing" : "hidden";
    said.textContent = text;
  };

  const mark = (place) => {
    const options = [...list.children];
    if (!options.length) return;
    at = (place + options.length) % options.length;
    options.forEach((option, each) => option.setAttribute("aria-selected", String(each === at)));
    field.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  };

  const choose = (found) => {
    close();
    if (choosing === "page") {
      location.assign(found.href);
      return;
    }
    field.value = found.id;
    if (choosing === "submit") field.form.requestSubmit();
  };

  const option = (found, place) => {
    const row = document.createElement("li");
    const title = document.createElement("span");
    const kind = document.createElement("span");
    row.id = `${list.id}-${place}`;
    row.setAttribute("role", "option");
    row.setAttribute("aria-selected", "false");
    title.lang = found.lang;
    title.textContent = found.code ? `${found.code} ${found.title}` : found.title;
    kind.className = "what";
    kind.textContent = ` ${found.kind}`;
    row.append(title, kind);
    if (found.invented) {
      const mark = document.createElement("span");
      mark.className = "invented";
      mark.textContent = found.invented;
      row.append(" ", mark);
    }
    // The field keeps the focus while its list is clicked.
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => choose(found));
    return row;
  };

  let shown = [];
  const ask = async () => {
    const text = field.value.trim();
    if (!text) return close();
    const number = ++asked;
    const here = new URLSearchParams(location.search);
    const query = new URLSearchParams({ q: text, lang: document.documentElement.lang });
    for (const kind of (field.dataset.among ?? "").split(" ")) if (kind) query.append("kind", kind);
    for (const name of ["as_of", "organisation", "basis"]) {
      for (const value of here.getAll(name)) query.append(name, value);
    }
    const response = await fetch(`/suggestions?${query}`).catch(() => null);
    if (!response?.ok || number !== asked) return;
    shown = await response.json();
    list.replaceChildren(...shown.map(option));
    list.hidden = !shown.length;
    at = -1;
    field.removeAttribute("aria-activedescendant");
    field.setAttribute("aria-expanded", String(!list.hidden));
    const { suggestions, nothing } = document.body.dataset;
    if (shown.length) tell(`${shown.length} ${suggestions}`);
    else tell(nothing.replace("{typed}", text), true);
  };

  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (!list.hidden || said.textContent)) close();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") mark(at + 1);
    else if (event.key === "ArrowUp") mark(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && at >= 0) choose(shown[at]);
    else return;
    event.preventDefault();
  });
}
