//// Output to the console
// field GREETING: not PROVEN because others see when it is printed
class Prints {
  static final String GREETING = greet();

  static String greet() {
    System.out.println("hello");
    return "hello";
  }
}

//// The console's stream is kept
// field OUT: not PROVEN because System.setOut may replace it before the first read
// deferred, it shows
class KeepsOut {
  static final Object OUT = System.out;
  private static Object before;

  static String observe() {
    if (before == null) {
      before = System.out;
      System.setOut(new java.io.PrintStream(System.out));
    }
    return "";
  }

  static String observeAtEnd() {
    return String.valueOf(OUT == before);
  }
}

//// A file is looked for
// field EXISTS: not PROVEN because files come and go
class LooksForFile {
  static final boolean EXISTS = new java.io.File("adversarial.txt").exists();
}

//// A file is read
// field LINES: not PROVEN because files change
class ReadsFile {
  static final List<String> LINES = lines();

  static List<String> lines() {
    try {
      return java.nio.file.Files.readAllLines(java.nio.file.Path.of("adversarial.txt"));
    } catch (java.io.IOException e) {
      return List.of();
    }
  }
}

//// A file is written
// field FILE: not PROVEN because others see the file
class WritesFile {
  static final String FILE = write();

  static String write() {
    try (java.io.Writer writer = new java.io.FileWriter("adversarial.txt")) {
      writer.write("text");
    } catch (java.io.IOException e) {
      return "";
    }
    return "written";
  }
}

//// A path is made
// field PATH: not PROVEN because the file system's provider is the JVM's setting
class MakesPath {
  static final java.nio.file.Path PATH = java.nio.file.Path.of("a", "b");
}

//// A resource is read
// field TEXT: not PROVEN because the class path is not known
class ReadsResource {
  static final Object TEXT = ReadsResource.class.getResourceAsStream("missing.txt");
}

//// A URL with a stream handler
// field URL: not PROVEN because the handler comes from a factory that may be set
class MakesUrl {
  static final Object URL = make();

  static Object make() {
    try {
      return new java.net.URL("http://example.org/");
    } catch (java.net.MalformedURLException e) {
      return "";
    }
  }
}

//// A URI
// field URI: PROVEN because it only parses a string
class MakesUri {
  static final java.net.URI URI = java.net.URI.create("http://example.org/a?b=c#d");
}

//// A socket
// field SOCKET: not PROVEN because it talks to the system
class MakesSocket {
  static final Object SOCKET = new java.net.Socket();
}

//// A host's address
// field HOST: not PROVEN because it talks to the network
class FindsHost {
  static final Object HOST = host();

  static Object host() {
    try {
      return java.net.InetAddress.getLocalHost();
    } catch (java.net.UnknownHostException e) {
      return "";
    }
  }
}

//// A thread is started
// field THREAD: UNSAFE because what the thread does, it does later
// deferred, it shows
class Starts {
  static final boolean THREAD = Worker.work();

  static String observe() {
    return String.valueOf(Worker.worked);
  }
}

class Worker {
  static volatile boolean worked;

  static boolean work() {
    Thread thread = new Thread(() -> worked = true, "worker");
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      return false;
    }
    return true;
  }
}

//// A thread is made and not started
// field THREAD: not PROVEN because it inherits from the thread that makes it, and has a number
class MakesThread {
  static final Thread THREAD = new Thread(() -> {}, "resting");
}

//// An executor
// field POOL: not PROVEN because its threads inherit from the one that makes it
class MakesPool {
  static final Object POOL = java.util.concurrent.Executors.newFixedThreadPool(1);
}

//// A timer
// field TIMER: not PROVEN because it starts a thread
class MakesTimer {
  static final Object TIMER = new Timer("timer", true);
}

//// The common pool
// field SUM: not PROVEN because other threads do the work
class CommonPool {
  static final int SUM =
      java.util.stream.IntStream.range(0, 1000).parallel().map(x -> x % 7).sum();
}

