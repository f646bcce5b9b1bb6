package io.lazyloader.agent.analysis.world;

import io.lazyloader.agent.analysis.ClassSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * The classes that a class source has, as their class files declare them: types, code, and what can
 * be told from these alone. Shared by all threads.
 */
public final class World {
  /** How much what is kept for later evaluations may take. */
  private static final long MAX_KEPT = 40 << 20;

  /** How many bytes of class files to keep at hand. */
  private static final int RECENT = 4 << 20;

  private final ClassSource classes;

  /** Class files read last: each method that runs is decoded on its own. Guarded by itself. */
  private final Map<String, byte[]> recent = new LinkedHashMap<>(64, 0.75f, true);

  private int recentBytes;
  private final AtomicLong kept = new AtomicLong();

  /** 0 until it is asked for; the same whoever finds out. */
  private int javaVersion;

  private final Map<String, TypeInfo> types = new ConcurrentHashMap<>();
  private final Map<String, ClassMirror> references = new ConcurrentHashMap<>();
  private final Map<MethodInfo, MethodCode> code = new ConcurrentHashMap<>();
  private final Map<String, ReadOnlyFields> readOnlyFields = new ConcurrentHashMap<>();

  /** Makes a world that knows nothing yet. */
  public World(ClassSource classes) {
    this.classes = classes;
  }

  /**
   * Finds a class.
   *
   * @throws MissingClass if there is none, or if it can't be read
   */
  public TypeInfo type(String name) {
    TypeInfo known = types.get(name);
    if (known != null) {
      return known;
    }
    TypeInfo read;
    try {
      read = link(Declaration.read(classFile(name)));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw new MissingClass(name);
    }
    TypeInfo winner = types.putIfAbsent(name, read);
    if (winner == null) {
      keeps(Footprint.type(read.fields.size(), read.methods.size()));
    }
    return winner == null ? read : winner;
  }

  private TypeInfo link(Declaration declaration) {
    TypeInfo superType = declaration.superName == null ? null : type(declaration.superName);
    List<TypeInfo> interfaces = new ArrayList<>(declaration.interfaces.length);
    for (String each : declaration.interfaces) {
      interfaces.add(type(each));
    }
    return new TypeInfo(declaration, superType, interfaces);
  }

  /** Whether the class source has exactly these bytes for a class. */
  public boolean has(String name, byte[] classFile) {
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
  public int javaVersion() {
    int known = javaVersion;
    if (known == 0) {
      known = type("java/lang/Object").version - Opcodes.V1_8 + 8;
      javaVersion = known;
    }
    return known;
  }

  /** Reads the class file of a class that was found. */
  public ClassReader reader(TypeInfo type) {
    return new ClassReader(classFile(type.name));
  }

  /** The instructions of a method that has some. */
  public MethodCode code(MethodInfo method) {
    MethodCode known = code.get(method);
    if (known == null) {
      MethodFinder finder = new MethodFinder(method);
      reader(method.owner).accept(finder, ClassReader.SKIP_FRAMES);
      known = new MethodCode(finder.found);
      keeps(Footprint.code(known.opcodes.length));
      code.put(method, known);
    }
    return known;
  }

  /** The {@code Class} object of a type. */
  public ClassMirror mirror(String name) {
    ClassMirror known = references.get(name);
    if (known != null) {
      return known;
    }
    ClassMirror made = new ClassMirror(name);
    ClassMirror winner = references.putIfAbsent(name, made);
    return winner == null ? made : winner;
  }

  /** Which static arrays of a class nobody changes. */
  public ReadOnlyFields readOnlyFields(TypeInfo type) {
    ReadOnlyFields known = readOnlyFields.get(type.name);
    if (known == null) {
      List<ClassReader> nest = new ArrayList<>();
      for (String name : nest(type)) {
        nest.add(reader(type(name)));
      }
      known = ReadOnlyFields.of(type, nest);
      readOnlyFields.put(type.name, known);
    }
    return known;
  }

  /** The classes that share a class's private members, itself included (JVMS 17 §5.4.4). */
  private Set<String> nest(TypeInfo type) {
    Set<String> nest = new LinkedHashSet<>(type.nest);
    for (String name : type.nest) {
      nest.addAll(type(name).nest);
    }
    return nest;
  }

  // ---- room ----

  /** Counts what is kept for later evaluations. */
  public void keeps(long bytes) {
    kept.addAndGet(bytes);
  }

  /** How many bytes are kept, by and large. */
  public long kept() {
    return kept.get();
  }

  /**
   * Sees to it that there is room for one more initialiser.
   *
   * @throws Full if there is none
   */
  public void checkRoom() {
    if (kept.get() > MAX_KEPT) {
      throw new Full();
    }
  }

  /** Says that a world holds as much as it may. */
  public static final class Full extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Full() {
      super("more than " + (MAX_KEPT >> 20) + " MB", null, false, false);
    }
  }

  /** Says that a class can't be found. */
  public static final class MissingClass extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The internal name. */
    public final String name;

    MissingClass(String name) {
      super(name, null, false, false);
      this.name = name;
    }
  }

  /** Reads one method of a class file. */
  private static final class MethodFinder extends ClassVisitor {
    private final MethodInfo wanted;
    final MethodNode found;

    MethodFinder(MethodInfo wanted) {
      super(Opcodes.ASM9);
      this.wanted = wanted;
      this.found =
          new MethodNode(Opcodes.ASM9, wanted.access, wanted.name, wanted.descriptor, null, null);
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      return name.equals(wanted.name) && descriptor.equals(wanted.descriptor) ? found : null;
    }
  }
}
