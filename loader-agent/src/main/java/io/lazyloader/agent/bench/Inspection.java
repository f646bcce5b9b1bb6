package io.lazyloader.agent.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks inside the JVM of an arm in a run of its own. HotSpot's logs tell what is needed; no class
 * is loaded for it and nothing is allocated, unlike with an agent. Threads get no buffers to
 * allocate from ({@code -XX:-UseTLAB}), as what is left unused in those counts as in use. So do the
 * objects that the JDK's archive brings, whole regions of G1 in JDK 17: {@code java -version} with
 * the same options tells how much that is.
 */
final class Inspection {
  /** What a line of {@code -Xlog:class+load} has, and what it has of a class from an archive. */
  private static final String LOADED = " source: ";

  private static final String ARCHIVED = " source: shared objects file";

  private final Workspace workspace;
  private final Launch launch;

  Inspection(Workspace workspace, Launch launch) {
    this.workspace = workspace;
    this.launch = launch;
  }

  /** What was seen, and how the program ended. */
  record Seen(Inside inside, int exitCode) {}

  /**
   * Runs an arm once.
   *
   * @throws BenchException if that does not come to its end
   */
  Seen run(Arm arm, boolean isServer) throws IOException, InterruptedException {
    Path classes = workspace.file("classes.log");
    Path heap = workspace.file("heap.log");
    Files.deleteIfExists(classes);
    Files.deleteIfExists(heap);
    List<String> options = new ArrayList<>(logHeap(heap));
    options.add("-Xlog:class+load=info:file=" + classes + ":none:filecount=0");
    Long atStart = allocatedAtStart(arm);
    Inside[] seen = {Inside.UNSEEN};
    Run run =
        launch.run(
            arm.name(),
            arm.command(options),
            /* watchesMemory= */ false,
            pid -> seen[0] = look(arm, isServer ? pid : -1, classes, heap));
    Long allocated = seen[0].allocatedBytes();
    Long ofProgram =
        allocated == null || atStart == null ? null : (Long) Math.max(0, allocated - atStart);
    return new Seen(
        new Inside(ofProgram, seen[0].loadedClasses(), seen[0].archivedClasses()), run.exitCode());
  }

  private static List<String> logHeap(Path log) {
    return List.of(
        "-Xlog:gc*=info,gc+heap=debug:file=" + log + ":none:filecount=0", "-XX:-UseTLAB");
  }

  /** What the heap of the same JVM has come to that only tells its version, without any agent. */
  private @Nullable Long allocatedAtStart(Arm arm) throws IOException, InterruptedException {
    Path log = workspace.file("version.log");
    Files.deleteIfExists(log);
    List<String> command = new ArrayList<>(List.of(arm.java()));
    for (String option : arm.arguments().options()) {
      if (!option.startsWith("-javaagent:") && !option.startsWith("-agent")) {
        command.add(option);
      }
    }
    command.addAll(logHeap(log));
    command.add("-version");
    boolean isFine = run(command, workspace.file("version.txt"));
    return isFine && Files.exists(log) ? HeapLog.allocatedBytes(read(log)) : null;
  }

  private static boolean run(List<String> command, Path output)
      throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor()
        == 0;
  }

  /** Reads the logs; of a JVM that runs on, it is asked what its heap holds now. */
  private Inside look(Arm arm, long running, Path classes, Path heap)
      throws IOException, InterruptedException {
    Long loaded = count(classes, LOADED);
    Long archived = count(classes, ARCHIVED);
    if (!Files.exists(heap)) {
      return new Inside(null, loaded, archived);
    }
    List<String> log = new ArrayList<>();
    if (running >= 0) {
      List<String> now = heapOf(arm, running);
      if (now == null) {
        return new Inside(null, loaded, archived);
      }
      log.addAll(read(heap));
      log.add("Heap");
      log.addAll(now);
    } else {
      log.addAll(read(heap));
    }
    return new Inside(HeapLog.allocatedBytes(log), loaded, archived);
  }

  private static @Nullable Long count(Path classes, String mark) throws IOException {
    if (!Files.exists(classes)) {
      return null;
    }
    try (Stream<String> lines = Files.lines(classes, StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains(mark)).count();
    }
  }

  private static List<String> read(Path log) throws IOException {
    return Files.readAllLines(log, StandardCharsets.ISO_8859_1);
  }

  private @Nullable List<String> heapOf(Arm arm, long pid)
      throws IOException, InterruptedException {
    Path jcmd = Path.of(arm.java()).resolveSibling("jcmd");
    if (!Files.isExecutable(jcmd)) {
      return null;
    }
    Path answer = workspace.file("jcmd.txt");
    boolean isFine = run(List.of(jcmd.toString(), Long.toString(pid), "GC.heap_info"), answer);
    return isFine ? read(answer) : null;
  }
}
