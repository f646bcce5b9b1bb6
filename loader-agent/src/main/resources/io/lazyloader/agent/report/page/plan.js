// The regions that are shown as a plan, to be pasted into a file.

/** Plans are lines, and comments begin behind white space: such names can't be in one. */
const UNWRITABLE = /[\s/\p{C}]/u;

/** What can be deferred of some rows: their fields, as they are named in plans. */
function planOf(profile, rows) {
  const lines = [];
  let unwritable = 0;
  for (const row of rows) {
    if (!profile.has(row, SAFE) || !profile.isShown(row)) {
      continue;
    }
    const className = profile.className(row);
    for (const field of profile.fieldsOf(row)) {
      const name = `${className}#${field}`;
      if (UNWRITABLE.test(name) || className.includes("#")) {
        unwritable++;
      } else {
        lines.push([name, planRemark(profile, row)]);
      }
    }
  }
  lines.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
  return { lines, unwritable };
}

/** Why a field is in a plan, and what to know of it. */
function planRemark(profile, row) {
  const { rows } = profile;
  const parts = [`${profile.text("verdict", row)}; alone saves ${withUnit(rows.saves[row], "ns")}`];
  if (!profile.has(row, SAFE_AND_NOT_NEEDED)) {
    parts.push("needed before ready");
  } else if (profile.has(row, READ_AFTER_READY)) {
    parts.push("read later");
  }
  return oneLine(parts.join("; "));
}

/** A plan file's text. */
function planText(profile, { lines }, choice) {
  const widest = Math.min(60, Math.max(0, ...lines.map(([name]) => name.length)));
  const head = [
    "lazyloader-plan 1",
    `# ${oneLine(`Copied from the report on ${profile.title}: what may be deferred of ${choice}.`)}`,
  ];
  return [...head, ...lines.map(([name, remark]) => `${name.padEnd(widest)}  # ${remark}`), ""].join(
    "\n",
  );
}

/** Text of unknown origin, so that nothing of it becomes a line of its own. */
function oneLine(text) {
  return text.replaceAll(/[\s\p{C}]+/gu, " ");
}

/** The button that copies, and what it says. */
class PlanCopy {
  #button;
  #status;
  #manual;
  #profile;
  #plan = { lines: [], unwritable: 0 };
  #choice = "";

  /** Parts: the button, the status, and the element with the text for who has to copy it by hand. */
  constructor(profile, { button, status, manual }) {
    this.#profile = profile;
    this.#button = button;
    this.#status = status;
    this.#manual = manual;
    button.addEventListener("click", () => this.#copy());
    manual.querySelector("button").addEventListener("click", () => {
      this.#manual.hidden = true;
      this.#button.focus();
    });
  }

  /** Is about these rows, which are chosen so. */
  offer(rows, choice) {
    this.#plan = planOf(this.#profile, rows);
    this.#choice = choice;
    const { lines } = this.#plan;
    this.#button.textContent = `Copy ${counted(lines.length, "field")} as plan`;
    this.#button.disabled = lines.length === 0;
    this.#status.textContent = "";
    this.#manual.hidden = true;
  }

  async #copy() {
    const { lines, unwritable } = this.#plan;
    const text = planText(this.#profile, this.#plan, this.#choice);
    const left = unwritable
      ? ` Left out ${counted(unwritable, "field")} whose names no plan can hold.`
      : "";
    try {
      await navigator.clipboard.writeText(text);
      this.#status.textContent = `Copied ${counted(lines.length, "field")}.${left}`;
    } catch {
      // Not allowed, or no such thing.
      this.#status.textContent = `The browser does not let this page copy: the text is selected below, so press Ctrl+C or ⌘C.${left}`;
      this.#manual.hidden = false;
      const area = this.#manual.querySelector("textarea");
      area.value = text;
      area.focus();
      area.select();
    }
  }
}
