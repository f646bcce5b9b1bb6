package io.lazyloader.samples.benchmarks;

import io.lazyloader.LazyValue;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

/**
 * Checks, before anything is measured, that a class has the shape that its benchmark claims. A
 * benchmark of an eager class under the name of a deferred one would report a splendid figure.
 *
 * <p>Code that asks a class for its members sees what its source declares, so the questions are put
 * by the JDK's reflection, whose own code is never rewritten.
 */
final class Shapes {
  private static final String EMITTED = "$lazy$";
  private static final String FLAG = "$lazy$done$";

  private Shapes() {}

  /** Fails unless a field was left as it was written: {@code static final}, without accessor. */
  static void requireEager(Class<?> owner, String field) {
    if (hasAccessor(owner, field) || !Modifier.isFinal(modifiers(field(owner, field)))) {
      throw mismatch(owner, field, "an eager field");
    }
  }

  /** Fails unless a field is deferred and its own value says whether it is resolved. */
  static void requireValueGuarded(Class<?> owner, String field) {
    if (!hasAccessor(owner, field) || !Modifier.isVolatile(modifiers(field(owner, field)))) {
      throw mismatch(owner, field, "deferred behind a volatile null check");
    }
  }

  /** Fails unless a field is deferred and a flag says whether it is resolved. */
  static void requireFlagGuarded(Class<?> owner, String field) {
    boolean hasFlag = false;
    for (Field each : (Field[]) membersInTheJvm(owner, "getDeclaredFields")) {
      hasFlag |= each.getName().startsWith(FLAG) && Modifier.isVolatile(modifiers(each));
    }
    boolean isPlain = (modifiers(field(owner, field)) & (Modifier.FINAL | Modifier.VOLATILE)) == 0;
    if (!hasAccessor(owner, field) || !hasFlag || !isPlain) {
      throw mismatch(owner, field, "deferred behind a volatile flag");
    }
  }

  /** Resolves a lazy value and fails unless it then says that it is. */
  static void requireResolved(LazyValue<?> value) {
    value.get();
    if (!value.isResolved()) {
      throw new IllegalStateException(value + " is not resolved");
    }
  }

  /** As the JVM has them. */
  private static int modifiers(Member member) {
    try {
      return (Integer) Member.class.getMethod("getModifiers").invoke(member);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean hasAccessor(Class<?> owner, String field) {
    for (Method method : (Method[]) membersInTheJvm(owner, "getDeclaredMethods")) {
      if (method.getName().equals(EMITTED + field)) {
        return true;
      }
    }
    return false;
  }

  private static Field field(Class<?> owner, String name) {
    for (Field field : (Field[]) membersInTheJvm(owner, "getDeclaredFields")) {
      if (field.getName().equals(name)) {
        return field;
      }
    }
    throw new IllegalStateException("no field " + name + " in " + owner);
  }

  private static Member[] membersInTheJvm(Class<?> owner, String question) {
    try {
      return (Member[]) Class.class.getMethod(question).invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IllegalStateException mismatch(Class<?> owner, String field, String expected) {
    StringBuilder members = new StringBuilder();
    list(members, membersInTheJvm(owner, "getDeclaredFields"));
    list(members, membersInTheJvm(owner, "getDeclaredMethods"));
    return new IllegalStateException(
        owner.getName()
            + "#"
            + field
            + " is not "
            + expected
            + "; does this JVM run with -javaagent:loader-agent.jar=quiet? The class has:"
            + members);
  }

  private static void list(StringBuilder text, Member[] members) {
    for (Member member : members) {
      text.append(' ')
          .append(Modifier.toString(modifiers(member)))
          .append(' ')
          .append(member.getName())
          .append(';');
    }
  }
}
