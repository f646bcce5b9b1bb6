package io.lazyloader.agent.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where caches are, and whom they are taken from. */
class CacheDirectoryTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path temporary;
  private Path place;
  private CacheDirectory directory;

  @BeforeEach
  void choose() {
    assumeTrue(FileSystems.getDefault().supportedFileAttributeViews().contains("unix"));
    place = temporary.resolve("caches");
    directory = new CacheDirectory(place.toFile());
  }

  @Test
  void what_is_written_is_for_its_owner_alone() throws IOException {
    File file = directory.file(0xabcL);
    directory.write(file, CONTENT);

    assertThat(file).hasName("abc.lazycache").hasBinaryContent(CONTENT);
    assertThat(mode(file.toPath())).isEqualTo("rw-------");
    assertThat(mode(place)).isEqualTo("rwx------");
    assertThat(CacheDirectory.danger(file)).isNull();
    assertThat(names()).containsExactly("abc.lazycache");
  }

  @Test
  void directories_that_are_missing_are_made() throws IOException {
    Path deep = temporary.resolve("a/b");
    CacheDirectory below = new CacheDirectory(deep.toFile());
    below.write(below.file(1), CONTENT);

    assertThat(mode(temporary.resolve("a"))).isEqualTo("rwx------");
    assertThat(mode(deep)).isEqualTo("rwx------");
  }

  @Test
  void a_file_is_replaced_as_a_whole() throws IOException {
    File file = directory.file(1);
    directory.write(file, CONTENT);
    Files.setPosixFilePermissions(file.toPath(), PosixFilePermissions.fromString("rw-rw-rw-"));
    directory.write(file, new byte[] {9});

    assertThat(file).hasBinaryContent(new byte[] {9});
    assertThat(mode(file.toPath())).isEqualTo("rw-------");
    assertThat(names()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw--w----", "rw-----w-", "rw-rw-rw-"})
  void a_file_that_others_can_write_is_dangerous(String mode) throws IOException {
    File file = directory.file(1);
    directory.write(file, CONTENT);
    Files.setPosixFilePermissions(file.toPath(), PosixFilePermissions.fromString(mode));

    assertThat(CacheDirectory.danger(file)).isEqualTo("it can be written by others");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwx-w----", "rwx----w-", "rwxrwxrwx"})
  void a_directory_that_others_can_write_is_dangerous(String mode) throws IOException {
    File file = directory.file(1);
    directory.write(file, CONTENT);
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(mode));

    assertThat(CacheDirectory.danger(file)).isEqualTo("its directory can be written by others");
  }

  @Test
  void what_others_can_only_read_is_not() throws IOException {
    File file = directory.file(1);
    directory.write(file, CONTENT);
    Files.setPosixFilePermissions(file.toPath(), PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));

    assertThat(CacheDirectory.danger(file)).isNull();
  }

  @Test
  void a_symbolic_link_is_dangerous_wherever_it_leads() throws IOException {
    File file = directory.file(1);
    directory.write(file, CONTENT);
    File link = Files.createSymbolicLink(directory.file(2).toPath(), file.toPath()).toFile();
    Path other = Files.createSymbolicLink(temporary.resolve("other"), place);

    assertThat(CacheDirectory.danger(link)).isEqualTo("it is a symbolic link");
    assertThat(CacheDirectory.danger(other.resolve(file.getName()).toFile()))
        .isEqualTo("its directory is a symbolic link");
  }

  @Test
  void a_write_replaces_a_link_and_not_what_it_leads_to() throws IOException {
    Path victim = Files.writeString(temporary.resolve("victim"), "as it was");
    Files.createDirectory(place);
    File link = Files.createSymbolicLink(directory.file(2).toPath(), victim).toFile();
    directory.write(link, CONTENT);

    assertThat(victim).hasContent("as it was");
    assertThat(Files.isSymbolicLink(link.toPath())).isFalse();
    assertThat(link).hasBinaryContent(CONTENT);
  }

  @Test
  void of_what_belongs_to_another_user_none_is_believed() throws IOException {
    assumeTrue((Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0);
    File file = directory.file(1);
    directory.write(file, CONTENT);
    Files.setAttribute(file.toPath(), "unix:uid", 65_534);
    assertThat(CacheDirectory.danger(file)).isEqualTo("it belongs to another user");
    Files.setAttribute(file.toPath(), "unix:uid", 0);
    Files.setAttribute(place, "unix:uid", 65_534);
    assertThat(CacheDirectory.danger(file)).isEqualTo("its directory belongs to another user");
  }

  @Test
  void what_was_left_unfinished_long_ago_is_removed() throws IOException {
    Files.createDirectory(place);
    Path old = Files.write(place.resolve("1.lazycache-1.tmp"), CONTENT);
    Path recent = Files.write(place.resolve("1.lazycache-2.tmp"), CONTENT);
    Path foreign = Files.write(place.resolve("notes.txt"), CONTENT);
    age(old, 3_700);
    age(recent, 3_000);
    age(foreign, 1_000_000);
    directory.write(directory.file(1), CONTENT);

    assertThat(names()).containsExactly("1.lazycache", "1.lazycache-2.tmp", "notes.txt");
  }

  @Test
  void the_caches_that_were_not_used_for_longest_make_room() throws IOException {
    Files.createDirectory(place);
    for (int index = 1; index <= 3; index++) {
      Path cache = directory.file(index).toPath();
      try (RandomAccessFile sparse = new RandomAccessFile(cache.toFile(), "rw")) {
        sparse.setLength(200L << 20);
      }
      age(cache, index * 100L);
    }
    CacheDirectory.used(directory.file(3));
    directory.write(directory.file(4), CONTENT);

    assertThat(names()).containsExactly("1.lazycache", "3.lazycache", "4.lazycache");
  }

  @Test
  void a_place_below_a_file_can_not_be_written() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "as it was");
    CacheDirectory below = new CacheDirectory(file.resolve("caches").toFile());

    assertThatThrownBy(() -> below.write(below.file(1), CONTENT)).isInstanceOf(IOException.class);
    assertThat(file).hasContent("as it was");
    assertThat(below.list()).isEmpty();
  }

  @Test
  void a_write_that_fails_leaves_what_was_there_and_nothing_else() throws IOException {
    File taken = directory.file(1);
    Path inside = Files.createDirectories(taken.toPath()).resolve("inside");
    Files.write(inside, CONTENT);

    assertThatThrownBy(() -> directory.write(taken, CONTENT)).isInstanceOf(IOException.class);
    assertThat(inside).hasBinaryContent(CONTENT);
    assertThat(names()).containsExactly("1.lazycache");
    assertThat(directory.list()).isEmpty();
  }

  @Test
  void the_one_that_was_used_last_is_listed_first() throws IOException {
    for (int index = 1; index <= 3; index++) {
      directory.write(directory.file(index), CONTENT);
      age(directory.file(index).toPath(), index == 2 ? 900 : 100L * index);
    }
    Files.write(place.resolve("other.txt"), CONTENT);

    assertThat(directory.list())
        .containsExactly(directory.file(1), directory.file(3), directory.file(2));
    CacheDirectory.used(directory.file(2));
    assertThat(directory.list())
        .containsExactly(directory.file(2), directory.file(1), directory.file(3));
  }

  @Test
  void a_directory_that_is_not_there_has_no_caches() {
    assertThat(directory.list()).isEmpty();
    assertThat(place).doesNotExist();
    CacheDirectory.used(directory.file(1));
    assertThat(place).doesNotExist();
  }

  private static void age(Path file, long seconds) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(System.currentTimeMillis() - seconds * 1_000));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(place)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
