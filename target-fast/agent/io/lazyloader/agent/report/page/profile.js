// The profile, as the report wrote it into the page.

const REGION = 1;
const NEVER_READ = 2;
const FAILED = 4;
const GONE = 8;
const NEW = 16;
const READ_AFTER_READY = 32;

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
