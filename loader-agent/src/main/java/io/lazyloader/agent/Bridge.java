package io.lazyloader.agent;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.ACC_SYNTHETIC;

import io.lazyloader.agent.rewrite.BridgedCalls;
import io.lazyloader.runtime.Notes;
import io.lazyloader.runtime.RuntimeBridge;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;

/**
 * The class in {@code java.lang} by which classes of any loader reach the run-time library, whether
 * their loader sees it or not: each loader gets {@code java.*} from the platform (JVMS 17 §5.3). It
 * is defined when the first such class is rewritten, so no search path is appended to, which would
 * switch class sharing off.
 */
final class Bridge {
  private static final String TARGET = "target";
  private static final String TARGET_DESCRIPTOR = "Ljava/util/function/BiFunction;";

  private final Instrumentation instrumentation;

  /** Guarded by this: whether the class could be defined; null before anybody has tried. */
  private @Nullable Boolean isThere;

  Bridge(Instrumentation instrumentation) {
    this.instrumentation = instrumentation;
  }

  /** Defines the class, the first time; returns false if that can't be done. */
  synchronized boolean isThere() {
    Boolean known = isThere;
    if (known == null) {
      known = define();
      isThere = known;
    }
    return known;
  }

  private boolean define() {
    if (ClassFiles.isWatched()) {
      Notes.add(
          "classes of other class loaders stay eager: a security manager was set before the first"
              + " of them was loaded");
      return false;
    }
    try {
      List<Method> methods = RuntimeBridge.methods();
      Class<?> bridge = define(instrumentation, classFile(methods));
      bridge.getField(TARGET).set(null, new RuntimeBridge(methods));
      return true;
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      Notes.add("classes of other class loaders stay eager: " + e);
      return false;
    }
  }

  /** Defines a class of package {@code java.lang}. */
  static Class<?> define(Instrumentation instrumentation, byte[] classFile)
      throws IllegalAccessException {
    instrumentation.redefineModule(
        Object.class.getModule(),
        Set.of(),
        Map.of(),
        Map.of("java.lang", Set.of(Bridge.class.getModule())),
        Set.of(),
        Map.of());
    return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
        .defineClass(classFile);
  }

  private static byte[] classFile(List<Method> methods) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        ACC_PUBLIC | ACC_FINAL | ACC_SUPER | ACC_SYNTHETIC,
        BridgedCalls.BRIDGE,
        null,
        "java/lang/Object",
        null);
    writer.visitField(ACC_PUBLIC | ACC_STATIC, TARGET, TARGET_DESCRIPTOR, null, null).visitEnd();
    for (int index = 0; index < methods.size(); index++) {
      write(writer, methods.get(index), index);
    }
    writer.visitEnd();
    return writer.toByteArray();
  }

  /**
   * Emits the method that stands for one of the library:
   *
   * <pre>{@code
   * static T LazyRegions$begin(Object regions, int region) {
   *   return (T) target.apply(7, new Object[] {regions, region});
   * }
   * }</pre>
   */
  private static void write(ClassWriter writer, Method method, int index) {
    String name =
        BridgedCalls.name(Type.getInternalName(method.getDeclaringClass()), method.getName());
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    String descriptor = BridgedCalls.descriptor(Type.getMethodDescriptor(method), isStatic);
    MethodVisitor body = writer.visitMethod(ACC_PUBLIC | ACC_STATIC, name, descriptor, null, null);
    GeneratorAdapter code = new GeneratorAdapter(body, ACC_PUBLIC | ACC_STATIC, name, descriptor);
    code.visitCode();
    code.getStatic(
        Type.getObjectType(BridgedCalls.BRIDGE), TARGET, Type.getType(TARGET_DESCRIPTOR));
    code.push(index);
    code.box(Type.INT_TYPE);
    code.loadArgArray();
    // Stack[2]: target; Stack[1]: index; Stack[0]: arguments
    code.invokeInterface(
        Type.getType(BiFunction.class),
        new org.objectweb.asm.commons.Method(
            "apply", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;"));
    Type result = Type.getReturnType(descriptor);
    if (result.equals(Type.VOID_TYPE)) {
      code.pop();
    } else {
      code.unbox(result);
    }
    code.returnValue();
    code.endMethod();
  }
}
