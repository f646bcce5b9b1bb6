package io.lazyloader;

import io.lazyloader.runtime.RegionNames;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Has the last word on what is deferred: is asked about each field that would be, and may keep it
 * eager. Named by the agent's option {@code filter}, or found as a service on the class path.
 *
 * <p>A filter is asked while a class is being loaded, once for each field, on a thread of the
 * agent's own, while the one that loads the class waits; by several at once. So:
 *
 * <ul>
 *   <li>The class that it is asked about is not there yet: its names are what there is. Whoever
 *       loads it from here waits for an answer that waits for the class; after a second the field
 *       stays eager, and the load goes on.
 *   <li>Classes that are loaded because the filter needs them keep their fields eager, the filter
 *       itself and what it needs when it is made included.
 *   <li>If it throws anything, the field stays eager; the first time is reported.
 * </ul>
 */
public interface LazyFilter {
  /**
   * Decides about a field.
   *
   * @param candidate what is known of the field
   * @return why it must stay eager, as the end of a sentence that begins "LOG stays eager: it is
   *     kept by a filter: "; null to let it be deferred
   */
  @Nullable String whyEager(Candidate candidate);

  /**
   * A field that would be deferred.
   *
   * @param className the binary name of the class that declares it
   * @param field its name
   * @param type its type, as in source: {@code int}, {@code java.util.Map}, {@code byte[]}
   * @param uses the binary names of the classes that its initialiser names itself, that of the
   *     declaring class left out; not what those use in turn
   * @param group the group that it is in, empty for none
   * @param verdict what analysis says of it; null if a mark or a plan asks for it
   */
  record Candidate(
      String className,
      String field,
      String type,
      Set<String> uses,
      String group,
      @Nullable Verdict verdict) {
    /** Copies the set. */
    public Candidate {
      uses = Set.copyOf(uses);
    }

    /**
     * Names the field as plans do.
     *
     * @return for example {@code com.acme.Main#LOG}
     */
    public String name() {
      return RegionNames.fieldName(className, field);
    }
  }

  /**
   * What mode {@code all} found out about an initialiser.
   *
   * @param kind how sure it is
   * @param reason why, without a full stop; empty if it is proven
   */
  record Verdict(Kind kind, String reason) {}

  /** How sure analysis is that no program can tell whether an initialiser was deferred. */
  enum Kind {
    /** It only allocates, reads what never changes, and writes what it allocated. */
    PROVEN,
    /** It would be proven, but for a call that a rule vouches for. */
    TRUSTED,
    /** It can't be told, and the option {@code safety=aggressive} defers it all the same. */
    UNKNOWN
  }
}
