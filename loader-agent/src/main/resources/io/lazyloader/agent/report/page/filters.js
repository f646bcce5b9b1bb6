// Search and filters: what is listed, highlighted and copied.

/** Puts them on the page; returns a function that lets through only what has a flag. */
function showFilters(profile, { table, icicle }) {
  const { rows } = profile;
  const search = byId("search");
  const inPackage = byId("package");
  const isJudged = Boolean(profile.plan);
  const kinds = isJudged ? verdictKinds(profile) : [];
  const kindBoxes = kinds.map(([kind, count]) => checkbox(byId("kinds"), kind, count));
  const flags = [
    ["never-read", NEVER_READ],
    ["safe", SAFE_AND_NOT_NEEDED],
    ["chosen", CHOSEN],
  ].map(([id, flag]) => ({ box: byId(id), flag }));
  const boxes = [...kindBoxes, ...flags.map(({ box }) => box)];
  const copy = new PlanCopy(profile, {
    button: byId("copy"),
    status: byId("copied"),
    manual: byId("manual"),
  });
  for (const part of document.querySelectorAll(".judged")) {
    part.hidden = !isJudged;
  }
  for (const { box, flag } of flags) {
    box.parentElement.append(element("span", { className: "count", text: integer(profile.count(flag)) }));
  }

  const packages = packagesOf(profile);
  byId("packages").hidden = packages.length < 2;
  inPackage.append(
    ...packages.map(({ prefix, count, nanos }) =>
      element("option", {
        value: prefix,
        text: `${prefix.slice(0, -1)} (${integer(count)}, ${withUnit(nanos, "ns")})`,
      }),
    ),
  );

  function apply() {
    const matches = search.value ? profile.matches(search.value) : null;
    const wantedKinds = new Set(kinds.map(([kind]) => kind).filter((_, at) => kindBoxes[at].checked));
    const wantedFlags = flags.filter(({ box }) => box.checked).map(({ flag }) => flag);
    const isNamed = (row) => matches[rows.name[row]];
    const isFound = (row) =>
      !matches || isNamed(row) || matches[rows.reader[row]] || matches[rows.trigger[row]];
    const isWanted = (row) =>
      isFound(row) &&
      profile.name(row).startsWith(inPackage.value) &&
      wantedFlags.every((flag) => profile.has(row, flag)) &&
      (wantedKinds.size === 0 || wantedKinds.has(verdictKind(profile, row)));
    table.filter(isWanted);
    const isAsked =
      Boolean(matches || inPackage.value) || wantedKinds.size + wantedFlags.length > 0;
    icicle.highlight((row) => isAsked && isWanted(row) && (!matches || isNamed(row)));
    byId("found").textContent = isAsked ? found() : counted(profile.size, "initialisation");
    byId("clear").disabled = !isAsked;
    if (isJudged) {
      copy.offer(table.wanted, choice(wantedKinds));
    }
  }

  function found() {
    const nanos = table.wanted.reduce((sum, row) => sum + Math.max(0, rows.self[row]), 0);
    return `${integer(table.wanted.length)} of ${integer(profile.size)} found, ${withUnit(nanos, "ns")} self`;
  }

  /** Says in words what is shown. */
  function choice(wantedKinds) {
    const parts = [
      ...(search.value ? [`found by "${search.value}"`] : []),
      ...(inPackage.value ? [`in ${inPackage.value.slice(0, -1)}`] : []),
      ...(wantedKinds.size ? [[...wantedKinds].join(" or ")] : []),
      ...flags.filter(({ box }) => box.checked).map(({ box }) => box.dataset.name),
    ];
    return parts.length ? `the regions that are ${parts.join(", ")}` : "all regions";
  }

  function clear() {
    search.value = "";
    inPackage.value = "";
    boxes.forEach((box) => (box.checked = false));
  }

  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 150);
  });
  boxes.forEach((box) => box.addEventListener("change", apply));
  inPackage.addEventListener("change", apply);
  byId("clear").addEventListener("click", () => {
    clear();
    apply();
    search.focus();
  });
  apply();

  return (flag) => {
    clear();
    flags.find((one) => one.flag === flag).box.checked = true;
    apply();
  };
}

/** More of them nobody looks through. */
const MOST_PACKAGES = 60;

/** The packages that take the most time, with those below them; what holds one other only is left out. */
function packagesOf(profile) {
  const found = new Map();
  for (let row = 0; row < profile.size; row++) {
    const whole = packageOf(profile.name(row));
    for (let end = whole.indexOf("."); end >= 0; end = whole.indexOf(".", end + 1)) {
      const prefix = whole.slice(0, end + 1);
      const sum = found.get(prefix) ?? { prefix, count: 0, nanos: 0, isOneOther: false };
      sum.count++;
      sum.nanos += Math.max(0, profile.rows.self[row]);
      found.set(prefix, sum);
    }
  }
  for (const { prefix, count } of found.values()) {
    const above = found.get(prefix.slice(0, prefix.lastIndexOf(".", prefix.length - 2) + 1));
    if (above?.count === count) {
      above.isOneOther = true;
    }
  }
  return [...found.values()]
    .filter(({ isOneOther }) => !isOneOther)
    .sort((one, other) => other.nanos - one.nanos)
    .slice(0, MOST_PACKAGES)
    .sort((one, other) => (one.prefix < other.prefix ? -1 : 1));
}

function checkbox(place, kind, count) {
  const box = element("input", { type: "checkbox", value: kind });
  place.append(
    element(
      "label",
      { className: `check ${verdictClass(kind)}` },
      box,
      element("span", { text: kind }),
      element("span", { className: "count", text: integer(count) }),
    ),
  );
  return box;
}
