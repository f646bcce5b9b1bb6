package io.lazyloader.samples.toolbox.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How tools read their arguments: as given, from {@code @FILE}, or from standard input. */
final class Input {
  private Input() {}

  /** The argument at {@code index}, which must be there. */
  static String required(List<String> args, int index, String name) {
    if (index >= args.size()) {
      throw new UsageException(name + " is missing");
    }
    return args.get(index);
  }

  /** The text at {@code index}: the argument, the file it names as {@code @FILE}, else stdin. */
  static String text(List<String> args, int index, InputStream stdin) throws IOException {
    String argument = index < args.size() ? args.get(index) : "-";
    if (argument.equals("-")) {
      return new String(stdin.readAllBytes(), UTF_8);
    }
    if (argument.startsWith("@")) {
      return Files.readString(Path.of(argument.substring(1)));
    }
    return argument;
  }

  /** The {@code NAME=VALUE} arguments from {@code index} on, in their order. */
  static Map<String, String> variables(List<String> args, int index) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String argument : args.subList(Math.min(index, args.size()), args.size())) {
      int equals = argument.indexOf('=');
      if (equals < 1) {
        throw new UsageException("not NAME=VALUE: " + argument);
      }
      variables.put(argument.substring(0, equals), argument.substring(equals + 1));
    }
    return variables;
  }

  /** A file that lies beside the classes of this package. */
  static String resource(String name) throws IOException {
    try (InputStream in = Input.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no resource " + name + " beside " + Input.class.getName());
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
