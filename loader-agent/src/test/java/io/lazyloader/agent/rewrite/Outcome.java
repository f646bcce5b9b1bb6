package io.lazyloader.agent.rewrite;

import org.jspecify.annotations.Nullable;

/** What a run came to: a value, or what it threw. */
public record Outcome(@Nullable String value, @Nullable Throwable thrown) {

  /** The value, or the types and messages of what was thrown and of its causes. */
  public String text() {
    if (thrown == null) {
      return "returned " + value;
    }
    StringBuilder text = new StringBuilder("threw");
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      text.append(' ').append(cause.getClass().getName()).append(": ").append(cause.getMessage());
    }
    return text.toString();
  }

  /** What was thrown; fails if nothing was. */
  Throwable failure() {
    if (thrown == null) {
      throw new AssertionError("nothing thrown, but " + text());
    }
    return thrown;
  }
}
