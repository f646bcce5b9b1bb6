package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.jars.JarItem;
import io.lazyloader.agent.jars.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a multi-release jar has for JDK 17 and before is what the JDK finds in it. */
class PartTest {
  private static final Runtime.Version JDK_17 = Runtime.Version.parse("17");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void versions_up_to_17_take_the_places_in_which_jdk_17_finds_them() throws IOException {
    Path jar = multiRelease("true");

    Map<String, String> found = contents(jar);
    try (JarFile ofJdk = new JarFile(jar.toFile(), true, ZipFile.OPEN_READ, JDK_17)) {
      Map<String, String> expected = new LinkedHashMap<>();
      for (ZipEntry entry : ofJdk.versionedStream().toList()) {
        if (!entry.getName().equals(JarFile.MANIFEST_NAME)) {
          byte[] bytes = ofJdk.getInputStream(entry).readAllBytes();
          expected.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
        }
      }
      assertThat(expected).containsEntry("a.txt", "17").containsEntry("only11.txt", "11");
      for (Map.Entry<String, String> each : expected.entrySet()) {
        assertThat(found).as(each.getKey()).containsEntry(each.getKey(), each.getValue());
      }
      assertThat(found.keySet().stream().filter(name -> !name.startsWith("META-INF/versions/")))
          .containsExactlyInAnyOrderElementsOf(expected.keySet());
    }
  }

  @Test
  void later_versions_stay_where_they_are() throws IOException {
    assertThat(contents(multiRelease("true")))
        .containsEntry("META-INF/versions/21/a.txt", "21")
        .containsEntry("META-INF/versions/18/only18.txt", "18")
        .containsEntry("META-INF/versions/99999999999/far.txt", "far")
        .doesNotContainKey("META-INF/versions/17/a.txt")
        .doesNotContainKey("only18.txt");
  }

  @Test
  void versions_are_plain_files_in_a_jar_that_is_not_a_multi_release_one() throws IOException {
    Path jar = multiRelease("false");

    assertThat(contents(jar))
        .containsEntry("a.txt", "base")
        .containsEntry("META-INF/versions/17/a.txt", "17")
        .doesNotContainKey("only11.txt");
    try (Part part = Part.open(0, new PackedJar(jar, "x", false))) {
      assertThat(part.dependsOnRelease()).isFalse();
      assertThat(part.flattened()).isZero();
    }
  }

  @Test
  void manifest_and_index_are_left_out() throws IOException {
    Path jar =
        Jars.write(
            directory.resolve("i.jar"),
            Jars.manifest(),
            Jars.texts("META-INF/INDEX.LIST", "x", "META-INF/other", "y"));

    assertThat(contents(jar).keySet()).containsExactly("META-INF/other");
  }

  private Path multiRelease(String isSo) throws IOException {
    return Jars.write(
        directory.resolve("multi.jar"),
        Jars.manifest("Multi-Release", isSo),
        Jars.texts(
            "a.txt", "base",
            "META-INF/versions/17/a.txt", "17",
            "META-INF/versions/9/a.txt", "9",
            "META-INF/versions/21/a.txt", "21",
            "b.txt", "base",
            "META-INF/versions/8/b.txt", "8",
            "c.txt", "base",
            "META-INF/versions/011/c.txt", "011",
            "META-INF/versions/11/only11.txt", "11",
            "META-INF/versions/18/only18.txt", "18",
            "META-INF/services/x", "base",
            "META-INF/versions/11/META-INF/services/x", "11",
            "META-INF/versions/99999999999/far.txt", "far",
            "z.txt", "base",
            "META-INF/versions/10/z.txt", "10"));
  }

  private static Map<String, String> contents(Path jar) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (Part part = Part.open(0, new PackedJar(jar, jar.toString(), false))) {
      for (JarItem item : part.items()) {
        contents.put(item.name(), new String(item.read(), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }
}
