// The table: sorted, searched and turned page by page, so that its size does not matter.

const ROWS_A_PAGE = 100;

/** Columns of figures; with two profiles they show changes. */
const FIGURES = [
  { key: "saves", label: "Saved if deferred", format: time },
  { key: "self", label: "Self", format: time },
  { key: "total", label: "Total", format: time },
  { key: "bytes", label: "Allocated", format: size },
  { key: "loaded", label: "Classes loaded", format: integer },
  { key: "reads", label: "Reads", format: reads },
];

function time(nanos) {
  return withUnit(nanos, "ns");
}

function size(bytes) {
  return withUnit(bytes, "bytes");
}

/** The recorder counts no further than a limit. */
function reads(value) {
  return INTEGER.format(value) + (value >= MOST_READS ? "+" : "");
}

class Table {
  #profile;
  #parts;
  #onShow;
  #tip;
  #columns;
  #sorted;
  #descending = true;
  #rows = [];
  #isWanted = () => true;
  #page = 0;

  /** The parts are the elements head, body, previous, next and page. */
  constructor(profile, parts, { onShow, tip }) {
    this.#profile = profile;
    this.#parts = parts;
    this.#onShow = onShow;
    this.#tip = tip;
    this.#columns = this.#makeColumns();
    this.#sorted = this.#columns.find(({ key }) => key === (profile.before ? "total" : "saves"));
    parts.head.append(element("tr", {}, ...this.#columns.map((column) => this.#header(column))));
    parts.previous.addEventListener("click", () => this.#turn(-1));
    parts.next.addEventListener("click", () => this.#turn(1));
    this.#sort();
  }

  #makeColumns() {
    const { rows, before, strings } = this.#profile;
    const text = (key) => (row) => strings[rows[key][row]];
    const columns = [
      textColumn("Class or region", text("name"), (row) => this.#nameCell(row)),
      ...FIGURES.map((figure) =>
        before
          ? this.#changes(figure, rows[figure.key], before[figure.key])
          : plain(figure, rows[figure.key]),
      ),
      {
        label: "First read",
        className: "",
        value: (row) => rows.firstRead[row],
        cell: (row) => this.#firstReadCell(row),
      },
      textColumn("Triggered by", text("trigger"), (row) => shortCell(text("trigger")(row))),
    ];
    if (rows.verdict) {
      columns.splice(
        2,
        0,
        textColumn(
          "Verdict",
          (row) => verdictKind(this.#profile, row),
          (row) => this.#verdictCell(row),
        ),
      );
    }
    return columns;
  }

  #changes({ key, label, format }, now, then) {
    const known = (value) => (value < 0 ? NONE : format(value));
    const change = (row) => Math.max(0, now[row]) - Math.max(0, then[row]);
    return {
      key,
      label,
      value: change,
      cell: (row) => {
        if (now[row] < 0 && then[row] < 0) {
          return element("td", { className: "number", text: NONE });
        }
        return element(
          "td",
          { className: `number ${judgement(change(row))}`, text: signed(change(row), format) },
          element("small", { text: `${known(then[row])} → ${known(now[row])}` }),
        );
      },
    };
  }

  /** The package above the rest, so that names with long ones need no more than two lines. */
  #nameCell(row) {
    const profile = this.#profile;
    const name = profile.name(row);
    const above = packageOf(name);
    const cell = element("th", { scope: "row" });
    if (above) {
      cell.append(element("small", { text: above }));
    }
    const parts = breakable(name.slice(above.length));
    if (profile.isShown(row)) {
      const button = element(
        "button",
        { type: "button", className: "link", title: `Show ${name} in the icicle` },
        ...parts,
      );
      button.addEventListener("click", () => this.#onShow(row));
      cell.append(button);
    } else {
      cell.append(element("span", {}, ...parts));
    }
    for (const [flag, mark] of MARKS) {
      if (profile.has(row, flag)) {
        cell.append(
          " ",
          element("span", { className: `mark ${mark.replaceAll(" ", "-")}`, text: mark }),
        );
      }
    }
    return cell;
  }

  #firstReadCell(row) {
    const at = this.#profile.rows.firstRead[row];
    const reader = this.#profile.text("reader", row);
    const cell = element("td", { className: "short", title: reader });
    if (at >= 0) {
      cell.append(`at ${time(at)}`);
    }
    if (reader) {
      cell.append(element("small", { text: `by ${shortName(reader)}` }));
    }
    return cell.hasChildNodes() ? cell : element("td", { text: NONE });
  }

  #verdictCell(row) {
    const kind = verdictKind(this.#profile, row);
    return kind
      ? element("td", {}, verdictBadge(kind, this.#profile.text("reason", row), this.#tip))
      : element("td", { text: NONE });
  }

  #header(column) {
    const button = element("button", { type: "button" }, element("span", { text: column.label }));
    button.addEventListener("click", () => {
      this.#descending = column === this.#sorted ? !this.#descending : !column.isText;
      this.#sorted = column;
      this.#sort();
    });
    column.header = element(
      "th",
      { scope: "col", className: column.className ?? "number" },
      button,
    );
    return column.header;
  }

  #sort() {
    const { value, isText } = this.#sorted;
    const rows = Array.from({ length: this.#profile.size }, (_, row) => row);
    const keys = rows.map(value);
    const compare = isText
      ? (one, other) => (keys[one] < keys[other] ? -1 : keys[one] > keys[other] ? 1 : one - other)
      : (one, other) => keys[one] - keys[other] || other - one;
    this.#rows = rows.sort(this.#descending ? (one, other) => compare(other, one) : compare);
    for (const column of this.#columns) {
      column.header.removeAttribute("aria-sort");
    }
    this.#sorted.header.setAttribute("aria-sort", this.#descending ? "descending" : "ascending");
    this.filter(this.#isWanted);
  }

  /** Shows the rows that are told of only. */
  filter(isWanted) {
    this.#isWanted = isWanted;
    this.wanted = this.#rows.filter(isWanted);
    this.#page = 0;
    this.#draw();
  }

  #turn(step) {
    this.#page += step;
    this.#draw();
    this.#parts.body.closest(".scroll").scrollTo({ top: 0 });
  }

  #draw() {
    const { body, previous, next, page } = this.#parts;
    const first = this.#page * ROWS_A_PAGE;
    const last = Math.min(first + ROWS_A_PAGE, this.wanted.length);
    body.replaceChildren(
      ...this.wanted
        .slice(first, last)
        .map((row) => element("tr", {}, ...this.#columns.map((column) => column.cell(row)))),
    );
    previous.disabled = first === 0;
    next.disabled = last === this.wanted.length;
    page.textContent = this.wanted.length
      ? `${integer(first + 1)} to ${integer(last)} of ${integer(this.wanted.length)}`
      : "none";
  }
}

const MARKS = [
  [NEVER_READ, "never read"],
  [READ_AFTER_READY, "read after ready"],
  [FAILED, "failed"],
  [NEW, "new"],
  [GONE, "gone"],
];

function plain({ key, label, format }, values) {
  return {
    key,
    label,
    value: (row) => values[row],
    cell: (row) =>
      element("td", { className: "number", text: values[row] < 0 ? NONE : format(values[row]) }),
  };
}

/** A name without its package; all of it is shown to who points at it. */
function shortCell(name) {
  return element("td", { className: "short", text: shortName(name) || NONE, title: name });
}

function textColumn(label, value, cell) {
  return { label, value, cell, isText: true, className: "" };
}
