package io.lazyloader.samples.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Rewrites and checks all the jars of a directory, several at a time. */
final class Corpus {
  private final List<Depth> depths;
  private final LinkCheck linkCheck;

  private Corpus(List<Depth> depths, LinkCheck linkCheck) {
    this.depths = depths;
    this.linkCheck = linkCheck;
  }

  /**
   * Runs all checks.
   *
   * @param directory of the jars
   * @param depths how much to defer, each tried after the other
   * @param threads how many artifacts to check at a time; each has a JVM of its own beside this one
   * @param work a directory for intermediate files
   * @return a report for each artifact, by name
   */
  static List<ArtifactReport> check(Path directory, List<Depth> depths, int threads, Path work)
      throws IOException, InterruptedException, ExecutionException {
    List<Path> jars = jars(directory);
    Corpus corpus = new Corpus(depths, new LinkCheck(work, jars));
    // The largest first, or all but one thread would wait for it in the end.
    List<Path> bySize = new ArrayList<>(jars);
    bySize.sort(Comparator.comparing((Path jar) -> jar.toFile().length()).reversed());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<ArtifactReport>> futures = new ArrayList<>();
      for (Path jar : bySize) {
        futures.add(pool.submit(() -> corpus.check(jar)));
      }
      List<ArtifactReport> reports = new ArrayList<>();
      for (Future<ArtifactReport> future : futures) {
        reports.add(future.get());
      }
      reports.sort(Comparator.comparing(report -> report.name));
      return reports;
    } finally {
      pool.shutdownNow();
    }
  }

  private static List<Path> jars(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
  }

  private ArtifactReport check(Path jar) throws IOException, InterruptedException {
    Artifact artifact = Artifact.read(jar);
    List<Rewriting> rewritings = new ArrayList<>();
    List<Map<String, byte[]>> variants = new ArrayList<>();
    List<Integer> variantOf = new ArrayList<>();
    for (Depth depth : depths) {
      Rewriting rewriting = Rewriting.of(artifact, depth);
      rewritings.add(rewriting);
      int known = indexOf(rewriting.rewritten(), variants);
      variantOf.add(known < 0 ? variants.size() : known);
      if (known < 0) {
        variants.add(rewriting.rewritten());
      }
    }
    List<Map<String, String>> outcomes = linkCheck.outcomes(artifact, variants);
    ArtifactReport report = new ArtifactReport(artifact);
    for (int index = 0; index < rewritings.size(); index++) {
      Map<String, String> outcome = outcomes.get(1 + variantOf.get(index));
      report.add(rewritings.get(index), outcomes.get(0), outcome);
    }
    return report;
  }

  private static int indexOf(Map<String, byte[]> classes, List<Map<String, byte[]>> variants) {
    for (int index = 0; index < variants.size(); index++) {
      Map<String, byte[]> variant = variants.get(index);
      if (variant.keySet().equals(classes.keySet())
          && variant.entrySet().stream()
              .allMatch(entry -> Arrays.equals(entry.getValue(), classes.get(entry.getKey())))) {
        return index;
      }
    }
    return -1;
  }
}
