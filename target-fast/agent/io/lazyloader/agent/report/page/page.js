// Puts the page together.

const byId = (id) => document.getElementById(id);

const profile = new Profile(JSON.parse(byId("data").textContent));
const MOST_READS = profile.mostReads;

showHead();
showTheme();

const icicle = new Icicle(profile, byId("icicle"), {
  onSelect: showDetails,
  onZoom: (isZoomed) => (byId("reset").disabled = !isZoomed),
});
const table = new Table(
  profile,
  {
    head: document.querySelector("#table thead"),
    body: document.querySelector("#table tbody"),
    previous: byId("previous"),
    next: byId("next"),
    page: byId("page"),
  },
  {
    onShow: (row) => {
      byId("icicle-title").scrollIntoView({ block: "start" });
      icicle.show(row);
      showDetails(row);
    },
  },
);

byId("cut").textContent = icicle.isCut ? `, and so are levels below the ${MOST_LEVELS}th` : "";
byId("reset").addEventListener("click", () => icicle.reset());
showMeasures();
showSearch();
showDetails(-1);

function showHead() {
  document.title = `${profile.title} · start-up profile`;
  byId("program").textContent = profile.title;
  byId("files").textContent = profile.files.join(" → ");
  byId("figures").append(...profile.figures.map(figure));
  byId("facts").append(
    ...profile.facts.map(([label, now, before]) => fact(label, now, before, (value) => value)),
    ...profile.totals.map(([label, unit, now, before]) =>
      fact(label, now, before, (value) => withUnit(value, unit)),
    ),
  );
}

/** One of the large figures at the top, with what to know of it. */
function figure({ label, unit, now, before, note }) {
  const definitions = [element("dd", { text: withUnit(now, unit) })];
  if (before !== null) {
    definitions.push(
      element("dd", {
        className: judgement(now - before),
        text: `${signed(now - before, (change) => withUnit(change, unit))}, was ${withUnit(before, unit)}`,
      }),
    );
  }
  definitions.push(element("dd", { text: note }));
  return definition(label, ...definitions);
}

function fact(label, now, before, format) {
  const shown = element("dd", { text: now === null ? NONE : format(now) });
  if (profile.before && now !== before) {
    shown.append(element("small", { text: `was ${before === null ? NONE : format(before)}` }));
  }
  return definition(label, shown);
}

/** The system decides between light and dark, until the user does. */
function showTheme() {
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const update = () => {
    const theme = document.documentElement.dataset.theme;
    button.setAttribute("aria-pressed", theme ? theme === "dark" : system.matches);
  };
  button.addEventListener("click", () => {
    const isDark = button.getAttribute("aria-pressed") === "true";
    document.documentElement.dataset.theme = isDark ? "light" : "dark";
    update();
  });
  system.addEventListener("change", update);
  update();
}

function showMeasures() {
  const measures = [
    ["time", "total", "ns"],
    ["allocated", "bytes", "bytes"],
    ["classes loaded", "loaded", "count"],
  ];
  for (const [label, column, unit] of measures) {
    const radio = element("input", { type: "radio", name: "measure", value: column });
    radio.checked = column === "total";
    radio.addEventListener("change", () => icicle.measure(column, unit));
    byId("measures").append(element("label", {}, radio, label));
  }
}

function showSearch() {
  const search = byId("search");
  const neverRead = byId("never-read");
  const { rows } = profile;
  const apply = () => {
    const matches = search.value ? profile.matches(search.value) : null;
    const isNamed = (row) => matches[rows.name[row]];
    const isFound = (row) =>
      !matches || isNamed(row) || matches[rows.reader[row]] || matches[rows.trigger[row]];
    const isWanted = (row) => isFound(row) && (!neverRead.checked || profile.has(row, NEVER_READ));
    table.filter(isWanted);
    const isAsked = matches || neverRead.checked;
    icicle.highlight((row) => Boolean(isAsked) && isWanted(row) && (!matches || isNamed(row)));
    byId("found").textContent = isAsked ? found() : `${integer(profile.size)} initialisations`;
  };
  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  neverRead.addEventListener("change", apply);
  apply();
}

function found() {
  const nanos = table.wanted.reduce((sum, row) => sum + Math.max(0, profile.rows.self[row]), 0);
  return `${integer(table.wanted.length)} of ${integer(profile.size)} found, ${withUnit(nanos, "ns")} self`;
}

/** Tells all that is known of one row below the icicle. */
function showDetails(row) {
  const list = byId("details");
  if (row < 0) {
    const program = definition(
      "The program",
      element("dd", { text: "All initialisations, each below the one that started it." }),
    );
    program.className = "wide";
    list.replaceChildren(program);
    return;
  }
  const { rows } = profile;
  const known = (key, unit) => (rows[key][row] < 0 ? NONE : withUnit(rows[key][row], unit));
  const name = definition(
    profile.has(row, REGION) ? "Initialiser region" : "Class",
    element("dd", { text: profile.name(row) }),
  );
  name.className = "wide";
  const parts = [
    name,
    definition("Self", element("dd", { text: known("self", "ns") })),
    definition("Total", element("dd", { text: known("total", "ns") })),
    definition("Allocated", element("dd", { text: known("bytes", "bytes") })),
    definition("Classes loaded", element("dd", { text: known("loaded", "count") })),
    definition("Triggered by", element("dd", { text: profile.text("trigger", row) || NONE })),
  ];
  if (profile.has(row, REGION)) {
    const isRead = !profile.has(row, NEVER_READ);
    const reader = profile.text("reader", row);
    const read = isRead ? `${known("firstRead", "ns")}${reader ? `, by ${reader}` : ""}` : "never";
    parts.push(
      definition("First read", element("dd", { text: read })),
      definition("Saved if deferred", element("dd", { text: known("saves", "ns") })),
    );
  }
  if (rows.verdict && profile.text("verdict", row)) {
    parts.push(
      definition(
        "Verdict",
        element(
          "dd",
          { text: profile.text("verdict", row) },
          element("small", { text: profile.text("reason", row) }),
        ),
      ),
    );
  }
  list.replaceChildren(...parts);
}
