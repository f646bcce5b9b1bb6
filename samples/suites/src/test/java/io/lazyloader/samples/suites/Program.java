package io.lazyloader.samples.suites;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program that others wrote, and one run of it. What it reads lies in {@code
 * src/test/programs/NAME/in}; Java sources in {@code NAME/java} are compiled against it and lie on
 * its class path; a Maven project in {@code NAME/project} is packaged before the first run.
 *
 * <p>Arguments are separated by blanks; one in single quotation marks may hold some. In them {@code
 * ${port}} stands for a free port, {@code ${work}} for the directory that the program runs in,
 * {@code ${project}} for the packaged project, {@code ${classes}} for the compiled sources and
 * {@code ${maven}} for the Maven that runs this.
 */
final class Program {
  private final String name;
  private final List<String> artifacts;
  private final List<String> command;
  private List<String> processors = List.of();
  private List<String> jvmArguments = List.of();
  private int exitCode;
  private Optional<Service> service = Optional.empty();
  private List<Noise> noise = List.of();
  private final List<List<String>> preparations = new ArrayList<>();
  private final List<Explanation> explanations = new ArrayList<>();

  /**
   * How to talk to a server.
   *
   * @param ready a question as {@link Exchange} reads it that is answered as soon as the server is
   *     up, or {@code LOG} and a regular expression that is found in what it prints
   * @param questions each as {@link Exchange} reads it, or {@code JAVA} and a main class with its
   *     arguments, for a client that runs without the agent
   */
  record Service(String ready, List<String> questions) {}

  /**
   * Says why a mode differs from an eager run, so that it is no defect.
   *
   * @param difference a regular expression that is found in each such difference
   * @param rule the trust rule whose promise does not hold here, and in which way
   */
  record Explanation(Mode mode, String difference, String rule) {}

  /**
   * @param artifacts what it is made of, but for what Maven finds by itself
   * @param command the main class and its arguments, or {@code -jar} and what follows
   */
  Program(String name, String artifacts, String command) {
    this.name = name;
    this.artifacts = words(artifacts);
    this.command = words(command);
  }

  /** Those that the property {@code programs.names} lists, separated by commas. */
  static Stream<Program> chosen() {
    return named(System.getProperty("programs.names"));
  }

  /** Those of a list, separated by commas; {@code all} means all. */
  static Stream<Program> named(String list) {
    List<String> names = Arrays.asList(list.split(",", -1));
    return Stream.concat(Tools.all(), Servers.all())
        .filter(program -> names.contains("all") || names.contains(program.name));
  }

  Program jvm(String arguments) {
    jvmArguments = words(arguments);
    return this;
  }

  /** Annotation processors that compile its sources. */
  Program processedBy(String coordinates) {
    processors = words(coordinates);
    return this;
  }

  /** A command that runs before it, never with the agent. */
  Program after(String preparation) {
    preparations.add(words(preparation));
    return this;
  }

  /** What an eager run ends with, if not with 0. */
  Program exits(int code) {
    exitCode = code;
    return this;
  }

  /** A server. It is stopped by SIGTERM. */
  Program serves(String ready, String... questions) {
    exitCode = 143;
    service = Optional.of(new Service(ready, List.of(questions)));
    return this;
  }

  /** What its runs do not agree on, whoever runs them. */
  Program noise(Noise... rules) {
    noise = List.of(rules);
    return this;
  }

  Program explained(Mode mode, String difference, String rule) {
    explanations.add(new Explanation(mode, difference, rule));
    return this;
  }

  String name() {
    return name;
  }

  List<String> artifacts() {
    return artifacts;
  }

  List<String> command() {
    return command;
  }

  List<String> processors() {
    return processors;
  }

  List<String> jvmArguments() {
    return jvmArguments;
  }

  List<List<String>> preparations() {
    return preparations;
  }

  int exitCode() {
    return exitCode;
  }

  Optional<Service> service() {
    return service;
  }

  List<Noise> noise() {
    return noise;
  }

  List<Explanation> explanations() {
    return explanations;
  }

  @Override
  public String toString() {
    return name;
  }

  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (char c : (text.strip() + ' ').toCharArray()) {
      if (c == '\'') {
        quoted = !quoted;
      } else if (c != ' ' || quoted) {
        word.append(c);
      } else if (!word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
    }
    return words;
  }
}
