package io.lazyloader.agent.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the things that are compared.
 *
 * @param name what it is called in results
 * @param java the executable that runs it
 * @param arguments what that gets
 */
public record Arm(String name, String java, JavaArguments arguments) {
  /** The whole command, with the executable first. */
  public List<String> command() {
    return command(List.of());
  }

  /** The whole command, with some more options for the JVM. */
  List<String> command(List<String> moreOptions) {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(arguments.with(moreOptions).words());
    return command;
  }

  /** The same under another name. */
  public Arm named(String other) {
    return new Arm(other, java, arguments);
  }
}
