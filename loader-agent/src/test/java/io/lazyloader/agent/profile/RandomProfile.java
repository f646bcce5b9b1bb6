package io.lazyloader.agent.profile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Profiles of one run of a program with few classes, in which anything may be missing. Of zeros it
 * makes one with next to nothing in it.
 */
final class RandomProfile {
  private final Random random;

  private RandomProfile(Random random) {
    this.random = random;
  }

  static Profile generate(Random random) {
    return new RandomProfile(random).profile();
  }

  private Profile profile() {
    TreeMap<String, Tally> facts = new TreeMap<>();
    facts.put("main", Tally.of(random.nextInt(4) == 0 ? "acme.Other" : "acme.Main", ""));
    facts.put("not_recorded", tally(3));
    TreeMap<String, Figure> totals = new TreeMap<>();
    for (String key : List.of("ready_ns", "own_ns", "loaded_classes")) {
      if (random.nextInt(4) > 0) {
        totals.put(key, Figure.of(value()));
      }
    }
    TreeMap<Profile.Key, ClassProfile> classes = new TreeMap<>();
    int count = random.nextInt(4);
    for (int number = 0; number < count; number++) {
      String name = "acme.C" + random.nextInt(4);
      String hash = Integer.toString(random.nextInt(2));
      classes.put(new Profile.Key(name, hash), ofClass(name, hash));
    }
    return new Profile(1, facts, totals, classes)
        .with(random.nextInt(3) == 0 ? RunIds.NONE : RunIds.of(random.nextLong()));
  }

  private ClassProfile ofClass(String name, String hash) {
    List<RegionProfile> regions = new ArrayList<>();
    for (int position = 0; position < 3; position++) {
      if (random.nextBoolean()) {
        int read = random.nextInt(2);
        regions.add(
            new RegionProfile(
                position,
                List.of("F" + position, "G" + position),
                position,
                initialisation(),
                read,
                random.nextInt(read + 1),
                tally(400),
                // Of one hash, so that two runs differ in it only if one did not note it.
                random.nextBoolean() ? List.of() : List.of("a.A.f" + position, "b.B.<init>")));
      }
    }
    return new ClassProfile(name, hash, initialisation(), regions);
  }

  private Initialisation initialisation() {
    EnumMap<Measure, Figure> figures = new EnumMap<>(Measure.class);
    for (Measure measure : Measure.values()) {
      if (random.nextInt(3) == 2) {
        figures.put(measure, Figure.of(value()));
      }
    }
    return new Initialisation(1, random.nextInt(2), figures, tally(2), tally(2), tally(300));
  }

  /** Zero, small or large. */
  private long value() {
    return (random.nextLong() & Long.MAX_VALUE) >>> (4 + random.nextInt(60));
  }

  private Tally tally(int bound) {
    Map<String, Tally.Entry> entries = new HashMap<>();
    int count = random.nextInt(3) == 0 ? random.nextInt(bound) : random.nextInt(2);
    for (int name = 0; name < count; name++) {
      String example = random.nextBoolean() ? "" : "x.Y.z(Y.java:" + random.nextInt(3) + ")";
      entries.put("user " + random.nextInt(2 * bound), new Tally.Entry(1, example));
    }
    return Tally.of(entries, false);
  }
}
