package io.lazyloader.agent.analysis.jdk;

import static io.lazyloader.agent.analysis.Verdict.Kind.UNKNOWN;
import static io.lazyloader.agent.analysis.Verdict.Kind.UNSAFE;

import io.lazyloader.agent.analysis.Verdict.Kind;
import io.lazyloader.agent.analysis.jdk.Row.Does;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The table of methods whose code is not followed: natives, what the JVM treats specially, and what
 * asks the environment. Every other method of the JDK is followed through its own class file.
 *
 * <p>{@code docs/safety.md} has the table, printed by {@code MethodTableTest}. The code for what is
 * computed stands in one file for each topic, named after it. A {@code *} is for all other methods
 * of a class.
 *
 * <p>Longer than other files, as all that is not followed is to be read in one place.
 */
final class MethodTable {
  /** What is for all classes whose names begin so. */
  private static final String FILES = "java/io/File";

  private static final List<Row> rows = new ArrayList<>();
  private static final Map<String, Row> byMethod = new HashMap<>();

  /** What the rows that are added are about. */
  private static String topic = "";

  static {
    objects();
    arrays();
    classes();
    enums();
    throwables();
    strings();
    builders();
    numbers();
    charsets();
    unsafe();
    handles();
    callers();
    jvm();
    environment();
    loading();
    effects();
    files();
  }

  private MethodTable() {}

  /** What every object has: its class, its identity, its monitor. */
  private static void objects() {
    topic = "Objects";
    returns(null, "nothing", "java/lang/Object: <init> registerNatives");
    computes(
        "the class of the object; unknown: it asks for the class of a lambda",
        "java/lang/Object: getClass");
    computes(
        "0 for null; unknown: it uses the identity hash code of an object",
        "java/lang/Object: hashCode",
        "java/lang/System: identityHashCode",
        "java/lang/Enum: hashCode");
    computes(
        "a shallow copy; to read what it copies is to read the object", "java/lang/Object: clone");
    obstacle(
        UNSAFE, "it waits for or wakes other threads", "java/lang/Object: wait notify notifyAll");
  }

  /** What arrays need of the JVM. */
  private static void arrays() {
    topic = "Arrays";
    computes("copied; reads the one array and changes the other", "java/lang/System: arraycopy");
    computes("a new array", "java/lang/reflect/Array: newArray newInstance");
    computes("its length, which never changes", "java/lang/reflect/Array: getLength");
    computes(
        "that nothing was compared, so that the loop behind it compares",
        "jdk/internal/util/ArraysSupport: vectorizedMismatch");
  }

  /** {@code java.lang.Class}, as far as class files can answer it. */
  private static void classes() {
    topic = "Classes";
    computes(
        "its name, as the class file has it",
        "java/lang/Class: getName getTypeName toString getPackageName");
    computes(
        "the name, but for nested classes; unknown: it asks for the simple name of the nested class",
        "java/lang/Class: getSimpleName");
    computes(
        "what the class file declares",
        "java/lang/Class: isArray isPrimitive isInterface isEnum isHidden getComponentType componentType arrayType getSuperclass isInstance isAssignableFrom cast registerNatives getPrimitiveClass forPrimitiveName");
    computes(
        "the flags, but for nested classes; unknown: it asks for the modifiers",
        "java/lang/Class: getModifiers");
    computes(
        "tried both ways, where assert asks; unknown: it asks whether assertions are on",
        "java/lang/Class: desiredAssertionStatus desiredAssertionStatus0");
    computes(
        "an instance field, good for nothing but its offset; unknown: it uses reflection",
        "java/lang/Class: getDeclaredField");
    computes(
        "the constants, by values()", "java/lang/Class: getEnumConstants getEnumConstantsShared");
    computes("unknown: it uses the identity hash code of the class", "java/lang/Class: hashCode");
    computes(
        "null in java.base, else not known", "java/lang/Class: getClassLoader getClassLoader0");
    computes(
        "not known: the module of the class, which is not modelled",
        "java/lang/Class: getModule getProtectionDomain");
    computes("unknown: it reads a resource", "java/lang/Class: getResource getResourceAsStream");
    computes("unknown: it loads a class by name", "java/lang/Class: forName");
    computes("unknown: it uses reflection", "java/lang/Class: *");
  }

  /** Enums, whose universe the JDK finds by reflection. */
  private static void enums() {
    topic = "Enums";
    computes("the constant of a name, by values()", "java/lang/Enum: valueOf");
    computes(
        "the constants, by values()",
        "java/util/EnumSet: getUniverse",
        "java/util/EnumMap: getKeyUniverse",
        "jdk/internal/access/JavaLangAccess: getEnumConstantsShared");
  }

