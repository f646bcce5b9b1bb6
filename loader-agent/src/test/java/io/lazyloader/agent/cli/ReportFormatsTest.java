package io.lazyloader.agent.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.ClassHash;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.Profiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The formats of the command {@code report} that other programs show. */
class ReportFormatsTest {
  @TempDir Path directory;
  private Path shop;

  @BeforeEach
  void write() throws IOException {
    shop = directory.resolve("shop.lazyprofile");
    ProfileWriter.write(Profiles.shop(), shop);
  }

  private Ran report(String format, Object... more) {
    String[] arguments = new String[more.length + 4];
    arguments[0] = "report";
    arguments[1] = shop.toString();
    arguments[2] = "--format";
    arguments[3] = format;
    for (int at = 0; at < more.length; at++) {
      arguments[4 + at] = more[at].toString();
    }
    return Ran.command(arguments);
  }

  @Test
  void html_shows_one_profile_or_two() {
    Path page = directory.resolve("report.html");

    assertThat(report("html", "-o", page)).isEqualTo(new Ran(0, "", ""));
    assertThat(page).content().startsWith("<!doctype html>").contains("\"before\":null");
    assertThat(report("html", shop, "-o", page)).isEqualTo(new Ran(0, "", ""));
    assertThat(page).content().contains("\"before\":{");
  }

  @Test
  void traces_and_collapsed_stacks_go_to_standard_output() {
    assertThat(report("trace").out()).startsWith("{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
    assertThat(report("collapsed").out()).startsWith("acme.Shop 1500\n");
    assertThat(report("collapsed", shop).err()).contains("--format collapsed shows one profile");
  }

  @Test
  void a_trace_of_several_runs_is_refused_and_nothing_is_written() throws IOException {
    Path trace = directory.resolve("trace.json");
    ProfileWriter.write(Profiles.shop().plus(Profiles.shop()), shop);

    Ran ran = report("trace", "-o", trace);

    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("lazyloader: --format trace: " + shop + " is of 2 runs, but a trace shows")
        .contains("Take a profile as it was recorded, not merged, or another format.");
    assertThat(trace).doesNotExist();
  }

  @Test
  void fields_are_judged_by_the_classes_on_a_class_path() throws IOException {
    Profile profile =
        new Profiles()
            .ofClass(Profiles.class.getName(), ClassHash.of(classFile(Profiles.class)), 1_000)
            .by(Profile.PROGRAM)
            .region(2_000, "WORDS")
            .ofClass("acme.Missing", 1_000)
            .by(Profile.PROGRAM)
            .region(1_000, "FIELD")
            .build();
    ProfileWriter.write(profile, shop);

    Ran ran = report("trace", "-cp", classPathOf(Profiles.class));

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).contains("\"verdict\":\"PROVEN\"");
    assertThat(ran.err())
        .contains("lazyloader: 1 of 2 classes of the profile are not on the class path");
    assertThat(report("html", "-cp", classPathOf(Profiles.class)).out()).contains("PROVEN");
    assertThat(report("text", "-cp", classPathOf(Profiles.class)).out()).contains("PROVEN");
    assertThat(report("collapsed", "-cp", "x").err())
        .startsWith("lazyloader: -cp is for verdicts, which --format collapsed does without.");
  }

  private static byte[] classFile(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + ".class";
    try (InputStream file = requireNonNull(type.getClassLoader().getResourceAsStream(name))) {
      return file.readAllBytes();
    }
  }

  private static String classPathOf(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }
}
