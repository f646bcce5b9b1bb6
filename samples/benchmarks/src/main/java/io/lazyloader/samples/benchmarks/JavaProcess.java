package io.lazyloader.samples.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Times whole processes of the JDK that runs this one. */
final class JavaProcess {
  private JavaProcess() {}

  /** Returns the path of one of the JDK's tools. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** Runs {@code java} with its output thrown away; returns the nanoseconds that it lived. */
  static long run(List<String> options, List<String> program)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(tool("java"));
    command.addAll(options);
    command.addAll(program);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    long began = System.nanoTime();
    int status = builder.start().waitFor();
    long nanos = System.nanoTime() - began;
    if (status != 0) {
      throw new IllegalStateException("exit status " + status + " of " + command);
    }
    return nanos;
  }
}
