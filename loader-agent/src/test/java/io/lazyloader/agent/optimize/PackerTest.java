package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.jars.Jars;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What archives take no classes from becomes plain jars, with the same in them. */
class PackerTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void a_directory_becomes_a_jar_with_a_manifest_in_front_and_all_else_by_name()
      throws IOException {
    Path classes = tree("classes", "b/two.txt", "a.txt", "b/one.txt");
    Files.createDirectories(classes.resolve("empty"));

    List<PackedJar> packed = pack(List.of(classes), false);

    assertThat(packed).hasSize(1);
    assertThat(packed.get(0).isNew()).isTrue();
    assertThat(packed.get(0).origin()).isEqualTo(classes.toString());
    assertThat(contents(packed.get(0)).keySet())
        .containsExactly(JarFile.MANIFEST_NAME, "a.txt", "b/", "b/one.txt", "b/two.txt", "empty/");
    assertThat(contents(packed.get(0))).containsEntry("b/two.txt", "b/two.txt");
  }

  @Test
  void the_manifest_of_a_directory_is_kept_in_front() throws IOException {
    Path classes = tree("classes", "META-INF/a.txt", "META-INF/MANIFEST.MF", "META-INF/z.txt");
    Files.writeString(
        classes.resolve(JarFile.MANIFEST_NAME), "Manifest-Version: 1.0\nMine: yes\n\n");

    PackedJar packed = pack(List.of(classes), false).get(0);

    assertThat(contents(packed).keySet())
        .containsExactly(JarFile.MANIFEST_NAME, "META-INF/", "META-INF/a.txt", "META-INF/z.txt");
    assertThat(manifest(packed).getMainAttributes().getValue("Mine")).isEqualTo("yes");
  }

  @Test
  void files_keep_their_times_and_the_same_tree_gives_the_same_bytes() throws IOException {
    Path classes = tree("classes", "a.txt", "b/c.txt");
    PackedJar first = pack(List.of(classes), false).get(0);
    PackedJar second = Packer.pack(List.of(classes), false, directory.resolve("more")).get(0);

    assertThat(second.file()).hasSameBinaryContentAs(first.file());
    try (JarFile jar = new JarFile(first.file().toFile())) {
      long time = Files.getLastModifiedTime(classes.resolve("a.txt")).toMillis();
      assertThat(jar.getEntry("a.txt").getTime()).isBetween(time - 2_000, time);
    }
  }

  @Test
  void jars_stay_where_they_are_and_the_order_of_the_path_is_kept() throws IOException {
    Path jar = Jars.write(directory.resolve("lib.jar"), Jars.texts("a", "1"));
    Path one = tree("one/classes", "one.txt");
    Path two = tree("two/classes", "two.txt");

    List<PackedJar> packed = pack(List.of(one, jar, two), false);

    assertThat(packed).extracting(PackedJar::isNew).containsExactly(true, false, true);
    assertThat(packed.get(1).file()).isEqualTo(jar);
    assertThat(packed)
        .extracting(each -> String.valueOf(each.file().getFileName()))
        .containsExactly("classes.jar", "lib.jar", "classes-2.jar");
    assertThat(contents(packed.get(2))).containsKey("two.txt");
  }

  @Test
  void what_a_spring_boot_jar_holds_comes_in_the_order_of_its_index() throws IOException {
    Path boot =
        boot(
            Map.of(
                "BOOT-INF/classpath.idx",
                "- \"BOOT-INF/lib/b.jar\"\n- \"BOOT-INF/lib/gone.jar\"\n- \"BOOT-INF/lib/a.jar\"\n"));

    List<PackedJar> packed = pack(List.of(boot), true);

    assertThat(packed)
        .extracting(PackedJar::origin)
        .containsExactly(
            boot + "!/BOOT-INF/classes/",
            boot + "!/BOOT-INF/lib/b.jar",
            boot + "!/BOOT-INF/lib/a.jar",
            boot + "!/BOOT-INF/lib/c.jar");
    assertThat(contents(packed.get(0)).keySet())
        .containsExactly(JarFile.MANIFEST_NAME, "app/", "app/r.txt");
    assertThat(manifest(packed.get(0)).getMainAttributes().getValue("Start-Class"))
        .isEqualTo("app.Main");
    assertThat(contents(packed.get(1))).containsEntry("name", "b");
  }

  @Test
  void what_stands_beside_classes_and_libraries_of_a_spring_boot_jar_is_found_first()
      throws IOException {
    Path boot =
        boot(
            Map.of(
                "META-INF/sbom/application.cdx.json",
                "{}",
                "META-INF/services/java.nio.file.spi.FileSystemProvider",
                "org.springframework.boot.loader.nio.file.NestedFileSystemProvider\n",
                "META-INF/services/app.Service",
                "app.Ours\n"));

    List<PackedJar> packed = pack(List.of(boot), true);

    assertThat(packed.get(0).origin()).isEqualTo(boot.toString());
    assertThat(contents(packed.get(0)).keySet())
        .containsExactlyInAnyOrder(
            "META-INF/sbom/application.cdx.json", "META-INF/services/app.Service");
    assertThat(packed.get(1).origin()).endsWith("!/BOOT-INF/classes/");
  }

  @Test
  void nested_jars_without_an_index_come_in_their_order() throws IOException {
    List<PackedJar> packed = pack(List.of(boot(Map.of())), true);

    assertThat(packed.stream().skip(1).map(each -> String.valueOf(each.file().getFileName())))
        .containsExactly("a.jar", "b.jar", "c.jar");
  }

  @Test
  void a_manifest_among_the_classes_of_a_spring_boot_jar_is_no_second_one() throws IOException {
    Path boot = boot(Map.of("BOOT-INF/classes/META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n\n"));

    PackedJar classes = pack(List.of(boot), true).get(0);

    assertThat(manifest(classes).getMainAttributes().getValue("Start-Class")).isEqualTo("app.Main");
  }

  private List<PackedJar> pack(List<Path> path, boolean isBootJar) throws IOException {
    return Packer.pack(path, isBootJar, directory.resolve("packed"));
  }

  private Path tree(String name, String... files) throws IOException {
    Path root = directory.resolve(name);
    for (String file : files) {
      Path path = root.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
    return root;
  }

  private Path boot(Map<String, String> more) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("org/springframework/boot/loader/Some.class", new byte[0]);
    entries.put("BOOT-INF/classes/", new byte[0]);
    entries.put("BOOT-INF/classes/app/", new byte[0]);
    entries.put("BOOT-INF/classes/app/r.txt", new byte[] {'r'});
    for (String name : List.of("a", "b", "c")) {
      Path nested = Jars.write(directory.resolve("nested.jar"), Jars.texts("name", name));
      entries.put("BOOT-INF/lib/" + name + ".jar", Files.readAllBytes(nested));
    }
    more.forEach((name, text) -> entries.put(name, text.getBytes(StandardCharsets.UTF_8)));
    return Jars.write(
        directory.resolve("boot.jar"),
        Jars.manifest(
            "Main-Class",
            "org.springframework.boot.loader.launch.JarLauncher",
            "Start-Class",
            "app.Main"),
        entries);
  }

  private static Manifest manifest(PackedJar packed) throws IOException {
    try (JarFile jar = new JarFile(packed.file().toFile())) {
      return jar.getManifest();
    }
  }

  private static Map<String, String> contents(PackedJar packed) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (JarFile jar = new JarFile(packed.file().toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        byte[] bytes = jar.getInputStream(entry).readAllBytes();
        contents.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
      }
    }
    return contents;
  }
}
