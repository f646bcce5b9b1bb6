// The profile, as the report wrote it into the page.

const REGION = 1;
const NEVER_READ = 2;
const FAILED = 4;
const GONE = 8;
const NEW = 16;
const READ_AFTER_READY = 32;
const SAFE = 64;
const SAFE_AND_NOT_NEEDED = 128;
const CHOSEN = 256;

/** Rows stand for initialisations, each after the one that it is below; columns are arrays. */
class Profile {
  constructor(data) {
    Object.assign(this, data);
    this.strings = restored(data.strings);
    this.size = data.rows.name.length;
  }

  has(row, flag) {
    return (this.rows.flags[row] & flag) !== 0;
  }

  text(column, row) {
    return this.strings[this.rows[column][row]];
  }

  name(row) {
    return this.text("name", row);
  }

  /** The fields of a region. */
  fieldsOf(row) {
    return this.fields[row] ?? [this.name(row).slice(this.className(row).length + 1)];
  }

  /** The class of a region. */
  className(row) {
    const first = this.fields[row]?.[0];
    const name = this.name(row);
    const end = first === undefined ? name.indexOf("#") : name.length - first.length - 1;
    return name.slice(0, end);
  }

  /** What leads to a row of this page; empty if nothing can. */
  linkTo(row) {
    try {
      return `#frame=${encodeURIComponent(this.name(row))}`;
    } catch {
      // Half a surrogate pair.
      return "";
    }
  }

  /** The name that a link leads to; empty if it leads to none. */
  static linkedName(hash) {
    try {
      return hash.startsWith("#frame=") ? decodeURIComponent(hash.slice("#frame=".length)) : "";
    } catch {
      return "";
    }
  }

  /** The row of a name; -1 if it has none. */
  rowOf(name) {
    const place = this.strings.indexOf(name);
    return place < 0 ? -1 : this.rows.name.indexOf(place);
  }

  /** How many rows have a flag. */
  count(flag) {
    return this.rows.flags.reduce((count, flags) => count + ((flags & flag) === 0 ? 0 : 1), 0);
  }

  /** Whether the row is of the profile that the icicle shows. */
  isShown(row) {
    return !this.has(row, GONE);
  }

  /** Tells of each string whether it holds the term, in whatever case. */
  matches(term) {
    const wanted = term.toLowerCase();
    return this.strings.map((string) => string.toLowerCase().includes(wanted));
  }
}

/** Each string is written as what it shares with the one before, and the rest. */
function restored({ shared, rest }) {
  let before = "";
  return rest.map((end, at) => (before = before.slice(0, shared[at]) + end));
}
