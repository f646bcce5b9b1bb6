// The icicle: d3-flame-graph, with a keyboard, names for screen readers and our own colours.

const FRAME_HEIGHT = 24;

/** Of a sheet of A4 or letter paper on its side, in pixels. */
const PAPER_WIDTH = 950;

/** Nobody scrolls further, and the library recurses. */
const MOST_LEVELS = 250;

class Icicle {
  /** Of the widths. */
  unit = "ns";

  /** Whether some initialisations are too deep to be drawn. */
  isCut = false;

  #profile;
  #place;
  #chart;
  #weights;
  #root;
  #nodes = [];
  #frames = new Map();
  #current;
  #zoomed;
  #outerWidth;
  #onSelect;
  #onZoom;

  constructor(profile, place, { onSelect, onZoom }) {
    this.#profile = profile;
    this.#place = place;
    this.#onSelect = onSelect;
    this.#onZoom = onZoom;
    this.#weights = this.#weigh("total");
    this.#chart = flamegraph
      .default()
      .inverted(true)
      .cellHeight(FRAME_HEIGHT)
      .minFrameSize(1)
      .transitionDuration(0)
      .resetHeightOnZoom(true)
      .width(place.clientWidth)
      .getName((node) => this.#label(node.data.row))
      .getValue((item) => this.#weights[(item.data ?? item).row + 1])
      .setLabelHandler((node) => this.#describe(node))
      .setDetailsHandler(() => {})
      .setColorMapper(() => "none")
      .onHover((node) => this.#onSelect(node.data.row))
      .onClick((node) => this.#zoomTo(node));
    d3.select(place).datum(this.#tree()).call(this.#chart);
    this.#root = d3.select(place).datum();
    this.#root.each((node) => (this.#nodes[node.data.row + 1] = node));
    this.#current = this.#zoomed = this.#root;
    const svg = place.querySelector("svg");
    svg.setAttribute("role", "tree");
    svg.setAttribute("aria-labelledby", "icicle-title");
    svg.addEventListener("keydown", (event) => this.#onKey(event));
    svg.addEventListener("focusin", (event) => this.#moveTo(d3.select(event.target).datum()));
    svg.addEventListener("mouseleave", () => this.#onSelect(this.#current.data.row));
    this.#outerWidth = place.offsetWidth;
    this.#dress();
    new ResizeObserver(() => this.#fit()).observe(place);
    addEventListener("beforeprint", () => this.#draw(PAPER_WIDTH));
    addEventListener("afterprint", () => this.#draw(place.clientWidth));
  }

  #tree() {
    const items = [{ row: -1, children: [] }];
    const levels = [0];
    const parents = this.#profile.rows.parent;
    for (let row = 0; row < this.#profile.size; row++) {
      const parent = items[parents[row] + 1];
      const level = levels[parents[row] + 1] + 1;
      if (!this.#profile.isShown(row) || !parent || level > MOST_LEVELS) {
        this.isCut ||= this.#profile.isShown(row);
        continue;
      }
      items[row + 1] = { row, children: [] };
      levels[row + 1] = level;
      parent.children.push(items[row + 1]);
    }
    return items[0];
  }

  /** The widths by row, after that of the whole program. */
  #weigh(column) {
    const { rows, size } = this.#profile;
    const weights = new Float64Array(size + 1);
    for (let row = 0; row < size; row++) {
      if (this.#profile.isShown(row)) {
        weights[row + 1] = rows[column][row];
        weights[0] += rows.parent[row] < 0 ? rows[column][row] : 0;
      }
    }
    return weights;
  }

  #label(row) {
    if (row < 0) {
      return "program";
    }
    const name = shortName(this.#profile.name(row));
    const mark = this.#profile.has(row, NEVER_READ) ? " · never read" : "";
    return name + mark + (this.#profile.has(row, FAILED) ? " · failed" : "");
  }

  #describe({ data: { row } }) {
    const weight = this.#weights[row + 1];
    const share = weight / (this.#weights[0] || 1);
    const name = row < 0 ? "program" : this.#profile.name(row);
    const mark = row >= 0 && this.#profile.has(row, NEVER_READ) ? ", never read" : "";
    return `${name}${mark}: ${withUnit(weight, this.unit)}, ${(100 * share).toFixed(1)} %`;
  }

  /** Lets another measure decide the widths. */
  measure(column, unit) {
    this.unit = unit;
    this.#weights = this.#weigh(column);
    this.#redraw();
  }

  /** Highlights the rows that are told of. */
  highlight(isHit) {
    this.#root.each((node) => (node.highlight = node.data.row >= 0 && isHit(node.data.row)));
    this.#dress();
  }

  /** Zooms to a row and moves the focus there. */
  show(row) {
    const node = this.#nodes[row + 1];
    if (node) {
      this.#chart.zoomTo(node);
      this.#focus(node);
    }
  }

  reset() {
    this.#chart.resetZoom();
    this.#focus(this.#root);
  }

  #zoomTo(node) {
    this.#zoomed = node;
    this.#dress();
    this.#onZoom(node.data.row);
  }

  #redraw() {
    this.#chart.update();
    this.#dress();
  }

  #fit() {
    const width = this.#place.clientWidth;
    const isOwnDoing = this.#place.offsetWidth === this.#outerWidth;
    this.#outerWidth = this.#place.offsetWidth;
    if (width !== this.#chart.width() && !matchMedia("print").matches) {
      this.#draw(width, isOwnDoing);
    }
  }

  #draw(width, keepsBar = false) {
    this.#chart.width(width);
    this.#chart.update();
    this.#dress(keepsBar);
  }

  /**
   * Makes room for a scroll bar only if one is needed. What appeared with it stays if the room that
   * it takes makes the picture lower, else it would come and go forever.
   */
  #fitHeight(height, keepsBar) {
    const isTall = height > parseFloat(getComputedStyle(this.#place).maxHeight);
    const { classList } = this.#place;
    classList.toggle("tall", isTall || (keepsBar && classList.contains("tall")));
  }

  /** Gives the drawn frames what the library does not. */
  #dress(keepsBar = false) {
    this.#frames.clear();
    for (const frame of this.#place.querySelectorAll("g.frame")) {
      const node = d3.select(frame).datum();
      const row = node.data.row;
      this.#frames.set(node, frame);
      frame.setAttribute("role", "treeitem");
      frame.setAttribute("aria-level", node.depth + 1);
      frame.setAttribute("aria-label", this.#describe(node));
      frame.classList.toggle("region", row >= 0 && this.#profile.has(row, REGION));
      frame.classList.toggle("never", row >= 0 && this.#profile.has(row, NEVER_READ));
      frame.classList.toggle("hit", Boolean(node.highlight));
      frame.setAttribute("tabindex", "-1");
      // The library lets frames move and grow, even for those who want no motion, and on paper.
      const left = node.x0 * this.#chart.width();
      d3.select(frame)
        .interrupt()
        .attr("transform", `translate(${left},${node.depth * FRAME_HEIGHT})`);
      d3.select(frame).select("rect").interrupt().attr("width", frame.getAttribute("width"));
    }
    const levels = Math.max(...[...this.#frames.keys()].map((node) => node.depth)) + 1;
    const svg = this.#place.querySelector("svg");
    svg.setAttribute("height", levels * FRAME_HEIGHT);
    // So that paper, which is narrower, has all of it.
    svg.setAttribute("viewBox", `0 0 ${this.#chart.width()} ${levels * FRAME_HEIGHT}`);
    this.#fitHeight(levels * FRAME_HEIGHT, keepsBar);
    if (!this.#frames.has(this.#current)) {
      this.#current = this.#zoomed;
    }
    this.#frames.get(this.#current)?.setAttribute("tabindex", "0");
  }

  #moveTo(node) {
    this.#frames.get(this.#current)?.setAttribute("tabindex", "-1");
    this.#frames.get(node)?.setAttribute("tabindex", "0");
    this.#current = node;
    this.#onSelect(node.data.row);
  }

  #focus(node) {
    const frame = this.#frames.get(node);
    frame?.focus({ preventScroll: true });
    frame?.scrollIntoView({ block: "nearest" });
  }

  #onKey(event) {
    const moves = {
      ArrowUp: () => this.#current.parent,
      ArrowDown: () => this.#current.children?.find((child) => this.#frames.has(child)),
      ArrowLeft: () => this.#beside(-1),
      ArrowRight: () => this.#beside(1),
      Home: () => this.#root,
    };
    if (event.key in moves) {
      this.#focus(moves[event.key]() ?? this.#current);
    } else if (event.key === "Enter" || event.key === " ") {
      this.#chart.zoomTo(this.#current);
    } else if (event.key === "Escape") {
      this.reset();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The next drawn frame of the same level. */
  #beside(step) {
    const level = [...this.#frames.keys()].filter((node) => node.depth === this.#current.depth);
    level.sort((one, other) => one.x0 - other.x0);
    return level[level.indexOf(this.#current) + step];
  }
}
