// What is said of the whole run, above the pictures.

/** Fills the head; calls back with a row to show it, and with a flag to show the regions that have it. */
function showHead(profile, { onShow, onFilter }) {
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
  if (profile.size === 0) {
    byId("glance").hidden = true;
    return;
  }
  byId("sentence").textContent = sentence(profile);
  byId("glance").append(figure(profile.initialisers), ...advice(profile.plan, onFilter));
  showSetups(profile, onShow);

  /** One of the large figures at the top, with what to know of it. */
  function figure({ label, unit, now, before, whole, note }) {
    const isPart = whole !== null && now <= whole;
    const definitions = [
      element("dd", { text: isPart ? partOf(now, whole, unit) : withUnit(now, unit) }),
    ];
    if (isPart) {
      const bar = element("span");
      bar.style.width = `${(100 * now) / whole}%`;
      definitions.push(element("dd", { className: "share", "aria-hidden": "true" }, bar));
    }
    if (before !== null) {
      definitions.push(
        element("dd", {
          className: judgement(now - before),
          text: `${signed(now - before, (change) => withUnit(change, unit))}, was ${withUnit(before, unit)}`,
        }),
      );
    }
    definitions.push(element("dd", {}, ...breakableText(note)));
    return definition(label, ...definitions);
  }

  function fact(label, now, before, format) {
    const shown = element("dd", { text: now === null ? NONE : format(now) });
    if (profile.before && now !== before) {
      shown.append(element("small", { text: `was ${before === null ? NONE : format(before)}` }));
    }
    return definition(label, shown);
  }
}

/** What the run comes to, in words. */
function sentence({ initialisers: { now, before, whole }, isReadyKnown, plan }) {
  const end = isReadyKnown ? "to ready" : "of the whole run";
  const part = whole !== null && now <= whole;
  const time = part ? `${partOf(now, whole, "ns")} ${end}` : `${withUnit(now, "ns")}, on several threads`;
  const takes = `Static initialisers take ${whole === null ? withUnit(now, "ns") : time}`;
  const change = before === null ? 0 : now - before;
  const than = change
    ? `, ${withUnit(Math.abs(change), "ns")} ${change > 0 ? "more" : "less"} than before`
    : "";
  if (!plan) {
    return `${takes}${than}.`;
  }
  const wait = plan.couldWait > 0 ? withUnit(plan.couldWait, "ns") : "nothing";
  return `${takes}${than}; ${wait} of that could safely wait.`;
}

/** What may be deferred, and what the command plan would choose of it. */
function advice(plan, onFilter) {
  if (!plan) {
    return [
      definition(
        "Safe and not needed before ready",
        element("dd", { text: "not judged" }),
        element("dd", {
          text: "The program’s classes were not found where this report was made: name them with -cp PATH to see what may be deferred.",
        }),
      ),
    ];
  }
  const [counts, expected] = plan.summary;
  const button = (flag, count, text) => {
    const made = element("button", { type: "button", className: "link", text });
    made.addEventListener("click", () => onFilter(flag));
    return count ? [element("dd", {}, made)] : [];
  };
  return [
    definition(
      "Safe and not needed before ready",
      element("dd", { text: `${counted(plan.safe, "region")}, ${withUnit(plan.couldWait, "ns")}` }),
      element("dd", { text: counts }),
      ...button(SAFE_AND_NOT_NEEDED, plan.safe, "Show these"),
    ),
    definition(
      "What lazyloader plan would save",
      element("dd", { text: plan.chosen ? withUnit(plan.expected, "ns") : "nothing" }),
      element("dd", { text: expected }),
      ...button(CHOSEN, plan.chosen, "Show what it would choose"),
    ),
  ];
}

/** Work that is done once for several, whoever comes first. */
function showSetups(profile, onShow) {
  const { setups, moreSetups } = profile;
  byId("setups").hidden = setups.length === 0;
  byId("setup-rows").append(...setups.map(setup));
  byId("more-setups").textContent = moreSetups
    ? `And ${integer(moreSetups)} more of at least a millisecond.`
    : "";

  function setup({ name, nanos, bytes, payer, line, next, others, byProgram, spared }) {
    const first = element("td", { title: line ? `${payer}, line ${line}` : payer });
    const row = profile.rowOf(payer);
    const button = element("button", { type: "button", className: "link" });
    button.append(...breakable(shortName(payer)));
    button.addEventListener("click", () => onShow(row));
    first.append(row < 0 ? shortName(payer) : button);
    const also = byProgram ? ", and code outside of initialisers" : "";
    const then = element("td", { title: next }, `${integer(others)}, next `);
    then.append(...breakable(shortName(next)), also);
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, ...breakable(name)),
      element("td", { className: "number", text: withUnit(nanos, "ns") }),
      element("td", { className: "number", text: withUnit(bytes, "bytes") }),
      first,
      then,
      ...(profile.plan ? [element("td", { text: spared ? "spared" : "still paid" })] : []),
    );
  }
}
