package io.lazyloader.agent.classpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

class ProgramClassesTest {
  @TempDir Path directory;
  private Workspace workspace;
  private Path classes;

  @BeforeEach
  void compile() throws IOException {
    workspace = new Workspace(directory);
    classes = workspace.classes("classes", "// a/A.java\npackage a; public class A {}");
  }

  @Test
  void a_class_is_found_in_a_directory_and_in_a_jar() throws IOException {
    assertThat(entryOf("a/A", classes)).isEqualTo(classes.toString());
    Path jar = workspace.jar("a.jar", classes);
    assertThat(entryOf("a/A", jar)).isEqualTo(jar.toString());
    assertThat(entryOf("a/B", jar)).isNull();
  }

  @Test
  void of_two_classes_the_first_counts() throws IOException {
    Path jar = workspace.jar("a.jar", classes);

    try (ProgramClasses program = open(jar, classes)) {
      assertThat(program.onClassPath())
          .extracting(ClassLocation::entry)
          .containsExactly(jar.toString());
    }
  }

  @Test
  void the_jdk_comes_before_the_class_path() throws IOException {
    Path shadowed = Files.createDirectories(classes.resolve("java/util"));
    Files.copy(classes.resolve("a/A.class"), shadowed.resolve("List.class"));

    assertThat(entryOf("java/util/List", classes)).isEqualTo("the JDK");
    try (ProgramClasses program = open(classes)) {
      byte[] list = program.classFile("java/util/List");
      assertThat(list).isNotNull();
      assertThat(new ClassReader(list).getClassName()).isEqualTo("java/util/List");
      assertThat(program.onClassPath())
          .extracting(ClassLocation::internalName)
          .containsExactly("a/A");
      assertThat(program.names()).contains("a/A", "java/util/List", "javax/swing/JFrame");
    }
  }

  @Test
  void a_wildcard_stands_for_the_jars_of_a_directory() throws IOException {
    Path jar = workspace.jar("a.jar", classes);

    assertThat(entryOf("a/A", directory + "/*")).isEqualTo(jar.toString());
  }

  @Test
  void the_class_path_in_a_manifest_is_followed() throws IOException {
    Path library = workspace.jar("library.jar", classes);
    Path empty = Files.createDirectories(workspace.path("empty"));
    Path app =
        workspace.jar("app.jar", empty, Map.of("Class-Path", "missing.jar library.jar app.jar"));

    try (ProgramClasses program = open(app)) {
      assertThat(program.entries()).containsExactly(app.toString(), library.toString());
      assertThat(program.classFile("a/A")).isNotNull();
      assertThat(program.problems()).as("the JVM does not mind either").isEmpty();
    }
  }

  @Test
  void of_a_multi_release_jar_the_version_for_this_jvm_counts() throws IOException {
    String source = "// a/A.java\npackage a; public class A { static int newer; }";
    Path newer = workspace.classes("newer", source);
    byte[] forNewer = Files.readAllBytes(newer.resolve("a/A.class"));
    Workspace.move(newer.resolve("a/A.class"), classes.resolve("META-INF/versions/17/a/A.class"));
    Path jar = workspace.jar("multi.jar", classes, Map.of("Multi-Release", "true"));
    Path plain = workspace.jar("plain.jar", classes);

    try (ProgramClasses program = open(jar);
        ProgramClasses other = open(plain)) {
      assertThat(program.classFile("a/A")).isEqualTo(forNewer);
      assertThat(program.onClassPath()).hasSize(1);
      assertThat(other.classFile("a/A")).isNotEqualTo(forNewer);
      assertThat(other.onClassPath()).hasSize(1);
    }
  }

  @Test
  void a_spring_boot_jar_stands_for_what_is_inside() throws IOException {
    Path library =
        workspace.jar(
            "library.jar",
            workspace.classes("library", "// b/B.java\npackage b; public class B {}"));
    Path content = Files.createDirectories(workspace.path("boot"));
    Workspace.move(classes.resolve("a/A.class"), content.resolve("BOOT-INF/classes/a/A.class"));
    Workspace.move(library, content.resolve("BOOT-INF/lib/library.jar"));
    Path broken = content.resolve("BOOT-INF/lib/broken.jar");
    Files.writeString(broken, "no jar");
    Path boot = workspace.jar("boot.jar", content);

    try (ProgramClasses program = open(boot)) {
      assertThat(program.onClassPath())
          .extracting(ClassLocation::internalName, ClassLocation::entry)
          .containsExactly(
              tuple("a/A", boot + "!/BOOT-INF/classes/"),
              tuple("b/B", boot + "!/BOOT-INF/lib/library.jar"));
      assertThat(program.problems()).hasSize(1);
      assertThat(program.problems().get(0).message()).contains("BOOT-INF/lib/broken.jar");
      assertThat(program.problems().get(0).isNamedByUser()).isFalse();
    }
  }

  @Test
  void what_is_wrong_with_an_entry_is_told_and_the_rest_is_searched() throws IOException {
    Path jar = Workspace.truncated(workspace.jar("a.jar", classes));
    Path missing = workspace.path("missing.jar");

    try (ProgramClasses program = open(missing, jar, missing + "/*", classes)) {
      assertThat(program.classFile("a/A")).isNotNull();
      List<PathProblem> problems = program.problems();
      assertThat(problems).allMatch(PathProblem::isNamedByUser).hasSize(3);
      assertThat(problems.get(0).message())
          .isEqualTo("class path entry " + missing + " does not exist.");
      assertThat(problems.get(1).message())
          .startsWith("class path entry " + jar + " can't be read as a jar (")
          .endsWith(". Is it complete?");
      assertThat(problems.get(2).message()).contains(missing + "/*");
    }
  }

  private static @Nullable String entryOf(String internalName, Object... classPath)
      throws IOException {
    try (ProgramClasses program = open(classPath)) {
      ClassLocation location = program.find(internalName);
      return location == null ? null : location.entry();
    }
  }

  private static ProgramClasses open(Object... classPath) {
    return ProgramClasses.open(Workspace.classPath(classPath));
  }
}
