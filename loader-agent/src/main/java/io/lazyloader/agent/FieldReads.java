package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.FieldReference;
import io.lazyloader.agent.rewrite.FieldResolution;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one class reads the static fields of others: so that a read and the field are rewritten
 * together or not at all, whichever is loaded first.
 *
 * <p>Names do not tell which class a reference means: each loader may define one of its own. So
 * there are three ways to read a field:
 *
 * <ul>
 *   <li>through its accessor, if the loader that defines the reading class has itself defined the
 *       class of that name: the JVM resolves the reference to that one (JVMS 17 §5.3);
 *   <li>as the JVM finds it ({@code UncertainReads}), if some class of that name may make the field
 *       lazy. Nothing has to be true for that, so a guess is good enough;
 *   <li>as it is, otherwise. That is noted in {@link Promises}, and whatever class such a reference
 *       may come to mean keeps the field eager from then on.
 * </ul>
 */
final class FieldReads implements FieldResolution<LoadedClass> {
  /** Of class files: the first version whose interfaces may have static methods, Java 8. */
  private static final int FIRST_WITH_METHODS = 52;

  private final Selection selection;
  private final Promises promises;
  private final Definition site;
  private final ConstantPool pool;

  /** The field that is looked for: a hash of the name and descriptor that a reference has. */
  private long field;

  /** Whether the JVM can't find anything else, given where the search has been so far. */
  private boolean isCertain;

  /**
   * Looks at a class.
   *
   * @param site where it comes from
   */
  FieldReads(Selection selection, Promises promises, Definition site) {
    this.selection = selection;
    this.promises = promises;
    this.site = site;
    this.pool = site.pool();
  }

  /**
   * Decides how the class reads the static fields of others.
   *
   * @param known what the class was before, if it is redefined; null if it is new
   * @return the fields not to read as they are; null if there are none
   */
  @Nullable Reads decide(@Nullable LoadedClass known) {
    LoadedClass itself = null;
    Reads reads = null;
    if (known != null && !known.asked.isEmpty()) {
      reads = new Reads();
      for (FieldReference reference : known.asked) {
        reads.add(reference, false, null);
      }
    }
    for (int reference = 0; reference < pool.fieldReferences(); reference++) {
      if (pool.isPlatformField(reference)) {
        continue;
      }
      field = pool.fieldHash(reference);
      boolean isOwn = pool.isOwnField(reference);
      if (isOwn) {
        if (itself == null) {
          itself = new LoadedClass(site.name(), pool);
        }
        if (itself.declares(field)) {
          continue;
        }
      }
      if (isSurelyAsItIs(reference)) {
        continue;
      }
      String owner = isOwn ? site.name() : pool.fieldOwner(reference);
      isCertain = true;
      LoadedClass named = isOwn ? itself : named(owner);
      LoadedClass declaring = named == null ? null : declaring(named);
      boolean hasLazy = declaring != null && declaring.hasLazy(field);
      if (isCertain ? hasLazy : mayBeLazy(reference, declaring, hasLazy)) {
        if (reads == null) {
          reads = new Reads();
        }
        reads.add(
            new FieldReference(owner, pool.fieldName(reference), pool.fieldDescriptor(reference)),
            isCertain,
            declaring != null && declaring.isInterface ? nameOf(declaring) : null);
      }
    }
    return reads;
  }

  /** The common case where marks can't be expected: no field of that name is lazy anywhere. */
  private boolean isSurelyAsItIs(int reference) {
    return !selection.expectsMarks()
        && !selection.plans(pool, reference)
        && !selection.learnt.isLazy(field)
        && promises.readsAsItIs(field);
  }

  /** Whether the field must be read as the JVM finds it; if not, notes that it is read as it is. */
  private boolean mayBeLazy(int reference, @Nullable LoadedClass declaring, boolean hasLazy) {
    String name = declaring == null ? null : nameOf(declaring);
    if (canAsk()) {
      if (hasLazy || (name == null && isAskedFor(reference))) {
        return true;
      }
      if (name == null) {
        return !promises.readsAsItIs(field);
      }
    }
    promises.keepEager(field, name);
    return false;
  }

