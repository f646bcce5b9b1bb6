package io.lazyloader.agent.rewrite;

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

  /** The marks on the class's package. */
  public Marks packageMarks = Marks.NONE;

  /**
   * Judges what neither a mark nor a plan asks for; null if that stays eager without a question.
   */
  public @Nullable Judge judge;

  /** Has the last word on every field that a mark or a plan asks for. */
  public Filter filter = Filter.ALLOW_ALL;

  /**
   * The accessors that other classes were already told to call, and so the only fields to defer
   * among those that other classes can read; null while nobody was told anything.
   */
  public @Nullable Set<String> promised;

  /**
   * Whether the class must be able to stay eager when laziness is switched off at run time: needed
   * for classes that are rewritten before the switch is known.
   */
  public boolean switchable;

  /**
   * Whether fields must be resolved before the class reads or writes them by reflection. It then
   * needs the run-time library, and its code grows.
   */
  public boolean resolvesReflection;

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
}
