package io.lazyloader.agent.cli;

import io.lazyloader.agent.analysis.Policy;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Writes plans that {@link io.lazyloader.agent.plan.Plan} reads. */
final class PlanFile {
  private PlanFile() {}

  /** Writes a plan with the verdict behind each field; the same fields give the same bytes. */
  static void write(Path file, List<Tally.Planned> fields, Policy policy) {
    int column = fields.stream().mapToInt(field -> field.field().length()).max().orElse(0);
    new OutputFile("--plan", file).write(out -> write(out, fields, policy, column));
  }

  private static void write(Writer out, List<Tally.Planned> fields, Policy policy, int column)
      throws IOException {
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
