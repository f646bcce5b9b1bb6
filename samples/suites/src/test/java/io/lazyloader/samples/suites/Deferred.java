package io.lazyloader.samples.suites;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many fields the agent deferred and how many of them were read after all. */
record Deferred(int fields, int resolved) {

  /** From the agent's metrics in JSON. */
  static Deferred in(Path metrics) throws IOException {
    String json = Files.readString(metrics);
    return new Deferred(number(json, "deferred_fields"), number(json, "resolved_fields"));
  }

  private static int number(String json, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\":(\\d+)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + key + " in " + json);
    }
    return Integer.parseInt(matcher.group(1));
  }
}
