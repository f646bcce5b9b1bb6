package io.lazyloader.agent.optimize;

import io.lazyloader.agent.archive.ArchiveRecipe;
import io.lazyloader.agent.bench.JavaArguments;
import io.lazyloader.agent.classpath.ClassPathFiles;
import io.lazyloader.agent.classpath.PathProblem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes a java command line apart. */
final class ApplicationReader {
  private static final String BOOT_LAUNCHERS = "org.springframework.boot.loader.";

  private static final Pattern VERSION = Pattern.compile("-v?\\d.*$");

  private final List<String> options = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private @Nullable String classPath;
  private @Nullable String modulePath;

  private ApplicationReader() {}

  /**
   * Takes a command line apart.
   *
   * @param words what {@code java} gets
   * @param name what to call the program, or null to choose
   * @param environment that of this process, for {@code CLASSPATH}
   * @throws OptimizeException if it names no program that can be optimised
   */
  static Application read(
      List<String> words, @Nullable String name, Map<String, String> environment) {
    return new ApplicationReader().parse(words, name, environment);
  }

  private Application parse(
      List<String> words, @Nullable String name, Map<String, String> environment) {
    JavaArguments given = JavaArguments.parse(ArgumentFiles.expand(words));
    List<String> program = given.program();
    takeOptions(given.options());
    if (program.isEmpty()) {
      throw OptimizeException.usage(
          "the command line names no program: no main class, no -jar FILE, no -m MODULE.");
    }
    if (program.get(0).equals("-jar")) {
      return ofJar(program, given.arguments(), name);
    }
    if (program.get(0).endsWith(".java")) {
      throw OptimizeException.usage(
          program.get(0) + " is a source file. Compile it, and name its class.");
    }
    boolean isModule = program.get(0).startsWith("-");
    String path = classPath == null ? environment.get("CLASSPATH") : classPath;
    List<Path> classes =
        path == null && isModule ? List.of() : files(path == null || path.isEmpty() ? "." : path);
    List<Path> modules = modules();
    String main = program.get(program.size() - 1).replaceFirst("^--module=", "");
    return new Application(
        name == null ? nameOfClass(main) : name,
        options,
        classes,
        modules,
        isModule ? List.of("-m", main) : List.of(main),
        given.arguments(),
        false,
        notes);
  }

  private void takeOptions(List<String> given) {
    for (int at = 0; at < given.size(); at++) {
      String word = given.get(at);
      int equals = word.indexOf('=');
      String key = word.startsWith("--") && equals > 0 ? word.substring(0, equals) : word;
      switch (key) {
        case "-cp", "-classpath", "--class-path" -> {
          classPath = key.equals(word) ? value(given, ++at, word) : word.substring(equals + 1);
        }
        case "-p", "--module-path" -> {
          modulePath = key.equals(word) ? value(given, ++at, word) : word.substring(equals + 1);
        }
        default -> {
          if (ArchiveRecipe.isArchiveOption(word)) {
            notes.add(word + " is left out: the optimised program has an archive of its own.");
          } else {
            if (word.startsWith("-javaagent:") || word.startsWith("-agent")) {
              notes.add(
                  word
                      + " stays: a JVM with an agent may use no archive, or only in part; see"
                      + " docs/optimize.md.");
            }
            options.add(word);
          }
        }
      }
    }
  }

  private static String value(List<String> words, int at, String option) {
    if (at >= words.size()) {
      throw OptimizeException.usage("option " + option + " of java needs a value.");
    }
    return words.get(at);
  }

