package io.lazyloader.samples.modules;

import io.lazyloader.LazyModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The host's command line. */
public final class Main {
  private static final String USAGE =
      """
      usage: modules list                       the plugins, none of which is loaded for that
             modules convert PLUGIN TEXT        what a plugin makes of a text
             modules call PLUGIN ARGUMENT...    calls a plugin with any arguments
             modules get PLUGIN ATTRIBUTE       an attribute of a plugin, maybe made up
             modules serve                      'PLUGIN TEXT' on each line of standard input""";

  private Main() {}

  /**
   * Runs one command.
   *
   * @param args the command and what it needs
   * @throws IOException if standard input or a list of plugins can't be read
   */
  public static void main(String[] args) throws IOException {
    try {
      run(args);
    } catch (UsageException e) {
      System.err.println("modules: " + e.getMessage());
      System.exit(2);
    }
  }

  private static void run(String[] args) throws IOException {
    Plugins plugins = Plugins.find();
    String command = args.length == 0 ? "" : args[0];
    if (command.equals("list") && args.length == 1) {
      plugins.modules().forEach((name, module) -> System.out.println(name + ": " + module));
    } else if (command.equals("convert") && args.length == 3) {
      System.out.println(plugins.converter(args[1]).convert(args[2]));
    } else if (command.equals("call") && args.length > 1) {
      Object[] arguments = Arrays.copyOfRange(args, 2, args.length);
      System.out.println(plugins.module(args[1]).call(arguments));
    } else if (command.equals("get") && args.length == 3) {
      System.out.println(plugins.module(args[1]).get(args[2]));
    } else if (command.equals("serve") && args.length == 1) {
      serve(plugins);
    } else {
      throw new UsageException("this needs a command.\n" + USAGE);
    }
  }

  private static void serve(Plugins plugins) throws IOException {
    System.out.println("ready");
    plugins.warmUp();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      int space = line.indexOf(' ');
      try {
        System.out.println(
            space < 0
                ? state(plugins.module(line))
                : plugins.converter(line.substring(0, space)).convert(line.substring(space + 1)));
      } catch (UsageException e) {
        System.out.println("modules: " + e.getMessage());
      }
    }
  }

  private static String state(LazyModule module) {
    return module.isLoaded() ? "loaded" : "not loaded";
  }
}
