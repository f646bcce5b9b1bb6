package io.lazyloader.agent;

import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Marks;
import io.lazyloader.agent.rewrite.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is settled about classes, so that a read in one class and the field in another are rewritten
 * together or not at all.
 *
 * <p>The rule: once a class that reads a field is loaded, the field's fate must be known. It is
 * found by looking at the declaring class before that is loaded, where marks are to be expected or
 * a plan names it. Where it can't be found, the read stays as it is and is remembered, and the
 * field will stay eager. A fate once settled binds every version of the class: a version that can't
 * be lazy gets plain accessors.
 */
final class Fates {
  private final Selection selection;
  private final ConcurrentHashMap<String, ClassFate> fates = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, Marks> packages = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<String, ClassRewriter> lookedAhead = new ConcurrentHashMap<>();
  private final Set<String> unmarkedPackages = ConcurrentHashMap.newKeySet();

  /** Guarded by itself. */
  private final Set<String> knownPlans = new HashSet<>();

  /** Names of fields whose readers must be found even through subclasses. */
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  /** Guarded by this: fields that code reads that was loaded without an answer. */
  private final LongSet readDirectly = new LongSet();

  /** Guarded by this: whether it is known what the classes read that were loaded before. */
  private boolean isOpen;

  /** Guarded by this: classes that can't become lazy any more. */
  private final LongSet loadedAsItIs = new LongSet();

  Fates(Selection selection) {
    this.selection = selection;
    noteNames();
  }

  private void noteNames() {
    for (String className : selection.plan.classes()) {
      names.addAll(selection.plan.fieldsOf(className));
    }
  }

  /** Reads plans that jars carry, those that were not read before. */
  void readCarriedPlans(Enumeration<URL> carried) throws IOException {
    synchronized (knownPlans) {
      while (carried.hasMoreElements()) {
        URL url = carried.nextElement();
        if (knownPlans.add(url.toString())) {
          try (InputStream content = url.openStream()) {
            selection.plan.read(url.toString(), content);
          }
        }
      }
    }
    noteNames();
  }

  /** Says that all is noted about classes that were loaded before; until then none is lazy. */
  synchronized void open() {
    isOpen = true;
  }

  /** Whether a class comes too early to be lazy or to read lazy fields; if so, notes that. */
  synchronized boolean isTooEarly(String name, ConstantPool pool) {
    if (!isOpen) {
      loadedAsItIs(name);
      readsFieldsDirectly(pool);
    }
    return !isOpen;
  }

  /** Notes that a class is loaded as it is, with its static fields as they were. */
  synchronized void loadedAsItIs(String name) {
    loadedAsItIs.add(ConstantPool.hash(name));
  }

  /** Whether a class that is being loaded declares fields to defer, as far as a glance tells. */
  boolean selects(ClassLoader loader, LoaderView view, String name, ConstantPool pool) {
    if (pool.isMarked()
        || selection.plan.classes().contains(name.replace('/', '.'))
        || (selection.judges != null && pool.hasInitialiser())) {
      return true;
    }
    Marks marks = view.expectsMarks ? marksOfPackage(loader, view, name) : null;
    return marks != null && marks.isLazy();
  }

  /**
   * Finds out whether a class may reach a deferred field by reflection, or close the class loader
   * that one needs; not if it could not call the run-time library, or if nothing is known that
   * could be deferred.
   */
  boolean reflectsOnDeferred(LoaderView view, ConstantPool pool) {
    return resolvesReflection(view) && (pool.usesReflection() || pool.closesLoaders());
  }

  private boolean resolvesReflection(LoaderView view) {
    return view.seesRuntime && (view.expectsMarks || !names.isEmpty());
  }

  /** Finds out whether any field that a class refers to must be read through its accessor. */
  boolean readsDeferred(ClassLoader loader, LoaderView view, String name, ConstantPool pool) {
    long[] declared = null;
    boolean found = false;
    for (int reference = 1; reference < pool.size(); reference++) {
      if (!pool.isFieldReference(reference) || pool.isPlatformField(reference)) {
        continue;
      }
      long field = pool.fieldHash(reference);
      if (pool.isOwnField(reference)) {
        if (declared == null) {
          declared = pool.declaredFields();
        }
        if (ClassFate.contains(declared, field)) {
          continue;
        }
      }
      if (!view.expectsMarks && readDirectlyIfNoneDeferred(field)) {
        continue;
      }
      String owner = pool.isOwnField(reference) ? null : pool.fieldOwner(reference);
      found |= deferring(loader, view, pool, owner, pool.fieldName(reference), field) != null;
    }
    return found;
  }

  /**
   * Finds the class that declares a field, if the field has an accessor.
   *
   * @param reader the class that reads it
   * @param owner internal name of the class that the read names; null for a field that the reader
   *     itself inherits
   * @param field the hash of name and descriptor
   */
  @Nullable ClassFate deferring(
      ClassLoader loader,
      LoaderView view,
      ConstantPool reader,
      @Nullable String owner,
      String name,
      long field) {
    ClassFate fate =
        owner == null
            ? declaringAbove(loader, view, reader.interfaces(), reader.superName(), name, field)
            : declaring(loader, view, owner, name, field);
    return fate != null && fate.accessors.containsKey(name) ? fate : null;
  }

  /** Looks in a class, its superinterfaces and then its superclass (JVMS 17 §5.4.3.2). */
  private @Nullable ClassFate declaring(
      ClassLoader loader, LoaderView view, @Nullable String className, String name, long field) {
    if (className == null || className.startsWith("java/")) {
      return null;
    }
    ClassFate fate = fates.get(className);
    if (fate == null && isWorthALook(view, name)) {
      fate = lookAhead(loader, view, className);
    }
    if (fate == null) {
      fate = readDirectlyUnlessSettled(className, field);
    }
    if (fate == null || fate.declares(field)) {
      return fate;
    }
    return declaringAbove(loader, view, fate.interfaces, fate.superName, name, field);
  }

