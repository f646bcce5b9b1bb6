package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** A JVM that is given our agent more than once. */
class OneAgentIT {
  private static final String EAGER = "loading catalogue\nloading customers\nopen\n[catalogue]\n";
  private static final String LAZY = "open\nloading catalogue\n[catalogue]\n";

  @TempDir Path directory;

  private Program shop() throws IOException {
    return Program.of(
        directory,
        """
        // app/Main.java
        package app;
        import io.lazyloader.Lazy;
        import java.util.List;
        public class Main {
          @Lazy private static final List<String> CATALOGUE = load("catalogue");
          @Lazy private static final List<String> CUSTOMERS = load("customers");
          static List<String> load(String what) { System.out.println("loading " + what); return List.of(what); }
          public static void main(String[] args) { System.out.println("open"); System.out.println(CATALOGUE); }
        }
        """);
  }

  private static String agent(Path jar, String options) {
    return "-javaagent:" + jar + "=" + options + ",quiet";
  }

  private Path copy() throws IOException {
    return Files.copy(Program.AGENT, directory.resolve("copy.jar"));
  }

  @Tag("heavy")
  @ParameterizedTest
  @CsvSource({
    "normal, normal, already has",
    "normal, all, already has",
    "normal, none, mode=none changes nothing",
    "normal, record, mode=record records nothing",
    "all, normal, already has",
    "all, all, already has",
    "all, none, mode=none changes nothing",
    "all, record, mode=record records nothing",
    "none, normal, already has",
    "none, all, already has",
    "none, none, already has",
    "none, record, mode=record records nothing",
    "record, normal, already has",
    "record, all, already has",
    "record, none, mode=none changes nothing",
    "record, record, already has",
  })
  void the_second_declines_in_one_line_and_the_first_goes_on(
      String first, String second, String said) throws IOException {
    Program program = shop();
    boolean isLazy = first.equals("normal") || first.equals("all");
    for (Path jar : List.of(Program.AGENT, copy())) {
      Run run =
          program.run(
              List.of(agent(Program.AGENT, "mode=" + first), agent(jar, "mode=" + second)),
              "app.Main");

      assertThat(run.out()).isEqualTo(isLazy ? LAZY : EAGER);
      assertThat(run.ours()).hasSize(1).first().asString().contains(said, "(mode=" + first + ")");
      assertThat(Files.exists(program.directory.resolve("app.lazyprofile")))
          .isEqualTo(first.equals("record"));
    }
  }

