package io.lazyloader.samples.suites;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes how each test ended into the file that the system property {@value #FILE} names, a line
 * each: unique id, status, and what was thrown or why it was skipped, with tabs between. Containers
 * are written only when they did not succeed. Without the property it does nothing.
 *
 * <p>JUnit's launcher finds it as a service and calls it on the threads of the tests.
 */
public final class StatusRecorder implements TestExecutionListener {
  static final String FILE = "suites.statuses";

  private @Nullable Writer writer;

  @Override
  public synchronized void testPlanExecutionStarted(TestPlan plan) {
    String file = System.getProperty(FILE);
    if (file != null) {
      try {
        writer = Files.newBufferedWriter(Path.of(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
      String thrown = result.getThrowable().map(StatusRecorder::describe).orElse("");
      write(test, result.getStatus().name(), thrown);
    }
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    write(test, "SKIPPED", reason);
  }

  @Override
  public synchronized void testPlanExecutionFinished(TestPlan plan) {
    if (writer != null) {
      try {
        writer.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private synchronized void write(TestIdentifier test, String status, String reason) {
    if (writer != null) {
      try {
        writer.write(oneLine(test.getUniqueId()));
        writer.write('\t' + status + '\t' + oneLine(reason) + '\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String describe(Throwable thrown) {
    StackTraceElement[] trace = thrown.getStackTrace();
    return thrown + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  /** Without characters that would end a line or a column, lone surrogates included. */
  private static String oneLine(String text) {
    StringBuilder line = new StringBuilder(text.length());
    for (int index = 0; index < text.length(); index++) {
      char character = text.charAt(index);
      boolean plain = character >= ' ' && character < '\u007f' && character != '\\';
      line.append(plain ? String.valueOf(character) : String.format("\\u%04x", (int) character));
    }
    return line.toString();
  }
}
