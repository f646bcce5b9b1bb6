package io.lazyloader.junit;

import static org.junit.jupiter.api.Assertions.fail;

import io.lazyloader.LazyLoader;
import io.lazyloader.runtime.DeferredClasses;
import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.RegionNames;
import io.lazyloader.runtime.Startup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about deferred fields, named as in plans: {@code com.acme.Main#LOG}. They resolve
 * nothing, and initialise no class. Those that fail throw Jupiter's {@code AssertionFailedError}
 * with the state that the field is in and, if it is known, the code that resolved it: with {@link
 * LazyLoading} on the test, or the agent's option {@code sites}, it is.
 */
public final class LazyAssertions {
  private LazyAssertions() {}

  /**
   * Asserts that fields are deferred and nobody has read them.
   *
   * @param fields their names
   */
  public static void assertPending(String... fields) {
    for (String field : fields) {
      Found found = find(field);
      if (found == null || found.state() != LazyRegions.PENDING) {
        fail(field + " is not pending: " + describe(field, found));
      }
    }
  }

  /**
   * Asserts that fields were deferred and have been computed since.
   *
   * @param fields their names
   */
  public static void assertResolved(String... fields) {
    for (String field : fields) {
      Found found = find(field);
      if (found == null || found.state() != LazyRegions.RESOLVED) {
        fail(field + " is not resolved: " + describe(field, found));
      }
    }
  }

  /**
   * Asserts that fields were deferred, whatever has become of them since.
   *
   * @param fields their names
   */
  public static void assertDeferred(String... fields) {
    for (String field : fields) {
      Found found = find(field);
      if (found == null) {
        fail(field + " is not deferred: " + describe(field, null));
      }
    }
  }

  private static @Nullable Found find(String field) {
    for (LazyRegions regions : DeferredClasses.live()) {
      RegionNames names = regions.names();
      if (!field.startsWith(RegionNames.fieldName(names.className(), ""))) {
        continue;
      }
      for (int index = 0; index < regions.count(); index++) {
        for (String name : names.fields(index)) {
          if (field.equals(RegionNames.fieldName(names.className(), name))) {
            return new Found(regions, index);
          }
        }
      }
    }
    return null;
  }

  private static String describe(String field, @Nullable Found found) {
    if (found == null) {
      return whyUnknown(field);
    }
    String site = ResolutionSites.of(field, found.regions.id(found.index));
    String by = site == null ? ", before anybody noted where" : " at " + site;
    return switch (found.state()) {
      case LazyRegions.RESOLVED -> "it was resolved" + by;
      case LazyRegions.FAILED -> "its initialiser failed when it was read" + by;
      case LazyRegions.RESOLVING -> "its initialiser runs at this moment";
      default -> "it is pending, nobody has read it";
    };
  }

  private static String whyUnknown(String field) {
    int separator = field.indexOf(RegionNames.SEPARATOR);
    if (separator < 0) {
      return "a field is named as com.acme.Main#LOG";
    }
    if (LazyLoader.mode() == LazyLoader.Mode.NONE) {
      return "laziness is off in this JVM (mode none)";
    }
    String className = field.substring(0, separator);
    List<String> siblings = new ArrayList<>();
    for (LazyRegions regions : DeferredClasses.live()) {
      RegionNames names = regions.names();
      for (int index = 0; names.className().equals(className) && index < regions.count(); index++) {
        siblings.addAll(List.of(names.fields(index)));
      }
    }
    if (!siblings.isEmpty()) {
      return className + " defers " + String.join(", ", siblings) + " only";
    }
    return className
        + " has not been initialised, or has no field that is deferred"
        + (Startup.premainNanos() == 0 ? "; this JVM runs without the Lazyloader agent" : "");
  }

  /** Where a field was found. */
  private record Found(LazyRegions regions, int index) {
    int state() {
      return regions.state(index);
    }
  }
}
