package io.lazyloader.agent.analysis;

import io.lazyloader.agent.analysis.MethodCode.Call;
import io.lazyloader.agent.analysis.Verdict.Kind;
import java.nio.charset.Charset;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * The table of methods whose code is not followed: natives, what the JVM treats specially, and what
 * asks the environment. Every other method of the JDK is followed through its own class file.
 */
final class Natives {
  /** The answer of {@link #call} about methods that are not in the table. */
  static final Object UNKNOWN = new Object();

  /** The answer of {@link #call} where it knows the method, but not for such arguments. */
  static final Object NOT_FOR_THESE = new Object();

  private final Interpreter interpreter;
  private final Heap heap;
  private final HostCalls host;
  private final Memory memory;
  private final ClassNatives classes;

  Natives(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.heap = interpreter.heap;
    this.host = new HostCalls(interpreter, this);
    this.memory = new Memory(interpreter, this);
    this.classes = new ClassNatives(interpreter);
  }

  /**
   * Calls a method of the table; returns {@link #UNKNOWN} or {@link #NOT_FOR_THESE} if its code is
   * to be followed.
   */
  @Nullable Object call(MethodInfo method, @Nullable Object[] arguments) {
    String owner = method.owner.name;
    if (!World.isOfPlatform(owner)) {
      return UNKNOWN;
    }
    return switch (owner) {
      case "java/lang/Class" -> classes.call(method, arguments);
      case "jdk/internal/misc/Unsafe", "sun/misc/Unsafe" -> memory.call(method, arguments);
      case "java/lang/String",
          "java/lang/StringBuilder",
          "java/lang/StringBuffer",
          "java/lang/Math",
          "java/lang/StrictMath",
          "java/lang/Integer",
          "java/lang/Long",
          "java/lang/Short",
          "java/lang/Byte",
          "java/lang/Character",
          "java/lang/Boolean",
          "java/lang/Float",
          "java/lang/Double" ->
          host.call(method, arguments);
      default -> callOther(owner, method, arguments);
    };
  }

