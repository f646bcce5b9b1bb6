//// A system property
// field NAME: UNKNOWN "system property" because the property may be set before the first read
// deferred, it shows
class Property {
  static final String NAME = System.getProperty("adversarial.name", "unset");

  static String observe() {
    System.setProperty("adversarial.name", "changed");
    return "";
  }
}

//// A system property read as a number
// field SIZE: UNKNOWN "system property" because Integer.getInteger reads a property
// deferred, it shows
class IntegerProperty {
  static final int SIZE = Integer.getInteger("adversarial.size", 10);

  static String observe() {
    System.setProperty("adversarial.size", "20");
    return "";
  }
}

//// A system property read as a flag
// field DEBUG: UNKNOWN "system property" because Boolean.getBoolean reads a property
// deferred, it shows
class BooleanProperty {
  static final boolean DEBUG = Boolean.getBoolean("adversarial.debug");

  static String observe() {
    System.setProperty("adversarial.debug", "true");
    return "";
  }
}

//// A system property read through Properties
// field SIZE: UNKNOWN "system propert" because the table of properties is shared
// deferred, it shows
class PropertiesTable {
  static final String SIZE = System.getProperties().getProperty("adversarial.table", "unset");

  static String observe() {
    System.getProperties().setProperty("adversarial.table", "set");
    return "";
  }
}

//// A system property read in another class that is triggered
// field HOME: UNKNOWN "system property" because the triggered initialiser reads a property
// deferred, it shows
class TriggersProperty {
  static final String HOME = "home: " + Home.PATH;

  static String observe() {
    System.setProperty("adversarial.home", "changed");
    return "";
  }
}

class Home {
  static final String PATH = System.getProperty("adversarial.home", "unset");
}

//// An initialiser sets a system property
// field SET: UNSAFE "propert" because others read the property before the first read
// deferred, it shows
class SetsProperty {
  static final String SET = System.setProperty("adversarial.set", "yes");

  static String observe() {
    return System.getProperty("adversarial.set");
  }
}

//// An environment variable
// field PATH: not PROVEN "getenv" because the environment is not known before the program runs
class Variable {
  static final String PATH = System.getenv("PATH");
}

//// All environment variables
// field ALL: not PROVEN because the environment is not known before the program runs
class Variables {
  static final Map<String, String> ALL = System.getenv();
}

//// The default locale
// field LANGUAGE: UNKNOWN "default locale" because the default locale may be set before the first read
// deferred, it shows
class DefaultLocale {
  static final Locale LANGUAGE = Locale.getDefault();

  static String observe() {
    Locale.setDefault(Locale.CANADA_FRENCH);
    return "";
  }
}

//// The default locale behind String.format
// field TEXT: UNKNOWN "default locale" because digits are grouped as the default locale has it
// deferred, it shows
class Formats {
  static final String TEXT = String.format("%,d", 1234567);

  static String observe() {
    Locale.setDefault(Locale.GERMANY);
    return "";
  }
}

//// The default locale behind toUpperCase
// field TEXT: UNKNOWN "default locale" because i becomes another letter in Turkish
// deferred, it shows
class UpperCase {
  static final String TEXT = "title".toUpperCase();

  static String observe() {
    Locale.setDefault(new Locale("tr"));
    return "";
  }
}

//// The root locale in toLowerCase and toUpperCase
// field LOWER: PROVEN because the root locale is what it is
// field UPPER: PROVEN because the root locale is what it is
class RootCase {
  static final String LOWER = "TITLE".toLowerCase(Locale.ROOT);
  static final String UPPER = "title".toUpperCase(Locale.ROOT);

  static String observe() {
    Locale.setDefault(new Locale("tr"));
    return "";
  }
}

//// The default locale behind NumberFormat
// field TEXT: UNKNOWN "default locale" because the format is that of the default locale
// deferred, it shows
class NumberFormats {
  static final String TEXT = java.text.NumberFormat.getInstance().format(1234.5);

  static String observe() {
    Locale.setDefault(Locale.GERMANY);
    return "";
  }
}

//// The default locale behind DecimalFormat
// field TEXT: UNKNOWN "default locale" because the symbols are those of the default locale
// deferred, it shows
class DecimalFormats {
  static final String TEXT = new java.text.DecimalFormat("0.00").format(0.5);

  static String observe() {
    Locale.setDefault(Locale.GERMANY);
    return "";
  }
}

//// The default locale behind DateTimeFormatter.ofPattern
// field FORMATTER: UNKNOWN "default locale" because month names are those of the default locale
// deferred, it shows
class DefaultFormatter {
  static final java.time.format.DateTimeFormatter FORMATTER =
      java.time.format.DateTimeFormatter.ofPattern("MMMM");

  static String observe() {
    Locale.setDefault(Locale.GERMANY);
    return "";
  }

  static String observeAtEnd() {
    return FORMATTER.format(java.time.LocalDate.of(2020, 5, 1));
  }
}

