package io.lazyloader.samples.toolbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lazyloader.samples.toolbox.tools.Tool;
import io.lazyloader.samples.toolbox.tools.UsageException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code java -jar toolbox.jar TOOL ARGUMENTS}: runs one tool.
 *
 * <p>Exit codes: 0 done, 1 the tool failed on its input, 2 wrong usage.
 */
public final class Main {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Main() {}

  /**
   * Runs the tool that the first argument names, and exits.
   *
   * @param args the tool's name and its arguments
   */
  public static void main(String[] args) {
    System.exit(run(List.of(args), System.in, System.out, System.err));
  }

  /** As {@link #main}, with streams to choose; returns the exit code. Output is UTF-8. */
  static int run(List<String> args, InputStream in, PrintStream out, PrintStream err) {
    if (args.isEmpty()) {
      err.println("usage: toolbox TOOL [ARGUMENT...], or 'toolbox help' for the list of tools");
      return USAGE;
    }
    String name = args.get(0);
    if (name.equals("help")) {
      print(Registry.help(), out);
      return OK;
    }
    Tool tool = Registry.find(name);
    if (tool == null) {
      err.println("toolbox: no tool '" + name + "'; 'toolbox help' lists the tools");
      return USAGE;
    }
    try {
      print(tool.run(args.subList(1, args.size()), in), out);
      return OK;
    } catch (UsageException e) {
      err.println("toolbox " + name + ": " + e.getMessage());
      err.println("usage: toolbox " + name + " " + tool.usage());
      return USAGE;
    } catch (Exception e) {
      err.println("toolbox " + name + ": " + (e.getMessage() == null ? e : e.getMessage()));
      return FAILED;
    }
  }

  private static void print(String text, PrintStream out) {
    out.writeBytes((text.stripTrailing() + "\n").getBytes(UTF_8));
    out.flush();
  }
}
