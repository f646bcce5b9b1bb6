package io.lazyloader.agent;

import io.lazyloader.agent.cache.KnownJar;
import io.lazyloader.agent.plan.FieldName;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.Marks;
import io.lazyloader.agent.rewrite.Request;
import java.security.ProtectionDomain;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be lazy: by marks, plans and patterns, or because it is proven safe. Asked while
 * classes are transformed, by many threads at once.
 */
final class Selection {
  private static final Object NO_MARKS = new Object();
  private static final long[] NO_FIELDS = {};

  final Plan plan;
  private final @Nullable Globs include;
  private final Globs exclude;
  private final Findings findings;
  private final SystemClasses systemClasses;

  /** Of mode {@code all}; null in other modes, where only what is marked is deferred. */
  private final @Nullable JudgeFactory judges;

  /** What earlier starts found to be deferrable; nothing, if nobody learns. */
  final Learnt learnt;

  /** Those of the user; null if there is none. */
  private final @Nullable Filters filters;

  /** By loader and package: {@code Marks}, or {@link #NO_MARKS}. */
  private final PerLoader<ConcurrentHashMap<String, Object>> packageMarks = new PerLoader<>();

  /** Of the system class loader: classes that it will define, as far as it can be foreseen. */
  private final ConcurrentHashMap<String, LoadedClass> expected = new ConcurrentHashMap<>();

  /** Hashes of the names of planned fields; replaced when a plan is read. */
  private volatile LongSet plannedNames = new LongSet();

  /** Classes with a field that the user's options keep eager, which is told at each start. */
  private final Set<String> vetoed = ConcurrentHashMap.newKeySet();

  private volatile boolean expectsMarks;

  /** Guarded by this; null until a loader but the system's defines a class. */
  private @Nullable CodeSources codeSources;

  /**
   * Selects what is asked for, and what was learnt.
   *
   * @param expectsMarks whether some classes are to be expected that are marked
   * @param judges those of this start; null if it judges none
   * @param filters those of the user; null if there is none
   */
  Selection(
      Setting setting,
      boolean expectsMarks,
      @Nullable JudgeFactory judges,
      @Nullable Filters filters) {
    this.plan = setting.plan();
    this.findings = setting.findings();
    this.systemClasses = setting.systemClasses();
    // In mode all, any field of any class may turn out to be lazy.
    this.expectsMarks = expectsMarks || judges != null;
    this.judges = judges;
    this.learnt = setting.learnt();
    this.filters = filters;
    this.include = setting.options().include();
    this.exclude = setting.options().exclude();
    notePlannedNames();
  }

  private Selection(Selection other, Learnt learnt) {
    this.plan = other.plan;
    this.findings = new Findings(other.plan, /* quiet= */ true);
    this.systemClasses = other.systemClasses;
    this.expectsMarks = other.expectsMarks;
    this.judges = null;
    this.learnt = learnt;
    this.filters = other.filters;
    this.include = other.include;
    this.exclude = other.exclude;
    notePlannedNames();
  }

  /** The same, for who knows more; it tells nobody what it finds. */
  Selection knowing(Learnt more) {
    return new Selection(this, more);
  }

  SystemClasses systemClasses() {
    return systemClasses;
  }

  private void notePlannedNames() {
    LongSet names = new LongSet();
    for (String name : plan.fieldNames()) {
      names.add(ConstantPool.hash(name));
    }
    plannedNames = names;
  }

  /**
   * Whether it pays to look at a class before it is loaded: classes with marks are to be expected,
   * or fields may be lazy without any.
   */
  boolean expectsMarks() {
    return expectsMarks;
  }

  /** Whether a plan names a field, of whatever class, as one is named that a class refers to. */
  boolean plans(ConstantPool pool, int reference) {
    return plannedNames.contains(pool.fieldNameHash(reference));
  }

  /** Whether any field may be lazy. */
  boolean expectsLazyFields() {
    return expectsNamed() || learnt.defers();
  }

  /** Whether fields may be lazy that somebody asks for. */
  boolean expectsNamed() {
    return expectsMarks || !plan.fieldNames().isEmpty();
  }

  /** Whether fields may be lazy that nobody asks for. */
  boolean judges() {
    return judges != null || learnt.defers();
  }

  /** Whether somebody asks for fields of a class that is being loaded. */
  boolean names(Definition type) {
    return selects(type, type.name(), type.pool());
  }

  /** Notes a class that is loaded already, though it would have been lazy. */
  void cameTooEarly(Definition type) {
    if (names(type)) {
      findings.loadedBefore(type.name().replace('/', '.'));
    } else {
      findings.cameTooEarly();
    }
  }

  boolean isOfSystem(ClassLoader loader) {
    return systemClasses.isFor(loader);
  }

  /** Takes in what the place says that a class comes from, when its first class is loaded. */
  void visit(ClassLoader loader, @Nullable ProtectionDomain domain) {
    if (domain == null || isOfSystem(loader)) {
      return;
    }
    int known = plan.fieldNames().size();
    KnownJar place = codeSources().visit(domain);
    if (place == null) {
      return;
    }
    boolean isPlanned = plan.fieldNames().size() != known;
    boolean isMarked = !expectsMarks && (place.signs() & ClassPath.HAS_MARKS) != 0;
    if (isPlanned) {
      notePlannedNames();
    }
    expectsMarks |= isMarked;
    if (isPlanned || isMarked) {
      learnt.distrust(place);
    }
  }

  private synchronized CodeSources codeSources() {
    CodeSources known = codeSources;
    if (known == null) {
      known = new CodeSources(plan);
      codeSources = known;
    }
    return known;
  }

