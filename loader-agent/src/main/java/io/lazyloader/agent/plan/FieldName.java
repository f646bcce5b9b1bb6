package io.lazyloader.agent.plan;

/**
 * The name of a static field wherever people write or read one, in plans, profiles, reports,
 * arguments and messages: {@code com.acme.Main#LOG}. The run-time library has the same in {@code
 * runtime.RegionNames}.
 */
public final class FieldName {
  /** Ends the name of the class, where it first stands; the name of a field may contain it, too. */
  public static final char SEPARATOR = '#';

  private FieldName() {}

  /**
   * Names a field.
   *
   * @param className the binary name of its class
   * @param field its simple name
   * @return both
   */
  public static String of(String className, String field) {
    return className + SEPARATOR + field;
  }
}
