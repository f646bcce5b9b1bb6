package io.lazyloader.agent.analysis.machine;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.effects.Obstacle;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.world.Footprint;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The gate through which the simulated world has the analysing JVM compute something: every text,
 * number and array that is not made by interpreting instructions comes from here.
 *
 * <p>What a computation takes is known from the lengths of its arguments and charged before it
 * begins, so that the analysing JVM never does, nor holds, more than the budget allows. What it
 * throws is thrown in the simulated world, if it is an exception that the method is specified to
 * throw; whatever else fails, the JVM's own errors included, ends as an obstacle. No throwable of
 * the analysing JVM passes.
 */
public final class HostGate {
  private final Execution execution;
  private final Instances instances;

  HostGate(Execution execution, Instances instances) {
    this.execution = execution;
    this.instances = instances;
  }

  // ---- methods ----

  /** What a call of the analysing JVM takes at most: steps for time, bytes for its result. */
  public record Cost(long steps, long bytes) {}

  /**
   * Calls a method of the analysing JVM.
   *
   * @param method one that has no effect but on what it is given
   * @param self the object that it is called on; null if it is static
   * @param given its arguments, as values of the analysing JVM
   * @param cost what it takes, which is counted before it is called
   * @return what it returns; null if it is void, or returns that
   * @throws Thrown if it throws what the program would see
   * @throws Obstacle if it can't be called, if the analysing JVM runs short, or if that exceeds the
   *     limits of the initialiser
   */
  public @Nullable Object call(
      Method method, @Nullable Object self, @Nullable Object[] given, Cost cost) {
    execution.works(cost.steps());
    boolean makesNothing = method.getReturnType().isPrimitive() && !(self instanceof StringBuilder);
    if (!makesNothing) {
      execution.allocates(cost.bytes());
    }
    try {
      return method.invoke(self, given);
    } catch (InvocationTargetException e) {
      throw thrown(e.getTargetException());
    } catch (IllegalAccessException | RuntimeException e) {
      throw notComputable(e);
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw notComputable(e);
    }
  }

  /** As {@code String.equals}; counts the characters that it may have to compare. */
  public boolean areEqual(String left, @Nullable Object right) {
    execution.works(Footprint.steps(left.length()));
    return left.equals(right);
  }

  // ---- strings ----

  /** A string of some characters; fails as the constructor does where they are not there. */
  public String string(char[] from, int offset, int count) {
    charge(count);
    try {
      return new String(from, offset, count);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** A string of some code points; fails as the constructor does where they are none. */
  public String string(int[] points, int offset, int count) {
    charge(2L * count);
    try {
      return new String(points, offset, count);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** A string of some bytes; what can't be decoded is replaced, as ever. */
  public String string(byte[] from, int offset, int count, Charset charset) {
    charge(count);
    try {
      return new String(from, offset, count, charset);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** A string of its own with the same characters, which the two share. */
  public String copy(String text) {
    execution.allocates(Footprint.text(0));
    return new String(text);
  }

  /** What {@code String.join} and joining collectors end in. */
  public String joined(
      String prefix, String suffix, String delimiter, @Nullable CharSequence[] parts) {
    long length = (long) prefix.length() + suffix.length();
    for (CharSequence part : parts) {
      length += delimiter.length() + (part == null ? 4 : part.length());
    }
    charge(2 * length);
    try {
      return prefix + String.join(delimiter, parts) + suffix;
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  // ---- builders ----

  /** A builder with room for so many characters; fails as its constructor does below zero. */
  public StringBuilder builder(int capacity) {
    charge(capacity);
    try {
      return new StringBuilder(capacity);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** Appends all of a text. */
  public void append(StringBuilder builder, CharSequence text) {
    // A builder grows to twice its size, and copies what it has.
    charge(2L * text.length());
    try {
      builder.append(text);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** Appends a part of a text, up to but without its end; fails as the builder does outside it. */
  public void append(StringBuilder builder, CharSequence text, int from, int to) {
    charge(2 * Math.min((long) to - from, text.length()));
    try {
      builder.append(text, from, to);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** Appends some characters; fails as the builder does where they are not there. */
  public void append(StringBuilder builder, char[] text, int from, int count) {
    charge(2L * Math.min(count, text.length));
    try {
      builder.append(text, from, count);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** Inserts a text before a position; fails as the builder does where there is none. */
  public void insert(StringBuilder builder, int at, String text) {
    execution.works(Footprint.steps(builder.length()));
    charge(2L * text.length());
    try {
      builder.insert(at, text);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** What a builder holds now. */
  public String text(StringBuilder builder) {
    charge(builder.length());
    try {
      return builder.toString();
    } catch (StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  // ---- arrays ----

  /**
   * The elements of a new array, given its descriptor; references are those of simulated values.
   */
  Object array(String descriptor, int length) {
    execution.allocates(Footprint.array(descriptor, Math.max(0, length)));
    try {
      return switch (descriptor.charAt(1)) {
        case 'Z' -> new boolean[length];
        case 'B' -> new byte[length];
        case 'C' -> new char[length];
        case 'S' -> new short[length];
        case 'I' -> new int[length];
        case 'J' -> new long[length];
        case 'F' -> new float[length];
        case 'D' -> new double[length];
        default -> new Object[length];
      };
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  /** A copy of elements. */
  Object copy(String descriptor, Object elements) {
    int length = Array.getLength(elements);
    Object copy = array(descriptor, length);
    copy(elements, 0, copy, 0, length);
    return copy;
  }

  /** Copies elements between arrays of one type, as {@code System.arraycopy} does. */
  void copy(Object from, int fromIndex, Object to, int toIndex, int count) {
    execution.works(Footprint.steps(Math.max(0, count)));
    try {
      System.arraycopy(from, fromIndex, to, toIndex, count);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw thrown(e);
    }
  }

  // ---- charges and failures ----

  private void charge(long characters) {
    long some = Math.max(0, characters);
    execution.works(Footprint.steps(some));
    execution.allocates(Footprint.text(some));
  }

  /** What the simulated world sees of a failure: the same exception, or that it is refused. */
  private RuntimeException thrown(Throwable failure) {
    boolean isSpecified =
        failure instanceof IndexOutOfBoundsException
            || failure instanceof IllegalArgumentException
            || failure instanceof ArithmeticException
            || failure instanceof NegativeArraySizeException
            || failure instanceof NullPointerException;
    String type = failure.getClass().getName();
    if (!isSpecified || !type.startsWith("java.lang.")) {
      return notComputable(failure);
    }
    // The JVM words what is missing by the instruction that missed it, if it is asked to.
    Object message =
        failure instanceof NullPointerException
            ? new Opaque("the message of a NullPointerException", "Ljava/lang/String;")
            : failure.getMessage();
    return instances.exception(type.replace('.', '/'), message);
  }

  private Obstacle notComputable(Throwable failure) {
    boolean isOfThisRun = failure instanceof VirtualMachineError;
    String what = isOfThisRun ? failure.getClass().getSimpleName() : failure.toString();
    return new Obstacle(
        Kind.UNKNOWN,
        "the JVM that analyses can't compute a value: " + what,
        execution.places(),
        isOfThisRun);
  }
}
