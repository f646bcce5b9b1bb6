package io.lazyloader.agent.rewrite;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Field resolution (JVMS 17 §5.4.3.2): which class declares the field that a reference means. The
 * class that the reference names is looked at first, then all that is above it.
 *
 * <p>Made for one reference, by whoever knows what classes declare: this knows only the order.
 * Whether the field may be accessed is not asked, as the JVM, too, asks that of the field that it
 * has found (JVMS 17 §5.4.4).
 *
 * @param <C> a class, as the caller has it
 */
public interface FieldResolution<C> {
  /**
   * Tells whether a class declares the field itself.
   *
   * @param type the class or interface
   * @return whether it has a field of the reference's name and descriptor
   */
  boolean declares(C type);

  /**
   * Returns what is right above a class. Asked only if the class does not declare the field.
   *
   * @param type the class or interface
   * @return its direct superinterfaces in the order of its class file, then its superclass, as far
   *     as they are worth a look
   */
  List<C> above(C type);

  /**
   * Resolves the reference.
   *
   * @param named the class or interface that it names
   * @return the one that declares the field; null if none does that was looked at
   */
  default @Nullable C declaring(C named) {
    if (declares(named)) {
      return named;
    }
    for (C type : above(named)) {
      C declaring = declaring(type);
      if (declaring != null) {
        return declaring;
      }
    }
    return null;
  }
}
