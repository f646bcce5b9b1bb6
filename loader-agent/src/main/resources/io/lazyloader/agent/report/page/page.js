// Puts the page together.

const byId = (id) => document.getElementById(id);

const profile = new Profile(JSON.parse(byId("data").textContent));
const MOST_READS = profile.mostReads;

const tip = new Tip(byId("tip"));

showTheme();
showKeys();
if (profile.size > 0) {
  showInitialisations();
} else {
  showHead(profile, {});
  showNothing();
}

function showInitialisations() {
  const icicle = new Icicle(profile, byId("icicle"), {
    onSelect: showDetails,
    onZoom: (row) => {
      byId("reset").disabled = row < 0;
      const link = row < 0 ? "" : profile.linkTo(row);
      history.replaceState(null, "", link || location.pathname + location.search);
    },
  });
  const onShow = (row) => {
    byId("icicle-title").scrollIntoView({ block: "start" });
    icicle.show(row);
    showDetails(row);
  };
  const table = new Table(
    profile,
    {
      head: document.querySelector("#table thead"),
      body: document.querySelector("#table tbody"),
      previous: byId("previous"),
      next: byId("next"),
      page: byId("page"),
    },
    { onShow, tip },
  );
  byId("cut").textContent = icicle.isCut ? `, and so are levels below the ${MOST_LEVELS}th` : "";
  byId("reset").addEventListener("click", () => icicle.reset());
  showMeasures(icicle);
  const filterBy = showFilters(profile, { table, icicle });
  showHead(profile, {
    onShow,
    onFilter: (flag) => {
      filterBy(flag);
      byId("table-section").scrollIntoView({ block: "start" });
      byId("table-section").focus({ preventScroll: true });
    },
  });
  showChanges(profile, onShow);
  showDetails(-1);
  followLink(onShow);
  addEventListener("hashchange", () => followLink(onShow));
}

/** Shows what the address leads to, if anything. */
function followLink(onShow) {
  const name = Profile.linkedName(location.hash);
  const row = name ? profile.rowOf(name) : -1;
  if (row >= 0) {
    onShow(row);
  } else if (name) {
    const missing = definition(
      "Not in this profile",
      element("dd", { text: `${name}, which the link leads to, is not in this profile.` }),
    );
    missing.className = "wide";
    byId("details").replaceChildren(missing);
  }
}

/** Keys that work anywhere, but not in what is being typed. */
function showKeys() {
  const keys = byId("keys");
  byId("show-keys").addEventListener("click", () => keys.showModal());
  addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("input[type=search], textarea, select");
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey || keys.open) {
      return;
    }
    if (event.key === "?") {
      keys.showModal();
    } else if (event.key === "/" && profile.size > 0) {
      byId("search").focus();
    } else {
      return;
    }
    event.preventDefault();
  });
}

/** Says so, rather than to show empty pictures. */
function showNothing() {
  byId("nothing").hidden = false;
  for (const part of document.querySelectorAll(".of-some")) {
    part.hidden = true;
  }
}

/** The system decides between light and dark, until the user does. */
function showTheme() {
  const button = byId("theme");
  const system = matchMedia("(prefers-color-scheme: dark)");
  const other = () => {
    const theme = document.documentElement.dataset.theme;
    return (theme ? theme === "dark" : system.matches) ? "light" : "dark";
  };
  const update = () => (button.textContent = `Switch to ${other()}`);
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = other();
    update();
  });
  system.addEventListener("change", update);
  update();
}

function showMeasures(icicle) {
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

/** A name that, once clicked, is in the address, to be handed on. */
function nameWithLink(row) {
  const href = profile.isShown(row) ? profile.linkTo(row) : "";
  const text = profile.name(row);
  return href ? element("a", { href, text, title: "Link to this frame" }) : text;
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
    element("dd", {}, nameWithLink(row)),
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
      definition("Saved if deferred alone", element("dd", { text: known("saves", "ns") })),
    );
    if (profile.fieldsOf(row).length > 1) {
      parts.push(definition("Fields", element("dd", { text: profile.fieldsOf(row).join(", ") })));
    }
  }
  const kind = rows.verdict ? verdictKind(profile, row) : "";
  if (kind) {
    const reason = profile.text("reason", row);
    const badge = element("dd", {}, verdictBadge(kind, "", tip));
    badge.append(...(reason ? [element("small", { text: reason })] : []));
    parts.push(definition("Verdict", badge));
  }
  list.replaceChildren(...parts);
}
