package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.cache.CacheFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What may happen to a cache, its directory and the JVMs that share it: no start is ever wrong.
 *
 * <p>{@code -Dcache.starts=200} sets how many JVMs share a directory, two at a time.
 */
class CacheFaultsIT extends CachedProgram {
  /** Of two JVMs at once. */
  private static final int STARTS = Integer.getInteger("cache.starts", 20);

  @Tag("heavy")
  @ParameterizedTest
  @ValueSource(ints = {2, 35, 60, 90})
  void a_file_that_was_changed_is_made_anew(int percent) throws IOException {
    learn("aab123");
    byte[] bytes = Files.readAllBytes(file().toPath());
    int at = bytes.length * percent / 100;
    for (int index = at; index < Math.min(at + 3, bytes.length); index++) {
      bytes[index] ^= 0x55;
    }
    Files.write(file().toPath(), bytes);

    assertIsMadeAnew();
  }

  @Tag("heavy")
  @ParameterizedTest
  @ValueSource(ints = {0, 40, 64, 300, -1})
  void a_file_that_was_cut_is_made_anew(int length) throws IOException {
    learn("aab123");
    byte[] bytes = Files.readAllBytes(file().toPath());
    Files.write(file().toPath(), Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length));

    assertIsMadeAnew();
  }

  private void assertIsMadeAnew() throws IOException {
    Run first =
        program.lazy("mode=all,learn=exit,quiet,cache=" + cache, "app.Main", "reflect", "aab123");
    assertThat(first.out()).isEqualTo(eager("reflect", "aab123"));
    assertThat(first.err().lines().count()).as(first.err()).isLessThanOrEqualTo(1);
    Run second = learn("spare", "aab123");
    assertThat(second.out()).isEqualTo(eager("spare", "aab123"));

    Run third = learn();
    assertThat(third.out()).isEqualTo(eager());
    assertThat(third.err()).contains("deferred  2 fields").doesNotContain("damaged", "not used");
    CacheFile whole = CacheFile.open(file());
    assertThat(whole.classes()).hasSizeGreaterThanOrEqualTo(4);
    assertThat(whole.counts().defers()).isEqualTo(2);
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_file_that_others_can_write_is_refused() throws IOException {
    learn();
    Files.setPosixFilePermissions(file().toPath(), PosixFilePermissions.fromString("rw-rw-rw-"));
    Run run = program.lazy("mode=all,cache=" + cache, "app.Main", "aab123");

    assertThat(run.out()).isEqualTo(eager("aab123"));
    assertThat(run.err())
        .contains(
            "loader: cache "
                + file()
                + " is not used: it can be written by others. Going on without it.\n",
            "deferred  nothing");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void a_directory_that_can_only_be_read_is_of_use() throws IOException {
    learn();
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("r-x------"));
    try {
      assumeFalse(Files.isWritable(cache), "who runs this may write anywhere");
      Run run = learn("aab123");

      assertThat(run.out()).isEqualTo(eager("aab123"));
      assertThat(run.err()).contains("deferred  2 fields");
    } finally {
      Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void a_place_that_can_not_be_written_is_told_and_costs_nothing_else() throws IOException {
    Path taken = program.write("taken", "a file");
    Run run = program.lazy("mode=all,learn=exit,cache=" + taken, "app.Main", "aab123");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).isEqualTo(eager("aab123"));
    assertThat(run.err()).contains("what was learnt for the next start could not be written to ");
    assertThat(taken).hasContent("a file");
  }

  @Test
  void starts_at_the_same_time_share_a_directory() throws IOException {
    String[][] arguments = {{}, {"aab123"}, {"reflect"}, {"spare", "aab123"}};
    List<String> expected = new ArrayList<>();
    for (String[] each : arguments) {
      expected.add(eager(each));
    }
    List<CompletableFuture<Void>> both = new ArrayList<>();
    for (int one = 0; one < 2; one++) {
      int shift = one;
      both.add(
          CompletableFuture.runAsync(
              () -> {
                for (int start = 0; start < STARTS / 2; start++) {
                  int which = (start + shift) % arguments.length;
                  Run run = learn(arguments[which]);
                  assertThat(run.out()).as(run.err()).isEqualTo(expected.get(which));
                  assertThat(run.err()).doesNotContain("damaged", "could not", "is lost");
                }
              }));
    }
    CompletableFuture.allOf(both.toArray(new CompletableFuture<?>[0])).join();

    assertThat(CacheFile.open(file()).classes()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(files()).hasSize(1);
  }

  @Test
  void a_jvm_that_is_killed_leaves_a_file_that_can_be_read() throws Exception {
    learn();
    for (int delay = 100; delay <= 900; delay += 100) {
      Process process =
          program.start("mode=all,learn=exit,quiet,cache=" + cache, "app.Main", "aab123", "spare");
      process.waitFor(delay, TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      assertThat(CacheFile.open(file()).classes()).hasSizeGreaterThanOrEqualTo(3);
    }

    Run after = learn("reflect");
    assertThat(after.out()).isEqualTo(eager("reflect"));
    assertThat(after.err()).doesNotContain("damaged", "not used");
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void a_file_of_another_user_is_not_believed() throws IOException {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root gives files away");
    learn();
    UserPrincipal nobody =
        cache.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
    Files.setOwner(file().toPath(), nobody);
    Run file = program.lazy("mode=all,cache=" + cache, "app.Main", "aab123");
    Files.setOwner(file().toPath(), Files.getOwner(directory));
    Files.setOwner(cache, nobody);
    Run parent = program.lazy("mode=all,cache=" + cache, "app.Main", "aab123");

    assertThat(file.out()).isEqualTo(eager("aab123"));
    assertThat(file.err())
        .contains("is not used: it belongs to another user. Going on without it.");
    assertThat(parent.out()).isEqualTo(eager("aab123"));
    assertThat(parent.err()).contains("is not used: its directory belongs to another user.");
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void two_users_of_one_directory_do_not_get_in_each_other_s_way() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root starts others' programs");
    learn();
    for (Path path : List.of(directory, program.classes())) {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    Path own = Files.createDirectory(directory.resolve("own"));
    Process other =
        startBehind(own, List.of("setpriv", "--reuid=65534", "--clear-groups"), "aab123");
    String said = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeFalse(said.contains("rror opening zip file"), "others can't read the agent's jar");

    assertThat(other.waitFor()).as(said).isZero();
    assertThat(said).contains("started 11\ntrue\nend\n").doesNotContain("deferred  2 fields");
    assertThat(learn("aab123").err()).contains("deferred  2 fields");
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void a_disk_that_is_full_leaves_what_was_there() throws Exception {
    learn();
    byte[] before = Files.readAllBytes(file().toPath());
    // No file may grow beyond some blocks, so that writing fails in the middle.
    Process process =
        startBehind(
            directory, List.of("sh", "-c", "ulimit -f 4; exec \"$0\" \"$@\""), "spare", "reflect");
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(said).isZero();
    assertThat(said).contains(eager("spare", "reflect"));
    assertThat(Files.readAllBytes(file().toPath())).isEqualTo(before);
    assertThat(files()).hasSize(1);
    assertThat(learn("aab123").err()).contains("deferred  2 fields");
  }

  /** Starts the program, which learns at its end, by a command that starts others. */
  private Process startBehind(Path where, List<String> command, String... arguments)
      throws IOException {
    List<String> words = new ArrayList<>(command);
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-XX:-UsePerfData");
    words.add("-javaagent:" + Program.AGENT + "=mode=all,learn=exit,cache=" + cache);
    words.addAll(List.of("-cp", program.classes().toString(), "app.Main"));
    words.addAll(List.of(arguments));
    return new ProcessBuilder(words).directory(where.toFile()).redirectErrorStream(true).start();
  }

  @Test
  void a_clock_that_was_set_back_makes_no_difference() throws IOException {
    learn();
    assertThat(file().setLastModified(System.currentTimeMillis() + 86_400_000L)).isTrue();
    Run run = learn("aab123");
    Run next = learn("spare");

    assertThat(run.out()).isEqualTo(eager("aab123"));
    assertThat(run.err()).contains("deferred  2 fields");
    assertThat(next.out()).isEqualTo(eager("spare"));
    assertThat(next.err()).contains("deferred  2 fields").doesNotContain("not used");
  }

  @Test
  void another_agent_that_changes_classes_first_is_seen_in_each_start() throws IOException {
    Path other = otherAgent();
    for (String wish : List.of("", "", "before", "before", "behind", "")) {
      List<String> agents =
          List.of(
              "-javaagent:" + other + "=" + wish,
              "-javaagent:" + Program.AGENT + "=mode=all,learn=exit,cache=" + cache);
      Run alone = program.run(agents.subList(0, 1), "app.Main", "aab123", "reflect");
      Run both = program.run(agents, "app.Main", "aab123", "reflect");

      assertThat(alone.out()).contains(wish.isEmpty() ? "(foo|bar" : wish);
      assertThat(both.out()).as("%s: %s", wish, both.err()).isEqualTo(alone.out());
    }
  }

  /** An agent that puts another word in place of one in a constant of the program's. */
  private Path otherAgent() throws IOException {
    Path classes =
        program.compile(
            "other",
            """
            // other/Other.java
            package other;
            import java.lang.instrument.*;
            import java.nio.charset.StandardCharsets;
            import java.security.ProtectionDomain;
            public class Other {
              public static void premain(String wish, Instrumentation instrumentation) {
                instrumentation.addTransformer(new ClassFileTransformer() {
                  @Override
                  public byte[] transform(ClassLoader loader, String name, Class<?> redefined,
                      ProtectionDomain domain, byte[] bytes) {
                    if (!"app/Data".equals(name) || wish == null || wish.isEmpty()) {
                      return null;
                    }
                    // As long as it was, so that no length changes.
                    return new String(bytes, StandardCharsets.ISO_8859_1)
                        .replace("eleven|", wish + "|")
                        .getBytes(StandardCharsets.ISO_8859_1);
                  }
                });
              }
            }
            """);
    return program.jar("other.jar", classes, Map.of("Premain-Class", "other.Other"));
  }

  @Test
  void jars_that_are_as_they_were_are_not_opened_again() throws IOException {
    Path spare = program.write("spare.jar", "no jar at all");
    Program wide = program.on(spare);
    for (int start = 1; start <= 2; start++) {
      Run run = wide.lazy("mode=all,learn=exit,cache=" + cache, "app.Main", "aab123");
      assertThat(run.out()).isEqualTo(eager("aab123"));
      assertThat(run.err()).contains("class path entry " + spare + " can't be read");
    }
    // What is no jar is known to nobody; what is one, is, as long as it has its size and time.
    program.jar(
        "spare.jar",
        program.compile("more", "// more/More.java\npackage more; class More {}"),
        Map.of());
    assertThat(wide.lazy("mode=all,learn=exit,cache=" + cache, "app.Main").err())
        .doesNotContain("can't be read");
    FileTime time = Files.getLastModifiedTime(spare);
    Files.write(spare, new byte[(int) Files.size(spare)]);
    Files.setLastModifiedTime(spare, time);
    Run unopened = wide.lazy("mode=all,learn=exit,cache=" + cache, "app.Main", "aab123");
    assertThat(unopened.out()).isEqualTo(eager("aab123"));
    assertThat(unopened.err()).contains("deferred  2 fields").doesNotContain("can't be read");

    Files.setLastModifiedTime(spare, FileTime.fromMillis(time.toMillis() + 5_000));
    assertThat(wide.lazy("mode=all,learn=exit,cache=" + cache, "app.Main", "aab123").err())
        .contains("can't be read", "the program has changed since");
  }
}
