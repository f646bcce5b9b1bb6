package io.lazyloader.agent.validate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Holds the classes of a program against each other: a read may only have become a call of what
 * there is, and no class may read a deferred field of another one as it is. Of classes that are
 * there in several versions (JEP 238), each must fit each.
 */
public final class ProgramLinks {
  private final Map<String, List<Validation>> classes = new HashMap<>();
  private boolean isGuarded;

  /**
   * Makes the classes of one program known.
   *
   * @param all what was found of each
   */
  public ProgramLinks(Collection<Validation> all) {
    for (Validation validation : all) {
      isGuarded |= validation.links().guarding().isSome();
      classes.computeIfAbsent(validation.className(), name -> new ArrayList<>()).add(validation);
    }
  }

  /**
   * Finds what does not fit a class.
   *
   * @param reader one of the program
   * @return a sentence without its full stop, or null if all does
   */
  public @Nullable String problem(Validation reader) {
    for (Access access : reader.links().accesses()) {
      String problem = problem(access);
      if (problem != null) {
        return problem;
      }
    }
    String problem = problem("reads", reader.links().reads());
    return problem == null ? problem("assigns", reader.links().writes()) : problem;
  }

  /**
   * Finds a call of reflection that is not guarded, though calls of other classes are.
   *
   * @param reader one of the program
   * @return a sentence without its full stop, or null if there is none
   */
  public @Nullable String unguarded(Validation reader) {
    String call = reader.links().guarding().unguarded();
    return isGuarded && !call.isEmpty()
        ? "its " + call + " is not guarded, though those of other classes are"
        : null;
  }

  private @Nullable String problem(Access access) {
    Set<Validation> declaring = declaring(access.field());
    if (declaring.isEmpty()) {
      return "it reads " + access.field() + " by an accessor, and the program has no such field";
    }
    for (Validation type : declaring) {
      Links links = type.links();
      boolean fits =
          links.accessors().contains(access.field().name())
              && switch (access.way()) {
                case CLASS_ACCESSOR -> !links.isInterface();
                case INTERFACE_ACCESSOR ->
                    links.isInterface() && type.className().equals(access.called());
                case CELL -> links.isInterface();
              };
      if (!fits) {
        return "it reads "
            + access.field()
            + " by an accessor, and "
            + type.className().replace('/', '.')
            + " has none that fits";
      }
    }
    return null;
  }

  private @Nullable String problem(String does, Set<FieldReference> references) {
    for (FieldReference reference : references) {
      for (Validation type : declaring(reference)) {
        if (type.deferred().contains(reference.name())) {
          return "it " + does + ' ' + reference + " past its accessor, and the field is deferred";
        }
      }
    }
    return null;
  }

  /** Resolves a field (JVMS 17 §5.4.3.2), in all versions of the classes. */
  private Set<Validation> declaring(FieldReference field) {
    Set<Validation> found = new LinkedHashSet<>();
    find(field.owner(), field.name() + ' ' + field.descriptor(), found, new LinkedHashSet<>());
    return found;
  }

  private boolean find(
      @Nullable String type, String field, Set<Validation> found, Set<String> visited) {
    if (type == null || !visited.add(type)) {
      return false;
    }
    boolean isFound = false;
    for (Validation version : classes.getOrDefault(type, List.of())) {
      if (version.links().fields().contains(field)) {
        isFound |= found.add(version);
        continue;
      }
      boolean isAbove = false;
      for (String above : version.links().interfaces()) {
        isAbove |= !isAbove && find(above, field, found, visited);
      }
      isFound |= isAbove || find(version.links().superName(), field, found, visited);
    }
    return isFound;
  }
}