  private @Nullable Object callOther(
      String owner, MethodInfo method, @Nullable Object[] arguments) {
    switch (owner + '.' + method.name) {
      // Objects.
      case "java/lang/Object.<init>", "java/lang/Object.registerNatives" -> {
        return null;
      }
      case "java/lang/Object.getClass" -> {
        return classOf(arguments[0]);
      }
      case "java/lang/Object.hashCode", "java/lang/System.identityHashCode" -> {
        return identityHash(arguments[0]);
      }
      case "java/lang/Object.clone" -> {
        return heap.copy(interpreter.known(arguments[0]));
      }
      case "java/lang/Object.wait", "java/lang/Object.notify", "java/lang/Object.notifyAll" ->
          throw refuse(Kind.UNSAFE, "it waits for or wakes other threads", method);

      // Arrays.
      case "java/lang/System.arraycopy" -> {
        copyElements(arguments);
        return null;
      }
      case "java/lang/reflect/Array.newArray", "java/lang/reflect/Array.newInstance" -> {
        return newArray(arguments);
      }
      case "java/lang/reflect/Array.getLength" -> {
        return heap.array(arguments[0]).length();
      }
      // The scalar loop behind it finds the difference: it is told that nothing was compared.
      case "jdk/internal/util/ArraysSupport.vectorizedMismatch" -> {
        return arguments[4] instanceof Integer length ? ~length : UNKNOWN;
      }

      // Throwables: the stack they hold is looked for when the evaluation is over.
      case "java/lang/Throwable.fillInStackTrace" -> {
        if (arguments[0] instanceof Obj throwable) {
          interpreter.current().holdsStack(throwable);
        }
        return arguments[0];
      }
      case "java/lang/Throwable.getStackTrace",
          "java/lang/Throwable.getOurStackTrace",
          "java/lang/Throwable.printStackTrace",
          "java/lang/StackWalker.walk",
          "java/lang/StackWalker.getInstance",
          "java/lang/StackWalker.getCallerClass" ->
          throw refuse(Kind.UNSAFE, "it asks for the stack", method);

      case "java/lang/NullPointerException.getExtendedNPEMessage" -> {
        return new Opaque(
            "the message that the JVM gives a NullPointerException", method.result.getDescriptor());
      }

      // What the JVM knows about itself, the same at all times.
      case "jdk/internal/misc/VM.initialize",
          "jdk/internal/misc/CDS.initializeFromArchive",
          "jdk/internal/misc/CDS.defineArchivedModules",
          "java/lang/System.registerNatives",
          "java/lang/invoke/VarHandle.fullFence",
          "java/lang/invoke/VarHandle.acquireFence",
          "java/lang/invoke/VarHandle.releaseFence",
          "java/lang/invoke/VarHandle.loadLoadFence",
          "java/lang/invoke/VarHandle.storeStoreFence" -> {
        return null;
      }
      case "jdk/internal/misc/CDS.isDumpingClassList0",
          "jdk/internal/misc/CDS.isDumpingArchive0",
          "jdk/internal/misc/CDS.isSharingEnabled0",
          "jdk/internal/misc/CDS.getCDSConfigStatus" -> {
        return 0;
      }
      case "jdk/internal/misc/CDS.getRandomSeedForDumping" -> {
        return 0L;
      }
      case "jdk/internal/misc/VM.isBooted", "jdk/internal/misc/VM.isModuleSystemInited" -> {
        return 1;
      }
      case "java/util/concurrent/atomic/AtomicLong.VMSupportsCS8" -> {
        return 1;
      }
      case "jdk/internal/misc/VM.initLevel" -> {
        return method.parameters.length == 0 ? 4 : null;
      }
      // Set once, before any code of a program runs, but not the same on every system.
      case "java/lang/System.lineSeparator" -> {
        return new Opaque(
            "the line separator, which each system has its own of", method.result.getDescriptor());
      }
      // Properties that are read once, when the JVM starts, or switches of the JDK's own tools.
      case "jdk/internal/util/StaticProperty.javaLocaleUseOldISOCodes" -> {
        return "";
      }
      case "java/lang/ThreadLocal.traceVirtualThreadLocals" -> {
        return 0;
      }
      case "java/lang/System.getSecurityManager" -> {
        Frame caller = interpreter.top();
        if (caller == null || !World.isOfPlatform(caller.method.owner.name)) {
          throw refuse(Kind.UNKNOWN, "it asks for the security manager", method);
        }
        return null;
      }
      case "java/security/AccessController.doPrivileged",
          "java/security/AccessController.doPrivilegedWithCombiner" -> {
        String action = method.parameters[0].getInternalName();
        return interpreter.calls().callVirtual(action, "run", "()Ljava/lang/Object;", arguments[0]);
      }

      // One object for each standard charset, kept for ever (Charset, "Standard charsets").
      case "java/nio/charset/Charset.forName", "java/nio/charset/Charset.isSupported" -> {
        return charset(method, arguments[0]);
      }

      // The classes of callers stay what they are: a region stays in its class.
      case "jdk/internal/reflect/Reflection.getCallerClass" -> {
        TypeInfo caller = interpreter.callerOfCaller();
        return caller == null ? UNKNOWN : interpreter.world.reference(caller.name);
      }

      // Counters that only spread hash codes: nobody can tell who took which number.
      case "java/lang/ThreadLocal.nextHashCode" -> {
        return 0;
      }

      // The JDK's back doors between its packages.
      case "jdk/internal/access/SharedSecrets.getJavaLangAccess",
          "jdk/internal/access/SharedSecrets.getJavaUtilCollectionAccess" -> {
        return new Opaque(
            "the JDK's inner access to java.lang, which is not modelled",
            method.result.getDescriptor());
      }
      case "jdk/internal/access/JavaLangAccess.getEnumConstantsShared" -> {
        return classes.enumConstants(arguments[1]);
      }
      case "jdk/internal/access/JavaLangAccess.join" -> {
        return host.joined(without(arguments, 1));
      }

      // Enums, whose universe the JDK finds by reflection.
      case "java/lang/Enum.valueOf" -> {
        return classes.enumConstant(arguments[0], arguments[1]);
      }
      case "java/util/EnumSet.getUniverse", "java/util/EnumMap.getKeyUniverse" -> {
        return classes.enumConstants(arguments[0]);
      }
      case "java/lang/Enum.hashCode" -> {
        return identityHash(arguments[0]);
      }

      // Method handles for fields.
      case "java/lang/invoke/MethodHandles.lookup" -> {
        return memory.lookup();
      }
      case "java/lang/invoke/MethodHandles$Lookup.lookupClass" -> {
        return arguments[0] instanceof Obj lookup && lookup.payload != null
            ? lookup.payload
            : UNKNOWN;
      }
      case "java/lang/invoke/MethodHandles.privateLookupIn" -> {
        return arguments[1];
      }
      case "java/lang/invoke/MethodHandles.arrayElementVarHandle",
          "java/lang/invoke/MethodHandles$Lookup.findVarHandle",
          "java/lang/invoke/MethodHandles$Lookup.findStaticVarHandle" -> {
        return memory.varHandle(method, arguments);
      }
      case "java/util/concurrent/atomic/AtomicIntegerFieldUpdater.newUpdater",
          "java/util/concurrent/atomic/AtomicLongFieldUpdater.newUpdater",
          "java/util/concurrent/atomic/AtomicReferenceFieldUpdater.newUpdater" -> {
        return new Opaque("a field updater, which is not modelled", method.result.getDescriptor());
      }

      // The environment.
      case "java/lang/System.nanoTime",
          "java/lang/System.currentTimeMillis",
          "jdk/internal/misc/VM.getNanoTimeAdjustment",
          "java/time/Clock.currentInstant",
          "java/time/Instant.now" ->
          throw refuse(Kind.UNSAFE, "it asks for the time", method);
      case "java/lang/System.getProperty",
          "java/lang/System.getProperties",
          "jdk/internal/misc/VM.getSavedProperty",
          "jdk/internal/misc/VM.getSavedProperties",
          "jdk/internal/util/StaticProperty.getProperty",
          "sun/security/action/GetPropertyAction.privilegedGetProperty",
          "sun/security/action/GetPropertyAction.run" ->
          throw refuse(
              Kind.UNKNOWN, "it asks for the system property " + quoted(arguments), method);
      case "java/lang/System.getenv", "java/lang/ProcessEnvironment.getenv" ->
          throw refuse(
              Kind.UNKNOWN, "it asks for the environment variable " + quoted(arguments), method);
      case "java/lang/System.setProperty",
          "java/lang/System.setProperties",
          "java/lang/System.clearProperty" ->
          throw refuse(Kind.UNSAFE, "it sets the system property " + quoted(arguments), method);
      case "java/util/Locale.getDefault", "java/util/Locale.initDefault" ->
          throw refuse(Kind.UNKNOWN, "it asks for the default locale", method);
      case "java/nio/charset/Charset.defaultCharset" ->
          throw refuse(Kind.UNKNOWN, "it asks for the default charset", method);
      case "java/util/TimeZone.getDefault",
          "java/util/TimeZone.getDefaultRef",
          "java/time/ZoneId.systemDefault" ->
          throw refuse(Kind.UNKNOWN, "it asks for the default time zone", method);
      case "java/lang/Thread.currentThread", "java/lang/Thread.currentCarrierThread" ->
          throw refuse(Kind.UNSAFE, "it asks for the current thread", method);
      case "java/lang/Runtime.availableProcessors" ->
          throw refuse(Kind.UNKNOWN, "it asks for the number of processors", method);
      case "java/lang/Runtime.maxMemory",
          "java/lang/Runtime.totalMemory",
          "java/lang/Runtime.freeMemory" ->
          throw refuse(Kind.UNSAFE, "it asks for the state of the memory", method);
      case "java/util/Random.seedUniquifier",
          "java/util/UUID.randomUUID",
          "java/util/concurrent/ThreadLocalRandom.current" ->
          throw refuse(Kind.UNSAFE, "it asks for random numbers", method);

      // Effects.
      case "java/lang/Runtime.addShutdownHook", "java/lang/Runtime.removeShutdownHook" ->
          throw refuse(Kind.UNSAFE, "it registers a shutdown hook", method);
      case "java/lang/Runtime.exec", "java/lang/ProcessBuilder.start" ->
          throw refuse(Kind.UNSAFE, "it starts a process", method);
      case "java/lang/System.load",
          "java/lang/System.loadLibrary",
          "java/lang/Runtime.load",
          "java/lang/Runtime.loadLibrary",
          "jdk/internal/loader/BootLoader.loadLibrary" ->
          throw refuse(Kind.UNSAFE, "it loads a native library", method);
      case "java/lang/System.exit", "java/lang/Runtime.exit", "java/lang/Runtime.halt" ->
          throw refuse(Kind.UNSAFE, "it ends the program", method);
      case "java/lang/Thread.start", "java/lang/Thread.start0" ->
          throw refuse(Kind.UNSAFE, "it starts a thread", method);
      case "java/lang/Thread.sleep", "java/lang/Thread.yield", "java/lang/Thread.join" ->
          throw refuse(Kind.UNSAFE, "it waits", method);
      case "java/lang/ref/Cleaner.create", "java/lang/ref/Cleaner.register" ->
          throw refuse(Kind.UNSAFE, "it uses a cleaner", method);
      case "java/sql/DriverManager.registerDriver",
          "java/security/Security.addProvider",
          "java/security/Security.insertProviderAt",
          "java/net/URL.setURLStreamHandlerFactory" ->
          throw refuse(Kind.UNSAFE, "it registers something for the whole JVM", method);
      case "java/lang/ClassLoader.loadClass",
          "java/lang/ClassLoader.defineClass",
          "java/util/ServiceLoader.load",
          "java/util/ServiceLoader.loadInstalled" ->
          throw refuse(Kind.UNKNOWN, "it loads classes by name", method);
      case "java/lang/ClassLoader.getResource",
          "java/lang/ClassLoader.getResourceAsStream",
          "java/lang/ClassLoader.getSystemResource",
          "java/lang/ClassLoader.getSystemResourceAsStream",
          "java/lang/Module.getResourceAsStream" ->
          throw refuse(Kind.UNKNOWN, "it reads a resource", method);
      case "java/lang/ClassLoader.getSystemClassLoader" ->
          throw refuse(Kind.UNKNOWN, "it asks for a class loader", method);
      case "java/lang/reflect/Method.invoke",
          "java/lang/reflect/Constructor.newInstance",
          "java/lang/reflect/Field.get",
          "java/lang/reflect/Field.set",
          "java/lang/reflect/AccessibleObject.setAccessible",
          "java/lang/reflect/Proxy.newProxyInstance" ->
          throw refuse(Kind.UNKNOWN, "it uses reflection", method);
      case "java/lang/management/ManagementFactory.getPlatformMBeanServer" ->
          throw refuse(Kind.UNSAFE, "it uses the JVM's MBean server", method);
      default -> {
        if (owner.startsWith("java/io/File") || owner.equals("java/io/RandomAccessFile")) {
          return file(method);
        }
        return UNKNOWN;
      }
    }
  }

