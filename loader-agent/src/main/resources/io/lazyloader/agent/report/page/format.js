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
  const [factor, name] = multiple(value, unit);
  const number = scaled(value, factor);
  return name ? `${number} ${name}` : number;
}

/** A part of something in the unit that suits the whole: "1.44 of 2.52 s". */
function partOf(part, whole, unit) {
  const [factor] = multiple(whole, unit);
  return `${scaled(part, factor)} of ${withUnit(whole, unit)}`;
}

function multiple(value, unit) {
  const size = Math.abs(value);
  const multiples = MULTIPLES[unit];
  if (value === 0 && unit === "ns") {
    return [1e6, "ms"];
  }
  // What would be rounded to 1,000 of a unit is one of the next.
  return multiples.find(([least]) => size >= least * 0.9995) ?? multiples.at(-1);
}

function scaled(value, factor) {
  const number = value / factor;
  return (Math.abs(number) >= 1000 || factor === 1 ? INTEGER : FRACTION).format(number);
}

function integer(value) {
  return INTEGER.format(value);
}

/** "1 field", "1,234 fields". */
function counted(count, one, many = `${one}s`) {
  return `${integer(count)} ${count === 1 ? one : many}`;
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
  return name.slice(packageOf(name).length);
}

/** The package of a name with the full stop behind it; empty if it has none. */
function packageOf(name) {
  const end = name.indexOf("#");
  return name.slice(0, name.lastIndexOf(".", end < 0 ? name.length : end) + 1);
}

/** The parts of a name, with room for line breaks between them. */
function breakable(name) {
  return name
    .split(/(?=[.#$])|(?<=_)(?=.)/)
    .flatMap((part, at) => (at === 0 ? [part] : [element("wbr"), part]));
}

/** A sentence in which long words in CamelCase may be broken where a word begins. */
function breakableText(text) {
  return text.split(/(?<=[a-z])(?=[A-Z])/).flatMap((part) => [element("wbr"), part]);
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
