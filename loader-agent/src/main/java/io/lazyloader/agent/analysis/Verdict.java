package io.lazyloader.agent.analysis;

import java.util.List;

/**
 * What the engine found about one field.
 *
 * @param kind whether it may be deferred
 * @param reason why, as a sentence without its full stop; empty if it is proven
 * @param chain where: the calls that lead to the instruction that decided, outermost (the
 *     initialiser itself) first; empty if the whole region is meant
 * @param cost the number of instructions that its evaluation took, those of initialisers that it
 *     triggers included; of what is not proven, up to where the evaluation ended
 * @param group of what is trusted: the fields that share a cost with it, which whoever is resolved
 *     first pays; empty if there is no such group
 */
public record Verdict(Kind kind, String reason, List<Place> chain, long cost, String group) {
  /** Makes a verdict. */
  public Verdict {
    chain = List.copyOf(chain);
  }

  /** How sure it is that no program can tell whether the region was deferred. */
  public enum Kind {
    /** It only allocates, reads what never changes, and writes what it allocated. */
    PROVEN,
    /** It would be proven, but for a call that a rule vouches for. */
    TRUSTED,
    /** The author or a plan asks for it. */
    MARKED,
    /** The engine can't tell. */
    UNKNOWN,
    /** It does or depends on something that makes the moment of its evaluation matter. */
    UNSAFE
  }

  /**
   * An instruction in a method.
   *
   * @param className binary name
   * @param method name, as in the class file
   * @param sourceFile empty if unknown
   * @param line 0 if unknown
   * @param instruction what it does, in words like those of {@code javap}
   */
  public record Place(
      String className, String method, String sourceFile, int line, String instruction) {
    @Override
    public String toString() {
      String where = line > 0 ? sourceFile + ':' + line : sourceFile;
      return className
          + '.'
          + method
          + (where.isEmpty() ? "" : " (" + where + ')')
          + ": "
          + instruction;
    }
  }
}
