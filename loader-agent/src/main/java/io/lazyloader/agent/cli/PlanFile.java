package io.lazyloader.agent.cli;

import io.lazyloader.agent.analysis.Policy;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes plans that {@link io.lazyloader.agent.plan.Plan} reads. */
final class PlanFile {
  private PlanFile() {}

  /** Writes a plan with the verdict behind each field; the same fields give the same bytes. */
  static void write(Path file, List<Tally.Planned> fields, Policy policy) throws IOException {
    int widest = fields.stream().mapToInt(field -> field.field().length()).max().orElse(0);
    int column = Math.min(widest, 60);
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      out.write("lazyloader-plan 1\n");
      out.write(
          "# What lazyloader explain --all --safety "
              + policy.name().toLowerCase(Locale.ROOT)
              + " lets be deferred, with the verdict; made to be edited.\n");
      for (Tally.Planned field : fields) {
        out.write(TextLayout.pad(field.field(), column));
        out.write("  # " + field.verdict());
        out.write(field.reason().isEmpty() ? "\n" : ": " + field.reason() + "\n");
      }
    }
  }
}
