package io.lazyloader.agent.profile;

/** The keys of a profile's JSON, described in {@code docs/profile.md}. */
final class Keys {
  static final String SCHEMA = "schema";
  static final String VERSION = "version";
  static final String RUNS = "runs";
  static final String RUN_IDS = "run_ids";
  static final String MORE_RUN_IDS = "more_run_ids";
  static final String FACTS = "facts";
  static final String TOTALS = "totals";
  static final String CLASSES = "classes";
  static final String NAME = "name";
  static final String HASH = "hash";
  static final String FAILURES = "failures";
  static final String THREADS = "threads";
  static final String TRIGGERS = "triggers";
  static final String LATER_USERS = "later_users";
  static final String REGIONS = "regions";
  static final String POSITION = "position";
  static final String FIELDS = "fields";
  static final String LINE = "line";
  static final String RUNS_READ = "runs_read";
  static final String RUNS_READ_BEFORE_READY = "runs_read_before_ready";
  static final String FIRST_READERS = "first_readers";
  static final String CALLS = "calls";
  static final String N = "n";
  static final String MIN = "min";
  static final String MEDIAN = "median";
  static final String MAX = "max";
  static final String BUCKETS = "buckets";

  /** Stands among the names of a tally that is cut; its value is true, that of a name never is. */
  static final String MORE = "...more";

  private Keys() {}
}