  /** Files: names are values like others, everything else asks or changes the disk. */
  private Object file(MethodInfo method) {
    if (method.isNative()) {
      throw refuse(Kind.UNSAFE, "it uses files", method);
    }
    return UNKNOWN;
  }

  private Refusal refuse(Kind kind, String what, MethodInfo method) {
    return interpreter.refusal(kind, what, method);
  }

  private static String quoted(@Nullable Object[] arguments) {
    return arguments.length > 0 && arguments[0] instanceof String name ? '"' + name + '"' : "";
  }

  private TypeRef classOf(@Nullable Object value) {
    Object known = interpreter.known(value);
    if (known instanceof Lambda) {
      throw interpreter.refusal(Kind.UNKNOWN, "it asks for the class of a lambda");
    }
    return interpreter.world.reference(interpreter.types.typeName(known));
  }

  private Object identityHash(@Nullable Object value) {
    if (value == null) {
      return 0;
    }
    Object known = interpreter.known(value);
    throw interpreter.refusal(
        Kind.UNKNOWN, "it uses the identity hash code of " + interpreter.types.describe(known));
  }

  private void copyElements(@Nullable Object[] arguments) {
    Arr from = heap.readable(arguments[0]);
    Arr to = heap.writable(arguments[2]);
    int fromIndex = number(arguments[1]);
    int toIndex = number(arguments[3]);
    int count = number(arguments[4]);
    if (from.elements.getClass() != to.elements.getClass()) {
      throw heap.exception("java/lang/ArrayStoreException");
    }
    boolean isChecked =
        from.elements instanceof Object[]
            && !interpreter.types.isSubtype(from.descriptor, to.descriptor);
    boolean isInside =
        (fromIndex | toIndex | count) >= 0
            && fromIndex <= from.length() - count
            && toIndex <= to.length() - count;
    if (isChecked && isInside) {
      for (int index = 0; index < count; index++) {
        interpreter.works(1);
        Object element = heap.element(from, fromIndex + index);
        if (element != null
            && !(element instanceof Opaque)
            && !interpreter.types.isInstance(
                element, Types.withoutSemicolons(to.descriptor.substring(1)))) {
          throw heap.exception("java/lang/ArrayStoreException");
        }
        heap.setElement(to, toIndex + index, element);
      }
    } else {
      interpreter.gate().copy(from.elements, fromIndex, to.elements, toIndex, count);
    }
    if (from.unknown != null) {
      to.unknown = from.unknown;
    }
  }

