package io.lazyloader.agent.optimize;

import io.lazyloader.agent.bench.BenchException;
import io.lazyloader.agent.bench.OneRun;
import io.lazyloader.agent.bench.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pass <i>archive</i>: has the JVM make an archive in a run of the program. From JDK 25 on that
 * is an AOT cache (JEP 483, 514, 515), before a static AppCDS archive (JEP 310): its class list is
 * written while the program runs, so that no way to end can lose it, and a dump that crashes takes
 * no run of the program with it.
 */
final class ArchiveMaker {
  private static final Pattern COLLECTOR =
      Pattern.compile("-XX:[+-]Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC");

  private static final Pattern FAILURE =
      Pattern.compile("error|fatal|crash|abort|exception|SIG[A-Z]+", Pattern.CASE_INSENSITIVE);

  private final Application application;
  private final TargetJdk jdk;
  private final Target target;
  private final Path work;

  /**
   * Prepares for a program.
   *
   * @param target what ends a run, and how long it may take
   * @param work where to put what is needed meanwhile
   */
  ArchiveMaker(Application application, TargetJdk jdk, Target target, Path work) {
    this.application = application;
    this.jdk = jdk;
    this.target = target;
    this.work = work;
  }

  /**
   * What came of it.
   *
   * @param archive null if there is none
   * @param problem why there is none, as a sentence; empty otherwise
   */
  record Made(@Nullable Path archive, String problem) {}

  /**
   * Trains an archive.
   *
   * @param image its class path stands where it will stand, as older JDKs look for it there
   * @param archive the file to write
   */
  Made make(Image image, Path archive) throws IOException, InterruptedException {
    Files.deleteIfExists(archive);
    try {
      String problem =
          jdk.hasAotCache() ? trainCache(image, archive) : trainSharedArchive(image, archive);
      if (problem.isEmpty() && Files.isRegularFile(archive)) {
        return new Made(archive, "");
      }
      Files.deleteIfExists(archive);
      return new Made(
          null, problem.isEmpty() ? "the JVM wrote no archive, and did not say why." : problem);
    } catch (BenchException e) {
      Files.deleteIfExists(archive);
      return new Made(null, "the training run failed: " + e.getMessage());
    }
  }

  private String trainCache(Image image, Path archive) throws IOException, InterruptedException {
    OneRun run =
        OneRun.of("training", command(image, List.of("-XX:AOTCacheOutput=" + archive)), target);
    return Files.exists(archive) ? "" : failure("the AOT cache could not be made", run.errors());
  }

  private String trainSharedArchive(Image image, Path archive)
      throws IOException, InterruptedException {
    Path list = Files.createTempFile(work, "classes", ".lst");
    OneRun.of("training", command(image, List.of("-XX:DumpLoadedClassList=" + list)), target);
    if (Files.size(list) == 0) {
      return "the JVM listed no classes.";
    }
    ClassList.keepUsable(list, image.classPath());
    List<String> dump = new ArrayList<>(List.of(jdk.java()));
    dump.addAll(jdk.logOptions());
    for (String option : application.options()) {
      // Objects are archived under G1 only; agents are not allowed.
      if (!COLLECTOR.matcher(option).matches() && !option.startsWith("-javaagent:")) {
        dump.add(option);
      }
    }
    dump.add("-XX:ErrorFile=" + work.resolve("hs_err.log"));
    dump.add("-Xshare:dump");
    dump.add("-XX:SharedClassListFile=" + list);
    dump.add("-XX:SharedArchiveFile=" + archive);
    dump.addAll(Application.paths(image.classPath(), image.modulePath()));
    OneRun run = OneRun.of("dump", dump, new Target(0, null, target.timeout()));
    Files.deleteIfExists(list);
    return run.exitCode() == 0
        ? ""
        : failure(
            "the JVM could not dump the archive (exit code " + run.exitCode() + ")",
            run.errors(),
            run.output());
  }

  private List<String> command(Image image, List<String> options) {
    List<String> command = new ArrayList<>(List.of(jdk.java()));
    command.addAll(jdk.logOptions());
    List<String> more = new ArrayList<>(image.flags());
    more.addAll(options);
    command.addAll(
        application.words(more, image.classPath(), image.modulePath(), application.arguments()));
    return command;
  }

  private static String failure(String what, String... logs) {
    for (String log : logs) {
      for (String line : log.lines().toList()) {
        if (FAILURE.matcher(line).find() && !line.contains("Skipping")) {
          return what + ": " + line.strip();
        }
      }
    }
    return what + ", and the JVM did not say why.";
  }
}
