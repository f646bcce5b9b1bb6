package io.lazyloader.runtime;

/** Finds the resolution site on a stack: the code that read a deferred field first. */
final class ResolutionSite {
  /**
   * The classes of this library, as stack traces name them, whose frames may stand between a read
   * and the field's resolver. By name: they all stand above this one.
   */
  static final String[] BETWEEN = {
    "io.lazyloader.runtime.LazyCell",
    "io.lazyloader.runtime.LazyRegions",
    "io.lazyloader.runtime.ReflectiveAccess",
    "io.lazyloader.runtime.FinalFields",
    "io.lazyloader.runtime.ForeignReads",
    "io.lazyloader.runtime.ClosingLoaders"
  };

  private ResolutionSite() {}

  /** Returns the code whose read made an initialiser run, given the stack of what that threw. */
  static String of(StackTraceElement[] stack) {
    return below(stack);
  }

  /** Returns the code whose read makes the calling thread resolve a field now. */
  static String here() {
    return below(new Throwable().getStackTrace());
  }

  /**
   * Goes down to the innermost resolving frame and past it and what called it: an accessor, a cell,
   * what goes before a read by reflection or by the JDK, or what is told before a class loader is
   * closed. An initialiser may itself be the reader of another field, so its frame counts as a
   * person's code.
   */
  private static String below(StackTraceElement[] stack) {
    int frame = 0;
    while (frame < stack.length && !isEmitted(stack[frame], EmittedNames.RESOLVE_PREFIX)) {
      frame++;
    }
    while (frame < stack.length
        && (isOurs(stack[frame])
            || (isEmitted(stack[frame], EmittedNames.EMITTED)
                && !isEmitted(stack[frame], EmittedNames.INITIALISER_PREFIX)))) {
      frame++;
    }
    return frame < stack.length ? stack[frame].toString() : "an unknown site";
  }

  /** Whether a frame of the run-time library stands between a read and the field's resolver. */
  private static boolean isOurs(StackTraceElement frame) {
    String className = frame.getClassName();
    for (String ours : BETWEEN) {
      if (className.equals(ours)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEmitted(StackTraceElement frame, String prefix) {
    return frame.getMethodName().startsWith(prefix);
  }
}
