package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.Profiles;
import io.lazyloader.agent.profile.RunIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands {@code merge} and {@code report}. */
class ProfileCommandsTest {
  @TempDir Path directory;
  private Path shop;
  private Path bad;

  @BeforeEach
  void write() throws IOException {
    shop = directory.resolve("my shop.lazyprofile");
    ProfileWriter.write(Profiles.shop(), shop);
    bad = directory.resolve("bad.lazyprofile");
    Files.writeString(bad, "{\"schema\":\"lazyloader-profile\",\"version\":1,\"runs\":1,");
  }

  @Test
  void a_profile_is_shown_as_text() {
    Ran ran = Ran.command("report", shop.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith("Profile of acme.Shop, 1 run\n")
        .contains("|   acme.Shop#LOG  never read\n", "before safety and the cost of laziness.\n");
  }

  @Test
  void a_report_has_as_many_rows_as_are_asked_for() {
    assertThat(Ran.command("report", "--top", "1", shop.toString()).out())
        .contains("3 more (--top N)");
    assertThat(Ran.command("report", "--min", "30", shop.toString()).out())
        .contains("|   ... 3 more\n");
    assertThat(Ran.command("report", "--all", shop.toString()).out())
        .contains("      cached |          cached | acme.Money\n");
  }

  @Test
  void a_report_is_written_to_a_file() throws IOException {
    Path report = directory.resolve("report.json");

    Ran ran = Ran.command("report", shop.toString(), "--format", "json", "-o", report.toString());

    assertThat(ran).isEqualTo(new Ran(0, "", ""));
    assertThat(report).content().startsWith("{\"schema\":\"lazyloader-report\",");
  }

  @Test
  void of_two_profiles_the_changes_are_shown() {
    String file = shop.toString();

    assertThat(Ran.command("report", file, file).out())
        .startsWith(file + " (1 run) -> " + file + " (1 run); figures are medians\n")
        .contains("(+0.0 ms,    +0.0 %)  time to ready\n");
    assertThat(Ran.command("report", "--format=json", file, file).out())
        .contains("\"kind\":\"comparison\"");
  }

  @Test
  void wrong_usage_of_report_is_told() {
    String file = shop.toString();

    assertThat(Ran.command("report").exitCode()).isEqualTo(2);
    assertThat(Ran.command("report", file, "--top", "-1").err())
        .startsWith("lazyloader: --top is -1;");
    assertThat(Ran.command("report", file, "--min", "nan").exitCode()).isEqualTo(2);
    assertThat(Ran.command("report", file, "--format", "pdf").err()).contains("text", "json");
    assertThat(Ran.command("report", file, "-o", directory.toString()))
        .matches(ran -> ran.exitCode() == 2)
        .matches(
            ran ->
                ran.err()
                    .equals(
                        "lazyloader: option -o: "
                            + directory
                            + " is a directory; name"
                            + " a file in it.\n"));
    Path nowhere = directory.resolve("nowhere/x");
    assertThat(Ran.command("report", file, "-o", nowhere.toString()))
        .isEqualTo(
            new Ran(
                2,
                "",
                "lazyloader: option -o: there is no directory "
                    + nowhere.getParent()
                    + "; make it first.\n"));
  }

  @Test
  void three_profiles_are_to_be_merged() {
    String file = shop.toString();

    assertThat(Ran.command("report", file, file, file))
        .isEqualTo(
            new Ran(
                2,
                "",
                "lazyloader: report shows one profile, or compares two; these are 3. To see several"
                    + " runs as one: lazyloader merge -o all.lazyprofile FILES...\n"
                    + "To see how it is used: lazyloader report --help\n"));
  }

  @Test
  void profiles_of_different_programs_are_compared_only_by_force() throws IOException {
    Path other = directory.resolve("other.lazyprofile");
    ProfileWriter.write(new Profiles().fact("main", "acme.Bank").build(), other);

    Ran ran = Ran.command("report", shop.toString(), other.toString());

    assertThat(ran)
        .isEqualTo(
            new Ran(
                2,
                "",
                "lazyloader: these are profiles of different programs, acme.Shop and acme.Bank. Name"
                    + " two of the same one, or add --force to compare them all the same.\n"));
    assertThat(Ran.command("report", "--force", shop.toString(), other.toString()).exitCode())
        .isZero();
  }

  @EnabledOnOs(OS.LINUX)
  @Test
  void what_can_not_be_written_whole_is_not_written_at_all() throws IOException {
    assertThat(Ran.command("report", shop.toString(), "-o", "/dev/full"))
        .isEqualTo(
            new Ran(
                4,
                "",
                "lazyloader: option -o: /dev/full can't be written: No space left on device.\n"));
    assertThat(Ran.command("report", shop.toString(), "-o", "/proc/report.txt").exitCode())
        .isEqualTo(4);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }

  @Test
  void a_bad_profile_ends_a_report_with_the_place() {
    Ran ran = Ran.command("report", bad.toString());

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .isEqualTo(
            "lazyloader: profile "
                + bad
                + " line 1, column 53: it ends in the middle. Copy or record it once more.\n");
  }

  @Test
  void a_file_of_another_kind_is_no_profile() throws IOException {
    Path page = Files.writeString(directory.resolve("app.html"), "<!doctype html>");

    assertThat(Ran.command("report", page.toString()).err())
        .isEqualTo(
            "lazyloader: profile "
                + page
                + " line 1, column 1: it does not begin as a profile. Name a file that record or"
                + " merge wrote.\n");
  }

  @Test
  void profiles_are_merged() throws IOException {
    Path merged = directory.resolve("merged");

    Ran ran = Ran.command("merge", "-o", merged.toString(), shop.toString(), shop.toString());

    assertThat(ran)
        .isEqualTo(
            new Ran(
                0,
                "",
                "lazyloader: merged 2 profiles of 2 runs, 4 classes, into " + merged + ".\n"));
    assertThat(ProfileReader.read(merged)).isEqualTo(Profiles.shop().plus(Profiles.shop()));
  }

  @Test
  void directories_and_lists_of_files_are_merged() throws IOException {
    Path runs = Files.createDirectory(directory.resolve("runs"));
    for (int run = 0; run < 5; run++) {
      Files.copy(shop, runs.resolve(run + ".lazyprofile"));
    }
    Files.writeString(runs.resolve("notes.txt"), "not a profile");
    Path list = directory.resolve("list");
    Files.write(list, List.of(shop.toString(), runs.toString()));
    Path merged = directory.resolve("merged");

    Ran ran = Ran.command("merge", "-o", merged.toString(), "@" + list);

    assertThat(ran.err()).startsWith("lazyloader: merged 6 profiles of 6 runs");
    assertThat(ProfileReader.read(merged).runs()).isEqualTo(6);
  }

  @Test
  void a_run_that_is_in_already_is_not_counted_again() throws IOException {
    Path one = run("one", 1);
    Path two = run("two", 2);
    Path all = directory.resolve("all.lazyprofile");
    merge(all, one, two);
    byte[] once = Files.readAllBytes(all);

    Ran again = merge(all, two, one, all);

    assertThat(again)
        .isEqualTo(
            new Ran(
                0,
                "",
                "lazyloader: profile "
                    + two
                    + " is in already, and is not counted again.\nlazyloader: profile "
                    + one
                    + " is in already, and is not counted again.\nlazyloader: merged 1 profile of 2"
                    + " runs, 4 classes, into "
                    + all
                    + "; 2 more had been merged already.\n"));
    assertThat(all).hasBinaryContent(once);
    Path three = run("three", 3);
    merge(all, three, all, one);
    assertThat(ProfileReader.read(all).runs()).isEqualTo(3);
    assertThat(ProfileReader.read(all).runIds().size()).isEqualTo(3);
    assertThat(merge(all, all, all).err()).contains("merged 1 profile of 3 runs");
  }

  @Test
  void merged_profiles_that_share_some_runs_can_not_be_merged() throws IOException {
    Path some = directory.resolve("some.lazyprofile");
    Path others = directory.resolve("others.lazyprofile");
    merge(some, run("one", 1), run("two", 2), run("three", 3));
    merge(others, run("three", 3), run("four", 4));

    Ran ran = merge(directory.resolve("all"), others, some);

    assertThat(ran)
        .isEqualTo(
            new Ran(
                2,
                "",
                "lazyloader: profile "
                    + others
                    + " holds runs that are in already and others that are not, and they can't be"
                    + " told apart any more. Leave out this one, or what has the same runs. Nothing"
                    + " was written; --skip-bad passes such files over.\n"));
    assertThat(directory.resolve("all")).doesNotExist();
  }

  @Test
  void the_output_is_no_input_because_it_lies_in_a_directory_that_is_one() throws IOException {
    Path fleet = Files.createDirectory(directory.resolve("fleet"));
    Files.copy(shop, fleet.resolve("one.lazyprofile"));
    Path all = fleet.resolve("all.lazyprofile");
    merge(all, fleet);

    Ran again = merge(all, fleet);

    assertThat(again.err())
        .isEqualTo(
            "lazyloader: "
                + all
                + " is left out, as it is to be written; name it to add to it.\nlazyloader: merged 1"
                + " profile of 1 run, 4 classes, into "
                + all
                + ".\n");
    assertThat(ProfileReader.read(all)).isEqualTo(Profiles.shop());
    assertThat(merge(fleet.resolve("missing/x"), fleet))
        .isEqualTo(
            new Ran(
                2,
                "",
                "lazyloader: option -o: there is no directory "
                    + fleet.resolve("missing")
                    + "; make it first.\n"));
  }

  private Path run(String name, long id) throws IOException {
    Path file = directory.resolve(name + ".lazyprofile");
    ProfileWriter.write(Profiles.shop().with(RunIds.of(id)), file);
    return file;
  }

  private static Ran merge(Path output, Path... files) {
    List<String> arguments = new ArrayList<>(List.of("merge", "-o", output.toString()));
    for (Path file : files) {
      arguments.add(file.toString());
    }
    return Ran.command(arguments.toArray(new String[0]));
  }

  @Test
  void a_list_that_is_not_there_is_told() {
    Ran ran = Ran.command("merge", "-o", directory.resolve("m").toString(), "@missing");

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo("lazyloader: list @missing can't be read: there is no such file.\n");
  }

  @Test
  void a_bad_profile_stops_a_merge_unless_it_may_be_passed_over() throws IOException {
    Path merged = directory.resolve("merged");

    Ran stopped = Ran.command("merge", "-o", merged.toString(), shop.toString(), bad.toString());
    assertThat(stopped.exitCode()).isEqualTo(2);
    assertThat(stopped.err())
        .contains(bad + " line 1", "Nothing was written; --skip-bad passes such files over.");
    assertThat(merged).doesNotExist();

    Ran passed =
        Ran.command(
            "merge", "--skip-bad", "-o", merged.toString(), shop.toString(), bad.toString());
    assertThat(passed.exitCode()).isZero();
    assertThat(passed.err())
        .startsWith("lazyloader: passed over: profile " + bad + " line 1")
        .endsWith("into " + merged + "; passed over 1.\n");
    assertThat(ProfileReader.read(merged)).isEqualTo(Profiles.shop());
  }

  @Test
  void nothing_to_merge_is_told() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    String merged = directory.resolve("merged").toString();

    assertThat(Ran.command("merge", "-o", merged, empty.toString()))
        .isEqualTo(
            new Ran(
                2,
                "",
                "lazyloader: there is no *.lazyprofile in directory "
                    + empty
                    + ".\nlazyloader: there is no profile to merge. Name one that is.\n"));
    assertThat(Ran.command("merge", "--skip-bad", "-o", merged, bad.toString()).exitCode())
        .isEqualTo(2);
  }

  @Test
  void profiles_of_different_programs_are_merged_with_a_warning() throws IOException {
    Path other = directory.resolve("other.lazyprofile");
    Profile profile = new Profiles().fact("main", "acme.\u001b[31mBank").build();
    ProfileWriter.write(profile, other);
    Path merged = directory.resolve("merged");

    Ran ran = Ran.command("merge", "-o", merged.toString(), shop.toString(), other.toString());

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err())
        .startsWith(
            "lazyloader: warning: these are runs of different programs:"
                + " acme.\\u001b[31mBank, acme.Shop. Their figures are mixed up.\n");
  }
}
