package io.lazyloader.samples.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** All the jars that the build has copied: a few, or hundreds of thousands of classes. */
class CorpusIT {
  private static final Path TARGET = Path.of("target");

  @Test
  void every_class_links_after_rewriting_as_it_did_before() throws Exception {
    List<Depth> depths =
        Arrays.stream(System.getProperty("corpus.depths").split(",")).map(Depth::valueOf).toList();
    List<ArtifactReport> reports =
        Corpus.check(
            Path.of(System.getProperty("corpus.jars")),
            depths,
            Integer.getInteger("corpus.threads"),
            TARGET.resolve("linking"));

    String table = Table.of(reports, depths);
    Files.writeString(TARGET.resolve("corpus.txt"), table);
    System.out.println(table);

    List<Failure> failures = new ArrayList<>();
    int classes = 0;
    int deferred = 0;
    for (ArtifactReport report : reports) {
      failures.addAll(report.failures);
      classes += report.total(depths.get(0)).classes;
      deferred += report.total(depths.get(0)).deferred;
    }
    assertThat(failures).isEmpty();
    assertThat(deferred).isPositive();
    assertThat(reports).hasSizeGreaterThanOrEqualTo(Integer.getInteger("corpus.least.artifacts"));
    assertThat(classes).isGreaterThanOrEqualTo(Integer.getInteger("corpus.least.classes"));
  }
}
