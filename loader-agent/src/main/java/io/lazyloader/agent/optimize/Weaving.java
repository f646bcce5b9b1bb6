package io.lazyloader.agent.optimize;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.plan.Plan;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.validate.ClassValidator;
import io.lazyloader.agent.weave.Weaver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pass <i>defer</i>: weaves the fields that the plan names and those that are marked in the
 * code. Fields that classes which are not woven might read stay eager: public and protected ones,
 * and others in packages of which some classes are in jars that stay as they are.
 */
final class Weaving {
  private static final byte[] MARK = "Lio/lazyloader/Lazy;".getBytes(StandardCharsets.UTF_8);
  private static final String CLASS_SUFFIX = ".class";

  private final List<Part> woven = new ArrayList<>();
  private final ClassChanges before;
  private final Plan plan;
  private final Exclusions exclusions;

  /** By class name, what counts: the first of its name on the class path. */
  private final Map<String, Located> classes = new LinkedHashMap<>();

  /** With slashes. */
  private final Set<String> sharedPackages = new HashSet<>();

  private final Map<String, Set<String>> deferred = new TreeMap<>();
  private final Map<String, String> unproven = new ConcurrentSkipListMap<>();
  private final EagerFields eager = new EagerFields();
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());

  private record Located(Part part, JarItem item) {}

  /**
   * What came of it.
   *
   * @param changes class files, with those that were changed before
   * @param deferred fields by class, in their order
   * @param names internal names of the classes that were changed, to defer fields or to read them
   * @param unproven what {@link ClassValidator} found in woven classes, by internal name; if there
   *     is anything, all this is not to be used, as other classes may read their fields as woven
   * @param notes sentences on fields that stay eager although they were asked for
   */
  record Result(
      ClassChanges changes,
      Map<String, Set<String>> deferred,
      Set<String> names,
      Map<String, String> unproven,
      List<String> notes) {
    long fields() {
      return deferred.values().stream().mapToLong(Set::size).sum();
    }
  }

  private Weaving(
      List<Part> parts,
      Predicate<Part> staysAsItIs,
      ClassChanges before,
      Plan plan,
      Exclusions exclusions) {
    this.before = before;
    this.plan = plan;
    this.exclusions = exclusions;
    for (Part part : parts) {
      boolean isWoven = !staysAsItIs.test(part) && !part.dependsOnRelease();
      if (isWoven) {
        woven.add(part);
      }
      for (JarItem item : part.items()) {
        if (item.isClass()) {
          classes.putIfAbsent(item.className(), new Located(part, item));
          if (!isWoven) {
            sharedPackages.add(packageOf(item.name()));
          }
        }
      }
    }
  }

  /**
   * Weaves.
   *
   * @param staysAsItIs jars whose classes are not to be changed
   * @param before what other passes have changed
   * @param plan fields to defer beside those that are marked
   * @param exclusions classes and fields that stay as they are, although the plan names them
   */
  static Result weave(
      List<Part> parts,
      Predicate<Part> staysAsItIs,
      ClassChanges before,
      Plan plan,
      Exclusions exclusions)
      throws IOException {
    Weaving weaving = new Weaving(parts, staysAsItIs, before, plan, exclusions);
    try {
      return weaving.weave();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Result weave() {
    ClassSource source = this::classFile;
    Weaver weaver = new Weaver(plan, source, this::obstacle, null);
    inWoven().filter(this::mayDefer).forEach(located -> decide(weaver, located));
    ClassChanges.Builder changes = ClassChanges.builder(before);
    Set<String> names = Set.of();
    if (weaver.defersAny()) {
      names =
          inWoven()
              .filter(located -> weave(weaver, located, changes))
              .map(located -> located.item.className())
              .collect(Collectors.toSet());
    }
    List<String> told = new ArrayList<>(notes);
    Collections.sort(told);
    told.addAll(eager.notes());
    return new Result(changes.build(), deferred, names, unproven, told);
  }

  private Stream<Located> inWoven() {
    return classes.values().parallelStream()
        .filter(
            located ->
                woven.contains(located.part) && !RuntimeLibrary.contains(located.item.name()));
  }

  private boolean mayDefer(Located located) {
    String name = nameOf(located);
    return !exclusions.classes().contains(name)
        && (!plan.fieldsOf(name).isEmpty() || isMarked(located) || isPackageMarked(located));
  }

  private boolean isMarked(Located located) {
    return contains(read(located), MARK);
  }

  private boolean isPackageMarked(Located located) {
    Located packageInfo = classes.get(packageOf(located.item.name()) + "package-info");
    return packageInfo != null && isMarked(packageInfo);
  }

  private void decide(Weaver weaver, Located located) {
    String name = nameOf(located);
    Decision decision = weaver.decide(name);
    if (!decision.deferred().isEmpty()) {
      synchronized (deferred) {
        deferred.put(name, decision.deferred());
      }
    }
    decision.refused().forEach((field, reason) -> eager.add(name, field, reason));
    for (String field : decision.unknown()) {
      notes.add(name + '#' + field + " is in the plan, and the class has no such field.");
    }
  }

  private boolean weave(Weaver weaver, Located located, ClassChanges.Builder changes) {
    byte[] before = read(located);
    byte[] classFile = weaver.weaveOrFail(nameOf(located), before);
    if (classFile != null) {
      String problem = ClassValidator.problem(before, classFile);
      if (problem != null) {
        unproven.put(located.item.className(), problem);
      }
      changes.put(located.part, located.item.with(classFile));
    }
    return classFile != null;
  }

  private @Nullable String obstacle(String className, String field, int access) {
    if (exclusions.hasField(className, field)) {
      return "it is excluded";
    }
    if (Modifier.isPublic(access) || Modifier.isProtected(access)) {
      return "it is public or protected, and code that is not on the class path would not know"
          + " that it is lazy";
    }
    if (!Modifier.isPrivate(access)
        && sharedPackages.contains(packageOf(className.replace('.', '/') + CLASS_SUFFIX))) {
      return "classes of its package are in a jar that stays as it is, and may read it";
    }
    return null;
  }

  private byte @Nullable [] classFile(String internalName) {
    Located located = classes.get(internalName);
    return located == null ? null : read(located);
  }

  private byte[] read(Located located) {
    try {
      return before.of(located.part, located.item).read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Located located) {
    return located.item.className().replace('/', '.');
  }

  private static String packageOf(String entry) {
    return entry.substring(0, entry.lastIndexOf('/') + 1);
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      int length = 0;
      while (length < part.length && bytes[at + length] == part[length]) {
        length++;
      }
      if (length == part.length) {
        return true;
      }
    }
    return false;
  }
}
