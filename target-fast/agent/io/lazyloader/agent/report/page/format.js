// Figures as people read them.

const INTEGER = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const FRACTION = new Intl.NumberFormat("en", { maximumSignificantDigits: 3 });

/** What is not known or was not measured. */
const NONE = "–";

/** The factors and names of each unit's multiples, the largest first. */
const MULTIPLES = {
  ns: [
    [1e9, "s"],
    [1e6, "ms"],
    [1e3, "µs"],
    [1, "ns"],
  ],
  bytes: [
    [1e9, "GB"],
    [1e6, "MB"],
    [1e3, "kB"],
    [1, "B"],
  ],
  count: [[1, ""]],
};

/** A figure with the multiple of its unit that suits it: 1234567 ns is "1.23 ms". */
function withUnit(value, unit) {
  const size = Math.abs(value);
  const multiples = MULTIPLES[unit];
  const [factor, name] = multiples.find(([least]) => size >= least) ?? multiples.at(-1);
  const scaled = value / factor;
  const digits = Math.abs(scaled) >= 1000 || factor === 1 ? INTEGER : FRACTION;
  return name ? `${digits.format(scaled)} ${name}` : digits.format(scaled);
}

/** A change with its sign, which nothing has that stays the same. */
function signed(change, format) {
  return change > 0 ? `+${format(change)}` : change < 0 ? `−${format(-change)}` : "0";
}

/** The class of a change for which less is better. */
function judgement(change) {
  return change > 0 ? "worse" : change < 0 ? "better" : "";
}

/** "com.acme.Main$Inner#LOG" without its package. */
function shortName(name) {
  const end = name.indexOf("#");
  return name.slice(name.lastIndexOf(".", end < 0 ? name.length : end) + 1);
}

/** Makes an element. Whatever text comes from the program is text here, never markup. */
function element(name, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** A term with its definitions, for a list of them. */
function definition(term, ...definitions) {
  return element("div", {}, element("dt", { text: term }), ...definitions);
}
