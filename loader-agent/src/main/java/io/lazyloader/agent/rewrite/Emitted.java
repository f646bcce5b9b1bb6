package io.lazyloader.agent.rewrite;

import io.lazyloader.runtime.EmittedNames;

/**
 * The names that emitted code shares with the run-time library and with other rewritten classes.
 */
final class Emitted {
  static final String REGIONS = "io/lazyloader/runtime/LazyRegions";
  static final String REGIONS_DESCRIPTOR = "Lio/lazyloader/runtime/LazyRegions;";

  /** What resolves fields that are reached by reflection. */
  static final String REFLECTION = "io/lazyloader/runtime/ReflectiveAccess";

  /** What shows the members of a class as its source declares them. */
  static final String MEMBERS = "io/lazyloader/runtime/DeclaredMembers";

  /** What is told of readers that are no rewritten code. */
  static final String FOREIGN = "io/lazyloader/runtime/ForeignReads";

  /** What resolves the fields of classes whose loader is closed. */
  static final String CLOSING = "io/lazyloader/runtime/ClosingLoaders";

  /** The static field that holds a class's {@code LazyRegions}; also the stamp of a woven class. */
  static final String REGIONS_FIELD = EmittedNames.EMITTED;

  private Emitted() {}

  /** Names the accessor of a deferred field: what every read of the field calls instead. */
  static String accessor(String field) {
    return EmittedNames.EMITTED + field;
  }

  /** Names the field that holds the value where the field itself holds a proxy. */
  static String value(String field) {
    return EmittedNames.EMITTED + "value$" + field;
  }

  /** Names the method by which a proxy reads its value; the run-time library knows it too. */
  static String valueAccessor(String field) {
    return EmittedNames.VALUE_PREFIX + field;
  }

  /** Names the method that makes a field hold its proxy; the run-time library knows it too. */
  static String member(String field) {
    return EmittedNames.MEMBER_PREFIX + field;
  }

  /**
   * Names the field that holds the cell of an interface's field, see {@link Cells}. The name tells
   * the field's type, too: a reference to a field of that name and another type finds another
   * field, and must not find this one's cell.
   */
  static String cell(String field, String descriptor) {
    return EmittedNames.EMITTED + field + '$' + Integer.toHexString(descriptor.hashCode());
  }

  /** Names the method that resolves a region; the run-time library knows this name too. */
  static String resolver(int region) {
    return EmittedNames.RESOLVE_PREFIX + region;
  }

  /** Names the method that holds a region's own instructions. */
  static String initialiser(Region region) {
    return EmittedNames.INITIALISER_PREFIX + region.firstField();
  }

  /** Names the method that runs a region in its old place when laziness is switched off. */
  static String eager(int region) {
    return EmittedNames.EMITTED + "eager$" + region;
  }

  /** Names the method that tells that a field has an accessor; it does nothing. */
  static String has(String field) {
    return EmittedNames.EMITTED + "has$" + field;
  }

  /**
   * Its descriptor. It tells the field's type: a subclass may declare a field of the same name and
   * another type, and by that its references must not find the accessor of the superclass's.
   */
  static String hasDescriptor(String descriptor) {
    return '(' + descriptor + ")V";
  }

  /** Names the method that reads a field of {@link UncertainReads}. */
  static String reader(int reference) {
    return EmittedNames.EMITTED + "read$" + reference;
  }

  /** Names the method that finds out how such a field must be read. */
  static String asker(int reference) {
    return EmittedNames.EMITTED + "ask$" + reference;
  }

  /** Names the field of an interface that remembers how, for all of them. */
  static final String ANSWERS_FIELD = EmittedNames.EMITTED + "answers";

  /** Names the field that remembers how. */
  static String how(int reference) {
    return EmittedNames.EMITTED + "how$" + reference;
  }

  /** Names the method that stands for a method reference, see {@link Bridges}. */
  static String bridge(int number) {
    return EmittedNames.EMITTED + "call$" + number;
  }

  /** Names the flag that says that a region is resolved, where no field's value can. */
  static String flag(int region) {
    return EmittedNames.EMITTED + "done$" + region;
  }
}
