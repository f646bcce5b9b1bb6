package io.lazyloader.agent.jars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no honest jar is told by name, and with what to do about it, before it does harm. */
class JarSourceTest {
  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {"../evil.txt", "a/../../evil.txt", "/evil.txt", "..\\evil.txt", "a\\..\\b", ".."})
  void a_name_that_leads_out_of_the_jar_is_refused(String name) throws IOException {
    Path jar = Jars.write(directory.resolve("slip.jar"), Jars.texts("a.txt", "a", name, "evil"));

    assertThatThrownBy(() -> JarSource.open(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessageStartingWith(
            jar + " has an entry that leads out of it, " + name.replace('\\', '/'))
        .hasMessageEndingWith(".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "...", "a/..b/c", "a/b..", "..a"})
  void dots_alone_lead_nowhere(String name) throws IOException {
    Path jar = Jars.write(directory.resolve("dots.jar"), Jars.texts(name, "text"));

    assertThat(contents(jar)).containsEntry(name, "text");
  }

  @Test
  void a_name_that_occurs_twice_is_refused() throws IOException {
    Path jar =
        replaced(
            Jars.write(directory.resolve("twice.jar"), Jars.texts("one.txt", "1", "two.txt", "2")),
            "two.txt",
            "one.txt");

    assertThatThrownBy(() -> JarSource.open(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessageStartingWith(jar + " has two entries called one.txt")
        .hasMessageEndingWith(" Build it again without the second.");
  }

  @Test
  void a_file_that_is_not_there_can_not_be_read() {
    Path jar = directory.resolve("none.jar");

    assertThatThrownBy(() -> JarSource.open(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessage(jar + " can't be read.");
  }

  @Test
  void a_jar_that_is_cut_off_anywhere_is_refused() throws IOException {
    byte[] whole = Files.readAllBytes(small("whole.jar"));
    Path jar = directory.resolve("cut.jar");
    for (int length = 0; length < whole.length; length++) {
      Files.write(jar, Arrays.copyOf(whole, length));

      assertThatThrownBy(() -> contents(jar))
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(BadJarException.class)
          .hasMessageStartingWith(jar + " is no jar, or is damaged: ")
          .hasMessageEndingWith(" Build or download it again.");
    }
  }

  @Test
  void a_bit_that_is_flipped_is_told_or_changes_nothing_that_the_jdk_reads() throws IOException {
    byte[] whole = Files.readAllBytes(small("whole.jar"));
    Map<String, String> honest = contents(directory.resolve("whole.jar"));
    Path jar = directory.resolve("flipped.jar");
    int told = 0;
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(jar, flipped);
      Map<String, String> read;
      try {
        read = contents(jar);
      } catch (BadJarException e) {
        assertThat(e).hasMessageStartingWith(jar + " ").hasMessageEndingWith(".");
        told++;
        continue;
      }
      Map<String, String> expected;
      try {
        expected = contentsByJdk(jar);
      } catch (ZipException e) {
        // What stands in front of the content only repeats the directory, which has not changed.
        expected = honest;
      }
      assertThat(read).as("bit %d", bit).isEqualTo(expected);
    }
    assertThat(told).isGreaterThan(whole.length);
  }

  @Test
  void content_with_a_wrong_check_sum_is_told_with_its_name() throws IOException {
    Path jar = small("sum.jar");
    byte[] bytes = Files.readAllBytes(jar);
    int at = indexOf(bytes, "stored text");
    bytes[at] ^= 1;
    Files.write(jar, bytes);

    assertThatThrownBy(() -> contents(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessage(
            jar
                + " is damaged at stored.txt: its check sum is wrong."
                + " Build or download it again.");
  }

  @Test
  void an_entry_that_says_it_is_smaller_than_it_is_is_not_unpacked_further() throws IOException {
    Path jar = Jars.write(directory.resolve("lies.jar"), Map.of("big.bin", new byte[1 << 20]));
    setSize(jar, 10);

    assertThatThrownBy(() -> contents(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessageStartingWith(jar + " is damaged at big.bin: it has not the 10 bytes");
  }

  @ParameterizedTest
  @ValueSource(longs = {(1L << 30) + 1, 0xffff_fffeL, 100L << 20})
  void an_entry_that_says_it_is_huge_is_not_unpacked(long size) throws IOException {
    Path jar = Jars.write(directory.resolve("huge.jar"), Map.of("huge.bin", new byte[1 << 20]));
    setSize(jar, size);

    assertThatThrownBy(() -> contents(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessageStartingWith(jar + " has an entry of ")
        .hasMessageContaining(" would unpack to " + size + ", huge.bin")
        .hasMessageEndingWith(".");
  }

  @Test
  void a_thousand_to_one_is_a_bomb_if_it_is_large_and_none_if_it_is_small() throws IOException {
    Path small = Jars.write(directory.resolve("s.jar"), Map.of("zeros.bin", new byte[4 << 20]));
    Path large = Jars.write(directory.resolve("l.jar"), Map.of("zeros.bin", new byte[65 << 20]));

    assertThat(contents(small).get("zeros.bin")).hasSize(4 << 20);
    assertThatThrownBy(() -> contents(large))
        .isInstanceOf(BadJarException.class)
        .hasMessageContaining(" would unpack to " + (65 << 20));
  }

  @Test
  void an_encrypted_entry_is_refused() throws IOException {
    Path jar = small("encrypted.jar");
    byte[] bytes = Files.readAllBytes(jar);
    int directoryEntry = lastIndexOf(bytes, "stored.txt") - 46;
    bytes[directoryEntry + 8] |= 1;
    Files.write(jar, bytes);

    assertThatThrownBy(() -> JarSource.open(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessageStartingWith(jar + " has an entry that Java can't read, stored.txt");
  }

  @Test
  void a_manifest_that_can_not_be_read_is_told() throws IOException {
    Path jar = Jars.write(directory.resolve("m.jar"), Jars.texts(JarFile.MANIFEST_NAME, "no\n"));

    assertThatThrownBy(() -> JarSource.open(jar))
        .isInstanceOf(BadJarException.class)
        .hasMessageStartingWith(jar + " has a manifest that can't be read: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "True", "false", "yes", "true ", " true"})
  void a_jar_is_a_multi_release_one_if_it_is_for_the_jdk(String value) throws IOException {
    Path file =
        Jars.write(directory.resolve("multi.jar"), Jars.manifest("Multi-Release", value), Map.of());

    try (JarSource jar = JarSource.open(file);
        JarFile ofJdk = new JarFile(file.toFile())) {
      assertThat(jar.isMultiRelease()).isEqualTo(ofJdk.isMultiRelease());
    }
  }

  @Test
  void a_jar_without_manifest_has_an_empty_one() throws IOException {
    try (JarSource jar =
        JarSource.open(Jars.write(directory.resolve("none.jar"), Jars.texts("a", "b")))) {
      assertThat(jar.manifest().getMainAttributes()).isEmpty();
      assertThat(jar.find("a")).isNotNull();
      assertThat(jar.find("b")).isNull();
    }
  }

  private Path small(String name) throws IOException {
    Path jar = directory.resolve(name);
    try (JarWriter writer = new JarWriter(jar)) {
      byte[] manifest = JarWriter.bytes(Jars.manifest("Main-Class", "a.B"));
      writer.add(JarItem.of(JarFile.MANIFEST_NAME, manifest, Jars.TIME));
      byte[] text = "aaaaaaaaaaaaaaaaaaaaaaaabc".getBytes(StandardCharsets.UTF_8);
      writer.add(JarItem.of("packed.txt", text, Jars.TIME));
      writer.add(StoredItems.of("stored.txt", "stored text"));
    }
    return jar;
  }

  static Map<String, String> contents(Path file) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (JarSource jar = JarSource.open(file)) {
      for (JarItem item : jar.items()) {
        contents.put(item.name(), new String(item.read(), StandardCharsets.UTF_8));
      }
    }
    return contents;
  }

  private static Map<String, String> contentsByJdk(Path file) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    try (ZipFile jar = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries = jar.stream().toList();
      for (ZipEntry entry : entries) {
        try (InputStream bytes = jar.getInputStream(entry)) {
          contents.put(entry.getName(), new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return contents;
  }

  /** Replaces a text by one of the same length, wherever it occurs. */
  private static Path replaced(Path file, String text, String other) throws IOException {
    String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
    return Files.writeString(file, bytes.replace(text, other), StandardCharsets.ISO_8859_1);
  }

  /** Changes what the directory of a jar with one entry says of the size that it unpacks to. */
  private static void setSize(Path file, long size) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int header = lastIndexOf(bytes, "PK\1\2");
    for (int at = 0; at < 4; at++) {
      // APPNOTE.TXT 4.3.12: the uncompressed size is at offset 24.
      bytes[header + 24 + at] = (byte) (size >> (8 * at));
    }
    Files.write(file, bytes);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private static int lastIndexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
  }
}
