package io.lazyloader.runtime;

/** Finds the resolution site on a stack: the code that read a deferred field first. */
final class ResolutionSite {
  private static final String EMITTED = "$lazy$";
  private static final String EMITTED_INITIALISER = "$lazy$init$";

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
   * or what is told before a class loader is closed. An initialiser may itself be the reader of
   * another field, so its frame counts as a person's code.
   */
  private static String below(StackTraceElement[] stack) {
    int frame = 0;
    while (frame < stack.length && !isEmitted(stack[frame], LazyRegions.RESOLVE_PREFIX)) {
      frame++;
    }
    while (frame < stack.length
        && (isOurs(stack[frame])
            || (isEmitted(stack[frame], EMITTED)
                && !isEmitted(stack[frame], EMITTED_INITIALISER)))) {
      frame++;
    }
    return frame < stack.length ? stack[frame].toString() : "an unknown site";
  }

  /** Whether a frame of the run-time library stands between a read and the field's resolver. */
  private static boolean isOurs(StackTraceElement frame) {
    String className = frame.getClassName();
    return className.equals(LazyCell.class.getName())
        || className.equals(LazyRegions.class.getName())
        || className.equals(ReflectiveAccess.class.getName())
        || className.equals(ClosingLoaders.class.getName());
  }

  private static boolean isEmitted(StackTraceElement frame, String prefix) {
    return frame.getMethodName().startsWith(prefix);
  }
}