  @Test
  void the_environment_s_agent_is_the_first_and_is_named_as_where_to_look() throws IOException {
    String brought = agent(Program.AGENT.toAbsolutePath(), "mode=normal");
    Program program = shop().environment("JAVA_TOOL_OPTIONS", brought);

    Run run = program.lazy("mode=none", "app.Main");

    assertThat(run.out()).isEqualTo(LAZY);
    assertThat(run.ours())
        .containsExactly(
            "loader: mode=none changes nothing: this JVM already has an agent of Lazyloader"
                + " (mode=normal). Give mode=none to that one; look for -javaagent in"
                + " JAVA_TOOL_OPTIONS and JDK_JAVA_OPTIONS, too.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"record", "run"})
  void the_commands_work_with_an_agent_that_the_program_or_the_environment_brings(String command)
      throws IOException {
    String jar = Program.AGENT.toAbsolutePath().toString();
    String classes = shop().classes().toString();
    Program commandLine = Program.of(directory.resolve("command")).onlyOn();
    Run byProgram =
        commandLine.run(
            List.of("-jar", jar),
            command,
            "--",
            agent(Program.AGENT.toAbsolutePath(), "mode=none"),
            "-cp",
            classes,
            "app.Main");
    Run byEnvironment =
        commandLine
            .environment("JAVA_TOOL_OPTIONS", "-javaagent:" + jar)
            .run(List.of("-jar", jar), command, "--", "-cp", classes, "app.Main");

    for (Run run : List.of(byProgram, byEnvironment)) {
      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).isEqualTo(command.equals("record") ? EAGER : LAZY);
      assertThat(run.err()).contains(command.equals("record") ? "recorded 1 class " : "1 pending");
    }
  }

  @Test
  void an_agent_of_another_class_loader_declines_too() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.Lazy;
            import java.lang.instrument.Instrumentation;
            import java.net.*;
            import java.nio.file.Path;
            import java.util.List;
            public class Main {
              public static void main(String[] args) throws Exception {
                URL[] copy = {Path.of("copy.jar").toUri().toURL()};
                ClassLoader apart = new URLClassLoader(copy, ClassLoader.getPlatformClassLoader());
                Class<?> agent = apart.loadClass("io.lazyloader.agent.LazyAgent");
                agent.getMethod("agentmain", String.class, Instrumentation.class).invoke(null, args[0], Swap.instrumentation);
                Class.forName("app.Shop").getMethod("open").invoke(null);
              }
            }
            """,
            """
            // app/Shop.java
            package app;
            import io.lazyloader.Lazy;
            import java.util.List;
            public class Shop {
              @Lazy private static final List<String> CATALOGUE = load("catalogue");
              @Lazy private static final List<String> CUSTOMERS = load("customers");
              static List<String> load(String what) { System.out.println("loading " + what); return List.of(what); }
              public static void open() { System.out.println("open"); System.out.println(CATALOGUE); }
            }
            """,
            """
            // app/Swap.java
            package app;
            public class Swap { static java.lang.instrument.Instrumentation instrumentation; }
            """);
    Files.delete(program.classes().resolve("app/Swap.class"));
    String swapper = Swapper.on(program);
    copy();

    Run run = program.run(List.of(agent(Program.AGENT, ""), swapper), "app.Main", "mode=all,quiet");

    assertThat(run.out()).isEqualTo(LAZY);
    assertThat(run.ours()).hasSize(1).first().asString().contains("already has", "(mode=normal)");
  }

  @Test
  void an_agent_can_be_attached_again_if_the_first_could_not_start() throws IOException {
    Program program = attaching();

    Run run = program.eager("app.Main", Program.AGENT.toString(), "mood=x", "quiet", "mode=none");

    assertThat(run.out()).isEqualTo("attached\n" + LAZY);
    assertThat(run.ours()).hasSize(2);
    assertThat(run.ours().get(0)).contains("unknown option 'mood'");
    assertThat(run.ours().get(1)).contains("mode=none changes nothing");
  }

  @Test
  void an_agent_that_is_attached_to_a_jvm_that_has_one_declines() throws IOException {
    Program program = attaching();

    Run run = program.lazy("quiet", "app.Main", Program.AGENT.toString(), "mode=all");

    assertThat(run.out()).isEqualTo("attached\n" + LAZY);
    assertThat(run.ours()).hasSize(1).first().asString().contains("already has", "(mode=normal)");
  }

  /** A program that attaches an agent to itself, with one set of options after the other. */
  private Program attaching() throws IOException {
    return Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import com.sun.tools.attach.VirtualMachine;
            public class Main {
              public static void main(String[] args) throws Exception {
                VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
                for (int at = 1; at < args.length; at++) self.loadAgent(args[0], args[at]);
                self.detach();
                System.out.println("attached");
                Shop.open();
              }
            }
            """,
            """
            // app/Shop.java
            package app;
            import io.lazyloader.Lazy;
            import java.util.List;
            class Shop {
              @Lazy private static final List<String> CATALOGUE = load("catalogue");
              @Lazy private static final List<String> CUSTOMERS = load("customers");
              static List<String> load(String what) { System.out.println("loading " + what); return List.of(what); }
              static void open() { System.out.println("open"); System.out.println(CATALOGUE); }
            }
            """)
        .jvm("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading");
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "all", "none", "record"})
  void woven_classes_have_the_right_values_in_every_mode(String mode) throws IOException {
    Program program = shop();
    program.onlyOn(program.weave(program.classes(), "woven"), Program.AGENT);
    assertThat(program.eager("app.Main").out()).isEqualTo(LAZY);

    Run run = program.lazy("mode=" + mode + ",quiet", "app.Main");

    assertThat(run.out()).isEqualTo(mode.equals("normal") || mode.equals("all") ? LAZY : EAGER);
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"normal", "all", "none", "record"})
  void woven_classes_with_a_run_time_library_of_another_version_have_the_right_values(String mode)
      throws IOException {
    Program program = shop();
    program.onlyOn(program.weave(program.classes(), "woven"), otherVersion());
    assertThat(program.eager("app.Main").out()).isEqualTo(LAZY);

    Run run = program.lazy("mode=" + mode + ",quiet", "app.Main");

    assertThat(run.out()).isEqualTo(EAGER);
    assertThat(run.ours()).hasSize(1).first().asString().contains("of another version");
  }

  @Test
  void woven_classes_are_lazy_under_the_agent_and_reported_so() throws IOException {
    Program program = shop();
    program.onlyOn(program.weave(program.classes(), "woven"), Program.AGENT);

    Run run = program.lazy("", "app.Main");

    assertThat(run.out()).isEqualTo(LAZY);
    assertThat(run.err())
        .contains("deferred  2 fields: 1 resolved, 1 pending")
        .doesNotContain("stays eager");
  }

  /** The run-time library, but that it says to have another protocol than the agent. */
  private Path otherVersion() throws IOException {
    Path classes = Files.createDirectory(directory.resolve("core"));
    try (JarFile jar = new JarFile(Program.AGENT.toFile())) {
      for (JarEntry entry : Collections.list(jar.entries())) {
        String name = entry.getName();
        if (name.matches("io/lazyloader/((runtime|metrics)/)?\\w[^/]*\\.class")) {
          Path file = classes.resolve(name);
          Files.createDirectories(file.getParent());
          byte[] content = jar.getInputStream(entry).readAllBytes();
          Files.write(
              file, name.endsWith("/LazyRegions.class") ? withOtherProtocol(content) : content);
        }
      }
    }
    return classes;
  }

  private static byte[] withOtherProtocol(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, 0);
    for (MethodNode method : node.methods) {
      if (method.name.equals("protocol")) {
        method.instructions.clear();
        method.visitIntInsn(Opcodes.BIPUSH, 99);
        method.visitInsn(Opcodes.IRETURN);
      }
    }
    ClassWriter writer = new ClassWriter(0);
    node.accept(writer);
    return writer.toByteArray();
  }
}