  int number(@Nullable Object value) {
    return (Integer) interpreter.known(value);
  }

  private Object newArray(@Nullable Object[] arguments) {
    TypeRef element = (TypeRef) interpreter.known(arguments[0]);
    if (!(interpreter.known(arguments[1]) instanceof Integer length)) {
      return UNKNOWN;
    }
    String descriptor =
        element.isPrimitive()
            ? '[' + Type.getDescriptor(primitive(element.name()))
            : Types.arrayDescriptor(element.name());
    return heap.array(descriptor, length);
  }

  static Class<?> primitive(String name) {
    return switch (name) {
      case "boolean" -> boolean.class;
      case "byte" -> byte.class;
      case "char" -> char.class;
      case "short" -> short.class;
      case "int" -> int.class;
      case "long" -> long.class;
      case "float" -> float.class;
      case "double" -> double.class;
      default -> void.class;
    };
  }

  private @Nullable Object charset(MethodInfo method, @Nullable Object name) {
    Charset standard = HostCalls.standardCharset(String.valueOf(interpreter.known(name)));
    if (standard == null || method.name.equals("isSupported")) {
      throw refuse(Kind.UNKNOWN, "it looks a charset up that need not be there", method);
    }
    String constant = standard.name().replace('-', '_');
    TypeInfo type = interpreter.type("java/nio/charset/StandardCharsets");
    FieldInfo field = type.findField(constant + " Ljava/nio/charset/Charset;");
    return field == null ? UNKNOWN : heap.getStatic(field);
  }

