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
 * @param topic what it is about; names the file that has the code, if there is some
 * @param does in which way it stands for them
 * @param words what it is that is done, returned, unknown or spoken against
 * @param kind what it makes of a region that calls it; {@code PROVEN} if it does not speak against
 *     that
 * @param value what is returned, if that is always the same
 * @param methods internal class name, dot, method name; or, for all others of a class, {@code *}
 */
record Row(
    String topic,
    Does does,
    String words,
    Kind kind,
    @Nullable Object value,
    List<String> methods) {
  /** The ways in which a row stands for its methods. */
  enum Does {
    /** There is code for it. */
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

  /** Does what the row says of itself, if there is no code for it. */
  @Nullable Object apply(MethodInfo method, @Nullable Object[] arguments, Execution execution) {
    if (does == Does.RETURNS) {
      return value;
    }
    if (does == Does.HIDES) {
      return new Opaque(words, method.result.getDescriptor());
    }
    String what = does == Does.NAMED_OBSTACLE ? words + ' ' + quoted(arguments) : words;
    throw execution.obstacle(kind, what, method);
  }

  private static String quoted(@Nullable Object[] arguments) {
    return arguments.length > 0 && arguments[0] instanceof String name ? '"' + name + '"' : "";
  }

  /** What is done, as the documentation has it. */
  String describe() {
    if (does == Does.HIDES) {
      return "not known: " + words;
    }
    String how = kind == Kind.PROVEN ? "" : kind.name().toLowerCase(Locale.ROOT) + ": ";
    return how + words + (does == Does.NAMED_OBSTACLE ? " ..." : "");
  }
}
