package io.lazyloader.agent.validate;

import io.lazyloader.agent.rewrite.ClassRewriter;
import io.lazyloader.agent.rewrite.Decision;
import io.lazyloader.agent.rewrite.DeferredFields;
import io.lazyloader.agent.rewrite.Judge;
import io.lazyloader.agent.rewrite.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Class files, and what the rewriter makes of them when it defers all that has the shape for it.
 */
final class Rewriting {
  private final Map<String, byte[]> originals;
  private final Map<String, Decision> decisions = new HashMap<>();
  private final Map<String, List<String>> supertypes = new HashMap<>();
  private final Map<String, Request> requests = new HashMap<>();
  private final Map<String, byte[]> rewritten = new LinkedHashMap<>();

  /** Rewrites classes as those of one program. */
  Rewriting(Map<String, byte[]> originals, UnaryOperator<Request> wishes) {
    this.originals = originals;
    for (Map.Entry<String, byte[]> entry : originals.entrySet()) {
      Request request = wishes.apply(asking(entry.getValue()));
      Decision decision = new ClassRewriter(entry.getValue(), request).decision();
      decisions.put(entry.getKey(), decision);
      requests.put(entry.getKey(), request.promised(decision.readElsewhere().keySet()));
      ClassReader reader = new ClassReader(entry.getValue());
      List<String> above = new ArrayList<>(Arrays.asList(reader.getInterfaces()));
      if (reader.getSuperName() != null) {
        above.add(reader.getSuperName());
      }
      supertypes.put(entry.getKey(), above);
    }
    for (Map.Entry<String, byte[]> entry : originals.entrySet()) {
      byte[] changed =
          new ClassRewriter(entry.getValue(), requests.getOrDefault(entry.getKey(), Request.NONE))
              .rewrite(new Deferred());
      if (changed != null) {
        rewritten.put(entry.getKey(), changed);
      }
    }
  }

  /** Of interfaces, a judge is not asked; a plan may name their fields. */
  private static Request asking(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    if ((reader.getAccess() & Opcodes.ACC_INTERFACE) == 0) {
      return Request.NONE.judge(Judge.RECKLESS);
    }
    ClassNode type = new ClassNode();
    reader.accept(type, ClassReader.SKIP_CODE);
    Set<String> fields = new HashSet<>();
    type.fields.forEach(field -> fields.add(field.name));
    return Request.NONE.planned(fields);
  }

  /** All that changes code: regions, reads, reflection, class loaders. */
  static Rewriting ofAll(Map<String, byte[]> originals) {
    return new Rewriting(
        originals, request -> request.switchable(true).resolvesReflection(true).closesTell(true));
  }

  /** Class files before, by internal name. */
  Map<String, byte[]> originals() {
    return originals;
  }

  /** Class files after, of those classes that change. */
  Map<String, byte[]> rewritten() {
    return rewritten;
  }

  /** The class file of a class before. */
  byte[] original(String name) {
    return originals.getOrDefault(name, new byte[0]);
  }

  /** The class file of a class after, whether it changes or not. */
  byte[] changed(String name) {
    return rewritten.getOrDefault(name, original(name));
  }

  /** What the validator says of each class. */
  Map<String, Validation> validations() {
    Map<String, Validation> all = new LinkedHashMap<>();
    for (String name : originals.keySet()) {
      all.put(name, ClassValidator.validate(original(name), changed(name)));
    }
    return all;
  }

  /** The fields that a class defers. */
  int deferred(String name) {
    Decision decision = decisions.get(name);
    return decision == null ? 0 : decision.deferred().size();
  }

  /** The classes of a jar that the rewriter can read. */
  static Map<String, byte[]> jar(Path file) {
    Map<String, byte[]> classes = new LinkedHashMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (ZipEntry entry : jar.stream().toList()) {
        boolean isClass =
            entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
        if (isClass) {
          try (InputStream in = jar.getInputStream(entry)) {
            byte[] bytes = in.readAllBytes();
            classes.put(new ClassReader(bytes).getClassName(), bytes);
          } catch (IllegalArgumentException e) {
            // A class file of a version that is not known yet.
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return classes;
  }

  private final class Deferred implements DeferredFields {
    @Override
    public boolean isDeferred(String owner, String field, String descriptor) {
      Decision decision = declaring(owner, field);
      return decision != null && descriptor.equals(decision.readElsewhere().get(field));
    }

    @Override
    public @Nullable String declaringInterface(String owner, String field, String descriptor) {
      String declaring = declaringType(owner, field);
      byte[] bytes = declaring == null ? null : originals.get(declaring);
      return bytes != null && (new ClassReader(bytes).getAccess() & Opcodes.ACC_INTERFACE) != 0
          ? declaring
          : null;
    }

    private @Nullable Decision declaring(String owner, String field) {
      String type = declaringType(owner, field);
      return type == null ? null : decisions.get(type);
    }

    private @Nullable String declaringType(String owner, String field) {
      Decision decision = decisions.get(owner);
      if (decision == null) {
        return null;
      }
      if (decision.declared().contains(field)) {
        return owner;
      }
      for (String above : supertypes.getOrDefault(owner, List.of())) {
        String declaring = declaringType(above, field);
        if (declaring != null) {
          return declaring;
        }
      }
      return null;
    }
  }
}
