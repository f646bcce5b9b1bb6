package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.FieldReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that a read of a static field in one class and the field in another are rewritten
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
 *   <li>as it is, otherwise. That is noted, and whatever class such a reference may come to mean
 *       keeps the field eager from then on.
 * </ul>
 *
 * <p>Noting the last and allowing a field to be lazy exclude each other by a lock, so no order in
 * which threads load classes slips between. No loader is asked anything.
 */
final class FieldReads {
  /** Of class files: the first version whose interfaces may have static methods, Java 8. */
  private static final int FIRST_WITH_METHODS = 52;

  private final Selection selection;
  private final PerLoader<ConcurrentHashMap<String, LoadedClass>> loaded = new PerLoader<>();

  /** Guarded by this: fields that code reads as they are. */
  private final LongSet asTheyAre = new LongSet();

  /** Guarded by this: fields that were allowed to be lazy, of whatever class. */
  private final LongSet lazy = new LongSet();

  /**
   * Guarded by this: by the internal name of a class or interface, fields that a subtype of that
   * name declares, too.
   */
  private final Map<String, Set<Long>> hidden = new HashMap<>();

  /** Guarded by this: whether it is known what the classes read that were loaded before. */
  private boolean isOpen;

  /** Guarded by this: whether any field that others can read must stay eager. */
  private boolean isClosed;

  FieldReads(Selection selection) {
    this.selection = selection;
  }

  /** Says that all is noted about classes that were loaded before; until then none is lazy. */
  synchronized void open() {
    isOpen = true;
  }

  /**
   * Says that code reads fields as they are of which nothing is known: no more of them get lazy.
   */
  synchronized void close() {
    isClosed = true;
  }

  /** Whether a class comes too early to be lazy or to read lazy fields; if so, notes its reads. */
  synchronized boolean isTooEarly(ConstantPool pool) {
    if (!isOpen) {
      readsAsTheyAre(pool);
    }
    return !isOpen;
  }

  /**
   * Notes that a class reads all its fields as they are and can't be changed.
   *
   * @return whether one of them may be lazy already
   */
  synchronized boolean readsAsTheyAre(ConstantPool pool) {
    boolean mayBeLazy = false;
    for (int reference = 1; reference < pool.size(); reference++) {
      if (pool.isFieldReference(reference) && !pool.isPlatformField(reference)) {
        long field = pool.fieldHash(reference);
        asTheyAre.add(field);
        mayBeLazy |= lazy.contains(field);
      }
    }
    return mayBeLazy;
  }

  /**
   * Allows fields of a class to be lazy, but for those that some class reads as they are.
   *
   * @param type the class
   * @param wanted descriptors, by name, of fields that other classes may read
   * @return those that may be lazy
   */
  synchronized Map<String, String> allow(Definition type, Map<String, String> wanted) {
    Map<String, String> allowed = new HashMap<>();
    Set<Long> below = hidden.getOrDefault(type.name(), Set.of());
    long[] ofNest = type.pool().privateFields();
    for (Map.Entry<String, String> entry : wanted.entrySet()) {
      long field = ConstantPool.hash(entry.getKey(), entry.getValue());
      boolean isOfNest = ConstantPool.contains(ofNest, field);
      boolean isHidden = below.contains(isOfNest ? ofNest(field) : field);
      if (!isClosed
          && !isHidden
          && !asTheyAre.contains(field)
          && !asTheyAre.contains(ofClass(type.name(), field))) {
        lazy.add(field);
        allowed.put(entry.getKey(), entry.getValue());
      }
    }
    return allowed;
  }

