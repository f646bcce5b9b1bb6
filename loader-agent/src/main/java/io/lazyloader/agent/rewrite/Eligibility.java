package io.lazyloader.agent.rewrite;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Which fields of one class are asked for, and which of them can't be deferred whatever their
 * initialisers look like.
 */
final class Eligibility {
  private static final Set<String> SERIAL_FIELDS =
      Set.of("serialVersionUID", "serialPersistentFields");

  private final ClassReader reader;
  private final ClassFacts facts;
  private final Request request;
  private boolean looksForAssigners;
  private boolean isAnyAssigned;

  Eligibility(ClassReader reader, ClassFacts facts, Request request) {
    this.reader = reader;
    this.facts = facts;
    this.request = request;
  }

  /** Whether a mark, a plan or a judge is to decide about a field. */
  boolean isAskedFor(Field field) {
    return isMarked(field) || (request.judge() != null && field.isStatic() && !field.isSynthetic());
  }

  /** Whether a mark or a plan asks for a field, so that nobody needs to judge. */
  boolean isMarked(Field field) {
    if (request.planned().contains(field.name) || field.marks.isLazy()) {
      return true;
    }
    if (!field.marks.areNone() || !field.isStatic() || field.isSynthetic()) {
      return false;
    }
    return nearestMarks(field).isLazy();
  }

  /** The nearest annotation wins: field, then type, then package. */
  Marks nearestMarks(Field field) {
    if (!field.marks.areNone()) {
      return field.marks;
    }
    return facts.marks().areNone() ? request.packageMarks() : facts.marks();
  }

  /** Whether a plan or an annotation of its own asks for a field. */
  boolean isNamed(Field field) {
    return request.planned().contains(field.name) || field.marks.isLazy();
  }

  /** What a plan says, else the nearest declaration that names one; empty if none does. */
  String group(Field field) {
    String planned = request.groups().get(field.name);
    if (planned != null) {
      return planned;
    }
    if (!field.marks.group().isEmpty()) {
      return field.marks.group();
    }
    return facts.marks().group().isEmpty() ? request.packageMarks().group() : facts.marks().group();
  }

  /** Whether a group's name can stand in options, plans and descriptions of regions. */
  static boolean isName(String group) {
    for (int at = 0; at < group.length(); at++) {
      char letter = group.charAt(at);
      if (!Character.isLetterOrDigit(letter) && letter != '.' && letter != '_' && letter != '-') {
        return false;
      }
    }
    return !group.equals("all");
  }

  /**
   * Tells why a field can't be deferred; null if nothing is known that speaks against it.
   *
   * @param finder of the regions of {@code <clinit>}; null if that can't be analysed, or if there
   *     is none
   */
  @Nullable String obstacle(Field field, @Nullable RegionFinder finder) {
    String reason = nearestMarks(field).eagerReason();
    if (reason != null) {
      return reason.isEmpty() ? "it is @Eager" : "it is @Eager: " + reason;
    }
    reason = obstacleInClass();
    if (reason == null) {
      reason = obstacleInDeclaration(field);
    }
    if (reason == null) {
      reason = obstacleInAssignments(field, finder);
    }
    if (reason == null && facts.isReadElsewhere(field)) {
      Set<String> promised = request.promised();
      if (promised != null && !promised.contains(field.name)) {
        reason = "a class that reads it was loaded before it was known to be lazy";
      }
    }
    return reason == null
        ? request.filter().obstacle(facts.binaryName(), field.name, field.access)
        : reason;
  }

  private @Nullable String obstacleInClass() {
    if (facts.isWoven()) {
      return "the class was woven at build time, and the field was not made lazy then";
    }
    if (facts.isInterface() && facts.version() < Opcodes.V1_8) {
      return "the interface's class file is of version "
          + facts.version()
          + ", older than Java 8, and can't hold static methods";
    }
    return null;
  }

  private @Nullable String obstacleInDeclaration(Field field) {
    if (!field.isStatic()) {
      return "it is not static";
    }
    if (field.name.indexOf('<') >= 0 || field.name.indexOf('>') >= 0) {
      return "no method could be named after it";
    }
    if (field.isDuplicate) {
      return "the class has two fields of this name";
    }
    if (field.isEnumConstant()) {
      return "it is an enum constant, which values() and switches need from the start";
    }
    if (field.isStrict()) {
      return "it is strict (ACC_STRICT_INIT): <clinit> must set it";
    }
    if (facts.isEnum() && field.isSynthetic()) {
      return "it holds the enum's values";
    }
    if (field.compileTimeConstant) {
      return "it is a compile-time constant, copied into the classes that read it";
    }
    if (SERIAL_FIELDS.contains(field.name)) {
      return "serialisation reads it by name";
    }
    return null;
  }

  private @Nullable String obstacleInAssignments(Field field, @Nullable RegionFinder finder) {
    if (!field.isFinal() && !field.isPrivate()) {
      return "it is not final, so any class may assign it";
    }
    if (!field.isFinal() && facts.isInNest()) {
      return "it is not final, so a nested class may assign it";
    }
    // Up to version 52, the JVM lets any method of a class assign its final fields (JVMS 9 §6.5).
    boolean assignedOnce = field.isFinal() && facts.version() > Opcodes.V1_8;
    String assigner = assignedOnce ? null : assignerOf(field);
    if (assigner != null) {
      return "it is assigned outside its initialiser, in " + assigner;
    }
    if (finder == null) {
      return facts.initialiser() == null
          ? "it has no initialiser"
          : "its initialiser can't be analysed";
    }
    return finder.assigns(field.name) ? null : "it has no initialiser";
  }

  /** What assigns a field other than {@code <clinit>}, or null. */
  private @Nullable String assignerOf(Field field) {
    if (!looksForAssigners) {
      looksForAssigners = true;
      // In most classes one look at the whole class spares a look for each field.
      isAnyAssigned = FieldAssigners.firstOf(reader, new OwnFields(null)) != null;
    }
    return isAnyAssigned ? FieldAssigners.firstOf(reader, new OwnFields(field.name)) : null;
  }

  /** All fields of the class, or the one of a name. */
  private final class OwnFields implements DeferredFields {
    private final @Nullable String only;

    OwnFields(@Nullable String only) {
      this.only = only;
    }

    @Override
    public boolean isDeferred(String owner, String name, String descriptor) {
      return owner.equals(facts.name()) && (only == null || only.equals(name));
    }
  }
}
