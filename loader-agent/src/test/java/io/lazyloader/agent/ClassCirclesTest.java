package io.lazyloader.agent;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No more than three classes need each other, but for those that a sentence gives reasons for. */
@Tag("slow")
class ClassCirclesTest {
  private static final int LARGEST = 3;

  /** Larger circles, by the alphabetically first member's full name, and why they must be. */
  private static final Map<String, String> REASONS = Map.of();

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.lazyloader");

  @Test
  void no_circle_of_classes_is_large() {
    Map<String, Set<String>> large = new TreeMap<>();
    for (Set<String> circle : circles("io.lazyloader..")) {
      String first = new TreeSet<>(circle).first();
      if (circle.size() > LARGEST && !REASONS.containsKey(first)) {
        large.put(first, circle);
      }
    }

    assertThat(large).isEmpty();
  }

  @Test
  void circles_are_found() {
    assertThat(circles("io.lazyloader.agent.analysis.world"))
        .containsExactly(
            Set.of(
                "io.lazyloader.agent.analysis.world.FieldInfo",
                "io.lazyloader.agent.analysis.world.MethodInfo",
                "io.lazyloader.agent.analysis.world.TypeInfo"));
  }

  @Test
  void reasons_are_those_of_circles_that_there_are() {
    Set<String> firsts = new TreeSet<>();
    for (Set<String> circle : circles("io.lazyloader..")) {
      firsts.add(new TreeSet<>(circle).first());
    }

    assertThat(firsts).containsAll(REASONS.keySet());
  }

  private static List<Set<String>> circles(String packages) {
    Iterable<JavaClass> classes = CLASSES.that(resideInAPackage(packages));
    assertThat(classes).isNotEmpty();
    return ClassCircles.among(classes);
  }
}