  /** The stacks that throwables hold are looked for when the evaluation is over. */
  private static void throwables() {
    topic = "Throwables";
    computes(
        "the throwable, which holds a stack from now on; unsafe if the initialiser leaves it",
        "java/lang/Throwable: fillInStackTrace");
    obstacle(
        UNSAFE,
        "it asks for the stack",
        "java/lang/Throwable: getStackTrace getOurStackTrace printStackTrace",
        "java/lang/StackWalker: walk getInstance getCallerClass");
    hides(
        "the message that the JVM gives a NullPointerException",
        "java/lang/NullPointerException: getExtendedNPEMessage");
  }

  /** Strings, which are those of the analysing JVM. */
  private static void strings() {
    topic = "Strings";
    computes(
        "computed by the JVM that analyses, for the methods listed below; without a locale or charset, unknown: it asks for the default one",
        "java/lang/String: *");
    computes("the texts, joined", "jdk/internal/access/JavaLangAccess: join");
  }

  /** Builders, which are those of the analysing JVM. */
  private static void builders() {
    topic = "Builders";
    computes(
        "computed by the JVM that analyses, for the methods listed below and append, insert, toString; unknown: it asks for the capacity",
        "java/lang/StringBuilder: *",
        "java/lang/StringBuffer: *");
  }

  /** Boxes and arithmetic. */
  private static void numbers() {
    topic = "Numbers";
    computes(
        "computed by the JVM that analyses, for the methods listed below; a box from valueOf; the bits of a NaN are not known",
        "java/lang/Byte: *",
        "java/lang/Short: *",
        "java/lang/Integer: *",
        "java/lang/Long: *",
        "java/lang/Float: *",
        "java/lang/Double: *",
        "java/lang/Character: *",
        "java/lang/Boolean: *");
    computes(
        "computed by the JVM that analyses, for the methods listed below; other results are not known, if their last digits are not specified",
        "java/lang/Math: *",
        "java/lang/StrictMath: *");
    computes(
        "unknown: it asks for the system property ...",
        "java/lang/Integer: getInteger",
        "java/lang/Long: getLong",
        "java/lang/Boolean: getBoolean");
    obstacle(
        UNSAFE,
        "it asks for random numbers",
        "java/lang/Math: random",
        "java/lang/StrictMath: random");
  }

  /** One object for each standard charset, kept for ever (Charset, "Standard charsets"). */
  private static void charsets() {
    topic = "Charsets";
    computes(
        "the charset, if every JDK has it; unknown: it looks a charset up that need not be there",
        "java/nio/charset/Charset: forName");
    computes(
        "unknown: it looks a charset up that need not be there",
        "java/nio/charset/Charset: isSupported");
    obstacle(
        UNKNOWN, "it asks for the default charset", "java/nio/charset/Charset: defaultCharset");
  }

  /** {@code Unsafe}, as the JDK's collections and atomics use it. */
  private static void unsafe() {
    topic = "Unsafe";
    returns(
        null,
        "nothing",
        "jdk/internal/misc/Unsafe: registerNatives",
        "sun/misc/Unsafe: registerNatives");
    computes(
        "accesses of fields and elements, one at a time; unknown: it uses memory directly",
        "jdk/internal/misc/Unsafe: *",
        "sun/misc/Unsafe: *");
  }

  /** Method handles for fields. */
  private static void handles() {
    topic = "Handles";
    computes("a lookup of the calling class", "java/lang/invoke/MethodHandles: lookup");
    computes("the class of the lookup", "java/lang/invoke/MethodHandles$Lookup: lookupClass");
    computes("the given lookup", "java/lang/invoke/MethodHandles: privateLookupIn");
    computes(
        "a handle, whose accesses are those of its variable; unknown: it uses memory directly",
        "java/lang/invoke/MethodHandles: arrayElementVarHandle",
        "java/lang/invoke/MethodHandles$Lookup: findVarHandle findStaticVarHandle");
    hides(
        "a field updater, which is not modelled",
        "java/util/concurrent/atomic/AtomicIntegerFieldUpdater: newUpdater",
        "java/util/concurrent/atomic/AtomicLongFieldUpdater: newUpdater",
        "java/util/concurrent/atomic/AtomicReferenceFieldUpdater: newUpdater");
  }