  /** Whether some field of that name is to be lazy, of whatever class. */
  private boolean isAskedFor(int reference) {
    return selection.plans(pool, reference) || selection.learnt.isLazy(field);
  }

  /**
   * Members can be added when a class is defined, and only to an interface that may have methods.
   */
  private boolean canAsk() {
    return !site.isRedefined() && (!pool.isInterface() || pool.version() >= FIRST_WITH_METHODS);
  }

  /** The name of a class that declares a field; null if no name tells which class that is. */
  private @Nullable String nameOf(LoadedClass declaring) {
    if (declaring == LoadedClass.UNKNOWN) {
      return null;
    }
    // Of a class that is only expected, its name is worth nothing where loaders disagree.
    return declaring.isGuess && !selection.isOfSystem(site.loader()) ? null : declaring.name;
  }

  /**
   * Finds a class that the loader was seen to define, or else the one of that name that it is
   * expected to; null for one that can't have lazy fields.
   */
  private @Nullable LoadedClass named(String name) {
    if (Promises.isOfJava(name)) {
      return null;
    }
    LoadedClass known = promises.defined(site.loader(), name);
    LoadedClass type = known == null ? selection.expected(site, name) : known;
    return type == null ? LoadedClass.UNKNOWN : type;
  }

  /** A class that is not known may declare anything: where the JVM would go from there is open. */
  @Override
  public boolean declares(LoadedClass type) {
    isCertain &= !type.isGuess;
    return type == LoadedClass.UNKNOWN || type.declares(field);
  }

  @Override
  public List<LoadedClass> above(LoadedClass type) {
    List<LoadedClass> above = new ArrayList<>(type.interfaces.length + 1);
    for (String name : type.interfaces) {
      add(above, named(name));
    }
    if (type.superName != null) {
      add(above, named(type.superName));
    }
    return above;
  }

  private static void add(List<LoadedClass> types, @Nullable LoadedClass type) {
    if (type != null) {
      types.add(type);
    }
  }

  /** The fields of other classes that one class does not read as they are. */
  static final class Reads implements DeferredFields {
    /** Whether it is known what each reference means. */
    private final Map<FieldReference, Boolean> certain = new HashMap<>();

    private final Map<FieldReference, String> interfaces = new HashMap<>();

    private void add(
        FieldReference reference, boolean isCertain, @Nullable String declaringInterface) {
      if (certain.putIfAbsent(reference, isCertain) == null && declaringInterface != null) {
        interfaces.put(reference, declaringInterface);
      }
    }

    /** What there is, in words that are the same for the same reads. */
    String description() {
      List<String> lines = new ArrayList<>();
      for (Map.Entry<FieldReference, Boolean> entry : certain.entrySet()) {
        FieldReference read = entry.getKey();
        lines.add(
            (entry.getValue() ? "\n=" : "\n?")
                + read.owner()
                + ' '
                + read.name()
                + ' '
                + read.descriptor()
                + ' '
                + interfaces.getOrDefault(read, ""));
      }
      Collections.sort(lines);
      StringBuilder description = new StringBuilder();
      for (String line : lines) {
        description.append(line);
      }
      return description.toString();
    }

    @Override
    public boolean isDeferred(String owner, String name, String descriptor) {
      return certain.containsKey(new FieldReference(owner, name, descriptor));
    }

    @Override
    public boolean isCertain(String owner, String name, String descriptor) {
      return certain.getOrDefault(new FieldReference(owner, name, descriptor), false);
    }

    @Override
    public @Nullable String declaringInterface(String owner, String name, String descriptor) {
      return interfaces.get(new FieldReference(owner, name, descriptor));
    }
  }
}
