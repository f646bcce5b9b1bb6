package io.lazyloader.agent.analysis.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.agent.analysis.CaseClasses;
import io.lazyloader.agent.analysis.Limits;
import io.lazyloader.agent.analysis.TrustRules;
import io.lazyloader.agent.analysis.effects.Simulation;
import io.lazyloader.agent.analysis.machine.Universe;
import io.lazyloader.agent.analysis.world.FieldInfo;
import io.lazyloader.agent.analysis.world.World;
import io.lazyloader.agent.rewrite.Compiler;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Calls the methods that the analysing JVM computes, and their neighbours that it does not, on
 * random arguments: once for real and once in the simulated world. Results and exceptions, with
 * their messages, are the same wherever the simulated world knows them.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostCallsTest {
  private static final int CALLS_A_CLASS = 150;

  private final Map<String, HostExpressions.Call> wrong = new LinkedHashMap<>();
  private final Set<String> answered = new TreeSet<>();
  private final Set<String> listed = new TreeSet<>();

  @BeforeAll
  void call_all() throws ReflectiveOperationException {
    List<HostExpressions.Call> calls =
        new HostExpressions(
                Long.getLong("hostcalls.seed", 17), Integer.getInteger("hostcalls.rounds", 4))
            .all();
    for (int from = 0; from < calls.size(); from += CALLS_A_CLASS) {
      compare(calls.subList(from, Math.min(calls.size(), from + CALLS_A_CLASS)));
    }
  }

  @Test
  void computes_what_the_jvm_in_use_computes() {
    assertThat(wrong).isEmpty();
  }

  @Test
  void computes_every_method_of_the_table() {
    Set<String> missing = new TreeSet<>(listed);
    missing.removeAll(answered);
    assertThat(listed).hasSizeGreaterThan(300);
    assertThat(missing).isEmpty();
  }

  private void compare(List<HostExpressions.Call> calls) throws ReflectiveOperationException {
    StringBuilder source = new StringBuilder("class Calls {\n");
    for (int index = 0; index < calls.size(); index++) {
      source
          .append("  static String call" + index + "() {\n    try { ")
          .append(calls.get(index).statements())
          .append(" }\n    catch (RuntimeException | OutOfMemoryError e) {")
          .append(" return e.getClass().getName() + \": \" + e.getMessage(); }\n  }\n")
          .append("  static final String R" + index + " = call" + index + "();\n");
    }
    Map<String, byte[]> classFiles =
        Compiler.compile(source.append("}\n").toString(), HostExpressions.KIT);
    World world = new World(new CaseClasses(classFiles));
    Universe universe = new Universe(world, TrustRules.none(), Limits.AT_RUN_TIME, true);
    Simulation simulation = Jdk.interpreter(universe).simulate(world.type("Calls"));
    Class<?> real = Class.forName("Calls", true, new Loader(classFiles));
    for (int index = 0; index < calls.size(); index++) {
      HostExpressions.Call call = calls.get(index);
      FieldInfo field =
          Objects.requireNonNull(
              world.type("Calls").findField("R" + index + " Ljava/lang/String;"));
      Object simulated = simulation.statics.get(field);
      Field declared = real.getDeclaredField("R" + index);
      declared.setAccessible(true);
      if (call.isListed()) {
        listed.add(call.method());
      }
      if (simulated instanceof String) {
        answered.add(call.method());
        if (!simulated.equals(declared.get(null))) {
          wrong.put(simulated + " instead of " + declared.get(null), call);
        }
      }
    }
  }

  /** Defines the compiled classes. */
  private static final class Loader extends ClassLoader {
    private final Map<String, byte[]> classFiles;

    Loader(Map<String, byte[]> classFiles) {
      super(HostCallsTest.class.getClassLoader());
      this.classFiles = new LinkedHashMap<>(classFiles);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      byte[] classFile = classFiles.remove(name.replace('.', '/'));
      return classFile == null
          ? super.loadClass(name, resolve)
          : defineClass(name, classFile, 0, classFile.length);
    }
  }
}
