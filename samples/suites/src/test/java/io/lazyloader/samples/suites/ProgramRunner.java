package io.lazyloader.samples.suites;

import io.lazyloader.samples.suites.Program.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Runs one program, each time in a JVM of its own and in the same fresh directory. */
final class ProgramRunner {
  private static final int SECONDS = Integer.getInteger("programs.seconds");
  private static final long POLL_MILLIS = 50;

  private final Program program;
  private final Path home;
  private final Path directory;
  private final Path work;
  private final Path classes;
  private final Path project;
  private final List<Path> classPath = new ArrayList<>();
  private List<Integer> ports = List.of();

  /**
   * Fetches and builds the program.
   *
   * @param home of the JDK that runs it
   */
  ProgramRunner(Program program, Path home, Path directory) throws IOException {
    this.program = program;
    this.home = home;
    this.directory = directory;
    this.work = directory.resolve("work");
    this.classes = Child.freshDirectory(directory.resolve("classes"));
    this.project = directory.resolve("project");
    List<Path> jars = fetch(program.artifacts(), "libraries");
    Sources.compile(program, jars, fetch(program.processors(), "processors"), classes);
    Sources.build(program, project);
    classPath.add(classes);
    classPath.addAll(jars);
  }

  /**
   * Has it run from jars without signatures, as whoever weaves a signed jar has to: the JVM refuses
   * a class whose signers are not those of its package.
   */
  void takeSignaturesAway() throws IOException {
    Path copies = Child.freshDirectory(directory.resolve("unsigned"));
    for (int index = 0; index < classPath.size(); index++) {
      Path jar = classPath.get(index);
      if (Files.isRegularFile(jar)) {
        classPath.set(index, Signatures.without(jar, copies));
      }
    }
  }

  Run eager() throws IOException {
    return run(List.of(), List.of());
  }

  Run lazy(String options) throws IOException {
    return run(List.of(Child.agent(options)), List.of());
  }

  /** Runs it with jars in front of its class path. */
  Run behind(List<Path> jars) throws IOException {
    return run(List.of(), jars);
  }

  /**
   * Prepares the directory that it runs in for others who run it.
   *
   * @return the command line, which begins with {@code java}
   */
  List<String> prepared() throws IOException {
    prepare();
    return java(List.of(), List.of(), program.command());
  }

  /** Where {@link #prepared} runs. */
  Path work() {
    return work;
  }

  /** The first of the ports that a server was given when it was last prepared. */
  int port() {
    return ports.get(0);
  }

  /** The class path behind some jars. */
  String classPath(List<Path> jars) {
    List<Path> entries = new ArrayList<>(jars);
    entries.addAll(classPath);
    return Child.join(entries);
  }

  private void prepare() throws IOException {
    Sources.copyInputs(program, Child.freshDirectory(work));
    Files.createDirectories(work.resolve("home"));
    Files.createDirectories(work.resolve("tmp"));
    ports = program.service().isPresent() ? freePorts() : List.of();
    fillProperties();
    for (List<String> preparation : program.preparations()) {
      Child.Outcome outcome = Child.run(java(List.of(), List.of(), preparation), work, SECONDS);
      if (outcome.exitCode() != 0) {
        throw new IllegalStateException("preparing " + program + " failed: " + outcome);
      }
    }
  }

  private Run run(List<String> agent, List<Path> jars) throws IOException {
    prepare();
    Map<String, String> texts = new TreeMap<>();
    double seconds;
    double cpuSeconds;
    String pid;
    List<String> command = java(agent, jars, program.command());
    try (RunningProgram running = new RunningProgram(command, work, directory.resolve("streams"))) {
      pid = String.valueOf(running.pid());
      double ready = 0;
      if (program.service().isPresent()) {
        ready = converse(program.service().get(), running, texts);
        running.stop();
      }
      if (running.ends(SECONDS)) {
        texts.put("exit code", String.valueOf(running.exitCode()));
      } else {
        Files.writeString(directory.resolve("hang.txt"), running.threads(home, directory));
        texts.put("exit code", "none: no end after " + SECONDS + " s");
      }
      seconds = ready > 0 ? ready : running.seconds();
      cpuSeconds = running.cpuSeconds();
      texts.put("standard output", running.out());
      texts.put("standard error", running.err());
    }
    addFiles(texts);
    texts.replaceAll((name, text) -> plain(text, pid));
    return new Run(steady(texts), seconds, cpuSeconds);
  }