  // ---- strings, boxes, handles ----

  String newString(Call constructor, @Nullable Object[] arguments) {
    return host.newString(constructor, arguments);
  }

  /** What string concatenation makes of a value of a declared type. */
  String text(@Nullable Object value, Type type) {
    return host.text(value, type);
  }

  Object boxed(Type type, Object value) {
    return host.boxed(type, value);
  }

  Object unboxed(Object box) {
    if (box instanceof Obj object && object.type.instanceFields.size() == 1) {
      Object value = object.slots[0];
      if (value != null) {
        return value;
      }
    }
    throw interpreter.refusal(Kind.UNKNOWN, "it unboxes " + interpreter.types.describe(box));
  }

  /** A {@code Field}, good for nothing but its offset. */
  Object reflected(MethodInfo method, TypeRef type, @Nullable Object name) {
    return memory.reflected(method, type, name);
  }

  boolean isHandle(Call call) {
    return call.owner.equals("java/lang/invoke/VarHandle") && !call.name.endsWith("Fence");
  }

  @Nullable Object callHandle(Call call, @Nullable Object[] arguments) {
    return memory.callHandle(call, arguments);
  }

  static @Nullable Object[] without(@Nullable Object[] arguments, int first) {
    return Arrays.copyOfRange(arguments, first, arguments.length);
  }
}