  private Application ofJar(List<String> program, List<String> arguments, @Nullable String name) {
    if (program.size() < 2) {
      throw OptimizeException.usage("option -jar of java needs a file.");
    }
    Path jar = Path.of(program.get(1));
    Attributes main = mainAttributes(jar);
    String mainClass = main.getValue(Attributes.Name.MAIN_CLASS);
    if (mainClass == null) {
      throw OptimizeException.usage(jar + " has no Main-Class in its manifest: java can't run it.");
    }
    if (classPath != null) {
      notes.add("-cp is left out: with -jar, java takes no notice of it.");
    }
    if (main.getValue("Launcher-Agent-Class") != null) {
      throw OptimizeException.usage(
          jar + " starts an agent by Launcher-Agent-Class, which only java -jar does.");
    }
    String startClass = main.getValue("Start-Class");
    boolean isBoot = mainClass.startsWith(BOOT_LAUNCHERS) && startClass != null;
    if (isBoot && mainClass.endsWith(".PropertiesLauncher")) {
      throw OptimizeException.usage(
          jar
              + " is started by PropertiesLauncher, whose class path is only known when it runs."
              + " Name the class path with -cp, and the main class "
              + startClass
              + '.');
    }
    if (isBoot && mainClass.endsWith(".WarLauncher")) {
      throw OptimizeException.usage(jar + " is a war. Build a jar, which has the same classes.");
    }
    addModuleOptions(main);
    String mainName = isBoot ? startClass : mainClass.strip();
    return new Application(
        name == null ? nameOfJar(jar) : name,
        options,
        isBoot ? List.of(jar) : files(jar.toString()),
        modules(),
        List.of(mainName),
        arguments,
        isBoot,
        notes);
  }

  /** What a manifest asks for is only done for {@code -jar} (JEP 261, JEP 472). */
  private void addModuleOptions(Attributes main) {
    addEach(main.getValue("Add-Exports"), "--add-exports=");
    addEach(main.getValue("Add-Opens"), "--add-opens=");
    String natives = main.getValue("Enable-Native-Access");
    if (natives != null && Runtime.version().feature() >= 22) {
      options.add("--enable-native-access=" + natives.strip());
    }
  }

  private void addEach(@Nullable String packages, String option) {
    if (packages != null) {
      for (String each : packages.strip().split("\\s+", -1)) {
        options.add(option + each + "=ALL-UNNAMED");
      }
    }
  }

  private static Attributes mainAttributes(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw OptimizeException.usage(
          "there is no jar "
              + jar
              + (jar.isAbsolute() ? "." : " in " + Path.of("").toAbsolutePath() + '.'));
    }
    try (JarFile opened = new JarFile(jar.toFile(), false)) {
      Manifest manifest = opened.getManifest();
      if (manifest == null) {
        throw OptimizeException.usage(jar + " has no manifest: java can't run it.");
      }
      return manifest.getMainAttributes();
    } catch (IOException e) {
      throw OptimizeException.usage(jar + " is no jar, or is damaged: " + e.getMessage() + '.');
    }
  }

  private List<Path> files(String path) {
    ClassPathFiles found = ClassPathFiles.of(path);
    found.problems().stream().map(PathProblem::message).forEach(notes::add);
    if (found.files().isEmpty()) {
      throw OptimizeException.usage("nothing of the class path " + path + " is there.");
    }
    return found.files().stream().map(ClassPathFiles.Found::path).toList();
  }

  private List<Path> modules() {
    List<Path> modules = new ArrayList<>();
    if (modulePath != null) {
      for (String element : modulePath.split(File.pathSeparator, -1)) {
        try {
          Path path = Path.of(element);
          if (!element.isEmpty() && Files.exists(path)) {
            modules.add(path);
          } else {
            notes.add("module path entry " + element + " does not exist.");
          }
        } catch (InvalidPathException e) {
          notes.add("module path entry " + element + " is no path.");
        }
      }
    }
    return modules;
  }

  /** As {@code shop} for {@code shop-1.2.jar}. */
  private static String nameOfJar(Path jar) {
    String file = String.valueOf(jar.getFileName()).replaceFirst("(?i)\\.jar$", "");
    return legal(VERSION.matcher(file).replaceFirst(""));
  }

  /** As {@code shop} for {@code com.acme.Shop} and for the module {@code com.acme.shop}. */
  private static String nameOfClass(String main) {
    String last = main.substring(main.lastIndexOf('/') + 1);
    last = last.substring(last.lastIndexOf('.') + 1);
    return legal(last.substring(last.lastIndexOf('$') + 1).toLowerCase(Locale.ROOT));
  }

  private static String legal(String name) {
    String legal = name.replaceAll("[^\\p{L}\\p{N}._-]", "-").replaceFirst("^[-.]+", "");
    return legal.isEmpty() ? "app" : legal;
  }
}
