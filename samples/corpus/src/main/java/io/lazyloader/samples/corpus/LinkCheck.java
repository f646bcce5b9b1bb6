package io.lazyloader.samples.corpus;

import io.lazyloader.runtime.LazyRegions;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Has a JVM of its own, with its verifier on, link the classes of an artifact. */
final class LinkCheck {
  private final Path directory;
  private final List<Path> jars;

  /**
   * Makes a check.
   *
   * @param directory for files that are gone afterwards, but for the log of a JVM that failed
   * @param jars where classes are found that an artifact uses and does not have
   */
  LinkCheck(Path directory, List<Path> jars) {
    this.directory = directory;
    this.jars = jars;
  }

  /**
   * Links an artifact as it is and in each variant.
   *
   * @param variants for each, the classes that were rewritten, by internal name
   * @return outcomes by internal name: first of the original, then of each variant
   */
  List<Map<String, String>> outcomes(Artifact artifact, List<Map<String, byte[]>> variants)
      throws IOException, InterruptedException {
    Path own = Files.createDirectories(directory.resolve(artifact.name()));
    Path results = own.resolve("outcomes.tsv");
    Path log = own.resolve("log.txt");
    List<Path> files = new ArrayList<>(List.of(own.resolve("original")));
    ClassFiles.write(files.get(0), artifact.classes());
    for (Map<String, byte[]> variant : variants) {
      Path file = own.resolve("variant-" + files.size());
      ClassFiles.write(file, variant);
      files.add(file);
    }
    Process process =
        new ProcessBuilder(command(results, artifact, files))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    int exit = process.waitFor();
    if (exit != 0) {
      throw new IOException(
          "linking " + artifact.name() + " ended with " + exit + ": " + Files.readString(log));
    }
    List<Map<String, String>> outcomes = read(results, files.size());
    for (Path file : files) {
      Files.delete(file);
    }
    for (Path file : List.of(results, log, own)) {
      Files.delete(file);
    }
    return outcomes;
  }

  private List<String> command(Path results, Artifact artifact, List<Path> files) {
    StringBuilder fallback = new StringBuilder();
    for (Path jar : jars) {
      if (!jar.equals(artifact.jar())) {
        fallback.append(jar).append(File.pathSeparator);
      }
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+BytecodeVerificationRemote",
                "-cp",
                codeOf(Linker.class) + File.pathSeparator + codeOf(LazyRegions.class),
                Linker.class.getName(),
                results.toString(),
                fallback.toString()));
    files.forEach(file -> command.add(file.toString()));
    return command;
  }

  private static Path codeOf(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Map<String, String>> read(Path results, int count) throws IOException {
    List<Map<String, String>> outcomes = new ArrayList<>();
    for (int variant = 0; variant < count; variant++) {
      outcomes.add(new HashMap<>());
    }
    for (String line : Files.readAllLines(results)) {
      String[] columns = line.split("\t", 3);
      outcomes.get(Integer.parseInt(columns[0])).put(columns[1], columns[2]);
    }
    return outcomes;
  }
}
