package io.lazyloader.agent.profile;

/**
 * What is measured of one initialisation. "Self" leaves out what the initialisations that it
 * started did; "total" includes them. What the recorder itself cost is in neither.
 */
public enum Measure {
  /**
   * When it began, after the start of the process; without what recording had cost its thread by
   * then.
   */
  START("start_ns", Unit.NANOSECONDS),
  /** Wall time of its own instructions, what they wait for and the JDK's classes included. */
  SELF_TIME("self_ns", Unit.NANOSECONDS),
  /** Wall time from its begin to its end. */
  TOTAL_TIME("total_ns", Unit.NANOSECONDS),
  /** Heap that its thread allocated, without the initialisations that it started. */
  SELF_ALLOCATED("self_bytes", Unit.BYTES),
  /** Heap that its thread allocated. */
  TOTAL_ALLOCATED("total_bytes", Unit.BYTES),
  /**
   * Classes, of the JDK too, that its thread loaded, without those that others loaded within it.
   */
  SELF_LOADED("self_loaded", Unit.CLASSES),
  /** Classes, of the JDK too, that its thread loaded. */
  TOTAL_LOADED("total_loaded", Unit.CLASSES),
  /** Classes of the program whose static initialisers ran within it, itself not counted. */
  INITIALISED("initialised", Unit.CLASSES),
  /** When its fields were first read outside their own region, after the start of the process. */
  FIRST_READ("first_read_ns", Unit.NANOSECONDS),
  /**
   * How often its fields were read outside their own region; what exceeds the limit is not told.
   */
  READS("reads", Unit.READS);

  /** The count of reads at which the recorder stops to count. */
  public static final long MOST_READS = 1000;

  private final String key;
  private final Unit unit;

  Measure(String key, Unit unit) {
    this.key = key;
    this.unit = unit;
  }

  /**
   * Returns its name in files.
   *
   * @return a key, never changed without a new version of the schema
   */
  public String key() {
    return key;
  }

  /**
   * Returns what is counted.
   *
   * @return the unit
   */
  public Unit unit() {
    return unit;
  }

  /** What a measure counts. */
  public enum Unit {
    /** Billionths of a second. */
    NANOSECONDS,
    /** Bytes. */
    BYTES,
    /** Loaded or initialised classes. */
    CLASSES,
    /** Reads of fields. */
    READS
  }
}
