package io.lazyloader.agent.validate;

/** The names of what rewriting adds to a class, and of the run-time library that it calls. */
final class Names {
  static final String PREFIX = "$lazy$";
  static final String RESOLVE = PREFIX + "resolve$";
  static final String INITIALISE = PREFIX + "init$";
  static final String EAGER = PREFIX + "eager$";
  static final String DONE = PREFIX + "done$";
  static final String HAS = PREFIX + "has$";
  static final String VALUE = PREFIX + "value$";
  static final String GET = PREFIX + "get$";
  static final String MEMBER = PREFIX + "member$";
  static final String CALL = PREFIX + "call$";

  /** The field with the regions of a class. */
  static final String REGIONS_FIELD = PREFIX;

  static final String LIBRARY = "io/lazyloader/runtime/";
  static final String REGIONS = LIBRARY + "LazyRegions";
  static final String REGIONS_TYPE = "L" + REGIONS + ";";
  static final String CELL = LIBRARY + "LazyCell";
  static final String REFLECTION = LIBRARY + "ReflectiveAccess";
  static final String MEMBERS = LIBRARY + "DeclaredMembers";
  static final String FOREIGN = LIBRARY + "ForeignReads";
  static final String CLOSING = LIBRARY + "ClosingLoaders";
  static final String ENTRY = "java/util/Map$Entry";
  static final String ENTRY_TYPE = "L" + ENTRY + ";";

  static final String INITIALISER = "<clinit>";
  static final String SERIAL_VERSION = "serialVersionUID";

  private Names() {}

  /** The method that reads of a deferred field call. */
  static String accessor(String field) {
    return PREFIX + field;
  }

  /** The field of an interface in which a field's value is kept. */
  static String cell(String field, String descriptor) {
    return PREFIX + field + '$' + Integer.toHexString(descriptor.hashCode());
  }
}