//// A shutdown hook
// field HOOKED: not PROVEN because the program ends otherwise without it
class Hooks {
  static final boolean HOOKED = hook();

  static boolean hook() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {}));
    return true;
  }
}

//// A sleep
// field SLEPT: not PROVEN because time passes
class Sleeps {
  static final boolean SLEPT = sleep();

  static boolean sleep() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      return false;
    }
    return true;
  }
}

//// A managed bean
// field BEAN: not PROVEN because the server is shared
class Manages {
  static final Object BEAN = java.lang.management.ManagementFactory.getPlatformMBeanServer();
}

//// The names of database drivers
// field DRIVERS: not PROVEN because the drivers are those that are registered by then
class Drivers {
  static final Object DRIVERS = java.sql.DriverManager.drivers().count();
}

//// A security provider is added
// field PLACE: not PROVEN because the list of providers is shared
class Provides {
  static final int PLACE = java.security.Security.addProvider(new Own());
}

class Own extends java.security.Provider {
  Own() {
    super("Own", "1", "own");
  }
}

//// A message digest
// field DIGEST: not PROVEN because the algorithm comes from the list of providers
class Digests {
  static final Object DIGEST = digest();

  static Object digest() {
    try {
      return java.security.MessageDigest.getInstance("SHA-256");
    } catch (java.security.NoSuchAlgorithmException e) {
      return "";
    }
  }
}

//// Services are looked up
// field SERVICES: not PROVEN because providers and loader are not known
class Services {
  static final boolean SERVICES = ServiceLoader.load(Runnable.class).iterator().hasNext();
}

//// A class is loaded by name
// field TYPE: not PROVEN because loader and class path are not known, and the class is initialised
class ByName {
  static final Class<?> TYPE = find();

  static Class<?> find() {
    try {
      return Class.forName("FoundByName");
    } catch (ClassNotFoundException e) {
      return null;
    }
  }
}

class FoundByName {
  static final int FOUND = 1;
}

//// A class is tried for by name
// field PRESENT: not PROVEN because the class path is not known
class Tries {
  static final boolean PRESENT = present("missing.Type");

