package io.lazyloader.agent.analysis.jdk;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of methods whose code is not followed: natives, what the JVM treats specially, and what
 * asks the environment. Every other method of the JDK is followed through its own class file.
 *
 * <p>The rows stand where the code for them is, one file for each topic; {@code docs/safety.md} has
 * them all, printed by {@code MethodTableTest}.
 */
final class MethodTable {
  private static final List<Entry> entries = new ArrayList<>();
  private static final Map<String, Entry> byMethod = new HashMap<>();

  static {
    add(Topic.OBJECTS, ObjectMethods.ROWS);
    add(Topic.ARRAYS, ArrayMethods.ROWS);
    add(Topic.CLASSES, ClassMethods.ROWS);
    add(Topic.ENUMS, EnumMethods.ROWS);
    add(Topic.THROWABLES, ThrowableMethods.ROWS);
    add(Topic.STRINGS, StringMethods.ROWS);
    add(Topic.BUILDERS, BuilderMethods.ROWS);
    add(Topic.NUMBERS, NumberMethods.ROWS);
    add(Topic.CHARSETS, CharsetMethods.ROWS);
    add(Topic.MEMORY, UnsafeMethods.ROWS);
    add(Topic.HANDLES, HandleMethods.ROWS);
    add(Topic.CALLERS, CallerMethods.ROWS);
    add(Topic.JVM, JvmMethods.ROWS);
    add(Topic.ENVIRONMENT, EnvironmentMethods.ROWS);
    add(Topic.EFFECTS, EffectMethods.ROWS);
    add(Topic.FILES, FileMethods.ROWS);
  }

  private MethodTable() {}

  /** What the rows of one file are about. */
  enum Topic {
    OBJECTS,
    ARRAYS,
    CLASSES,
    ENUMS,
    THROWABLES,
    STRINGS,
    BUILDERS,
    NUMBERS,
    CHARSETS,
    MEMORY,
    HANDLES,
    CALLERS,
    JVM,
    ENVIRONMENT,
    EFFECTS,
    FILES
  }

  /** A row and where its code is. */
  record Entry(Topic topic, Row row) {}

  private static void add(Topic topic, Row... rows) {
    for (Row row : rows) {
      Entry entry = new Entry(topic, row);
      entries.add(entry);
      for (String method : row.methods()) {
        if (byMethod.put(method, entry) != null) {
          throw new IllegalStateException("two rows for " + method);
        }
      }
    }
  }

  /** The row for a method of a class, given by its internal name; null if there is none. */
  static @Nullable Entry find(String owner, String name) {
    Entry found = byMethod.get(owner + '.' + name);
    if (found == null) {
      found = byMethod.get(owner + ".*");
    }
    return found == null && owner.startsWith(FileMethods.OWNERS)
        ? byMethod.get(FileMethods.OWNERS + "*.*")
        : found;
  }

  /** All rows, topic by topic. */
  static List<Entry> entries() {
    return Collections.unmodifiableList(entries);
  }
}