  /** Whether a class that is being loaded declares fields to defer, as far as a glance tells. */
  boolean selects(Definition type) {
    return names(type) || learnt.defers(type.key()) || (judges != null && canBeJudged(type));
  }

  /** Whether a class may have fields to defer that nobody asks for. */
  boolean canBeJudged(Definition type) {
    return type.pool().hasInitialiser() && isOfProgram(type);
  }

  /**
   * Whether a class is the program's, as far as the class path tells. Those of other agents are not
   * judged: while one of ours is loaded inside the transformer, their code runs there, and what it
   * loads then is not shown to us.
   */
  private boolean isOfProgram(Definition type) {
    return !isOfSystem(type.loader()) || systemClasses.has(type.name());
  }

  private boolean selects(Definition from, String name, ConstantPool pool) {
    return pool.isMarked()
        || plan.classes().contains(name.replace('/', '.'))
        || (expectsMarks && isOfLazyPackage(from, name));
  }

  /**
   * Foresees a class that is not loaded yet.
   *
   * @param from a class that refers to it
   * @param name its internal name
   * @return null if there is none where one would look for it
   */
  @Nullable LoadedClass expected(Definition from, String name) {
    if (!isOfSystem(from.loader())) {
      byte[] classFile = CodeSources.read(from.domain(), name + ".class");
      return classFile == null ? null : expected(from, name, classFile);
    }
    LoadedClass known = expected.get(name);
    if (known == null) {
      byte[] classFile = systemClasses.classFile(name);
      known = classFile == null ? null : expected(from, name, classFile);
      if (known != null) {
        expected.put(name, known);
      }
    }
    return known;
  }

  private @Nullable LoadedClass expected(Definition from, String name, byte[] classFile) {
    ConstantPool pool = ConstantPool.of(classFile);
    if (pool == null) {
      return null;
    }
    boolean mayBeLazy =
        (selects(from, name, pool)
                || (judges != null && !pool.isInterface())
                || (learnt.defers() && learnt.defers(learnt.key(from.loader(), classFile))))
            && !systemClasses.isOfPlatform(name);
    return new LoadedClass(name, pool, mayBeLazy ? pool.initialisedFields() : NO_FIELDS);
  }

  /** What is asked of a class, apart from what other classes rely on. */
  Request request(Definition type) {
    String className = type.name().replace('/', '.');
    Request request =
        Request.NONE
            .planned(plan.fieldsOf(className))
            .groups(plan.groupsOf(className))
            .filter(patterns())
            .resolvesReflection(expectsLazyFields());
    Marks marks = marksOfPackage(type, type.name());
    if (marks != null) {
      request = request.packageMarks(marks);
    }
    if (judges != null) {
      request = request.judge(judges.judge(type, isOfSystem(type.loader())));
    } else if (learnt.defers(type.key())) {
      request = request.judge(new LearntFields(learnt.fields(type.key())));
    }
    return filters == null ? request : request.finalFilter(filters.about(type)).switchable(true);
  }

  /** Vetoes by what the user includes and excludes. */
  private Request.Filter patterns() {
    return new Request.Filter() {
      @Override
      public @Nullable String obstacle(String owner, String field, int access) {
        return Selection.this.obstacle(owner, field);
      }
    };
  }

  private @Nullable String obstacle(String className, String field) {
    String reason = exclude.reasonFor(className, field);
    if (reason != null) {
      String sentence = "it is excluded by option" + (reason.isEmpty() ? "" : ": " + reason);
      findings.keptEager(FieldName.of(className, field), sentence);
      vetoed.add(className.replace('.', '/'));
      return sentence;
    }
    return include != null && !include.match(className, field)
        ? "it is not included by option"
        : null;
  }

  /** Whether there is something about a class that is told at each start, or decided anew. */
  boolean remarks(String internalName) {
    return filters != null || vetoed.contains(internalName);
  }

  private boolean isOfLazyPackage(Definition from, String className) {
    Marks marks = marksOfPackage(from, className);
    return marks != null && marks.isLazy();
  }

  /**
   * The marks on a package; null if it has no declaration. Then nothing that reads them is loaded.
   */
  private @Nullable Marks marksOfPackage(Definition from, String className) {
    int slash = className.lastIndexOf('/');
    if (slash < 0) {
      return null;
    }
    ConcurrentHashMap<String, Object> known = packageMarks.get(from.loader());
    if (known == null) {
      known = packageMarks.putIfAbsent(from.loader(), new ConcurrentHashMap<>());
    }
    String packageName = className.substring(0, slash);
    Object marks = known.get(packageName);
    if (marks == null) {
      String packageInfo = packageName + "/package-info";
      byte[] classFile =
          isOfSystem(from.loader())
              ? systemClasses.classFile(packageInfo)
              : CodeSources.read(from.domain(), packageInfo + ".class");
      marks = classFile == null ? NO_MARKS : Marks.ofPackage(classFile);
      known.put(packageName, marks);
    }
    return marks == NO_MARKS ? null : (Marks) marks;
  }

  /** Vetoes fields that are read as they are, and what another filter vetoes. */
  static Request.Filter but(Set<String> refused, Request.Filter others) {
    return new Request.Filter() {
      @Override
      public @Nullable String obstacle(String className, String field, int access) {
        return refused.contains(field)
            ? "a class that reads it was loaded before it was known to be lazy"
            : others.obstacle(className, field, access);
      }
    };
  }

  /** Vetoes everything. */
  static Request.Filter nothing() {
    return new Request.Filter() {
      @Override
      public String obstacle(String className, String field, int access) {
        return "the class could not be rewritten";
      }
    };
  }
}
