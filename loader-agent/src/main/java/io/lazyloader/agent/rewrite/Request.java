package io.lazyloader.agent.rewrite;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one class from outside: everything but the annotations in the class itself.
 *
 * <p>Made per class, so plain fields with defaults, set before use.
 */
public final class Request {
  /** Fields that a plan names. */
  public Set<String> planned = Set.of();

  /** The groups that a plan names, by field. */
  public Map<String, String> groups = Map.of();

  /** The marks on the class's package. */
  public Marks packageMarks = Marks.NONE;

  /**
   * Judges what neither a mark nor a plan asks for; null if that stays eager without a question.
   */
  public @Nullable Judge judge;

  /** Has a say about every field that a mark or a plan asks for, or that is to be judged. */
  public Filter filter = Filter.ALLOW_ALL;

  /** Has the last word on the fields that would be deferred; null if nobody wants to have it. */
  public @Nullable LastWord lastWord;

  /**
   * The accessors that other classes were already told to call, and so the only fields to defer
   * among those that other classes can read; null while nobody was told anything.
   */
  public @Nullable Set<String> promised;

  /**
   * Whether regions must be able to run in their old place after all: when laziness is switched off
   * at run time, which is not known yet, or when a filter says so, which is asked then.
   */
  public boolean switchable;

  /**
   * Whether fields must be resolved before the class reads or writes them by reflection, or, being
   * a class loader, is closed. It then needs the run-time library, and its code grows.
   */
  public boolean resolvesReflection;

  /**
   * Whether fields must also be resolved before the class calls what may close a class loader:
   * where there is no agent that has {@code URLClassLoader} itself tell.
   */
  public boolean closesTell;

  /**
   * Whether the class is loaded already, so that it can't be given members any more. Method
   * references to what is used by reflection then stay as they are.
   */
  public boolean isLoaded;

  /** Vetoes fields, for example by the user's include and exclude patterns. */
  public interface Filter {
    /** Vetoes nothing. */
    Filter ALLOW_ALL =
        new Filter() {
          @Override
          public @Nullable String veto(String className, String field, int access) {
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
    @Nullable String veto(String className, String field, int access);
  }

  /** Looks at what is about to be deferred. Asked for each field, once in each decision. */
  public interface LastWord {
    /**
     * Decides about a field.
     *
     * @param candidate what is known of it
     * @return why it must stay eager, or null if it may be deferred
     */
    @Nullable String veto(Candidate candidate);
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
