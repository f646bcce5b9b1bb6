package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.lazyloader.agent.Program.Run;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.OpenType;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bean, seen through a connection as JConsole makes it. */
@Timeout(120)
class JmxIT {
  @TempDir Path directory;
  private Program program;

  @BeforeEach
  void compile() throws IOException {
    program =
        Program.of(
            directory,
            """
            // app/Main.java
            package app;
            import io.lazyloader.*;
            import java.util.*;
            public class Main {
              @Lazy private static final List<String> ONE = List.of("one");
              @Lazy private static final List<String> TWO = List.of("two", "two".repeat(2));
              @Lazy private static final Object BAD = fail();
              @Lazy private static final Object LATE = ONE.hashCode();
              private static Object fail() { throw new IllegalStateException("no"); }
              public static void main(String[] args) throws Exception {
                System.out.println(ONE);
                LazyLoader.markReady();
                System.out.println(LATE);
                if (args.length > 0) {
                  var name = new javax.management.ObjectName("io.lazyloader:type=Startup");
                  var server = args[0].equals("start")
                      ? java.lang.management.ManagementFactory.getPlatformMBeanServer() : null;
                  for (int i = 0; i < 500; i++) {
                    var servers = javax.management.MBeanServerFactory.findMBeanServer(null);
                    if (servers.size() == 1 && servers.get(0).isRegistered(name)) {
                      System.out.println("registered");
                      return;
                    }
                    if (server == null) break;
                    Thread.sleep(10);
                  }
                  System.out.println("no bean");
                  return;
                }
                System.out.println("waiting");
                System.in.read();
              }
            }
            """);
  }

  @Test
  void who_connects_later_finds_the_bean_with_its_figures_and_can_resolve_fields()
      throws Exception {
    try (Waiting waiting = new Waiting(program.start("quiet", "app.Main"))) {
      MBeanServerConnection server = waiting.connect();
      ObjectName bean = new ObjectName("io.lazyloader:type=Startup");
      while (!server.isRegistered(bean)) {
        Thread.sleep(10);
      }

      assertThat(server.getAttribute(bean, "Mode")).isEqualTo("normal");
      assertThat(server.getAttribute(bean, "ReadyBy")).isEqualTo("LazyLoader.markReady()");
      assertThat((Double) server.getAttribute(bean, "ReadyMillis")).isPositive();
      assertThat(server.getAttribute(bean, "DeferredFields")).isEqualTo(4);
      assertThat(server.getAttribute(bean, "ResolvedFields")).isEqualTo(2);
      assertThat(server.getAttribute(bean, "UselessRegions")).isEqualTo(1);
      assertThat(server.getAttribute(bean, "LaterResolutions")).isEqualTo(1);
      assertThat(server.getAttribute(bean, "WorstLater")).isEqualTo("app.Main#LATE (Main.java:9)");
      assertThat(server.getAttribute(bean, "WorstLaterSite"))
          .isEqualTo("app.Main.main(Main.java:14)");
      assertThat((String[]) server.getAttribute(bean, "Pending"))
          .containsExactly("app.Main#TWO", "app.Main#BAD");
      assertThat((Long) server.getAttribute(bean, "UsedHeapBytes")).isPositive();
      assertThat((Long) server.getAttribute(bean, "MetaspaceBytes")).isPositive();
      assertThat((Double) server.getAttribute(bean, "OwnPremainMillis")).isPositive();

      Object failed =
          server.invoke(
              bean,
              "resolveAll",
              new Object[] {"app.Main#"},
              new String[] {String.class.getName()});
      assertThat((String[]) failed).containsExactly("app.Main#BAD");
      assertThat(server.getAttribute(bean, "PendingFields")).isEqualTo(0);
      assertThat(server.getAttribute(bean, "FailedFields")).isEqualTo(1);
    }
  }

  @Test
  void every_attribute_has_a_type_that_any_client_knows_and_can_be_read() throws Exception {
    try (Waiting waiting = new Waiting(program.start("quiet,jmx", "app.Main"))) {
      MBeanServerConnection server = waiting.connect();
      ObjectName bean = new ObjectName("io.lazyloader:type=Startup");

      var attributes = server.getMBeanInfo(bean).getAttributes();
      assertThat(attributes).hasSizeGreaterThan(20);
      for (var attribute : attributes) {
        assertThat(attribute.getDescriptor().getFieldValue("openType"))
            .isInstanceOf(OpenType.class);
        server.getAttribute(bean, attribute.getName());
      }
    }
  }

  @Test
  void a_server_that_the_program_starts_gets_the_bean() {
    Run run = program.lazy("quiet", "app.Main", "start");

    assertThat(run.out()).endsWith("registered\n");
  }

  @Test
  void the_server_is_started_only_if_the_user_asks() {
    assertThat(program.lazy("", "app.Main", "look").out()).endsWith("no bean\n");
    assertThat(program.lazy("jmx", "app.Main", "look").out()).endsWith("registered\n");
  }

  /** A program that waits until its standard input ends. */
  private static final class Waiting implements AutoCloseable {
    private final Process process;
    private @Nullable JMXConnector connector;

    Waiting(Process process) throws IOException {
      this.process = process;
      BufferedReader output = process.inputReader();
      for (String line = output.readLine(); !"waiting".equals(line); line = output.readLine()) {
        assertThat(line).as("the program has ended").isNotNull();
      }
    }

    @SuppressWarnings("BanJNDI") // A JVM of our own, on this machine.
    MBeanServerConnection connect() throws Exception {
      VirtualMachine machine = VirtualMachine.attach(String.valueOf(process.pid()));
      try {
        connector =
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
      } finally {
        machine.detach();
      }
      return connector.getMBeanServerConnection();
    }

    @Override
    public void close() throws IOException {
      if (connector != null) {
        connector.close();
      }
      try (OutputStream input = process.getOutputStream()) {
        input.write('\n');
      }
      assertThat(process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue()).isZero();
    }
  }
}
