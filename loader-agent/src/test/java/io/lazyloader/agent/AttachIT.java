package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.Program.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachIT {
  @TempDir Path directory;

  @Test
  void attached_to_a_running_jvm_it_defers_what_is_loaded_later_and_counts_what_came_too_late()
      throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Part.java
            package app;
            class Part { final String name; Part(String name) { this.name = name; System.out.println("made " + name); } }
            """,
            """
            // app/Late.java
            package app;
            import io.lazyloader.Lazy;
            class Late {
              @Lazy private static final Part UNREAD = new Part("unread");
              @Lazy static final Part KNOWN_TO_MAIN = new Part("known to main");
              static void touch() { System.out.println("touched"); }
            }
            """,
            """
            // app/Main.java
            package app;
            import com.sun.tools.attach.VirtualMachine;
            import io.lazyloader.Lazy;
            public class Main {
              @Lazy private static final Part EARLY = new Part("early");
              public static void main(String[] args) throws Exception {
                VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
                self.loadAgent(args[0], "");
                self.detach();
                System.out.println("attached");
                Late.touch();
                System.out.println(Late.KNOWN_TO_MAIN.name + EARLY.name);
              }
            }
            """);
    program.jvm("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading");

    Run run = program.eager("app.Main", Program.AGENT.toString());

    assertThat(run.out())
        .isEqualTo("made early\nattached\nmade known to main\ntouched\nknown to mainearly\n");
    assertThat(run.ours())
        .contains(
            "loader: app.Main was loaded before the agent; its fields stay eager.",
            "loader: @Lazy on app.Late#KNOWN_TO_MAIN stays eager: a class that reads it was loaded"
                + " before it was known to be lazy.");
  }

  @Test
  void what_is_loaded_while_it_attaches_stays_eager() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Declarer.java
            package app;
            import io.lazyloader.Lazy;
            class Declarer {
              @Lazy static final Object VALUE = new StringBuilder("value");
              static void touch() {}
            }
            """,
            """
            // app/Reader.java
            package app;
            class Reader { static void read() { System.out.println(Declarer.VALUE); } }
            """,
            """
            // app/Main.java
            package app;
            import com.sun.tools.attach.VirtualMachine;
            import java.net.*;
            import java.nio.file.Path;
            public class Main {
              /** The agent asks it for resources: a moment between its start and its end. */
              static class Loader extends URLClassLoader {
                Loader(URL... urls) { super(urls, null); }
                @Override public URL findResource(String name) {
                  Thread thread = new Thread(Declarer::touch);
                  thread.start();
                  try { thread.join(); } catch (InterruptedException e) { throw new IllegalStateException(e); }
                  return super.findResource(name);
                }
              }
              public static void main(String[] args) throws Exception {
                new Reader();
                Class.forName("plugin.Part", true, new Loader(Path.of("plugin").toUri().toURL()));
                VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
                self.loadAgent(args[0], "quiet");
                self.detach();
                Reader.read();
              }
            }
            """);
    program.compile(
        "plugin",
        """
        // plugin/Part.java
        package plugin;
        public class Part {}
        """);
    program.jvm("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading");

    assertThat(program.eager("app.Main", Program.AGENT.toString()).out()).isEqualTo("value\n");
  }

  @Test
  void attached_in_mode_all_it_counts_the_classes_that_came_too_early() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Early.java
            package app;
            class Early {
              static final Object FIRST = new Object();
              static class Other { static final Object SECOND = new Object(); }
              static void touch() { new Other(); }
            }
            """,
            """
            // app/Main.java
            package app;
            import com.sun.tools.attach.VirtualMachine;
            public class Main {
              public static void main(String[] args) throws Exception {
                Early.touch();
                VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
                self.loadAgent(args[0], "mode=all");
                self.detach();
              }
            }
            """);
    program.jvm("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading");

    assertThat(program.eager("app.Main", Program.AGENT.toString()).ours())
        .filteredOn(line -> line.contains("loaded before the agent"))
        .hasSize(1)
        .first()
        .asString()
        .matches(
            "loader: \\d+ classes with static initialisers came too early to be judged: loaded"
                + " before the agent, they keep their fields eager\\.");
  }

  @Test
  void a_class_that_it_rewrote_can_be_retransformed_by_others() throws IOException {
    Program program =
        Program.of(
            directory,
            """
            // app/Late.java
            package app;
            import io.lazyloader.Lazy;
            class Late {
              @Lazy static final Object VALUE = new StringBuilder("value");
              static final StringBuilder JUDGED = new StringBuilder("judged");
              static String show() { return VALUE + " " + JUDGED; }
            }
            """,
            """
            // app/Main.java
            package app;
            import com.sun.tools.attach.VirtualMachine;
            import java.util.Arrays;
            public class Main {
              public static void main(String[] args) throws Exception {
                VirtualMachine self = VirtualMachine.attach(String.valueOf(ProcessHandle.current().pid()));
                for (String agent : args) self.loadAgent(agent, agent.endsWith("swap.jar") ? "" : "mode=all,quiet");
                self.detach();
                System.out.println(Late.show());
                Swap.retransform(Late.class);
                System.out.println(Late.show());
              }
            }
            """,
            """
            // app/Swap.java
            package app;
            public class Swap { static void retransform(Class<?> type) {} }
            """);
    Files.delete(program.classes().resolve("app/Swap.class"));
    Swapper.on(program);
    program.jvm("-Djdk.attach.allowAttachSelf=true", "-XX:+EnableDynamicAgentLoading");
    String swapper = program.directory.resolve("swap.jar").toString();

    String expected = "value judged\nretransformed\nvalue judged\n";
    assertThat(program.eager("app.Main", swapper).out()).isEqualTo(expected);
    String ours = Program.AGENT.toString();
    assertThat(program.eager("app.Main", ours, swapper).out()).isEqualTo(expected);
    assertThat(program.eager("app.Main", swapper, ours).out()).isEqualTo(expected);
  }
}