  /** The classes of callers stay what they are: a region stays in its class. */
  private static void callers() {
    topic = "Callers";
    computes(
        "the class of the caller: a region stays in its class",
        "jdk/internal/reflect/Reflection: getCallerClass");
    computes(
        "null for the JDK's own code; unknown: it asks for the security manager",
        "java/lang/System: getSecurityManager");
    computes(
        "runs the action", "java/security/AccessController: doPrivileged doPrivilegedWithCombiner");
  }

  /** What the JVM knows about itself, the same at all times. */
  private static void jvm() {
    topic = "JVM";
    returns(
        null,
        "nothing",
        "jdk/internal/misc/VM: initialize",
        "jdk/internal/misc/CDS: initializeFromArchive defineArchivedModules",
        "java/lang/System: registerNatives",
        "java/lang/invoke/VarHandle: fullFence acquireFence releaseFence loadLoadFence storeStoreFence");
    returns(
        0,
        "no: nothing is made for class data sharing",
        "jdk/internal/misc/CDS: isDumpingClassList0 isDumpingArchive0 isSharingEnabled0 getCDSConfigStatus");
    returns(0L, "0", "jdk/internal/misc/CDS: getRandomSeedForDumping");
    returns(
        1,
        "yes",
        "jdk/internal/misc/VM: isBooted isModuleSystemInited",
        "java/util/concurrent/atomic/AtomicLong: VMSupportsCS8");
    computes("4: booted", "jdk/internal/misc/VM: initLevel");
    hides(
        "the line separator, which each system has its own of", "java/lang/System: lineSeparator");
    returns(
        "",
        "empty: a property that is read once, when the JVM starts",
        "jdk/internal/util/StaticProperty: javaLocaleUseOldISOCodes");
    returns(
        0,
        "no: a switch of the JDK's own tools",
        "java/lang/ThreadLocal: traceVirtualThreadLocals");
    returns(
        0,
        "0: only spreads hash codes, and nobody can tell who took which number",
        "java/lang/ThreadLocal: nextHashCode");
    hides(
        "the JDK's inner access to java.lang, which is not modelled",
        "jdk/internal/access/SharedSecrets: getJavaLangAccess getJavaUtilCollectionAccess");
  }

  /** What may be answered otherwise at another moment. */
  private static void environment() {
    topic = "Environment";
    obstacle(
        UNSAFE,
        "it asks for the time",
        "java/lang/System: nanoTime currentTimeMillis",
        "jdk/internal/misc/VM: getNanoTimeAdjustment",
        "java/time/Clock: currentInstant",
        "java/time/Instant: now");
    namedObstacle(
        UNKNOWN,
        "it asks for the system property",
        "java/lang/System: getProperty getProperties",
        "jdk/internal/misc/VM: getSavedProperty getSavedProperties",
        "jdk/internal/util/StaticProperty: getProperty",
        "sun/security/action/GetPropertyAction: privilegedGetProperty run");
    namedObstacle(
        UNKNOWN,
        "it asks for the environment variable",
        "java/lang/System: getenv",
        "java/lang/ProcessEnvironment: getenv");
    obstacle(UNKNOWN, "it asks for the default locale", "java/util/Locale: getDefault initDefault");
    obstacle(
        UNKNOWN,
        "it asks for the default time zone",
        "java/util/TimeZone: getDefault getDefaultRef",
        "java/time/ZoneId: systemDefault");
    obstacle(
        UNSAFE,
        "it asks for the current thread",
        "java/lang/Thread: currentThread currentCarrierThread");
    obstacle(
        UNKNOWN, "it asks for the number of processors", "java/lang/Runtime: availableProcessors");
    obstacle(
        UNSAFE,
        "it asks for the state of the memory",
        "java/lang/Runtime: maxMemory totalMemory freeMemory");
    obstacle(
        UNSAFE,
        "it asks for random numbers",
        "java/util/Random: seedUniquifier",
        "java/util/UUID: randomUUID",
        "java/util/concurrent/ThreadLocalRandom: current");
  }

  /** What finds classes, resources and members by names. */
  private static void loading() {
    topic = "Loading";
    obstacle(
        UNKNOWN,
        "it loads classes by name",
        "java/lang/ClassLoader: loadClass defineClass",
        "java/util/ServiceLoader: load loadInstalled");
    obstacle(
        UNKNOWN,
        "it reads a resource",
        "java/lang/ClassLoader: getResource getResourceAsStream getSystemResource getSystemResourceAsStream",
        "java/lang/Module: getResourceAsStream");
    obstacle(UNKNOWN, "it asks for a class loader", "java/lang/ClassLoader: getSystemClassLoader");
    obstacle(
        UNKNOWN,
        "it uses reflection",
        "java/lang/reflect/Method: invoke",
        "java/lang/reflect/Constructor: newInstance",
        "java/lang/reflect/Field: get set",
        "java/lang/reflect/AccessibleObject: setAccessible",
        "java/lang/reflect/Proxy: newProxyInstance");
  }

