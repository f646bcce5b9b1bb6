package io.lazyloader.agent.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lazyloader.agent.classpath.Workspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.io.TempDir;

/** Argument files are what the launcher {@code java} takes them for. */
@Tag("slow")
class ArgumentFilesTest {
  private static final String END = "=end-of-case=";

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path directory;

  @SuppressWarnings("NullAway.Init")
  private static Launcher launcher;

  @BeforeAll
  static void compile() throws IOException {
    launcher = Launcher.in(directory);
  }

  @Test
  void texts_are_split_as_the_launcher_splits_them() throws IOException, InterruptedException {
    assertSplitAlike(
        List.of(
            "a b\tc",
            "a\fb",
            "\u000ba\u000bb",
            "a\rb\r\nc",
            "\"a b\" 'c d'",
            "a\"b c\"d'e f'g",
            "\"\" '' a",
            "\"it's\" 'a \"b\"'",
            "\"a\\\"b\" 'a\\'b' \"\\\\\" \"\\n\\t\\r\\f\\x\"",
            "a\\nb a\\ b c:\\dir\\file \\",
            "# comment\na # comment\nb",
            "a#b c#\nd",
            "#\n#",
            "# comment\ra",
            "\"a # b\" '#'",
            "\"a #\nb\"",
            "\"open\nnext",
            "'open\rnext",
            "\"goes \\\n   on\" x",
            "\"goes \\\r\n   on\" x",
            "\"goes \\\n\n \ton\" x",
            "\"a\\\n\"b",
            "goes \\\n on",
            "@file @@file",
            "--disable-@files",
            "\"a\"#b",
            "-Dx=\"a b\"",
            "\"a\"\"b\"",
            "a \"\nb"));
  }

  @Test
  void random_texts_are_split_as_the_launcher_splits_them()
      throws IOException, InterruptedException {
    Random random = new Random(1);
    String alphabet = "ab \"'\\#\n\r\t\fn@";
    List<String> texts = new ArrayList<>();
    for (int number = 0; number < 1_500; number++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      texts.add(text.toString());
    }

    assertSplitAlike(texts);
  }