//// The default locale and zone behind SimpleDateFormat
// field FORMAT: UNKNOWN "default locale" because month names are those of the default locale
// deferred, it shows
class DateFormats {
  static final java.text.DateFormat FORMAT = new java.text.SimpleDateFormat("MMMM");

  static String observe() {
    Locale.setDefault(Locale.GERMANY);
    return "";
  }

  static String observeAtEnd() {
    return FORMAT.format(new Date(0));
  }
}

//// The default zone
// field ZONE: UNKNOWN "default time zone" because the default zone may be set before the first read
// deferred, it shows
class DefaultZone {
  static final String ZONE = TimeZone.getDefault().getID();

  static String observe() {
    TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
    return "";
  }
}

//// The default zone behind a Calendar
// field CALENDAR: not PROVEN because a calendar has the current time, zone and locale
class Calendars {
  static final Calendar CALENDAR = Calendar.getInstance();
}

//// The default charset
// field BYTES: not PROVEN because the default charset is a setting of the JVM
class DefaultCharset {
  static final int BYTES = "caf\u00e9".getBytes().length;
}

//// A charset that is given
// field BYTES: PROVEN because UTF-8 is what it is
class GivenCharset {
  static final int BYTES = "caf\u00e9".getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
}

//// The separator of files
// field PATH: PROVEN because the JVM sets it once, before any program
class Separator {
  static final String PATH = "a" + java.io.File.separator + "b";
}

//// The separator of lines
// field TEXT: PROVEN because the JVM sets it once, before any program
class LineSeparator {
  static final String TEXT = "a" + System.lineSeparator() + "b";
}

//// The clock in nanoseconds
// field START: UNSAFE "java.lang.System.nanoTime" because the clock goes on
// deferred, it shows
class Stopwatch {
  static final Stopwatch START = new Stopwatch();
  private static long observed;
  private final long nanos = System.nanoTime();

  @Override
  public String toString() {
    return "stopwatch";
  }

  static String observe() {
    if (observed == 0) {
      observed = System.nanoTime();
    }
    return "";
  }

  static String observeAtEnd() {
    return "started early: " + (START.nanos <= observed);
  }
}

//// The clock in milliseconds
// field NOW: UNSAFE "java.lang.System.currentTimeMillis" because the clock goes on
class Millis {
  static final long NOW = System.currentTimeMillis();
}

//// The clock behind new Date()
// field NOW: UNSAFE "java.lang.System.currentTimeMillis" because the clock goes on
class Dates {
  static final Date NOW = new Date();
}

//// The clock behind LocalDate.now
// field TODAY: not PROVEN because today is another day for who reads it tomorrow
class Today {
  static final java.time.LocalDate TODAY = java.time.LocalDate.now();
}

//// The clock behind Instant.now
// field NOW: not PROVEN because the clock goes on
class Instants {
  static final java.time.Instant NOW = java.time.Instant.now();
}

//// Randomness behind Math.random
// field RANDOM: not PROVEN because the generator is shared and seeded by the clock
class MathRandom {
  static final double RANDOM = Math.random();
}

//// Randomness behind new Random()
// field RANDOM: not PROVEN because the seed comes from the clock and a shared counter
class NewRandom {
  static final Random RANDOM = new Random();
}

//// Randomness behind UUID.randomUUID
// field ID: not PROVEN because the bits come from the system
class RandomId {
  static final UUID ID = UUID.randomUUID();
}

//// Randomness behind SecureRandom
// field RANDOM: not PROVEN because the generator comes from a provider and the system
class Secure {
  static final java.security.SecureRandom RANDOM = new java.security.SecureRandom();
}

//// Randomness behind ThreadLocalRandom
// field RANDOM: not PROVEN because the generator belongs to the thread
class LocalRandom {
  static final int RANDOM = java.util.concurrent.ThreadLocalRandom.current().nextInt();
}

//// The current thread
// field NAME: UNSAFE because whoever reads first may be another thread
// deferred, it shows
class ThreadName {
  static final String NAME = Thread.currentThread().getName();

  static String observe() {
    Thread.currentThread().setName("changed");
    return "";
  }

  static String observeAtEnd() {
    Thread.currentThread().setName("main");
    return "";
  }
}

//// A thread local of another class
// field USER: UNSAFE because whoever reads first may have another value
// deferred, it shows
class ThreadLocals {
  static final String USER = Users.CURRENT.get();

  static String observe() {
    Users.CURRENT.set("changed");
    return "";
  }
}

class Users {
  static final ThreadLocal<String> CURRENT = ThreadLocal.withInitial(() -> "initial");
}

//// The context class loader
// field LOADER: UNSAFE because it is another one for another thread, or later
// deferred, it shows
class ContextLoader {
  static final String LOADER = String.valueOf(Thread.currentThread().getContextClassLoader());