  /** What others can see. */
  private static void effects() {
    topic = "Effects";
    namedObstacle(
        UNSAFE,
        "it sets the system property",
        "java/lang/System: setProperty setProperties clearProperty");
    obstacle(
        UNSAFE,
        "it registers a shutdown hook",
        "java/lang/Runtime: addShutdownHook removeShutdownHook");
    obstacle(
        UNSAFE,
        "it starts a process",
        "java/lang/Runtime: exec",
        "java/lang/ProcessBuilder: start");
    obstacle(
        UNSAFE,
        "it loads a native library",
        "java/lang/System: load loadLibrary",
        "java/lang/Runtime: load loadLibrary",
        "jdk/internal/loader/BootLoader: loadLibrary");
    obstacle(
        UNSAFE, "it ends the program", "java/lang/System: exit", "java/lang/Runtime: exit halt");
    obstacle(UNSAFE, "it starts a thread", "java/lang/Thread: start start0");
    obstacle(UNSAFE, "it waits", "java/lang/Thread: sleep yield join");
    obstacle(UNSAFE, "it uses a cleaner", "java/lang/ref/Cleaner: create register");
    obstacle(
        UNSAFE,
        "it registers something for the whole JVM",
        "java/sql/DriverManager: registerDriver",
        "java/security/Security: addProvider insertProviderAt",
        "java/net/URL: setURLStreamHandlerFactory");
    obstacle(
        UNSAFE,
        "it uses the JVM's MBean server",
        "java/lang/management/ManagementFactory: getPlatformMBeanServer");
  }

  /** Names of files are values like others; everything else asks or changes the disk. */
  private static void files() {
    topic = "Files";
    computes(
        "followed, but for natives; unsafe: it uses files",
        "java/io/File*: *",
        "java/io/RandomAccessFile: *");
  }

  // ---- how rows are written, and found ----

  /** There is code for it, in the file of the topic. */
  private static void computes(String words, String... methods) {
    add(new Row(topic, Does.COMPUTES, words, Kind.PROVEN, null, names(methods)));
  }

  /** Always returns the same. */
  private static void returns(@Nullable Object value, String words, String... methods) {
    add(new Row(topic, Does.RETURNS, words, Kind.PROVEN, value, names(methods)));
  }

  /** Returns what is not known. */
  private static void hides(String words, String... methods) {
    add(new Row(topic, Does.HIDES, words, Kind.PROVEN, null, names(methods)));
  }

  /** Speaks against moving whoever calls it. */
  private static void obstacle(Kind kind, String words, String... methods) {
    add(new Row(topic, Does.OBSTACLE, words, kind, null, names(methods)));
  }

  /** The same, and names the first argument. */
  private static void namedObstacle(Kind kind, String words, String... methods) {
    add(new Row(topic, Does.NAMED_OBSTACLE, words, kind, null, names(methods)));
  }

  private static void add(Row row) {
    rows.add(row);
    for (String method : row.methods()) {
      if (byMethod.put(method, row) != null) {
        throw new IllegalStateException("two rows for " + method);
      }
    }
  }

  /** The methods of classes, each given as {@code class: method method}, by their full names. */
  private static List<String> names(String... classes) {
    List<String> names = new ArrayList<>();
    for (String each : classes) {
      int colon = each.indexOf(": ");
      int from = colon + 2;
      while (from > 0) {
        int space = each.indexOf(' ', from);
        String name = each.substring(from, space < 0 ? each.length() : space);
        names.add(each.substring(0, colon) + '.' + name);
        from = space + 1;
      }
    }
    return names;
  }

  /** The row for a method of a class, given by its internal name; null if there is none. */
  static @Nullable Row find(String owner, String name) {
    Row found = byMethod.get(owner + '.' + name);
    if (found == null) {
      found = byMethod.get(owner + ".*");
    }
    return found == null && owner.startsWith(FILES) ? byMethod.get(FILES + "*.*") : found;
  }

  /** All rows, topic by topic. */
  static List<Row> rows() {
    return Collections.unmodifiableList(rows);
  }
}
