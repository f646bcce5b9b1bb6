package io.lazyloader.agent.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveOptionsTest {
  @Test
  void the_last_option_names_the_archive() {
    ArchiveRequest request =
        ArchiveRequest.parse(
            List.of("-XX:SharedArchiveFile=a.jsa", "-Xmx1g", "-XX:AOTCache=b.aot"));

    assertThat(request.file()).isEqualTo(Path.of("b.aot"));
    assertThat(request.isAotCache()).isTrue();
    assertThat(request.switchedOff()).isNull();
    assertThat(request.isMade()).isFalse();
  }

  @Test
  void of_two_archives_on_each_other_the_upper_is_the_applications() {
    ArchiveRequest request =
        ArchiveRequest.parse(
            List.of("-XX:SharedArchiveFile=base.jsa" + File.pathSeparator + "top.jsa"));

    assertThat(request.file()).isEqualTo(Path.of("top.jsa"));
  }

  @Test
  void what_switches_archives_off_is_known() {
    assertThat(ArchiveRequest.parse(List.of("-Xshare:off")).switchedOff()).isEqualTo("-Xshare:off");
    assertThat(ArchiveRequest.parse(List.of("-Xshare:off", "-Xshare:auto")).switchedOff()).isNull();
    assertThat(ArchiveRequest.parse(List.of("-XX:AOTMode=off")).switchedOff())
        .isEqualTo("-XX:AOTMode=off");
  }

  @Test
  void a_run_that_makes_an_archive_is_told_from_one_that_uses_it() {
    assertThat(ArchiveRequest.parse(List.of("-XX:ArchiveClassesAtExit=a.jsa")).isMade()).isTrue();
    assertThat(ArchiveRequest.parse(List.of("-XX:+AutoCreateSharedArchive")).isMade()).isTrue();
    assertThat(ArchiveRequest.parse(List.of()).isMade()).isFalse();
  }

  @Test
  void a_recipe_is_what_the_jdk_understands() {
    Path file = Path.of("app");

    assertThat(ArchiveRecipe.best(17, file).training())
        .containsExactly("-XX:ArchiveClassesAtExit=app");
    assertThat(ArchiveRecipe.best(17, file).use()).containsExactly("-XX:SharedArchiveFile=app");
    assertThat(ArchiveRecipe.best(24, file).assembly())
        .containsExactly(
            "-XX:AOTMode=create", "-XX:AOTConfiguration=app.config", "-XX:AOTCache=app");
    assertThat(ArchiveRecipe.best(25, file).training()).containsExactly("-XX:AOTCacheOutput=app");
    assertThat(ArchiveRecipe.best(25, file).assembly()).isEmpty();
    assertThat(ArchiveRecipe.without(List.of("-Xshare:off", "-Xmx1g", "-XX:AOTCache=a")))
        .containsExactly("-Xmx1g");
  }

  @Test
  void an_archive_is_known_by_its_first_bytes(@TempDir Path directory) throws IOException {
    Path dynamic =
        Files.write(directory.resolve("d"), new byte[] {(byte) 0xa8, (byte) 0xab, 11, (byte) 0xf0});
    Path fixed =
        Files.write(directory.resolve("s"), new byte[] {(byte) 0xa2, (byte) 0xab, 11, (byte) 0xf0});
    Path other = Files.writeString(directory.resolve("o"), "hello");

    assertThat(ArchiveKind.of(dynamic)).isEqualTo(ArchiveKind.DYNAMIC);
    assertThat(ArchiveKind.of(fixed)).isEqualTo(ArchiveKind.STATIC);
    assertThat(ArchiveKind.of(other)).isNull();
    assertThat(ArchiveKind.of(directory.resolve("none"))).isNull();
    assertThat(ArchiveRequest.parse(List.of("-XX:AOTCache=" + fixed)).kind())
        .isEqualTo(ArchiveKind.AOT_CACHE);
  }
}
