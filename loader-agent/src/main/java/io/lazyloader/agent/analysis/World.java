package io.lazyloader.agent.analysis;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

  /** How much one evaluation and what was left by earlier ones may take. */
  private static final long MAX_KEPT = 40 << 20;

  /** How many bytes of class files to keep at hand. */
  private static final int RECENT = 4 << 20;

  final Limits limits;
  private final ClassSource classes;

  /** Class files read last: each method that runs is decoded on its own. Guarded by itself. */
  private final Map<String, byte[]> recent = new LinkedHashMap<>(64, 0.75f, true);

  private int recentBytes;
  private final AtomicLong kept = new AtomicLong();
  private final AtomicInteger runs = new AtomicInteger();
  private int published;

  /** 0 until it is asked for; the same whoever finds out. */
  private int javaVersion;

  private final Map<String, TypeInfo> types = new ConcurrentHashMap<>();
  private final Map<String, TypeRef> references = new ConcurrentHashMap<>();
  private final Map<String, Simulation> finished = new ConcurrentHashMap<>();
  private final Map<String, ReadOnlyFields> readOnlyFields = new ConcurrentHashMap<>();
  private final Map<Object, Obj> boxes = new ConcurrentHashMap<>();

  World(ClassSource classes, TrustRules rules, Limits limits, boolean assertions) {
    this.limits = limits;
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
    if (winner == null) {
      keeps(Budget.type(read.fields.size(), read.methods.size()));
    }
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
        remember(name, found);
      }
    }
    return found;
  }

  private void remember(String name, byte[] classFile) {
    byte[] before = recent.put(name, classFile);
    recentBytes += classFile.length - (before == null ? 0 : before.length);
    Iterator<byte[]> eldest = recent.values().iterator();
    while (recentBytes > RECENT && eldest.hasNext()) {
      recentBytes -= eldest.next().length;
      eldest.remove();
    }
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
      keeps(Budget.code(known.opcodes.length));
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

  /** What became of an initialiser, if that was published by a moment. */
  @Nullable Simulation finished(String className, int asOf) {
    Simulation known = finished.get(className);
    return known == null || known.published > asOf ? null : known;
  }

  /** How often something was published. */
  synchronized int published() {
    return published;
  }

  /**
   * Publishes what one evaluation finished, all at once or nothing: whoever uses a part of it uses
   * the same objects in all of it.
   */
  synchronized void publish(List<Simulation> simulations) {
    for (Simulation each : simulations) {
      if (finished.containsKey(each.type.name)) {
        return;
      }
    }
    published++;
    for (Simulation each : simulations) {
      if (each.isOfAnyRun()) {
        each.published = published;
        finished.put(each.type.name, each);
      }
    }
  }

  /** Counts a run of an initialiser. */
  void runs() {
    runs.incrementAndGet();
  }

  /** How many initialisers were run in it, which is what evaluations cost. */
  int runsSoFar() {
    return runs.get();
  }

  // ---- room ----

  /** Counts what is kept for later evaluations. */
  void keeps(long bytes) {
    kept.addAndGet(bytes);
  }

  /** How many bytes it holds, by and large. */
  long kept() {
    return kept.get();
  }

  /**
   * Sees to it that there is room for one more initialiser.
   *
   * @throws Full if there is none
   */
  void checkRoom() {
    if (kept.get() > MAX_KEPT) {
      throw new Full();
    }
  }

  /** Says that a world holds as much as it may. */
  static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("more than " + (MAX_KEPT >> 20) + " MB", null, false, false);
    }
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
