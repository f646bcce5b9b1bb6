package io.lazyloader.agent.optimize;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what a result says about itself. */
final class OptimizeReports {
  private OptimizeReports() {}

  static void write(Optimized optimized, List<Part> parts, @Nullable Path plan) throws IOException {
    Path root = optimized.root();
    Files.writeString(
        root.resolve("optimize.txt"), String.join("\n", OptimizeText.lines(optimized)) + "\n");
    Files.writeString(root.resolve(ResultDirectory.REPORT), OptimizeJson.text(optimized, parts));
    Files.writeString(root.resolve("optimize.html"), OptimizeHtml.text(optimized));
    if (plan != null) {
      Files.copy(plan, root.resolve("app.lazyplan"));
    }
  }
}