  /**
   * Finds the fields of a class that hide lazy ones of its supertypes. Who reads such a field as
   * the JVM finds it would find the supertype's accessor, so it must get one of its own. Where the
   * supertype comes later, the field that would be hidden stays eager: that is noted.
   *
   * @return names of fields, none of which is lazy itself
   */
  Set<String> hiding(Definition type) {
    ConstantPool pool = type.pool();
    Set<String> supertypes = new HashSet<>();
    String superName = pool.superName();
    if (superName != null && !isOfJava(superName)) {
      supertypes.add(superName);
    }
    for (String name : pool.interfaces()) {
      if (!isOfJava(name)) {
        supertypes.add(name);
      }
    }
    if (supertypes.isEmpty() || !selection.expectsLazyFields()) {
      return Set.of();
    }
    Set<String> hiding = new HashSet<>();
    synchronized (this) {
      for (long field : pool.staticFields()) {
        if (lazy.contains(field)) {
          hiding.add(pool.nameOf(field));
        }
        hide(type.name(), supertypes, field);
      }
      for (Long field : List.copyOf(hidden.getOrDefault(type.name(), Set.of()))) {
        hide(type.name(), supertypes, field);
      }
    }
    return hiding;
  }

  private void hide(String className, Set<String> supertypes, long field) {
    for (String supertype : supertypes) {
      Set<Long> fields = hidden.get(supertype);
      if (fields == null) {
        fields = new HashSet<>();
        hidden.put(supertype, fields);
      }
      fields.add(field);
      // Of private fields, only members of the same nest can find the accessor.
      if (outermost(className).equals(outermost(supertype))) {
        fields.add(ofNest(field));
      }
    }
  }

  private static long ofNest(long field) {
    return ~field;
  }

  private static String outermost(String className) {
    int end = className.indexOf('$');
    return end < 0 ? className : className.substring(0, end);
  }

  private static boolean isOfJava(String className) {
    return className.startsWith("java/");
  }

  /** Notes what a loader has defined. */
  void defined(ClassLoader loader, LoadedClass type) {
    classes(loader).put(type.name, type);
  }

  /** What a loader has defined under an internal name; null if it was not seen to define any. */
  @Nullable LoadedClass defined(ClassLoader loader, String name) {
    return classes(loader).get(name);
  }

  private ConcurrentHashMap<String, LoadedClass> classes(ClassLoader loader) {
    ConcurrentHashMap<String, LoadedClass> known = loaded.get(loader);
    return known == null ? loaded.putIfAbsent(loader, new ConcurrentHashMap<>()) : known;
  }

  /**
   * Decides how a class reads the static fields of others.
   *
   * @param site where its class comes from
   * @param known what the class was before, if it is redefined; null if it is new
   * @return the fields not to read as they are; null if there are none
   */
  @Nullable Reads decide(Definition site, @Nullable LoadedClass known) {
    ConstantPool pool = site.pool();
    // Members can be added when a class is defined, and only to an interface that may have methods.
    boolean canAsk =
        !site.isRedefined() && (!pool.isInterface() || pool.version() >= FIRST_WITH_METHODS);
    long[] declared = null;
    Reads reads = null;
    if (known != null && !known.asked.isEmpty()) {
      reads = new Reads();
      for (FieldReference reference : known.asked) {
        reads.found.put(reference, Found.MAYBE_LAZY);
      }
    }
    for (int reference = 1; reference < pool.size(); reference++) {
      if (!pool.isFieldReference(reference) || pool.isPlatformField(reference)) {
        continue;
      }
      long field = pool.fieldHash(reference);
      if (pool.isOwnField(reference)) {
        if (declared == null) {
          declared = pool.declaredFields();
        }
        if (ConstantPool.contains(declared, field)) {
          continue;
        }
      }
      if (isSurelyAsItIs(pool, reference)) {
        continue;
      }
      Found found = find(site, pool, reference, field);
      boolean isLazy = found.isCertain ? found.isLazy : mayBeLazy(found, pool, reference, canAsk);
      if (isLazy) {
        if (reads == null) {
          reads = new Reads();
        }
        String owner = pool.isOwnField(reference) ? site.name() : pool.fieldOwner(reference);
        reads.found.putIfAbsent(
            new FieldReference(owner, pool.fieldName(reference), pool.fieldDescriptor(reference)),
            found);
      }
    }
    return reads;
  }

