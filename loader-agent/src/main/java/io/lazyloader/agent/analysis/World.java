package io.lazyloader.agent.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * What is known about classes, for all evaluations: their declarations, their code, and what became
 * of initialisers that were run to the end. Shared by all threads.
 */
final class World {
  final TrustRules rules;

  /** Whether assertions are on, in classes that are not the platform's. */
  final boolean assertions;

  private static final int RECENT = 64;

  private final ClassSource classes;

  /** Class files read last: each method that runs is decoded on its own. Guarded by itself. */
  private final Map<String, byte[]> recent =
      new LinkedHashMap<>(RECENT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, byte[]> eldest) {
          return size() > RECENT;
        }
      };

  /** 0 until it is asked for; the same whoever finds out. */
  private int javaVersion;

  private final Map<String, TypeInfo> types = new ConcurrentHashMap<>();
  private final Map<String, TypeRef> references = new ConcurrentHashMap<>();
  private final Map<String, Simulation> finished = new ConcurrentHashMap<>();
  private final Map<String, ReadOnlyFields> readOnlyFields = new ConcurrentHashMap<>();
  private final Map<Object, Obj> boxes = new ConcurrentHashMap<>();

  /**
   * Held while the initialiser of a class runs that another one triggers, so that each class has
   * one set of objects.
   */
  final Object initialising = new Object();

  World(ClassSource classes, TrustRules rules, boolean assertions) {
    this.classes = classes;
    this.rules = rules;
    this.assertions = assertions;
  }

  /**
   * Finds a class.
   *
   * @throws MissingClass if there is none, or if it can't be read
   */
  TypeInfo type(String name) {
    TypeInfo known = types.get(name);
    if (known != null) {
      return known;
    }
    TypeInfo read;
    try {
      read = TypeInfo.read(classFile(name), this);
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new MissingClass(name);
    }
    TypeInfo winner = types.putIfAbsent(name, read);
    return winner == null ? read : winner;
  }

  /** Whether the class source has exactly these bytes for a class. */
  boolean has(String name, byte[] classFile) {
    byte[] found = found(name);
    return found != null && Arrays.equals(found, classFile);
  }

  private byte[] classFile(String name) {
    byte[] classFile = found(name);
    if (classFile == null) {
      throw new MissingClass(name);
    }
    return classFile;
  }

  private byte @Nullable [] found(String name) {
    synchronized (recent) {
      byte[] known = recent.get(name);
      if (known != null) {
        return known;
      }
    }
    byte[] found = classes.classFile(name);
    if (found != null) {
      synchronized (recent) {
        recent.put(name, found);
      }
    }
    return found;
  }

  /** The version of the JDK whose classes these are. */
  int javaVersion() {
    int known = javaVersion;
    if (known == 0) {
      known = type("java/lang/Object").version - Opcodes.V1_8 + 8;
      javaVersion = known;
    }
    return known;
  }

  ClassReader reader(TypeInfo type) {
    return new ClassReader(classFile(type.name));
  }

  MethodCode code(MethodInfo method) {
    MethodCode known = method.code;
    if (known == null) {
      MethodNode[] found = {null};
      reader(method.owner)
          .accept(
              new ClassVisitor(Opcodes.ASM9) {
                @Override
                public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                  if (!name.equals(method.name) || !descriptor.equals(method.descriptor)) {
                    return null;
                  }
                  found[0] = new MethodNode(Opcodes.ASM9, access, name, descriptor, null, null);
                  return found[0];
                }
              },
              ClassReader.SKIP_FRAMES);
      known = new MethodCode(found[0]);
      method.code = known;
    }
    return known;
  }

  TypeRef reference(String name) {
    TypeRef known = references.get(name);
    if (known != null) {
      return known;
    }
    TypeRef made = new TypeRef(name);
    TypeRef winner = references.putIfAbsent(name, made);
    return winner == null ? made : winner;
  }

  @Nullable Simulation finished(String className) {
    return finished.get(className);
  }

  void finish(Simulation simulation) {
    finished.put(simulation.type.name, simulation);
  }

  /** The classes that share a class's private members, itself included (JVMS 17 §5.4.4). */
  Set<String> nest(TypeInfo type) {
    Set<String> nest = new LinkedHashSet<>(type.nest);
    for (String name : type.nest) {
      nest.addAll(type(name).nest);
    }
    return nest;
  }

  /** Which static arrays of a class nobody changes. */
  ReadOnlyFields readOnlyFields(TypeInfo type) {
    ReadOnlyFields known = readOnlyFields.get(type.name);
    if (known == null) {
      known = ReadOnlyFields.of(type, this);
      readOnlyFields.put(type.name, known);
    }
    return known;
  }

  /** The one box of a small value, by class and value. */
  @Nullable Obj box(Object key) {
    return boxes.get(key);
  }

  Obj keepBox(Object key, Obj box) {
    Obj winner = boxes.putIfAbsent(key, box);
    return winner == null ? box : winner;
  }

  /** Whether a class belongs to the Java platform, by its name. */
  static boolean isOfPlatform(String name) {
    return name.startsWith("java/") || name.startsWith("jdk/") || name.startsWith("sun/");
  }

  /** Says that a class can't be found. */
  static final class MissingClass extends RuntimeException {
    private static final long serialVersionUID = 1L;

    final String name;

    MissingClass(String name) {
      super(name, null, false, false);
      this.name = name;
    }
  }
}
