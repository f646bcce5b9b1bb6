package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.DeferredFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a glance at a class tells: what it may need. Asks no loader anything.
 *
 * @param selected whether it declares fields to defer, as far as a glance tells
 * @param mayReflect whether it may reach fields that it does not name; only if somebody asks
 * @param reflects whether it may so reach fields that are lazy
 * @param reads the fields of others that it does not read as they are; null if there are none
 * @param hiding its fields that hide lazy ones of its supertypes
 * @param isAny whether it may have to be rewritten
 */
record Look(
    boolean selected,
    boolean mayReflect,
    boolean reflects,
    FieldReads.@Nullable Reads reads,
    Set<String> hiding,
    boolean isAny) {

  /**
   * Looks at a class.
   *
   * @param known what it was before, if it is redefined; null if it is new
   * @param asksForReflection whether to find out about reflection, though no field may be lazy
   */
  static Look at(
      Definition type,
      Selection selection,
      Promises promises,
      @Nullable LoadedClass known,
      boolean asksForReflection) {
    ConstantPool pool = type.pool();
    boolean selected = selection.selects(type);
    boolean expects = selection.expectsLazyFields();
    boolean mayReflect = (expects || asksForReflection) && pool.mayReflect();
    FieldReads.Reads reads = new FieldReads(selection, promises, type).decide(known);
    Set<String> hiding = type.isRedefined() ? Set.of() : promises.hiding(type);
    boolean isLazy = known != null && !known.lazyNames().isEmpty();
    return new Look(
        selected,
        mayReflect,
        expects && mayReflect,
        reads,
        hiding,
        selected || isLazy || reads != null || (expects && mayReflect) || !hiding.isEmpty());
  }

  /** The fields of others that it does not read as they are. */
  DeferredFields others() {
    return reads == null ? DeferredFields.NONE : reads;
  }

  /** Hashes all that decides what becomes of a class that is loaded for the first time. */
  long question(Definition type, Learnt learnt) {
    String described = reads == null ? "" : reads.description();
    return learnt.question(type.key(), selected, reflects, described, hiding);
  }
}