  /** Waits until the server is up, asks it everything, and tells how long the first took. */
  private double converse(Service service, RunningProgram running, Map<String, String> texts)
      throws IOException {
    while (!isReady(service, running)) {
      if (!running.runs() || running.seconds() > SECONDS) {
        texts.put("answers", "none: " + program + " was not ready");
        return 0;
      }
      pause();
    }
    double ready = running.seconds();
    int number = 0;
    for (String question : service.questions()) {
      String name = String.format("answer %02d to %s", ++number, question.replace('\n', ' '));
      texts.put(name.replace('\0', ' '), answer(question));
    }
    return ready;
  }

  private boolean isReady(Service service, RunningProgram running) {
    if (service.ready().startsWith("LOG ")) {
      Pattern line = Pattern.compile(service.ready().substring(4));
      return line.matcher(running.out()).find() || line.matcher(running.err()).find();
    }
    try {
      Exchange.answer(service.ready(), ports.get(0));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String answer(String question) throws IOException {
    String filled = filled(question);
    try {
      if (!filled.startsWith("JAVA ")) {
        return Exchange.answer(filled, ports.get(0));
      }
      List<String> client = Program.words(filled.substring(5));
      Child.Outcome outcome = Child.run(java(List.of(), List.of(), client), work, SECONDS);
      return outcome.exitCode() + "\n" + outcome.out() + outcome.err();
    } catch (IOException e) {
      return "none: " + e;
    }
  }

  private List<String> java(List<String> agent, List<Path> jars, List<String> program) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/java").toString());
    command.add("-Duser.home=" + work.resolve("home"));
    command.add("-Djava.io.tmpdir=" + work.resolve("tmp"));
    command.add("-Dlogback.configurationFile=in/logback.xml");
    command.addAll(Program.words(System.getProperty("programs.jvm")));
    this.program.jvmArguments().forEach(argument -> command.add(filled(argument)));
    command.addAll(agent);
    if (!program.get(0).equals("-jar")) {
      command.addAll(List.of("-cp", classPath(jars)));
    }
    program.forEach(argument -> command.add(filled(argument)));
    return command;
  }

  private String filled(String text) {
    String filled = text;
    for (int index = 0; index < ports.size(); index++) {
      String name = index == 0 ? "${port}" : "${port" + (index + 1) + "}";
      filled = filled.replace(name, String.valueOf(ports.get(index)));
    }
    return filled
        .replace("${work}", work.toString())
        .replace("${project}", project.toString())
        .replace("${classes}", classes.toString())
        .replace("${maven}", System.getProperty("maven.home"))
        .replace("${repository}", System.getProperty("maven.repo.local"));
  }

  private void addFiles(Map<String, String> texts) throws IOException {
    try (Stream<Path> files = Files.walk(work)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = work.relativize(file).toString();
        if (name.endsWith(".jar")) {
          addEntries(name, file, texts);
        } else if (!name.startsWith("tmp")) {
          texts.put(name, Child.text(file));
        }
      }
    }
  }

  /** Without the time at which a jar's entries were written. */
  private static void addEntries(String name, Path jar, Map<String, String> texts)
      throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : Collections.list(zip.entries())) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        texts.put(name + '/' + entry, new String(bytes, StandardCharsets.ISO_8859_1));
      }
    }
  }

  private Map<String, String> steady(Map<String, String> texts) {
    Map<String, String> steady = texts;
    for (Noise noise : program.noise()) {
      steady = noise.steady().apply(steady);
    }
    return steady;
  }

  /** Properties are the files in which a server finds its ports. */
  private void fillProperties() throws IOException {
    try (Stream<Path> files = Files.walk(work.resolve("in"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".properties")).toList()) {
        Files.writeString(file, filled(Files.readString(file)));
      }
    }
  }

  /** Ports and the process identifier are of our making, so they are never compared. */
  private String plain(String text, String pid) {
    String plain = text.replaceAll("\\b" + pid + "\\b", "PID");
    for (int port : ports) {
      plain = plain.replaceAll("\\b" + port + "\\b", "PORT");
    }
    return plain;
  }

  private List<Path> fetch(List<String> artifacts, String name) throws IOException {
    return artifacts.isEmpty()
        ? List.of()
        : Coordinates.classPath(artifacts, directory.resolve(name));
  }

  private static List<Integer> freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket two = new ServerSocket(0, 1, loopback)) {
      return List.of(one.getLocalPort(), two.getLocalPort());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * All that can be seen of a run from outside.
   *
   * @param texts exit code, what was printed, a server's answers, and each file that lies in the
   *     directory afterwards
   * @param seconds to the end by the wall clock, or until a server was ready
   * @param cpuSeconds of all processors, to the end; what ran last is not counted
   */
  record Run(Map<String, String> texts, double seconds, double cpuSeconds) {
    String exitCode() {
      return texts.getOrDefault("exit code", "");
    }
  }
}
