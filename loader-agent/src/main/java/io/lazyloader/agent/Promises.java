package io.lazyloader.agent;

import io.lazyloader.agent.cache.Rewritten;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What classes can rely on of each other's static fields: which ones have accessors, by the loader
 * that has defined their class, and which ones must stay eager, because some class reads them as
 * they are.
 *
 * <p>Noting that a field is read as it is and allowing one to be lazy exclude each other by a lock,
 * so no order in which threads load classes slips between. No loader is asked anything.
 */
final class Promises {
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

  Promises(Selection selection) {
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
    for (int reference = 0; reference < pool.fieldReferences(); reference++) {
      if (!pool.isPlatformField(reference)) {
        long field = pool.fieldHash(reference);
        asTheyAre.add(field);
        mayBeLazy |= lazy.contains(field);
      }
    }
    return mayBeLazy;
  }

  /**
   * Notes that a class declares and reads its fields as its class file says.
   *
   * @return whether one that it reads may be lazy already
   */
  boolean loadedAsItIs(ClassLoader loader, String name, ConstantPool pool) {
    defined(loader, new LoadedClass(name, pool));
    return readsAsTheyAre(pool);
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
          && !asTheyAre.contains(ofClass(type.name(), field))
          && !selection.learnt.isReadByPassed(field)) {
        lazy.add(field);
        allowed.put(entry.getKey(), entry.getValue());
      }
    }
    return allowed;
  }

  /**
   * Notes that a class becomes what it became before, if all of its fields may be lazy that were.
   *
   * @return false if it has to be rewritten anew
   */
  boolean becomes(Definition type, Rewritten answer) {
    Map<String, String> wanted = answer.accessors();
    boolean isAllowed = wanted.isEmpty() || allow(type, wanted).size() == wanted.size();
    if (isAllowed) {
      defined(type.loader(), LoadedClass.after(type, answer));
    }
    return isAllowed;
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

  /** Whether a class has a name that only the JDK's may have. */
  static boolean isOfJava(String className) {
    return className.startsWith("java/");
  }

  /** Hashes of the fields that were allowed to be lazy. */
  synchronized long[] lazy() {
    return lazy.toArray();
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
   * Notes that code reads a field as it is, of whatever class that will turn out to be; does not,
   * if such a field may be lazy already.
   *
   * @param field a hash of its name and descriptor
   * @return whether it was noted
   */
  synchronized boolean readsAsItIs(long field) {
    if (lazy.contains(field)) {
      return false;
    }
    asTheyAre.add(field);
    return true;
  }

  /**
   * Keeps a field eager that code reads as it is, unless it may be lazy already.
   *
   * @param field a hash of its name and descriptor
   * @param declaring the internal name of the class that declares it; null if that is not known
   */
  synchronized void keepEager(long field, @Nullable String declaring) {
    asTheyAre.add(declaring == null ? field : ofClass(declaring, field));
  }

  private static long ofClass(String className, long field) {
    return ConstantPool.hash(className) * 31 + field;
  }
}
