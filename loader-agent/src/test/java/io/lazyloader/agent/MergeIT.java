package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import io.lazyloader.agent.profile.Profile;
import io.lazyloader.agent.profile.ProfileReader;
import io.lazyloader.agent.profile.ProfileWriter;
import io.lazyloader.agent.profile.Profiles;
import io.lazyloader.agent.profile.RunIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet's profiles, merged with the memory of a small machine. */
class MergeIT {
  private static final int PROFILES = 50;
  private static final int CLASSES = 8_500;
  private static final long FIVE_MEGABYTES = 5_000_000;

  @TempDir Path directory;

  @Tag("heavy")
  @Test
  void fifty_profiles_of_five_megabytes_fit_into_256_megabytes_of_heap() throws IOException {
    Path fleet = Files.createDirectory(directory.resolve("fleet"));
    for (int number = 0; number < PROFILES; number++) {
      Path file = fleet.resolve(number + ".lazyprofile");
      ProfileWriter.write(run(number), file);
      assertThat(Files.size(file)).isGreaterThan(FIVE_MEGABYTES);
    }

    Run merge =
        Program.of(directory)
            .onlyOn()
            .run(
                List.of("-Xmx256m", "-jar"),
                Program.AGENT.toString(),
                "merge",
                "-o",
                "fleet.lazyprofile",
                "fleet");

    assertThat(merge.exitCode()).as(merge.err()).isZero();
    assertThat(merge.err())
        .startsWith("lazyloader: merg")
        .endsWith(
            "lazyloader: merged 50 profiles of 50 runs, 8,500 classes, into fleet.lazyprofile.\n");
    assertThat(ProfileReader.runs(directory.resolve("fleet.lazyprofile"))).isEqualTo(PROFILES);
  }

  /** As a run of a large service: the same classes in each, and no figure as in another. */
  private static Profile run(int number) {
    Random random = new Random(number);
    Profiles run = new Profiles().fact("main", "acme.Shop");
    String user = "";
    for (int at = 0; at < CLASSES; at++) {
      String name = "acme.service.part" + at % 97 + ".Component" + at;
      run.ofClass(name, time(random)).by(user).bytes(random.nextInt(100_000)).loads(at % 9);
      for (String later : List.of("acme.Shop", "acme.service.part1.Component1")) {
        run.usedBy(later);
      }
      run.region(time(random), "LOG").readBy("", name + ".handle(Component" + at + ".java:42)");
      user = at % 5 == 0 ? "" : name;
    }
    return run.build().with(RunIds.of(random.nextLong()));
  }

  private static long time(Random random) {
    return 1_000L << random.nextInt(12) | random.nextInt(1_000);
  }
}
