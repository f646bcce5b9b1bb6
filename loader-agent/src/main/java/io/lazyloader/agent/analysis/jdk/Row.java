package io.lazyloader.agent.analysis.jdk;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.heap.Opaque;
import io.lazyloader.agent.analysis.machine.Execution;
import io.lazyloader.agent.analysis.world.MethodInfo;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of the {@link MethodTable}: what stands for some methods of the JDK.
 *
 * @param does in which way
 * @param words what it is that is done, returned, unknown or spoken against
 * @param kind what it makes of a region that calls it; {@code PROVEN} if it does not speak against
 *     that
 * @param value what is returned, if that is always the same
 * @param methods internal class name, dot, method name; or, for all others of a class, {@code *}
 */
record Row(Does does, String words, Kind kind, @Nullable Object value, List<String> methods) {
  /** The ways in which a row stands for its methods. */
  enum Does {
    /** There is code for it, in {@link Methods}. */
    COMPUTES,
    /** Always returns the same. */
    RETURNS,
    /** Returns what is not known. */
    HIDES,
    /** Speaks against moving whoever calls it. */
    OBSTACLE,
    /** The same, and names the first argument. */
    NAMED_OBSTACLE
  }

  static Row computes(String words, String... methods) {
    return new Row(Does.COMPUTES, words, Kind.PROVEN, null, List.of(methods));
  }

  static Row returns(@Nullable Object value, String words, String... methods) {
    return new Row(Does.RETURNS, words, Kind.PROVEN, value, List.of(methods));
  }

  static Row hides(String words, String... methods) {
    return new Row(Does.HIDES, words, Kind.PROVEN, null, List.of(methods));
  }

  static Row obstacle(Kind kind, String words, String... methods) {
    return new Row(Does.OBSTACLE, words, kind, null, List.of(methods));
  }

  static Row namedObstacle(Kind kind, String words, String... methods) {
    return new Row(Does.NAMED_OBSTACLE, words, kind, null, List.of(methods));
  }

  /** Does what the row says of itself. */
  @Nullable Object apply(MethodInfo method, @Nullable Object[] arguments, Execution execution) {
    return switch (does) {
      case RETURNS -> value;
      case HIDES -> new Opaque(words, method.result.getDescriptor());
      case OBSTACLE -> throw execution.obstacle(kind, words, method);
      case NAMED_OBSTACLE ->
          throw execution.obstacle(kind, words + ' ' + quoted(arguments), method);
      case COMPUTES -> throw new IllegalStateException("no code for " + method);
    };
  }

  private static String quoted(@Nullable Object[] arguments) {
    return arguments.length > 0 && arguments[0] instanceof String name ? '"' + name + '"' : "";
  }

  /** What is done, as the documentation has it. */
  String describe() {
    return switch (does) {
      case COMPUTES, RETURNS -> words;
      case HIDES -> "not known: " + words;
      case OBSTACLE -> kind.name().toLowerCase(Locale.ROOT) + ": " + words;
      case NAMED_OBSTACLE -> kind.name().toLowerCase(Locale.ROOT) + ": " + words + " ...";
    };
  }
}