  @Test
  void what_is_quoted_comes_back_from_the_launcher_and_from_us()
      throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("", " ", "#", "a#b", "#a", "\"", "'", "\\", "a\\"));
    words.addAll(
        List.of("a b", "a\nb", "a\rb", "a\tb", "a\fb", "@a", "c:\\new dir\\t", "$x", "a\"#"));
    Random random = new Random(2);
    String alphabet = "ab \"'\\#\n\r\t\fn@";
    for (int number = 0; number < 1_000; number++) {
      StringBuilder word = new StringBuilder();
      for (int length = random.nextInt(8); length > 0; length--) {
        word.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      words.add(word.toString());
    }
    String text = String.join("\n", words.stream().map(ArgumentFiles::quoted).toList()) + "\n";

    assertThat(ArgumentFiles.split(text)).isEqualTo(words);
    assertThat(launcher.argumentsOf(text)).isEqualTo(words);
  }

  @Test
  void files_are_expanded_up_to_the_main_class() throws IOException, InterruptedException {
    Path options = Files.writeString(directory.resolve("options"), "-Da=1 '-Db=2 3'");
    Path more = Files.writeString(directory.resolve("more"), "-Dc=4");
    Path all = Files.writeString(directory.resolve("all"), "-Da=1\nPrint x");

    assertExpandedAlike("@" + options, "Print", "@" + more);
    assertExpandedAlike("@" + options, "@" + more, "Print", "x", "@@y");
    assertExpandedAlike("@" + all, "@" + more, "@@y");
    assertExpandedAlike("@" + options, "Print", "--disable-@files");
  }

  @Test
  @EnabledForJreRange(
      minVersion = 25,
      disabledReason = "the JVM of 17 takes --disable-@files for an option of its own")
  void no_file_is_expanded_behind_the_option_that_disables_it()
      throws IOException, InterruptedException {
    Path options = Files.writeString(directory.resolve("options"), "-Da=1");
    Path off = Files.writeString(directory.resolve("off"), "-Da=1 --disable-@files");

    assertExpandedAlike("@" + options, "--disable-@files", "Print", "@" + options, "@@y");
    assertExpandedAlike("@" + off, "Print", "@" + options, "@@y");
  }

  @Test
  void a_file_that_is_not_there_is_told() {
    assertThatThrownBy(() -> ArgumentFiles.expand(List.of("@no-such-file")))
        .isInstanceOf(OptimizeException.class)
        .hasMessage("the argument file no-such-file can't be read (NoSuchFileException).");
  }

  @Test
  void an_at_sign_alone_and_what_stands_behind_disable_are_no_files() {
    assertThat(ArgumentFiles.expand(List.of("@", "@@a", "--disable-@files", "@b")))
        .containsExactly("@", "@a", "@b");
  }

  private static void assertSplitAlike(List<String> texts)
      throws IOException, InterruptedException {
    StringBuilder all = new StringBuilder();
    for (String text : texts) {
      // What is open at its end must not reach into the next case.
      all.append(text).append("\n\n\"\"").append(END).append("\n");
    }
    List<List<String>> expected = cases(launcher.argumentsOf(all.toString()));
    List<List<String>> found = cases(ArgumentFiles.split(all.toString()));
    assertThat(expected).hasSameSizeAs(found).hasSizeGreaterThan(texts.size() / 2);
    List<String> differing = new ArrayList<>();
    for (int at = 0; at < found.size(); at++) {
      if (!found.get(at).equals(expected.get(at))) {
        differing.add(expected.get(at) + " to the launcher, " + found.get(at) + " to us");
      }
    }
    assertThat(differing).isEmpty();
  }

  private static List<List<String>> cases(List<String> words) {
    List<List<String>> cases = new ArrayList<>();
    List<String> current = new ArrayList<>();
    for (String word : words) {
      if (word.endsWith(END)) {
        cases.add(List.copyOf(current));
        current.clear();
      } else {
        current.add(word);
      }
    }
    return cases;
  }

  private static void assertExpandedAlike(String... words)
      throws IOException, InterruptedException {
    Application read = ApplicationReader.read(List.of(words), null, Map.of("CLASSPATH", "."));
    List<String> command = new ArrayList<>(List.of("-cp", directory.toString()));
    command.addAll(List.of(words));

    assertThat(read.arguments()).isEqualTo(launcher.run(command));
    assertThat(read.main()).containsExactly("Print");
  }

  /** Runs {@code java} with a program that prints its arguments. */
  private record Launcher(Path directory) {
    static Launcher in(Path directory) throws IOException {
      new Workspace(directory)
          .classes(
              ".",
              """
              // Print.java
              import java.nio.charset.StandardCharsets;
              import java.nio.file.*;
              public class Print {
                public static void main(String[] words) throws Exception {
                  Files.writeString(
                      Path.of(System.getProperty("to")), String.join("\\0", words) + "\\0",
                      StandardCharsets.UTF_8);
                }
              }
              """);
      return new Launcher(directory);
    }

    List<String> argumentsOf(String text) throws IOException, InterruptedException {
      Path file = Files.writeString(directory.resolve("words"), "Print\n" + text);
      return run(List.of("-cp", directory.toString(), "@" + file));
    }

    List<String> run(List<String> words) throws IOException, InterruptedException {
      Path to = directory.resolve("out");
      Files.deleteIfExists(to);
      List<String> command =
          new ArrayList<>(List.of(TargetJdk.current().java(), "-Dto=" + to, "-Xshare:auto"));
      command.addAll(words);
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(said).isZero();
      String printed = Files.readString(to);
      return printed.length() == 1 && words.size() < 3
          ? List.of()
          : List.of(printed.substring(0, printed.length() - 1).split("\0", -1));
    }
  }
}
