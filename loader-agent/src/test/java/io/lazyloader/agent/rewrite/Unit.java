package io.lazyloader.agent.rewrite;

import static org.assertj.core.api.Assertions.assertThat;

import io.lazyloader.runtime.Startup;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * The classes of one test, as compiled and as rewritten.
 *
 * <p>Rewriting goes as in the agent: first every class is decided, then each is rewritten knowing
 * what became of the others. Every rewritten class passes {@link Checks}.
 */
public final class Unit {
  private final Map<String, byte[]> compiled;
  private final Map<String, Request> requests = new HashMap<>();
  private @Nullable Map<String, Decision> decisions;
  private @Nullable Map<String, byte[]> rewritten;

  public Unit(Map<String, byte[]> compiled) {
    this.compiled = compiled;
  }

  /** Compiles sources; classes are named as in the source, {@code Main} holds {@code run}. */
  static Unit of(String... sources) {
    return new Unit(Compiler.compile(sources));
  }

  static Unit ofRelease(int release, String... sources) {
    return new Unit(Compiler.compileFor(release, sources));
  }

  /** A class {@code Main} with some members whose {@code run} returns an expression. */
  static Unit ofMain(String members, String result) {
    return of(main(members, result));
  }

  /** The source of a class {@code Main} whose members begin in its first line. */
  static String main(String members, String result) {
    return "class Main { "
        + members
        + "\nstatic String run() { return String.valueOf("
        + result
        + "); }\nstatic boolean yes() { return true; }\nstatic boolean no() { return false; } }";
  }

  /** Changes what is asked of a class, before it is decided. */
  public Unit asking(String className, UnaryOperator<Request> change) {
    assertThat(decisions).isNull();
    requests.compute(
        className.replace('.', '/'),
        (name, known) -> change.apply(known == null ? Request.NONE : known));
    return this;
  }

  /** Has a plan name fields of a class. */
  Unit planning(String className, String... fields) {
    return asking(className, request -> request.planned(Set.of(fields)));
  }

  /** Has all classes obey the kill-switch. */
  Unit switchable() {
    for (String name : compiled.keySet()) {
      asking(name, request -> request.switchable(true));
    }
    return this;
  }

  /** The internal names of all classes. */
  Set<String> classNames() {
    return compiled.keySet();
  }

  public Decision decision(String className) {
    Decision decision = decisions().get(className.replace('.', '/'));
    if (decision == null) {
      throw new AssertionError("no class " + className + " among " + compiled.keySet());
    }
    return decision;
  }

  byte[] before(String className) {
    return find(compiled, className);
  }

  /** The rewritten class; fails if there was nothing to change. */
  byte[] after(String className) {
    return find(rewritten(), className);
  }

  boolean isRewritten(String className) {
    return rewritten().containsKey(className.replace('.', '/'));
  }

  public Program eager() {
    return new Program(compiled, getClass().getClassLoader());
  }

  public Program lazy() {
    return new Program(lazyClassFiles(), getClass().getClassLoader());
  }

  /** The rewritten classes over a run-time library of their own, in which laziness is off. */
  Program switchedOff() {
    try {
      URL[] core = {Compiler.CORE.toUri().toURL()};
      ClassLoader runtime = new URLClassLoader(core, ClassLoader.getPlatformClassLoader());
      Class.forName(Startup.class.getName(), true, runtime)
          .getMethod("setMode", String.class)
          .invoke(null, Startup.NONE);
      return new Program(lazyClassFiles(), runtime);
    } catch (MalformedURLException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asserts that all that is asked for is deferred, and that no run can tell. */
  Unit isLazyAndBehavesTheSame() {
    decisions().forEach((name, decision) -> assertThat(decision.refused()).as(name).isEmpty());
    assertThat(rewritten()).isNotEmpty();
    return behavesTheSame();
  }

  Unit behavesTheSame() {
    assertThat(lazy().run().text()).isEqualTo(eager().run().text());
    return this;
  }

  private Map<String, byte[]> lazyClassFiles() {
    Map<String, byte[]> classFiles = new HashMap<>(compiled);
    classFiles.putAll(rewritten());
    return classFiles;
  }

  private Map<String, Decision> decisions() {
    Map<String, Decision> known = decisions;
    if (known == null) {
      known = new LinkedHashMap<>();
      for (Map.Entry<String, byte[]> entry : compiled.entrySet()) {
        Request request = request(entry.getKey());
        known.put(entry.getKey(), new ClassRewriter(entry.getValue(), request).decision());
      }
      decisions = known;
    }
    return known;
  }

  private Map<String, byte[]> rewritten() {
    Map<String, byte[]> known = rewritten;
    if (known == null) {
      known = new LinkedHashMap<>();
      Program types = eager();
      for (Map.Entry<String, byte[]> entry : compiled.entrySet()) {
        byte[] before = entry.getValue();
        byte[] after = rewrite(entry.getKey(), before);
        if (after != null) {
          Checks.check(before, after, types);
          known.put(entry.getKey(), after);
        }
      }
      rewritten = known;
    }
    return known;
  }

  private byte @Nullable [] rewrite(String name, byte[] classFile) {
    Request request = request(name);
    if (request.promised() == null) {
      request = request.promised(decision(name).readElsewhere().keySet());
    }
    return new ClassRewriter(classFile, request)
        .rewrite(
            new DeferredFields() {
              @Override
              public boolean isDeferred(String owner, String field, String descriptor) {
                String declaring = declaring(owner, field);
                return declaring != null
                    && descriptor.equals(decision(declaring).readElsewhere().get(field));
              }

              @Override
              public @Nullable String declaringInterface(
                  String owner, String field, String descriptor) {
                String declaring = declaring(owner, field);
                return declaring != null && isInterface(declaring) ? declaring : null;
              }
            });
  }

  private Request request(String name) {
    Request request = requests.getOrDefault(name, Request.NONE).resolvesReflection(true);
    byte[] packageInfo =
        compiled.get(name.substring(0, name.lastIndexOf('/') + 1) + "package-info");
    if (packageInfo != null) {
      request = request.packageMarks(Marks.ofPackage(packageInfo));
    }
    return request;
  }

  /** The class of the test that declares a field; null if it is none of them. */
  private @Nullable String declaring(String owner, String field) {
    FieldResolution<String> resolution =
        new FieldResolution<>() {
          @Override
          public boolean declares(String type) {
            return compiled.containsKey(type) && decision(type).declared().contains(field);
          }

          @Override
          public List<String> above(String type) {
            if (!compiled.containsKey(type)) {
              return List.of();
            }
            ClassReader reader = new ClassReader(before(type));
            List<String> above = new ArrayList<>(List.of(reader.getInterfaces()));
            above.add(reader.getSuperName());
            return above;
          }
        };
    return resolution.declaring(owner);
  }

  private boolean isInterface(String className) {
    return (new ClassReader(before(className)).getAccess() & Opcodes.ACC_INTERFACE) != 0;
  }

  private static byte[] find(Map<String, byte[]> classFiles, String className) {
    byte[] classFile = classFiles.get(className.replace('.', '/'));
    if (classFile == null) {
      throw new AssertionError("no class " + className + " among " + classFiles.keySet());
    }
    return classFile;
  }
}