  static String observe() {
    Thread.currentThread().setContextClassLoader(null);
    return "";
  }
}

//// The class's own loader
// field LOADER: PROVEN because a class keeps its loader
class OwnLoader {
  static final ClassLoader LOADER = OwnLoader.class.getClassLoader();
}

//// The number of processors
// field CPUS: not PROVEN because it may change as the program runs
class Processors {
  static final int CPUS = Runtime.getRuntime().availableProcessors();
}

//// The free memory
// field FREE: not PROVEN because it changes as the program runs
class Memory {
  static final long FREE = Runtime.getRuntime().freeMemory();
}

//// The caller as StackWalker sees it
// field CALLER: UNSAFE because the stack is another one at the first read
// deferred, it shows
class Walks {
  static final String CALLER = caller();

  static String caller() {
    return StackWalker.getInstance()
        .walk(frames -> frames.skip(1).findFirst().get().getMethodName());
  }
}

//// The caller as a Throwable sees it
// field CALLER: UNSAFE because the stack is another one at the first read
// deferred, it shows
class Traces {
  static final String CALLER = new Throwable().getStackTrace()[0].getMethodName();
}

//// The caller as Thread.getStackTrace sees it
// field DEPTH: UNSAFE because the stack is another one at the first read
class Depth {
  static final int DEPTH = Thread.currentThread().getStackTrace().length;
}

//// An exception that is kept with its stack trace
// field FAILURE: UNSAFE "stack" because its trace tells who read the field first
// deferred, it shows
class KeptException {
  static final Exception FAILURE = new IllegalStateException("kept");

  static String observeAtEnd() {
    return FAILURE.getStackTrace()[0].getMethodName();
  }
}

//// An exception that is kept without a stack trace
// field FAILURE: PROVEN because it was told not to take one
class Traceless {
  static final Exception FAILURE = new NoTrace();

  static String observeAtEnd() {
    return String.valueOf(FAILURE.getStackTrace().length);
  }
}

class NoTrace extends Exception {
  NoTrace() {
    super("no trace", null, false, false);
  }
}

//// An exception whose class takes no stack trace
// field FAILURE: PROVEN because fillInStackTrace is overridden
class Untraced {
  static final Exception FAILURE = new Signal();

  static String observeAtEnd() {
    return String.valueOf(FAILURE.getStackTrace().length);
  }
}

class Signal extends RuntimeException {
  @Override
  public synchronized Throwable fillInStackTrace() {
    return this;
  }
}

//// The assertion status
// field ENABLED: not PROVEN because a program may switch assertions on or off for its loader
// deferred, it shows
class AssertionStatus {
  static final boolean ENABLED = AssertionStatus.class.desiredAssertionStatus();

  static String observe() {
    AssertionStatus.class.getClassLoader().setDefaultAssertionStatus(false);
    return "";
  }
}

//// The assertion status behind an assert statement
// field ENABLED: PROVEN because the class asks for it once, before anything else
class AssertionTrick {
  static final boolean ENABLED = enabled();

  static boolean enabled() {
    boolean enabled = false;
    assert enabled = true;
    return enabled;
  }
}

//// The version of the JVM
// field VERSION: not PROVEN because the class file may run on another one
class Version {
  static final int VERSION = Runtime.version().feature();
}

//// The default locale behind a Scanner
// field NEXT: not PROVEN because numbers are parsed as the default locale has it
// deferred, it shows
class Scans {
  static final double NEXT = next();

  static double next() {
    return new Scanner("1,5").nextDouble();
  }

  static String observe() {
    Locale.setDefault(Locale.GERMANY);
    return "";
  }
}

//// A resource bundle
// field TEXT: not PROVEN because the bundle depends on locale and loader
class Bundles {
  static final String TEXT = ResourceBundle.getBundle("Missing").getString("key");
}

//// The iteration order of Set.of
// field FIRST: not PROVEN because the order is salted anew in each JVM
class SaltedSet {
  static final String FIRST = Set.of("a", "b", "c").iterator().next();
}

//// The iteration order of Map.of
// field KEYS: not PROVEN because the order is salted anew in each JVM
class SaltedMap {
  static final List<String> KEYS = new ArrayList<>(Map.of("a", 1, "b", 2, "c", 3).keySet());
}

//// An effect on systems that separate files otherwise
// field PATH: not PROVEN because the class may be judged on one system and run on another
class BranchesOnSeparator {
  static final String PATH =
      java.io.File.separatorChar == '\\' ? System.setProperty("adversarial", "x") : "unix";
}

//// An effect that takes place if assertions do not
// field ENABLED: not PROVEN because assertions may be off
class EffectWithoutAssertions {
  static int warnings;
  static final boolean ENABLED = enabled();

  static boolean enabled() {
    boolean enabled = false;
    assert enabled = true;
    if (!enabled) {
      warnings++;
    }
    return enabled;
  }
}
