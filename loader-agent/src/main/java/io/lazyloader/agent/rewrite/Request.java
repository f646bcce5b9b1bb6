package io.lazyloader.agent.rewrite;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one class from outside: everything but the annotations in the class itself.
 * Immutable: who asks for more gets another request.
 */
public final class Request {
  /** Asks for nothing. */
  public static final Request NONE = new Request();

  private Set<String> planned = Set.of();
  private Map<String, String> groups = Map.of();
  private Marks packageMarks = Marks.NONE;
  private @Nullable Judge judge;
  private Filter filter = Filter.ALLOW_ALL;
  private @Nullable FinalFilter finalFilter;
  private @Nullable Set<String> promised;
  private boolean switchable;
  private boolean resolvesReflection;
  private boolean closesTell;
  private boolean isLoaded;

  private Request() {}

  private Request(Request other) {
    planned = other.planned;
    groups = other.groups;
    packageMarks = other.packageMarks;
    judge = other.judge;
    filter = other.filter;
    finalFilter = other.finalFilter;
    promised = other.promised;
    switchable = other.switchable;
    resolvesReflection = other.resolvesReflection;
    closesTell = other.closesTell;
    isLoaded = other.isLoaded;
  }

  /**
   * Asks for one thing more.
   *
   * @param value fields that a plan names
   * @return a request of its own
   */
  public Request planned(Set<String> value) {
    Request changed = new Request(this);
    changed.planned = value;
    return changed;
  }

  Set<String> planned() {
    return planned;
  }

  /**
   * Asks for one thing more.
   *
   * @param value the groups that a plan names, by field
   * @return a request of its own
   */
  public Request groups(Map<String, String> value) {
    Request changed = new Request(this);
    changed.groups = value;
    return changed;
  }

  Map<String, String> groups() {
    return groups;
  }

  /**
   * Asks for one thing more.
   *
   * @param value the marks on the class's package
   * @return a request of its own
   */
  public Request packageMarks(Marks value) {
    Request changed = new Request(this);
    changed.packageMarks = value;
    return changed;
  }

  Marks packageMarks() {
    return packageMarks;
  }

  /**
   * Asks for one thing more.
   *
   * @param value who judges what neither a mark nor a plan asks for; null if that stays eager
   *     without a question
   * @return a request of its own
   */
  public Request judge(@Nullable Judge value) {
    Request changed = new Request(this);
    changed.judge = value;
    return changed;
  }

  @Nullable Judge judge() {
    return judge;
  }

  /**
   * Asks for one thing more.
   *
   * @param value who has a say about every field that a mark or a plan asks for, or that is to be
   *     judged
   * @return a request of its own
   */
  public Request filter(Filter value) {
    Request changed = new Request(this);
    changed.filter = value;
    return changed;
  }

  /**
   * Tells who has a say.
   *
   * @return what was asked for last
   */
  public Filter filter() {
    return filter;
  }

  /**
   * Asks for one thing more.
   *
   * @param value who has the last word on the fields that would be deferred; null if nobody wants
   *     to have it
   * @return a request of its own
   */
  public Request finalFilter(@Nullable FinalFilter value) {
    Request changed = new Request(this);
    changed.finalFilter = value;
    return changed;
  }

  @Nullable FinalFilter finalFilter() {
    return finalFilter;
  }

  /**
   * Asks for one thing more.
   *
   * @param value the accessors that other classes were already told to call, and so the only fields
   *     to defer among those that other classes can read; null while nobody was told anything
   * @return a request of its own
   */
  public Request promised(@Nullable Set<String> value) {
    Request changed = new Request(this);
    changed.promised = value;
    return changed;
  }

  @Nullable Set<String> promised() {
    return promised;
  }

  /**
   * Asks for one thing more.
   *
   * @param value whether regions must be able to run in their old place after all: when laziness is
   *     switched off at run time, which is not known yet, or when a filter says so, which is asked
   *     then
   * @return a request of its own
   */
  public Request switchable(boolean value) {
    Request changed = new Request(this);
    changed.switchable = value;
    return changed;
  }

  boolean switchable() {
    return switchable;
  }

  /**
   * Asks for one thing more.
   *
   * @param value whether fields must be resolved before the class reads or writes them by
   *     reflection, or, being a class loader, is closed; it then needs the run-time library, and
   *     its code grows
   * @return a request of its own
   */
  public Request resolvesReflection(boolean value) {
    Request changed = new Request(this);
    changed.resolvesReflection = value;
    return changed;
  }

  boolean resolvesReflection() {
    return resolvesReflection;
  }

  /**
   * Asks for one thing more.
   *
   * @param value whether fields must also be resolved before the class calls what may close a class
   *     loader: where there is no agent that has {@code URLClassLoader} itself tell
   * @return a request of its own
   */
  public Request closesTell(boolean value) {
    Request changed = new Request(this);
    changed.closesTell = value;
    return changed;
  }

  boolean closesTell() {
    return closesTell;
  }

  /**
   * Asks for one thing more.
   *
   * @param value whether the class is loaded already, so that it can't be given members any more;
   *     method references to what is used by reflection then stay as they are
   * @return a request of its own
   */
  public Request isLoaded(boolean value) {
    Request changed = new Request(this);
    changed.isLoaded = value;
    return changed;
  }

  boolean isLoaded() {
    return isLoaded;
  }

  /** Vetoes fields, for example by the user's include and exclude patterns. */
  public interface Filter {
    /** Vetoes nothing. */
    Filter ALLOW_ALL =
        new Filter() {
          @Override
          public @Nullable String obstacle(String className, String field, int access) {
            return null;
          }
        };

    /**
     * Decides about a field.
     *
     * @param className the class's binary name
     * @param field the field's name
     * @param access the field's access flags (JVMS 17 §4.5)
     * @return why it must stay eager, or null if it may be deferred
     */
    @Nullable String obstacle(String className, String field, int access);
  }

  /** Looks at what is about to be deferred. Asked for each field, once in each decision. */
  public interface FinalFilter {
    /**
     * Decides about a field.
     *
     * @param candidate what is known of it
     * @return why it must stay eager, or null if it may be deferred
     */
    @Nullable String obstacle(Candidate candidate);
  }

  /**
   * A field that is about to be deferred.
   *
   * @param className the class's binary name
   * @param field the field's name
   * @param type the field's type, as in source
   * @param uses binary names of the other classes that its initialiser names
   * @param group the group that it is in, empty for none
   * @param verdict the kind of the judge's verdict; null if a mark or a plan asks for the field
   * @param reason that of the verdict
   * @param isNamed whether a plan or an annotation of its own asks for the field
   */
  public record Candidate(
      String className,
      String field,
      String type,
      Set<String> uses,
      String group,
      @Nullable String verdict,
      String reason,
      boolean isNamed) {}
}