  static boolean present(String name) {
    try {
      Class.forName(name, false, Tries.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}

//// A class literal
// field TYPE: PROVEN because a literal loads the class without initialising it
class Literal {
  static final Class<?> TYPE = Sleeping.class;

  static String observe() {
    return String.valueOf(Wakes.awake);
  }
}

class Sleeping {
  static {
    Wakes.awake = true;
  }
}

class Wakes {
  static boolean awake;
}

//// The name of a class literal
// field NAME: PROVEN because a class's name is in its class file
class LiteralName {
  static final String NAME = LiteralName.class.getName();
}

//// An object is made by reflection
// field OBJECT: not PROVEN because reflection checks its caller and finds code at run time
// deferred, it shows
class Reflects {
  static final Object OBJECT = make();

  static Object make() {
    try {
      return Reflected.class.getDeclaredConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  static String observe() {
    return String.valueOf(Births.count);
  }
}

class Reflected {
  Reflected() {
    Births.count++;
  }

  @Override
  public String toString() {
    return "reflected";
  }
}

class Births {
  static int count;
}

//// A class's fields are counted by reflection
// field COUNT: not PROVEN because it uses reflection
class Fields {
  static final String NAME = "name";
  static final int COUNT = Fields.class.getDeclaredFields().length;
}

//// A static is set by reflection
// field SET: not PROVEN because the static is another class's
// deferred, it shows
class SetsByReflection {
  static final boolean SET = set();

  static boolean set() {
    try {
      Target.class.getDeclaredField("value").setInt(null, 5);
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  static String observe() {
    return String.valueOf(Target.value);
  }
}

class Target {
  static int value;
}

//// A proxy
// field PROXY: not PROVEN because its class is made and numbered at run time
class Proxies {
  static final Runnable PROXY =
      (Runnable)
          java.lang.reflect.Proxy.newProxyInstance(
              Proxies.class.getClassLoader(),
              new Class<?>[] {Runnable.class},
              (proxy, method, arguments) -> null);
}

//// A native method of the program
// field NUMBER: not PROVEN because nothing is known of native code
class Native {
  static final int NUMBER = number();

  static native int number();
}

//// A native library
// field LOADED: not PROVEN because libraries are found by the JVM's settings, and run code
class Loads {
  static final boolean LOADED = load();

  static boolean load() {
    System.loadLibrary("adversarial");
    return true;
  }
}

//// A logger
// field LOG: not PROVEN because the logging system may be set up, or a logger's settings be lost,
//   between the class's initialisation and the first read: only a set of rules vouches for it that
//   must be asked for
class Logs {
  static final java.util.logging.Logger LOG = java.util.logging.Logger.getLogger("adversarial");
}

//// A standard level of the JDK's loggers
// field LEVEL: TRUSTED "standard levels" because a rule vouches for the table of all levels
class Levels {
  static final java.util.logging.Level LEVEL = java.util.logging.Level.FINE;
}

//// A message is logged
// field LOGGED: not PROVEN because others see when it is logged
class LogsMessage {
  static final boolean LOGGED = log();

  static boolean log() {
    java.util.logging.Logger.getLogger("adversarial").info("message");
    return true;
  }
}

//// An object with a finalizer
// field FINALIZED: not PROVEN because the collector calls the program
class Finalizes {
  static final Object FINALIZED = new Finalized();
}

class Finalized {
  @Override
  @SuppressWarnings("removal")
  protected void finalize() {
    Finals.count++;
  }
}

class Finals {
  static int count;
}

//// A cleaner
// field CLEANER: not PROVEN because it starts a thread
class Cleans {
  static final Object CLEANER = java.lang.ref.Cleaner.create();
}

//// The garbage collector is called
// field COLLECTED: not PROVEN because others see that
class Collects {
  static final boolean COLLECTED = collect();

  static boolean collect() {
    System.gc();
    return true;
  }
}

//// The program is ended
// field END: not PROVEN because nothing is as visible as that
class Exits {
  static final boolean END = end();

  static boolean end() {
    System.exit(3);
    return true;
  }
}

//// A lock is held for a shared object
// field LOCKED: not PROVEN because another thread may hold the lock at the first read
class Locks {
  static final int LOCKED = locked();

  static int locked() {
    synchronized (Gate.LOCK) {
      return 1;
    }
  }
}

class Gate {
  static final Object LOCK = new Object();
}

//// A lock is held for a class
// field LOCKED: not PROVEN because another thread may hold the lock at the first read
class LocksClass {
  static final int LOCKED = locked();

  static synchronized int locked() {
    return 1;
  }
}

//// A lock is held for an object of the region
// field LOCKED: PROVEN because no other thread can know the object
class LocksOwn {
  static final int LOCKED = locked();

  static int locked() {
    Object lock = new Object();
    synchronized (lock) {
      return 1;
    }
  }
}

//// A shared object is waited for
// field WOKEN: not PROVEN because it waits for another thread
class Waits {
  static final boolean WOKEN = await();

  static boolean await() {
    synchronized (Bell.BELL) {
      try {
        Bell.BELL.wait(1);
      } catch (InterruptedException e) {
        return false;
      }
    }
    return true;
  }
}

class Bell {
  static final Object BELL = new Object();
}

//// A shared lock is taken
// field LOCKED: not PROVEN because another thread may hold the lock at the first read
class TakesLock {
  static final boolean LOCKED = lock();

  static boolean lock() {
    Door.LOCK.lock();
    Door.LOCK.unlock();
    return true;
  }
}

class Door {
  static final java.util.concurrent.locks.Lock LOCK =
      new java.util.concurrent.locks.ReentrantLock();
}
