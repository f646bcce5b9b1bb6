package io.lazyloader.agent.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** What is written is a jar to whoever reads jars, and what is copied is what it was. */
class JarWriterTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  /** An entry as other tools see it. */
  private record Seen(String name, int method, long time, String content) {}

  @Test
  void entries_of_another_jar_are_copied_as_they_are_packed() throws IOException {
    Path original = original("original.jar");
    Path copy = copy(original, "copy.jar");

    try (ZipFile before = ZipFile.builder().setPath(original).get();
        ZipFile after = ZipFile.builder().setPath(copy).get()) {
      List<ZipArchiveEntry> expected = new ArrayList<>();
      before.getEntries().asIterator().forEachRemaining(expected::add);
      List<ZipArchiveEntry> found = new ArrayList<>();
      after.getEntries().asIterator().forEachRemaining(found::add);
      assertThat(found)
          .extracting(ZipArchiveEntry::getName)
          .containsExactlyElementsOf(expected.stream().map(ZipArchiveEntry::getName).toList());
      for (int at = 0; at < found.size(); at++) {
        ZipArchiveEntry one = expected.get(at);
        ZipArchiveEntry other = found.get(at);
        assertThat(packed(after, other)).as(one.getName()).isEqualTo(packed(before, one));
        assertThat(other.getMethod()).isEqualTo(one.getMethod());
        assertThat(other.getCrc()).isEqualTo(one.getCrc());
        assertThat(other.getTime()).isEqualTo(one.getTime());
        assertThat(other.getLastModifiedTime()).isEqualTo(one.getLastModifiedTime());
        assertThat(other.getCentralDirectoryExtra()).isEqualTo(one.getCentralDirectoryExtra());
        assertThat(other.getComment()).isEqualTo(one.getComment());
      }
    }
  }

  /** Headers are written once more when what follows them is packed, wherever that is by then. */
  @Test
  void what_is_larger_than_what_is_written_at_once_is_whole() throws IOException {
    Path file = directory.resolve("large.jar");
    Random random = new Random(3);
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (int size : new int[] {0, 1, 200_000, 60_000, 10, 700_000, 262_144, 5, 300_000, 1}) {
      byte[] content = new byte[size];
      random.nextBytes(content);
      contents.put("entry-" + contents.size(), content);
    }

    try (JarWriter jar = new JarWriter(file)) {
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        jar.add(JarItem.of(content.getKey(), content.getValue()));
      }
    }

    try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(file))) {
      for (Map.Entry<String, byte[]> content : contents.entrySet()) {
        assertThat(jar.getNextEntry()).extracting(ZipEntry::getName).isEqualTo(content.getKey());
        assertThat(jar.readAllBytes()).as(content.getKey()).isEqualTo(content.getValue());
      }
    }
    try (JarSource source = JarSource.open(file)) {
      for (JarItem item : source.items()) {
        assertThat(item.read()).as(item.name()).isEqualTo(contents.get(item.name()));
      }
    }
  }

  @Test
  void the_jdk_sees_the_same_in_a_copy() throws IOException {
    Path original = original("original.jar");
    Path copy = copy(original, "copy.jar");

    assertThat(byJarFile(copy)).isEqualTo(byJarFile(original)).hasSize(6);
    assertThat(byStream(copy)).isEqualTo(byStream(original)).hasSize(6);
  }

  @Test
  void the_same_entries_give_the_same_bytes() throws IOException, InterruptedException {
    Path original = original("original.jar");
    byte[] first = Files.readAllBytes(changed(original, "first.jar"));
    TimeUnit.MILLISECONDS.sleep(20);
    Path second = changed(original, "second.jar");

    assertThat(Files.readAllBytes(second)).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(second)).isEqualTo(JarWriter.LAST_MODIFIED);
  }

  @Test
  void what_was_stored_stays_so_even_if_it_changes() throws IOException {
    Path changed = changed(original("original.jar"), "changed.jar");

    assertThat(byJarFile(changed))
        .contains(new Seen("stored.txt", ZipEntry.STORED, Jars.TIME, "now stored.txt"))
        .contains(new Seen("packed.txt", ZipEntry.DEFLATED, Jars.TIME, "now packed.txt"))
        .contains(new Seen("new.txt", ZipEntry.DEFLATED, Jars.TIME, "new"));
  }

  @Test
  void files_and_streams_are_read_alike() throws IOException {
    Path changed = changed(original("original.jar"), "changed.jar");

    assertThat(byStream(changed)).isEqualTo(byJarFile(changed)).hasSize(7);
    assertThat(JarSourceTest.contents(changed))
        .containsExactlyEntriesOf(JarSourceTest.contents(changed))
        .containsKeys("stored.txt", "new.txt");
  }

  @Test
  void another_name_is_all_that_renaming_changes() throws IOException {
    Path file = directory.resolve("renamed.jar");
    try (JarSource source = JarSource.open(original("original.jar"));
        JarWriter jar = new JarWriter(file)) {
      for (JarItem item : source.items()) {
        jar.add(item.named("other/" + item.name()));
      }
    }

    assertThat(byJarFile(file).stream().map(seen -> seen.name() + seen.content()))
        .containsExactlyElementsOf(
            byJarFile(directory.resolve("original.jar")).stream()
                .map(seen -> "other/" + seen.name() + seen.content())
                .toList());
  }

  @Test
  void a_second_entry_of_a_name_is_refused() throws IOException {
    try (JarWriter jar = new JarWriter(directory.resolve("twice.jar"))) {
      jar.add(JarItem.of("a", new byte[0], Jars.TIME));

      assertThat(jar.has("a")).isTrue();
      assertThatThrownBy(() -> jar.add(JarItem.of("a", new byte[1], Jars.TIME)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a is there already");
    }
  }

  @Test
  @Tag("slow")
  void the_jar_tool_lists_it_without_complaint() throws IOException, InterruptedException {
    Path jar = changed(original("original.jar"), "changed.jar");
    String tool = Path.of(System.getProperty("java.home"), "bin", "jar").toString();

    assertThat(output(tool, "tf", jar.toString()).lines())
        .containsExactlyElementsOf(byJarFile(jar).stream().map(Seen::name).toList());
  }

  @Test
  @Tag("slow")
  @EnabledIf("hasUnzip")
  void unzip_finds_no_fault_in_it() throws IOException, InterruptedException {
    Path jar = changed(original("original.jar"), "changed.jar");

    assertThat(output("unzip", "-t", jar.toString())).contains("No errors detected");
  }

  static boolean hasUnzip() {
    return List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).stream()
        .anyMatch(place -> Files.isExecutable(Path.of(place, "unzip")));
  }

  private static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** A jar with all that jars may have: both methods, comments, extra fields, precise times. */
  private Path original(String name) throws IOException {
    Path file = directory.resolve(name);
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(file), Jars.manifest("Main-Class", "a.B"))) {
      add(jar, new JarEntry("dir/"), "");
      add(jar, new JarEntry("packed.txt"), "packed ".repeat(50));
      JarEntry stored = new JarEntry("stored.txt");
      stored.setMethod(ZipEntry.STORED);
      byte[] text = "stored".getBytes(StandardCharsets.UTF_8);
      CRC32 sum = new CRC32();
      sum.update(text);
      stored.setCrc(sum.getValue());
      stored.setSize(text.length);
      add(jar, stored, "stored");
      JarEntry precise = new JarEntry("\u00fcml\u00e4ut.txt");
      precise.setLastModifiedTime(FileTime.fromMillis(Jars.TIME + 1_000));
      precise.setCreationTime(FileTime.fromMillis(Jars.TIME));
      precise.setComment("a comment");
      jar.setLevel(Deflater.BEST_SPEED);
      add(jar, precise, "fast ".repeat(500));
      JarEntry extra = new JarEntry("extra.txt");
      extra.setExtra(new byte[] {0x77, 0x77, 2, 0, 1, 2});
      add(jar, extra, "extra");
    }
    return file;
  }

  private static void add(JarOutputStream jar, JarEntry entry, String text) throws IOException {
    if (entry.getTime() == -1) {
      entry.setTime(Jars.TIME);
    }
    jar.putNextEntry(entry);
    jar.write(text.getBytes(StandardCharsets.UTF_8));
    jar.closeEntry();
  }

  private Path copy(Path from, String name) throws IOException {
    Path file = directory.resolve(name);
    try (JarSource source = JarSource.open(from);
        JarWriter jar = new JarWriter(file)) {
      for (JarItem item : source.items()) {
        jar.add(item);
      }
    }
    return file;
  }

  /** A copy with other texts in two entries, and one more. */
  private Path changed(Path from, String name) throws IOException {
    Path file = directory.resolve(name);
    try (JarSource source = JarSource.open(from);
        JarWriter jar = new JarWriter(file)) {
      for (JarItem item : source.items()) {
        boolean changes = List.of("packed.txt", "stored.txt").contains(item.name());
        byte[] text = ("now " + item.name()).getBytes(StandardCharsets.UTF_8);
        jar.add(changes ? item.with(text) : item);
      }
      jar.add(JarItem.of("new.txt", "new".getBytes(StandardCharsets.UTF_8), Jars.TIME));
    }
    return file;
  }

  private static byte[] packed(ZipFile jar, ZipArchiveEntry entry) throws IOException {
    try (InputStream bytes = jar.getRawInputStream(entry)) {
      return bytes.readAllBytes();
    }
  }

  private static List<Seen> byJarFile(Path file) throws IOException {
    List<Seen> seen = new ArrayList<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        try (InputStream bytes = jar.getInputStream(entry)) {
          seen.add(seen(entry, bytes));
        }
      }
    }
    return seen;
  }

  private static List<Seen> byStream(Path file) throws IOException {
    List<Seen> seen = new ArrayList<>();
    try (ZipInputStream jar = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
        seen.add(seen(entry, jar));
      }
    }
    return seen;
  }

  private static Seen seen(ZipEntry entry, InputStream bytes) throws IOException {
    String content = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
    // When the manifest was written is of no interest.
    long time = entry.getName().equals(JarFile.MANIFEST_NAME) ? 0 : entry.getTime();
    return new Seen(entry.getName(), entry.getMethod(), time, content);
  }

  @Test
  void a_manifest_is_as_the_jdk_reads_it() throws IOException {
    Path file = Jars.write(directory.resolve("m.jar"), Jars.manifest("A", "1"), Map.of());

    try (JarSource jar = JarSource.open(file);
        JarFile ofJdk = new JarFile(file.toFile())) {
      assertThat(jar.manifest()).isEqualTo(ofJdk.getManifest());
    }
  }
}
