package io.lazyloader.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.LaunchingConnector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.event.VMDisconnectEvent;
import com.sun.jdi.request.ClassPrepareRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A debugger stops a program, gives a class other code, and lets it go on. */
@Timeout(120)
class HotSwapIT {
  private static final String SHOP =
      """
      // app/Shop.java
      package app;
      import io.lazyloader.Lazy;
      import java.util.*;
      class Shop {
        static final List<String> JUDGED = new ArrayList<>(List.of("judged"));
        @Lazy static final List<String> MARKED = new ArrayList<>(List.of("marked"));
        static final Map<String, Integer> READ = new HashMap<>(Map.of("read", 1));
        static void touch() {}
        static String show() { return "%s " + JUDGED + MARKED + READ; }
      }
      """;

  @TempDir Path directory;

  @Test
  void code_swapped_at_a_breakpoint_reads_the_values_that_were_there() throws Exception {
    Program program =
        Program.of(
            directory,
            SHOP.formatted("v1"),
            """
            // app/Main.java
            package app;
            public class Main {
              static void stop() {}
              public static void main(String[] args) {
                System.out.println(Shop.READ);
                stop();
                System.out.println(Shop.show());
              }
            }
            """);
    byte[] swapped =
        Files.readAllBytes(program.compile("v2", SHOP.formatted("v2")).resolve("app/Shop.class"));

    String eager = debug(program, "", swapped);

    assertThat(eager).isEqualTo("{read=1}\nv2 [judged][marked]{read=1}\n");
    String agent = "-javaagent:" + Program.AGENT.toAbsolutePath() + "=quiet";
    assertThat(debug(program, agent, swapped)).isEqualTo(eager);
    assertThat(debug(program, agent + ",mode=all", swapped)).isEqualTo(eager);
  }

  private static void set(Map<String, Connector.Argument> arguments, String name, String value) {
    Objects.requireNonNull(arguments.get(name), name).setValue(value);
  }

  /** Runs the program to its breakpoint, all threads suspended there, swaps and goes on. */
  private static String debug(Program program, String agent, byte[] swapped) throws Exception {
    LaunchingConnector connector = Bootstrap.virtualMachineManager().defaultConnector();
    Map<String, Connector.Argument> arguments = connector.defaultArguments();
    set(arguments, "home", System.getProperty("java.home"));
    set(arguments, "options", agent + " -cp " + program.classes().toAbsolutePath());
    set(arguments, "main", "app.Main");
    VirtualMachine machine = connector.launch(arguments);
    ClassPrepareRequest prepared = machine.eventRequestManager().createClassPrepareRequest();
    prepared.addClassFilter("app.Main");
    prepared.setSuspendPolicy(EventRequest.SUSPEND_ALL);
    prepared.enable();
    // It is suspended until the first event, that of its start, is taken from the queue.
    boolean isRunning = true;
    while (isRunning) {
      EventSet events = machine.eventQueue().remove();
      for (Event event : events) {
        if (event instanceof ClassPrepareEvent prepare) {
          stopAtBreakpoint(machine, prepare.referenceType());
        } else if (event instanceof BreakpointEvent) {
          machine.redefineClasses(Map.of(machine.classesByName("app.Shop").get(0), swapped));
        }
        isRunning &= !(event instanceof VMDisconnectEvent);
      }
      events.resume();
    }
    return output(machine.process());
  }

  private static void stopAtBreakpoint(VirtualMachine machine, ReferenceType main) {
    EventRequest breakpoint =
        machine
            .eventRequestManager()
            .createBreakpointRequest(main.methodsByName("stop").get(0).location());
    breakpoint.setSuspendPolicy(EventRequest.SUSPEND_ALL);
    breakpoint.enable();
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
