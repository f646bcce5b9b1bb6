package io.lazyloader;

import java.util.Iterator;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where a module was declared: the code that made it. Takes a look at the stack, about a
 * microsecond, once; the line is looked up when a message needs it.
 */
final class DeclarationSite {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final StackWalker.StackFrame frame;

  private DeclarationSite(StackWalker.StackFrame frame) {
    this.frame = frame;
  }

  /** Returns the code that called a method of a class of the API, which is on the stack. */
  static DeclarationSite ofCaller(Class<?> api) {
    return new DeclarationSite(WALKER.walk(new Caller(api)));
  }

  /** Finds that code on a stack. No lambda: the first one of a JVM costs milliseconds. */
  private static final class Caller
      implements Function<Stream<StackWalker.StackFrame>, StackWalker.StackFrame> {
    private final Class<?> api;

    Caller(Class<?> api) {
      this.api = api;
    }

    @Override
    public StackWalker.StackFrame apply(Stream<StackWalker.StackFrame> frames) {
      Iterator<StackWalker.StackFrame> stack = frames.iterator();
      StackWalker.StackFrame frame = stack.next();
      while (isBetween(frame.getDeclaringClass())) {
        frame = stack.next();
      }
      return frame;
    }

    /** Whether a class stands between the user's code and us: we ourselves, or dynamic Groovy. */
    private boolean isBetween(Class<?> type) {
      return type == DeclarationSite.class
          || type == api
          || type.getName().startsWith("org.codehaus.groovy.")
          || type.getName().startsWith("groovy.lang.");
    }
  }

  /** Returns the class of that code. */
  Class<?> type() {
    return frame.getDeclaringClass();
  }

  /** Returns it as in a stack trace. */
  @Override
  public String toString() {
    return frame.toStackTraceElement().toString();
  }
}
