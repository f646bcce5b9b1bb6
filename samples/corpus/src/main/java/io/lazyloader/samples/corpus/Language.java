package io.lazyloader.samples.corpus;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;

/** What a class was written in, as far as its class file tells. */
enum Language {
  JAVA("Java"),
  ASPECTJ("AspectJ"),
  KOTLIN("Kotlin"),
  SCALA_2("Scala 2"),
  SCALA_3("Scala 3"),
  GROOVY("Groovy"),
  CLOJURE("Clojure"),
  OTHER("no source file");

  private final String text;

  Language(String text) {
    this.text = text;
  }

  /** Tells the language of a class by its source file, or by what its compiler left in it. */
  static Language of(byte[] classFile) {
    Traces traces = new Traces();
    new ClassReader(classFile).accept(traces, ClassReader.SKIP_CODE | ClassReader.SKIP_FRAMES);
    return traces.aspects ? ASPECTJ : traces.kotlin ? KOTLIN : bySource(traces.source, traces);
  }

  private static Language bySource(String source, Traces traces) {
    return switch (source.substring(source.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "java" -> JAVA;
      case "aj" -> ASPECTJ;
      case "kt", "kts" -> KOTLIN;
      case "scala" -> traces.tasty ? SCALA_3 : SCALA_2;
      case "groovy", "gvy", "gy", "gsh" -> GROOVY;
      case "clj", "cljc" -> CLOJURE;
      default -> OTHER;
    };
  }

  @Override
  public String toString() {
    return text;
  }

  private static final class Traces extends ClassVisitor {
    private String source = "";
    private boolean kotlin;
    private boolean tasty;
    private boolean aspects;

    Traces() {
      super(Opcodes.ASM9);
    }

    @Override
    public void visitSource(@Nullable String name, @Nullable String debug) {
      source = name == null ? "" : name;
    }

    @Override
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
      kotlin |= descriptor.equals("Lkotlin/Metadata;");
      return null;
    }

    @Override
    public void visitAttribute(Attribute attribute) {
      tasty |= attribute.type.equals("TASTY");
      aspects |= attribute.type.startsWith("org.aspectj.weaver.");
    }
  }
}
