package io.lazyloader.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.ProfileSum;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.Profiles;
import io.lazyloader.agent.profile.RunIds;
import io.lazyloader.agent.seeded.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** A job that merges again and again what instances upload, as {@code docs/fleet.md} has it. */
class FleetTest {
  private static final int INSTANCES = 12;

  /** {@code -Dfleet.instances=10000} takes more than a minute. */
  private static final int FLEET = Integer.getInteger("fleet.instances", 300);

  @TempDir Path directory;

  @Seeds(first = 20)
  void in_whatever_order_and_however_often_files_come_the_job_counts_each_run_once(long seed)
      throws IOException {
    Random random = new Random(seed);
    Path inbox = Files.createDirectory(directory.resolve("inbox"));
    Path everything = Files.createDirectory(directory.resolve("everything"));
    Path all = directory.resolve("all.lazyprofile");
    List<Integer> coming = new ArrayList<>();
    for (int instance = 0; instance < INSTANCES; instance++) {
      ProfileWriter.write(start(instance, random), everything.resolve(instance + ".lazyprofile"));
      coming.addAll(Collections.nCopies(1 + random.nextInt(3), instance));
    }
    Collections.shuffle(coming, random);

    for (int delivery = 0; delivery < coming.size(); delivery++) {
      int instance = coming.get(delivery);
      Files.copy(
          everything.resolve(instance + ".lazyprofile"),
          inbox.resolve(delivery + "-" + instance + ".lazyprofile"));
      if (random.nextInt(3) == 0 || delivery == coming.size() - 1) {
        job(all, inbox);
        if (random.nextBoolean()) {
          empty(inbox);
        }
      }
    }

    Path atOnce = directory.resolve("at-once.lazyprofile");
    Ran.command("merge", "-o", atOnce.toString(), everything.toString());
    assertThat(all).hasSameBinaryContentAs(atOnce);
    assertThat(ProfileReader.read(all).runs()).isEqualTo(INSTANCES);
  }

  @Tag("slow")
  @Test
  void a_fleet_of_a_program_comes_to_a_file_of_some_megabytes(TestReporter reporter)
      throws IOException {
    Path one = directory.resolve("one.lazyprofile");
    Path all = directory.resolve("all.lazyprofile");
    ProfileSum sum = new ProfileSum();
    for (int instance = 0; instance < FLEET; instance++) {
      Profile start = largeStart(instance);
      sum.add(start);
      if (instance == 0) {
        ProfileWriter.write(start, one);
      }
    }
    ProfileWriter.write(sum.profile(), all);

    reporter.publishEntry("bytes", Files.size(one) + " of one, " + Files.size(all) + " of all");
    assertThat(ProfileReader.read(all).runs()).isEqualTo(FLEET);
    assertThat(Files.size(all)).isLessThan(40 * Files.size(one)).isLessThan(10_000_000);
  }

  /** The line of the documented job. */
  private static void job(Path all, Path inbox) {
    List<String> line = new ArrayList<>(List.of("merge", "--skip-bad", "-o", all.toString()));
    if (Files.exists(all)) {
      line.add(all.toString());
    }
    line.add(inbox.toString());
    assertThat(Ran.command(line.toArray(new String[0])).exitCode()).isZero();
  }

  private static void empty(Path directory) throws IOException {
    try (var files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }

  private static Profile start(int instance, Random random) {
    return new Profiles()
        .fact("main", "acme.Shop")
        .total("ready_ns", 1_000_000_000L + random.nextInt(1_000_000_000))
        .ofClass("acme.Shop", 1 + random.nextInt(1_000_000))
        .by(Profile.PROGRAM)
        .region(1 + random.nextInt(50_000_000), "LOG")
        .ofClass("acme.Part" + random.nextInt(4), 1 + random.nextInt(1_000_000))
        .by("acme.Shop#LOG")
        .build()
        .with(RunIds.of(1000L + instance));
  }

  /** As Groovy's: 203 classes and 538 regions, no time of which is as in another run. */
  private static Profile largeStart(int instance) {
    Random random = new Random(instance);
    Profiles start = new Profiles().fact("main", "acme.Shop");
    for (int number = 0; number < 203; number++) {
      start.ofClass("acme.service.Component" + number, time(random)).by(Profile.PROGRAM);
      for (int region = 0; region < (number < 132 ? 3 : 2); region++) {
        start.region(time(random), "FIELD_" + region);
      }
    }
    return start.build().with(RunIds.of(random.nextLong()));
  }

  /** Half to twice the usual time, as on machines that differ. */
  private static long time(Random random) {
    return Math.round(500_000 * Math.exp(random.nextGaussian() * 0.4));
  }
}
