// The way from one profile to the other: the time in initialisers, and what it grew or shrank by.

/** What is named; the rest is one bar. */
const MOST_CHANGES = 12;

/** Fills the section of changes, if there are two profiles; calls back with a row to show it. */
function showChanges(profile, onShow) {
  if (!profile.before) {
    return;
  }
  const steps = waterfallSteps(profile);
  const ends = steps.flatMap(({ from, to }) => [from, to]).filter((end) => end > 0);
  const most = Math.max(...ends, 1);
  const least = Math.min(...ends, most);
  // Small changes of much time could not be seen from zero on.
  const origin = least > most / 2 ? Math.max(0, least - (most - least) * 0.25) : 0;
  const named = (change) => steps.filter(({ row, from, to }) => row >= 0 && change(to - from)).length;
  byId("changes").hidden = false;
  byId("changes-hint").textContent =
    `Self times of all static initialisers; named are the ${integer(named((change) => change !== 0))} that changed most.` +
    (origin ? ` The bars begin at ${withUnit(origin, "ns")}, not at zero.` : "");
  byId("change-rows").append(...steps.map(step));

  function step({ label, row, from, to, isWhole }) {
    const change = to - from;
    const name = element("th", { scope: "row" });
    if (row >= 0 && profile.isShown(row)) {
      const button = element("button", { type: "button", className: "link", title: label });
      button.append(...breakable(shortName(label)));
      button.addEventListener("click", () => onShow(row));
      name.append(button);
    } else {
      name.append(...(row >= 0 ? breakable(shortName(label)) : [label]));
    }
    const bar = element("span", { className: isWhole ? "bar" : `bar ${judgement(change)}` });
    const place = (value) => (100 * (Math.max(origin, value) - origin)) / (most - origin || 1);
    const [start, end] = isWhole ? [0, place(to)] : [place(Math.min(from, to)), place(Math.max(from, to))];
    bar.style.marginLeft = `${start}%`;
    bar.style.width = `${end - start}%`;
    return element(
      "tr",
      {},
      name,
      element("td", { className: "bars", "aria-hidden": "true" }, bar),
      element("td", {
        className: `number ${isWhole ? "" : judgement(change)}`,
        text: isWhole ? withUnit(to, "ns") : signed(change, time),
      }),
    );
  }
}

/** Before, the greatest changes with the greatest first, all others, after. */
function waterfallSteps(profile) {
  const now = profile.rows.self;
  const then = profile.before.self;
  const sum = (values) => values.reduce((total, value) => total + Math.max(0, value), 0);
  const change = (row) => Math.max(0, now[row]) - Math.max(0, then[row]);
  const changed = Array.from({ length: profile.size }, (_, row) => row)
    .filter((row) => change(row) !== 0)
    .sort((one, other) => Math.abs(change(other)) - Math.abs(change(one)));
  const named = changed.slice(0, MOST_CHANGES);
  const after = sum(now);
  let at = sum(then);
  const steps = [{ label: "before", row: -1, from: 0, to: at, isWhole: true }];
  for (const row of named) {
    steps.push({ label: profile.name(row), row, from: at, to: (at += change(row)) });
  }
  if (changed.length > named.length) {
    const others = counted(changed.length - named.length, "other");
    steps.push({ label: others, row: -1, from: at, to: after });
  }
  steps.push({ label: "after", row: -1, from: 0, to: after, isWhole: true });
  return steps;
}
