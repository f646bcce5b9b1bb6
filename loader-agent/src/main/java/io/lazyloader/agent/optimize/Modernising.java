package io.lazyloader.agent.optimize;

import io.lazyloader.agent.analysis.ClassSource;
import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.modernise.Modernised;
import io.lazyloader.agent.modernise.Moderniser;
import io.lazyloader.agent.modernise.VerifierCheck;
import io.lazyloader.agent.validate.ClassValidator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The pass <i>modernise</i>: which old classes get stack maps, and which stay as they are. */
final class Modernising {
  private final Moderniser moderniser;
  private final ClassChanges before;
  private final Map<String, Located> modernised = new LinkedHashMap<>();

  /** Why classes stay, with the first that does. */
  private final Map<String, List<String>> left = new TreeMap<>();

  private record Located(Part part, JarItem item) {}

  private Modernising(Moderniser moderniser, ClassChanges before) {
    this.moderniser = moderniser;
    this.before = before;
  }

  /**
   * Modernises the classes of jars.
   *
   * @param staysAsItIs jars whose classes are not to be changed
   * @param source the classes of the program and of the JDK
   * @param before what other passes have changed
   */
  static Modernising of(
      List<Part> parts, Predicate<Part> staysAsItIs, ClassSource source, ClassChanges before)
      throws IOException {
    Modernising pass = new Modernising(new Moderniser(source), before);
    try {
      for (Part part : parts) {
        if (!staysAsItIs.test(part)) {
          part.items().parallelStream()
              .filter(JarItem::isClass)
              .forEach(item -> pass.look(part, item));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return pass;
  }

  private void look(Part part, JarItem item) {
    if (Part.unversioned(item.name()) != null) {
      return;
    }
    byte[] classFile;
    try {
      classFile = item.read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Modernised result = moderniser.modernise(classFile);
    byte[] changed = result.classFile();
    String reason = result.reason();
    String problem = changed == null ? null : ClassValidator.problem(classFile, changed);
    synchronized (this) {
      if (problem != null) {
        left.computeIfAbsent("it is not vouched for: " + problem, why -> new ArrayList<>())
            .add(item.className());
      } else if (changed != null) {
        modernised.putIfAbsent(item.className(), new Located(part, item.with(changed)));
      } else if (reason != null) {
        left.computeIfAbsent(reason, why -> new ArrayList<>()).add(item.className());
      }
    }
  }

  /** Leaves some as they are, by their binary names. */
  Modernising without(Set<String> classes) {
    Modernising less = new Modernising(moderniser, before);
    left.forEach((why, names) -> less.left.put(why, new ArrayList<>(names)));
    modernised.forEach(
        (name, located) -> {
          if (!classes.contains(name.replace('/', '.'))) {
            less.modernised.put(name, located);
          } else {
            less.left.computeIfAbsent("it is excluded", why -> new ArrayList<>()).add(name);
          }
        });
    return less;
  }

  /** The binary names of those that get stack maps. */
  List<String> names() {
    return modernised.keySet().stream().map(name -> name.replace('/', '.')).sorted().toList();
  }

  /** How many classes get stack maps. */
  int count() {
    return modernised.size();
  }

  /** What was changed before, and this. */
  ClassChanges changes() {
    ClassChanges.Builder changes = ClassChanges.builder(before);
    modernised.values().forEach(each -> changes.put(each.part, each.item));
    return changes.build();
  }

  /**
   * Has a JVM link all that was modernised, and leaves what it does not accept.
   *
   * @param image linked with these changes
   * @return whether it accepts all
   */
  boolean accepts(VerifierCheck verifier, Image image) throws IOException, InterruptedException {
    Map<String, String> rejected = verifier.rejections(image.classPath(), modernised.keySet());
    rejected.forEach(
        (name, why) -> {
          modernised.remove(name);
          left.computeIfAbsent("no JVM can link it here", key -> new ArrayList<>()).add(name);
        });
    return rejected.isEmpty();
  }

  /** Sentences on what stays as it is. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    left.forEach(
        (reason, names) ->
            notes.add(
                String.format(
                    Locale.ROOT,
                    "%,d %s: %s; for one, %s.",
                    names.size(),
                    names.size() == 1 ? "old class stays as it is" : "old classes stay as they are",
                    reason,
                    names.get(0).replace('/', '.'))));
    return notes;
  }
}
