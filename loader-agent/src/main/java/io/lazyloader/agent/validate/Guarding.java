package io.lazyloader.agent.validate;

/**
 * Whether a class guards its calls of reflection.
 *
 * @param isSome whether it guards any
 * @param unguarded the first call that could be guarded and is not, for messages; empty if there is
 *     none
 */
public record Guarding(boolean isSome, String unguarded) {
  /** Of a class without such calls. */
  static final Guarding NONE = new Guarding(false, "");
}
