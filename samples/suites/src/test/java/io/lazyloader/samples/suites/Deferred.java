package io.lazyloader.samples.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many fields the agent deferred and how many of them were read after all. */
record Deferred(int fields, int resolved) {

  /** From the agent's metrics in JSON. */
  static Deferred in(Path metrics) throws IOException {
    String json = Files.readString(metrics);
    return new Deferred(
        (int) Json.number(json, "deferred_fields"), (int) Json.number(json, "resolved_fields"));
  }
}
