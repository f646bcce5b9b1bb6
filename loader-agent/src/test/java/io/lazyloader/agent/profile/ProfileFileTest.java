package io.lazyloader.agent.profile;

import static io.lazyloader.agent.profile.ProfileFiles.read;
import static io.lazyloader.agent.profile.ProfileFiles.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lazyloader.agent.seeded.Property;
import io.lazyloader.agent.seeded.Seeds;
import java.io.ByteArrayInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileFileTest {
  private static final String BEGIN = "{\"schema\":\"lazyloader-profile\",\"version\":1,\"runs\":1";
  private static final String CLASS = "{\"name\":\"A\",\"hash\":\"0\",\"runs\":1}";

  @TempDir Path directory;

  @Seeds(first = 200)
  void what_is_written_is_read(long seed) {
    Property.check(
        seed,
        random -> RandomProfile.generate(random).plus(RandomProfile.generate(random)),
        profile -> {
          Profile again = read(written(profile));

          assertThat(again).isEqualTo(profile);
          assertThat(written(again)).isEqualTo(written(profile));
        });
  }

  @Tag("slow")
  @Test
  void a_large_profile_is_read_as_it_was_written() throws IOException {
    Path file = directory.resolve("large.lazyprofile");
    Profile large = Profiles.large();

    ProfileWriter.write(large, file);

    assertThat(ProfileReader.read(file)).isEqualTo(large);
  }

  @Test
  void the_format_is_as_documented() {
    Profile one =
        new Profiles()
            .fact("main", "acme.Main")
            .total("ready_ns", 5)
            .ofClass("acme.Main", "beef-1", 7)
            .by("", "acme.Main.main(Main.java:1)")
            .region(3, "LOG")
            .usedBy("acme.Main")
            .usedByMore()
            .build();

    assertThat(written(one))
        .isEqualTo(
            """
            {"schema":"lazyloader-profile","version":1,"runs":1,"facts":{"main":{"acme.Main":1}},\
            "totals":{"ready_ns":5},"classes":[
            {"name":"acme.Main","hash":"beef-1","runs":1,"start_ns":1000000,"self_ns":7,\
            "total_ns":10,"self_bytes":0,"self_loaded":0,"threads":{"main":1},\
            "triggers":{"":[1,"acme.Main.main(Main.java:1)"]},\
            "regions":[{"position":0,"fields":["LOG"],"line":5,"runs":1,"start_ns":1000000,\
            "self_ns":3,"total_ns":3,"self_bytes":0,"self_loaded":0,"threads":{"main":1},\
            "later_users":{"acme.Main":1,"...more":true},"runs_read":1,\
            "runs_read_before_ready":1}]}]}
            """);
    assertThat(written(one.plus(new Profiles().total("ready_ns", 9).build())))
        .contains("{\"ready_ns\":{\"n\":2,\"min\":5,\"median\":5,\"max\":9,\"buckets\":[[81,1],");
  }

  @Test
  void names_survive_whatever_they_hold() throws IOException {
    String name = "a\u001b[31m\n\"\\\u2028\ud83d\ude00 </script>";
    Profile profile = new Profiles().ofClass(name, 1).by("...more").region(1, name).build();

    assertThat(read(written(profile))).isEqualTo(profile);
  }

  @Test
  void half_a_surrogate_pair_is_told_by_its_code_wherever_it_is() throws IOException {
    Profile odd =
        new Profiles().ofClass("A\udc00", 1).by("B\ud800").region(1, "F").readBy("A\udc00").build();
    Profile plain =
        new Profiles()
            .ofClass("A\\udc00", odd.classes().firstKey().hash(), 1)
            .by("B\\ud800", "B\\ud800.<clinit>(A.java:1)")
            .region(1, "F")
            .readBy("A\\udc00")
            .build();

    assertThat(read(written(odd))).isEqualTo(plain);
    assertThat(read(BEGIN + ",\"classes\":[{\"name\":\"\\ud800\"}]}").classes().firstKey().name())
        .isEqualTo("\\ud800");
  }

  @Test
  void a_tally_that_is_cut_stays_cut_even_beside_a_name_like_the_mark() throws IOException {
    Tally tally = Tally.of(Map.of("...more", new Tally.Entry(3, "")), true);
    Profile profile = new Profiles().ofClass("A", 1).build();
    Profile odd =
        new Profile(1, new TreeMap<>(Map.of("k", tally)), profile.totals(), profile.classes());

    assertThat(read(written(odd))).isEqualTo(odd);
  }

  @Test
  void keys_that_are_not_known_are_passed_over() throws IOException {
    String text =
        BEGIN
            + ",\"new\":{\"a\":[1,{\"b\":2}]},\"classes\":[{\"name\":\"A\",\"hash\":\"0\",\"runs\":1,"
            + "\"x\":[[1]],\"regions\":[{\"fields\":[\"F\"],\"runs\":1,\"y\":null}],"
            + "\"self_ns\":{\"n\":2,\"min\":1,\"max\":1,\"z\":{}}}]}";

    assertThat(read(text).classes()).hasSize(1);
  }

  @Test
  void a_median_is_not_believed_but_computed() throws IOException {
    String text = BEGIN + ",\"totals\":{\"x\":{\"n\":2,\"min\":7,\"median\":900,\"max\":7}}}";

    assertThat(read(text).median("x")).isEqualTo(7);
  }

  @Test
  void nobody_finds_half_a_profile() throws IOException {
    Path file = directory.resolve("app.lazyprofile");
    ProfileWriter.write(Profiles.shop(), file);
    Profile unwritable = new Profiles().ofClass("A", 1).build();
    byte[] before = Files.readAllBytes(file);

    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int next) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    assertThatThrownBy(() -> ProfileWriter.write(unwritable, full)).hasMessageContaining("space");

    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    ProfileWriter.write(unwritable, file);
    assertThat(ProfileReader.read(file)).isEqualTo(unwritable);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void a_profile_is_written_through_a_link() throws IOException {
    Path file = Files.createFile(directory.resolve("real"));
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);

    ProfileWriter.write(Profiles.shop(), link);

    assertThat(link).isSymbolicLink();
    assertThat(ProfileReader.read(file)).isEqualTo(Profiles.shop());
  }

  @Test
  void where_it_can_not_be_written_is_told() {
    Path missing = directory.resolve("missing/app.lazyprofile");

    assertThatThrownBy(() -> ProfileWriter.write(Profiles.shop(), missing))
        .isInstanceOf(ProfileException.class)
        .hasMessageStartingWith("profile " + missing + " can't be written: there is no ");
    assertThatThrownBy(() -> ProfileWriter.write(Profiles.shop(), directory))
        .hasMessage("profile " + directory + " can't be written: it is a directory; name a file.");
  }

  @Test
  void what_is_not_a_readable_file_is_told() {
    Path missing = directory.resolve("app.lazyprofile");

    assertThatThrownBy(() -> ProfileReader.read(missing))
        .hasMessage("profile " + missing + " can't be read: there is no " + missing + ".");
    assertThatThrownBy(() -> ProfileReader.read(directory))
        .hasMessage("profile " + directory + " can't be read: it is a directory; name a file.");
  }

  @Test
  void an_empty_file_is_told() {
    failure("")
        .hasMessage(
            "profile app.lazyprofile line 1, column 1: it is empty."
                + " The run that should write it may have been killed.");
  }

  @Test
  void every_truncation_is_told() throws IOException {
    String text = written(Profiles.shop()).strip();

    for (int length = 1; length < text.length(); length += 1 + length / 50) {
      failure(text.substring(0, length)).hasMessageContaining("line ");
    }
    failure(text.substring(0, 500)).hasMessageContaining("it ends in the middle.");
  }

  @Test
  void any_damaged_byte_is_told_or_read() throws IOException {
    byte[] text = written(Profiles.shop()).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(11);

    for (int round = 0; round < 2_000; round++) {
      byte[] damaged = text.clone();
      damaged[random.nextInt(text.length)] = (byte) random.nextInt();
      try {
        ProfileReader.read("x", new ByteArrayInputStream(damaged));
      } catch (ProfileException e) {
        assertThat(e).hasMessageStartingWith("profile x line ");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[]|it is no profile, as it does not begin with {\"schema\":\"lazyloader-profile\"",
        "{\"name\":\"x\"}|it is no profile",
        "{\"schema\":\"other\"}|it is no profile",
        "hello|line 1, column 1: it does not begin as a profile. Name a file that record or merge wrote.",
        "{\"schema\": hello}|Unrecognized token 'hello'",
        "{\"schema\":\"lazyloader-profile\",\"runs\":1}|not followed by its \"version\"",
        "{\"schema\":\"lazyloader-profile\",\"version\":2}|it has version 2 of the format",
        "{\"schema\":\"lazyloader-profile\",\"version\":\"1\"}|\"version\" must be a whole number",
        "{\"schema\":\"lazyloader-profile\",\"version\":1}|does not say how many \"runs\"",
      })
  void what_is_no_profile_is_told(String text, String message) {
    failure(text).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "\"runs\":0|\"runs\" is 0, which is not from 1 to",
        "\"runs\":1.5|\"runs\" must be a whole number",
        "\"totals\":{\"x\":-1}|\"x\" is -1, which is not from 0 to",
        "\"totals\":{\"x\":9223372036854775807}|\"x\" is 9223372036854775807, which is not from",
        "\"totals\":{\"x\":99999999999999999999999}|is 99999999999999999999999, which is not from",
        "\"totals\":{\"x\":\"7\"}|\"x\" must be a whole number",
        "\"totals\":{\"x\":{\"n\":2,\"min\":1,\"max\":9}}|\"x\" is not a figure",
        "\"totals\":{\"x\":{\"n\":2,\"min\":9,\"max\":1}}|\"x\" is not a figure",
        "\"totals\":{\"x\":{\"n\":2,\"min\":1,\"max\":9,\"buckets\":[[0,1]]}}|do not hold its 2",
        "\"totals\":{\"x\":{\"n\":2,\"min\":1,\"max\":9,\"buckets\":[[0]]}}|must be a whole number",
        "\"totals\":{\"x\":{\"n\":2,\"min\":1,\"max\":9,\"buckets\":[[0,1,2]]}}|more than two",
        "\"totals\":7|\"totals\" must be an object",
        "\"facts\":{\"main\":[]}|\"main\" must be an object",
        "\"facts\":{\"main\":{\"A\":0}}|\"A\" is 0, which is not from 1 to",
        "\"facts\":{\"main\":{\"A\":1,\"A\":1}}|\"A\" is there twice",
        "\"facts\":{\"main\":{\"A\":[1,2]}}|\"A\" must be a string",
        "\"classes\":{}|\"classes\" must be an array",
        "\"classes\":[1]|\"classes\" must be an array of objects",
        "\"classes\":[{\"hash\":\"0\"}]|a class without a \"name\"",
        "\"classes\":[{\"name\":\"A\",\"regions\":[{}]}]|a region without \"fields\"",
        "\"classes\":[{\"name\":\"A\",\"runs\":1,\"failures\":2}]|failed in more runs",
      })
  void what_no_run_can_have_measured_is_told(String part, String message) {
    failure(BEGIN + "," + part + "}").hasMessageContaining(message);
  }

  @Test
  void a_class_that_is_there_twice_is_told() {
    failure(BEGIN + ",\"classes\":[\n" + CLASS + ",\n" + CLASS + "]}")
        .hasMessageStartingWith("profile app.lazyprofile line 3, column ")
        .hasMessageEndingWith("class A (0) is there twice.");
  }

  @Test
  void what_follows_the_end_is_told() {
    failure(BEGIN + "}\n{}").hasMessageContaining("line 2, column 1: there is something after");
  }

  @Test
  void a_message_holds_nothing_that_a_terminal_acts_on() {
    failure("\u001b]0;title\u0007").message().doesNotContain("\u001b").doesNotContain("\u0007");
    failure(BEGIN + ",\"facts\":{\"main\":{\"\\u001b[2J\":0}}}")
        .hasMessageContaining("\"\\u001b[2J\" is 0");
  }

  @Test
  void text_that_is_not_utf_8_is_told() {
    byte[] text = (BEGIN + ",\"x\":\"").getBytes(StandardCharsets.UTF_8);
    byte[] bad = Arrays.copyOf(text, text.length + 4);
    Arrays.fill(bad, text.length, bad.length, (byte) 0xff);

    assertThatThrownBy(() -> ProfileReader.read("x", new ByteArrayInputStream(bad)))
        .hasMessageContaining("it is not UTF-8");
  }

  @Test
  void deep_nesting_is_told() {
    failure(BEGIN + ",\"x\":" + "[".repeat(1_000_000)).hasMessageContaining("nest too deep");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a|\"facts\":{\"main\":{\"acme.Main\":[1,\"",
        "a|\"facts\":{\"main\":{\"",
        "7|\"totals\":{\"x\":",
        "7|\"x\":",
        "x|\"x\":",
        "{\"a\":|\"x\":",
        "a|\"",
      })
  void a_line_of_a_gigabyte_is_not_read_to_its_end(String repeated, String begin) {
    Endless line = new Endless(BEGIN + "," + begin, repeated, 1L << 30);

    assertThatThrownBy(() -> ProfileReader.read("x", line)).isInstanceOf(ProfileException.class);

    assertThat(line.given()).isLessThan(2_000_000);
  }

  @Test
  void what_is_passed_over_is_not_kept() {
    Endless line = new Endless(BEGIN + ",\"x\":\"", "a", 1L << 26);

    assertThatThrownBy(() -> ProfileReader.read("x", line))
        .hasMessageContaining("it ends in the middle");
  }

  @EnabledOnOs({OS.LINUX, OS.MAC})
  @Test
  void a_file_that_may_not_be_read_is_told() throws IOException {
    Path file = directory.resolve("secret");
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      ProfileWriter.write(Profiles.shop(), out);
    }
    Files.setPosixFilePermissions(file, Set.of());
    assumeFalse(Files.isReadable(file), "root may read all");

    assertThatThrownBy(() -> ProfileReader.read(file)).hasMessageContaining("permissions");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> failure(String text) {
    return assertThatThrownBy(() -> read(text)).isInstanceOf(ProfileException.class);
  }

  /** A beginning, then the same again and again. */
  private static final class Endless extends InputStream {
    private final byte[] begin;
    private final byte[] repeated;
    private final long length;
    private long given;

    Endless(String begin, String repeated, long length) {
      this.begin = begin.getBytes(StandardCharsets.UTF_8);
      this.repeated = repeated.getBytes(StandardCharsets.UTF_8);
      this.length = length;
    }

    @Override
    public int read() {
      if (given == length) {
        return -1;
      }
      long at = given++;
      return at < begin.length
          ? begin[(int) at]
          : repeated[(int) ((at - begin.length) % repeated.length)];
    }

    @Override
    public int read(byte[] buffer, int offset, int count) {
      int taken = 0;
      for (; taken < count && given < length; taken++) {
        buffer[offset + taken] = (byte) read();
      }
      return taken == 0 ? -1 : taken;
    }

    long given() {
      return given;
    }
  }
}
