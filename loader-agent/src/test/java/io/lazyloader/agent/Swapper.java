package io.lazyloader.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** An agent of somebody else's that redefines classes when the program asks it to. */
final class Swapper {
  private static final String SOURCE =
      """
      // app/Swap.java
      package app;
      import java.lang.instrument.*;
      import java.nio.file.*;
      import java.security.ProtectionDomain;
      public class Swap implements ClassFileTransformer {
        public static Instrumentation instrumentation;
        public static void premain(String argument, Instrumentation given) { instrumentation = given; }
        public static void agentmain(String argument, Instrumentation given) { instrumentation = given; }
        public static void redefine(Class<?> type) {
          try {
            byte[] version = Files.readAllBytes(Path.of("v2").resolve(type.getName().replace('.', '/') + ".class"));
            instrumentation.redefineClasses(new ClassDefinition(type, version));
            System.out.println("redefined");
          } catch (Exception | LinkageError e) {
            System.out.println(e);
          }
        }
        public static void retransform(Class<?> type) {
          Swap nothing = new Swap();
          instrumentation.addTransformer(nothing, true);
          try {
            instrumentation.retransformClasses(type);
            System.out.println("retransformed");
          } catch (Exception | LinkageError e) {
            System.out.println(e);
          } finally {
            instrumentation.removeTransformer(nothing);
          }
        }
        @Override public byte[] transform(Module module, ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
          return redefined == null ? null : classFile.clone();
        }
      }
      """;

  private Swapper() {}

  /** Adds {@code app.Swap} to a program, and returns the option that starts it as an agent. */
  static String on(Program program) throws IOException {
    Path jar = jar(program);
    program.on(jar);
    return "-javaagent:" + jar;
  }

  private static Path jar(Program program) throws IOException {
    Path classes = program.compile("swap", SOURCE);
    return program.jar(
        "swap.jar",
        classes,
        Map.of(
            "Premain-Class", "app.Swap",
            "Agent-Class", "app.Swap",
            "Can-Redefine-Classes", "true",
            "Can-Retransform-Classes", "true"));
  }
}