  private @Nullable ClassFate declaringAbove(
      ClassLoader loader,
      LoaderView view,
      String[] interfaces,
      @Nullable String superName,
      String name,
      long field) {
    for (String type : interfaces) {
      ClassFate fate = declaring(loader, view, type, name, field);
      if (fate != null) {
        return fate;
      }
    }
    return declaring(loader, view, superName, name, field);
  }

  private boolean isWorthALook(LoaderView view, String field) {
    return view.expectsMarks || names.contains(field);
  }

  private @Nullable ClassFate lookAhead(ClassLoader loader, LoaderView view, String name) {
    byte[] classFile = view.classFile(loader, name);
    ConstantPool pool = classFile == null ? null : ConstantPool.of(classFile);
    if (classFile == null || pool == null) {
      return null;
    }
    if (isLoadedAsItIs(name)
        || !selects(loader, view, name, pool)
        || LoaderView.isOfPlatform(name)) {
      return settle(name, pool, Map.of());
    }
    try {
      ClassRewriter rewriter = new ClassRewriter(classFile, request(loader, view, name, classFile));
      lookedAhead.put(name, rewriter);
      return settle(name, pool, rewriter.decision().readElsewhere());
    } catch (RuntimeException e) {
      return settle(name, pool, Map.of());
    }
  }

  /** The common case: no field that other classes read is lazy anywhere. */
  private synchronized boolean readDirectlyIfNoneDeferred(long field) {
    if (!names.isEmpty()) {
      return false;
    }
    readDirectly.add(field);
    return true;
  }

  private synchronized @Nullable ClassFate readDirectlyUnlessSettled(String name, long field) {
    ClassFate fate = fates.get(name);
    if (fate == null) {
      readDirectly.add(field);
    }
    return fate;
  }

  private synchronized boolean isLoadedAsItIs(String name) {
    return loadedAsItIs.contains(ConstantPool.hash(name));
  }

  /** Notes that a class reads all its fields directly and can't be changed. */
  synchronized void readsFieldsDirectly(ConstantPool pool) {
    for (int reference = 1; reference < pool.size(); reference++) {
      if (pool.isFieldReference(reference) && !pool.isPlatformField(reference)) {
        readDirectly.add(pool.fieldHash(reference));
      }
    }
  }

  /** Settles that a class has nothing to read through accessors, unless it is settled already. */
  void settlePlain(String name, ConstantPool pool) {
    if (!fates.containsKey(name)) {
      settle(name, pool, Map.of());
    }
  }

  /**
   * Settles a class's accessors, less those that loaded code does without, and returns its fate.
   */
  synchronized ClassFate settle(String name, ConstantPool pool, Map<String, String> wanted) {
    ClassFate known = fates.get(name);
    if (known != null) {
      return known;
    }
    Map<String, String> accessors = wanted.isEmpty() ? Map.of() : new HashMap<>();
    for (Map.Entry<String, String> field : wanted.entrySet()) {
      if (!readDirectly.contains(ConstantPool.hash(field.getKey(), field.getValue()))) {
        accessors.put(field.getKey(), field.getValue());
        names.add(field.getKey());
      }
    }
    ClassFate fate = new ClassFate(name, pool, accessors);
    fates.put(name, fate);
    return fate;
  }

  /**
   * Makes the rewriter of a selected class that is being loaded, or takes the one that looked
   * ahead.
   */
  ClassRewriter rewriter(
      ClassLoader loader, LoaderView view, String name, ConstantPool pool, byte[] classFile) {
    ClassRewriter earlier = lookedAhead.remove(name);
    if (earlier != null && earlier.reads(classFile)) {
      return earlier;
    }
    Request request = request(loader, view, name, classFile);
    ClassFate known = fates.get(name);
    request.promised = known == null ? null : known.accessorsIn(pool);
    return new ClassRewriter(classFile, request);
  }

  @Nullable ClassFate settled(String name) {
    return fates.get(name);
  }

  /** What is asked of a class, apart from what other classes rely on. */
  private Request request(ClassLoader loader, LoaderView view, String name, byte[] classFile) {
    Request request = new Request();
    if (selection.judges != null) {
      request.judge = selection.judges.judge(loader, view, classFile);
    }
    request.planned = selection.plan.fieldsOf(name.replace('/', '.'));
    request.groups = selection.plan.groupsOf(name.replace('/', '.'));
    if (selection.filters != null) {
      request.lastWord = selection.filters.about(name);
    }
    Marks marks = marksOfPackage(loader, view, name);
    if (marks != null) {
      request.packageMarks = marks;
    }
    request.filter = selection.filter(view.seesRuntime);
    request.resolvesReflection = resolvesReflection(view);
    return request;
  }

  private @Nullable Marks marksOfPackage(ClassLoader loader, LoaderView view, String className) {
    int slash = className.lastIndexOf('/');
    String packageInfo = className.substring(0, Math.max(0, slash)) + "/package-info";
    if (slash < 0 || unmarkedPackages.contains(packageInfo)) {
      return null;
    }
    Marks marks = packages.get(packageInfo);
    if (marks == null) {
      byte[] classFile = view.classFile(loader, packageInfo);
      if (classFile == null) {
        unmarkedPackages.add(packageInfo);
        return null;
      }
      marks = Marks.ofPackage(classFile);
      packages.put(packageInfo, marks);
    }
    return marks;
  }
}