  /** The common case where marks can't be expected: no field of that name is lazy anywhere. */
  private synchronized boolean isSurelyAsItIs(ConstantPool pool, int reference) {
    long field = pool.fieldHash(reference);
    if (selection.expectsMarks() || selection.plans(pool, reference) || lazy.contains(field)) {
      return false;
    }
    asTheyAre.add(field);
    return true;
  }

  /** Whether a field must be read as the JVM finds it; if not, notes that it is read as it is. */
  private synchronized boolean mayBeLazy(
      Found found, ConstantPool pool, int reference, boolean canAsk) {
    long field = pool.fieldHash(reference);
    boolean mayBeLazy =
        found.isLazy
            || (found.declaring == null
                && (lazy.contains(field) || selection.plans(pool, reference)));
    if (mayBeLazy && canAsk) {
      return true;
    }
    String declaring = found.declaring;
    asTheyAre.add(declaring == null ? field : ofClass(declaring, field));
    return false;
  }

  private static long ofClass(String className, long field) {
    return ConstantPool.hash(className) * 31 + field;
  }

  private Found find(Definition site, ConstantPool pool, int reference, long field) {
    return pool.isOwnField(reference)
        ? above(site, pool.interfaces(), pool.superName(), field)
        : find(site, pool.fieldOwner(reference), field);
  }

  /** Looks in a class, its superinterfaces and then its superclass (JVMS 17 §5.4.3.2). */
  private Found find(Definition site, @Nullable String className, long field) {
    if (className == null || isOfJava(className)) {
      return Found.NOWHERE;
    }
    LoadedClass known = defined(site.loader(), className);
    LoadedClass type = known == null ? selection.expected(site, className) : known;
    if (type == null) {
      return Found.UNKNOWN;
    }
    boolean isCertain = known != null;
    if (type.declares(field)) {
      // Of a class that is only expected, its name is worth nothing where loaders disagree.
      String declaring = isCertain || selection.isOfSystem(site.loader()) ? className : null;
      return new Found(isCertain, false, type.hasLazy(field), declaring, type.isInterface);
    }
    Found above = above(site, type.interfaces, type.superName, field);
    return isCertain ? above : above.guessed();
  }

  private Found above(
      Definition site, String[] interfaces, @Nullable String superName, long field) {
    boolean isCertain = true;
    for (String type : interfaces) {
      Found found = find(site, type, field);
      if (!found.isNowhere) {
        return isCertain ? found : found.guessed();
      }
      isCertain &= found.isCertain;
    }
    Found found = find(site, superName, field);
    return isCertain ? found : found.guessed();
  }

  /**
   * Where a reference leads.
   *
   * @param isCertain whether the JVM can't find anything else
   * @param isNowhere whether no class declares the field, as far as that is certain
   * @param isLazy whether the field has an accessor, or, if that is not certain, may have one
   * @param declaring the class that declares the field; null if that is not known
   * @param isInterface whether that is an interface
   */
  private record Found(
      boolean isCertain,
      boolean isNowhere,
      boolean isLazy,
      @Nullable String declaring,
      boolean isInterface) {
    static final Found NOWHERE = new Found(true, true, false, null, false);
    static final Found UNKNOWN = new Found(false, false, false, null, false);
    static final Found MAYBE_LAZY = new Found(false, false, true, null, false);

    Found guessed() {
      return isCertain ? new Found(false, isNowhere, isLazy, declaring, isInterface) : this;
    }
  }

  /** The fields of other classes that one class does not read as they are. */
  static final class Reads implements DeferredFields {
    private final Map<FieldReference, Found> found = new HashMap<>();

    private @Nullable Found found(String owner, String name, String descriptor) {
      return found.get(new FieldReference(owner, name, descriptor));
    }

    @Override
    public boolean isDeferred(String owner, String name, String descriptor) {
      return found(owner, name, descriptor) != null;
    }

    @Override
    public boolean isCertain(String owner, String name, String descriptor) {
      Found read = found(owner, name, descriptor);
      return read != null && read.isCertain;
    }

    @Override
    public @Nullable String declaringInterface(String owner, String name, String descriptor) {
      Found read = found(owner, name, descriptor);
      return read != null && read.isInterface ? read.declaring : null;
    }
  }
}
