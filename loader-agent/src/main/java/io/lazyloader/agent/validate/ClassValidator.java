package io.lazyloader.agent.validate;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Proves of one class file that it is another one in which nothing was changed but what the passes
 * of the optimiser may change. Knows nothing of how that was done, and may be called by any number
 * of threads.
 *
 * <p>What may differ: a static field is deferred, that is, its slice of {@code <clinit>} stands
 * unchanged in a method of its own, and it is read by an accessor; calls of reflection are guarded;
 * a class file older than Java 6 becomes one of Java 6. That deferring a field is safe is not
 * proven here.
 */
public final class ClassValidator {
  private ClassValidator() {}

  /**
   * Finds a difference that may not be.
   *
   * @param original the class file as it was, not modified
   * @param rewritten the class file as it is now, not modified
   * @return what is where, as a sentence, or null if the class is vouched for
   */
  public static @Nullable String problem(byte[] original, byte[] rewritten) {
    List<String> problems = validate(original, rewritten).problems();
    return problems.isEmpty() ? null : problems.get(0) + '.';
  }

  /**
   * Compares two class files.
   *
   * @param original the class file as it was, not modified
   * @param rewritten the class file as it is now, not modified
   * @return all that was found; never fails, whatever the bytes are
   */
  public static Validation validate(byte[] original, byte[] rewritten) {
    boolean isSame = Arrays.equals(original, rewritten);
    Declared before;
    try {
      before = Declared.read(original);
    } catch (RuntimeException e) {
      List<String> problems = isSame ? List.of() : List.of("the original can't be read: " + e);
      return new Validation("", problems, isSame, Set.of(), false, Links.NONE);
    }
    if (isSame) {
      return new Validation(before.name(), List.of(), true, Set.of(), false, Links.of(before));
    }
    try {
      return new Comparison(original, rewritten, before, Declared.read(rewritten)).validation();
    } catch (RuntimeException e) {
      return new Validation(
          before.name(),
          List.of("it can't be compared: " + e),
          false,
          Set.of(),
          false,
          Links.of(before));
    }
  }
}
