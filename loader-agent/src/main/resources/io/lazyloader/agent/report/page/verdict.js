// Verdicts: a word on a badge; why, for who points at it or comes to it with the keyboard.

/** The surest first; others behind them as they come. */
const KINDS = ["PROVEN", "TRUSTED", "MARKED", "UNKNOWN", "UNSAFE"];

/** Of regions whose class was not found. */
const NO_VERDICT = "no verdict";

/** What kinds there are of regions, with how many regions have them. */
function verdictKinds(profile) {
  const counts = new Map();
  for (let row = 0; row < profile.size; row++) {
    if (profile.has(row, REGION) && profile.isShown(row)) {
      const kind = verdictKind(profile, row);
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
  }
  const rank = (kind) => (KINDS.indexOf(kind) + 1 || KINDS.length + 1) + (kind === NO_VERDICT);
  return [...counts].sort(([one], [other]) => rank(one) - rank(other));
}

/** The kind of a region's verdict; empty of a class. */
function verdictKind(profile, row) {
  return profile.text("verdict", row) || (profile.has(row, REGION) ? NO_VERDICT : "");
}

/** The class that colours a kind. */
function verdictClass(kind) {
  return `kind-${kind.toLowerCase().replaceAll(/[^a-z]+/g, "-")}`;
}

/** A badge, which can be focused if there is more to say. */
function verdictBadge(kind, reason, tip) {
  const className = `badge ${verdictClass(kind)}`;
  if (!reason) {
    return element("span", { className, text: kind });
  }
  const badge = element("button", {
    type: "button",
    className,
    text: kind,
    "aria-label": `${kind}: ${reason}`,
  });
  tip.explain(badge, reason);
  return badge;
}

/** One text that is shown beside what is pointed at or focused. */
class Tip {
  #place;
  #target;

  constructor(place) {
    this.#place = place;
    addEventListener("keydown", (event) => event.key === "Escape" && this.#hide(this.#target));
    // Coming to it with the keyboard may scroll, too, so it moves along rather than goes.
    for (const event of ["scroll", "pointermove"]) {
      addEventListener(event, () => this.#follow(), { capture: true, passive: true });
    }
  }

  explain(target, text) {
    for (const event of ["mouseenter", "focus", "click"]) {
      target.addEventListener(event, () => this.#show(target, text));
    }
    target.addEventListener("mouseleave", () => this.#hide(target));
    target.addEventListener("blur", () => this.#hide(target));
  }

  #show(target, text) {
    const place = this.#place;
    this.#target = target;
    place.textContent = text;
    place.hidden = false;
    this.#follow();
  }

  #follow() {
    const place = this.#place;
    const target = this.#target;
    if (place.hidden) {
      return;
    }
    if (!target.isConnected) {
      this.#hide(target);
      return;
    }
    const beside = target.getBoundingClientRect();
    const { width, height } = place.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - 8;
    const below = beside.bottom + 4;
    const isBelow = below + height <= document.documentElement.clientHeight;
    place.style.left = `${Math.max(8, Math.min(beside.left, room))}px`;
    place.style.top = `${Math.max(8, isBelow ? below : beside.top - height - 4)}px`;
  }

  #hide(target) {
    if (target === this.#target) {
      this.#place.hidden = true;
    }
  }
}
