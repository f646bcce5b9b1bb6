package io.lazyloader.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandles;
import java.lang.ref.WeakReference;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.text.NumberFormat;
import java.util.AbstractList;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What proxies are made of and what not; the methods stand for a rewritten class. */
class MemberProxiesTest {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private static int reads;

  enum AnEnum {
    ONE,
    OTHER {}
  }

  record ARecord(int x) {}

  sealed interface Sealed {}

  static final class Permitted implements Sealed {}

  static sealed class SealedClass {}

  static final class PermittedClass extends SealedClass {}

  static class WithField {
    int x;
  }

  static class BelowField extends WithField {}

  static class WithFinalMethod {
    public final int size() {
      return 1;
    }
  }

  static class Failing {
    static final int NEVER = Integer.parseInt("never");
  }

  static class Fine {
    private final int own = 5;

    int own() {
      return own;
    }
  }

  @SuppressWarnings("unused")
  private static Fine $lazy$get$FINE() {
    reads++;
    return new Fine();
  }

  @SuppressWarnings("unused")
  private static Map.Entry<?, ?> $lazy$get$ENTRY() {
    reads++;
    return Map.entry("key", "value");
  }

  static Object[][] refusals() {
    return new Object[][] {
      {String.class, "its type java.lang.String is final"},
      {AnEnum.class, "its type " + AnEnum.class.getName() + " is an enum"},
      {ARecord.class, "its type " + ARecord.class.getName() + " is a record"},
      {Sealed.class, "its type " + Sealed.class.getName() + " is sealed"},
      {SealedClass.class, "its type " + SealedClass.class.getName() + " is sealed"},
      {
        BelowField.class,
        "its type "
            + BelowField.class.getName()
            + " has the field x, which other classes read without asking a method"
      },
      {
        WithFinalMethod.class,
        "its type " + WithFinalMethod.class.getName() + " has the final method size"
      },
      {NumberFormat.class, "its type java.text.NumberFormat has the "},
      {ClassLoader.class, "its type java.lang.ClassLoader has the "},
      {
        AbstractList.class,
        "its type java.util.AbstractList has the field modCount, which other classes read without"
            + " asking a method"
      },
      {Calendar.class, "its type java.util.Calendar has the field "},
      {
        Random.class,
        "its type java.util.Random has the method next, which the package of "
            + MemberProxiesTest.class.getName()
            + " can't call"
      },
      {Failing.class, "java.lang.ExceptionInInitializerError"},
    };
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void a_type_is_refused_with_the_reason(Class<?> type, String reason) {
    Object made = MemberProxies.make(LOOKUP, "F", type.descriptorString());

    assertThat(made).isInstanceOf(MemberProxies.NoProxy.class);
    assertThat(((MemberProxies.NoProxy) made).reason()).startsWith(reason);
  }

  @Test
  void a_type_that_is_not_there_is_refused() {
    assertThat(MemberProxies.make(LOOKUP, "F", "Lno/such/Type;"))
        .hasToString(
            "NoProxy[reason=java.lang.TypeNotPresentException: Type no.such.Type not present]");
  }

  @Test
  void a_type_that_the_class_can_not_name_is_refused() {
    assertThat(MemberProxies.make(LOOKUP, "F", "Ljdk/internal/misc/VM$BufferPool;"))
        .hasToString(
            "NoProxy[reason=its type jdk.internal.misc.VM$BufferPool is not accessible to it]");
  }

  @Test
  void a_proxy_of_a_class_has_not_run_its_constructor_and_hands_calls_on() {
    reads = 0;
    Object made = MemberProxies.make(LOOKUP, "FINE", Fine.class.descriptorString());

    assertThat(reads).isZero();
    assertThat(((Fine) made).own()).isEqualTo(5);
    assertThat(((Fine) made).own()).isEqualTo(5);
    assertThat(reads).isEqualTo(2);
    assertThat(MemberProxies.unwrap(made)).isExactlyInstanceOf(Fine.class);
  }

  @Test
  void a_proxy_implements_the_methods_that_the_type_has_here() {
    reads = 0;
    Object made = MemberProxies.make(LOOKUP, "ENTRY", Map.Entry.class.descriptorString());

    assertThat(made).isInstanceOf(MemberProxy.class).isInstanceOf(Map.Entry.class);
    assertThat(made.getClass().isHidden()).isTrue();
    assertThat(made.getClass().getNestHost()).isEqualTo(MemberProxiesTest.class);
    assertThat(reads).isZero();
    assertThat(((Map.Entry<?, ?>) made).getValue()).isEqualTo("value");
    assertThat(made).hasToString("key=value");
  }

  @Test
  void the_proxy_of_a_field_is_always_the_same() {
    LazyRegions regions = new LazyRegions(LOOKUP, 1, "Test.java;1:ENTRY[", 0);

    Object first = regions.member(0, "ENTRY", "Ljava/util/Map$Entry;");

    assertThat(first).isInstanceOf(Map.Entry.class);
    assertThat(regions.member(0, "ENTRY", "Ljava/util/Map$Entry;")).isSameAs(first);
    assertThat(regions.state(0)).isEqualTo(LazyRegions.PENDING);
    assertThat(regions.names().fields(0)).containsExactly("ENTRY");
  }

  @Test
  void a_refused_field_has_no_proxy_and_the_summary_says_why_once() {
    LazyRegions regions = new LazyRegions(LOOKUP, 1, "Test.java;1:TEXT[", 0);

    assertThat(regions.member(0, "TEXT", "Ljava/lang/String;")).isNull();
    assertThat(regions.member(0, "TEXT", "Ljava/lang/String;")).isNull();
    assertThat(Notes.said())
        .filteredOn(note -> note.contains("#TEXT"))
        .containsExactly(
            "@Lazy(access = MEMBER) on "
                + MemberProxiesTest.class.getName()
                + "#TEXT gets no proxy: its type java.lang.String is final. It is resolved when it"
                + " is read.");
  }

  @Test
  void before_its_place_in_the_initialiser_a_field_has_no_proxy() {
    LazyRegions regions = new LazyRegions(LOOKUP, 1, "Test.java;1:ENTRY[", 0);
    LazyRegions.passed(regions, 0);

    assertThat(regions.member(0, "ENTRY", "Ljava/util/Map$Entry;")).isNull();
    LazyRegions.passed(regions, 1);
    assertThat(regions.member(0, "ENTRY", "Ljava/util/Map$Entry;")).isNotNull();
  }

  @Test
  void fields_with_proxies_are_told_apart_in_a_description() {
    String description = "A:B.java;1:X/XY[/Y;22:Z[;3:W";

    assertThat(List.of("X", "XY", "Y", "Z", "W", "V"))
        .extracting(field -> RegionNames.isMember(description, field))
        .containsExactly(false, true, false, true, false, false);
    assertThat(List.of("X", "XY", "Y", "Z", "W", "V"))
        .extracting(field -> RegionNames.region(description, field))
        .containsExactly(0, 0, 0, 1, 2, -1);
    assertThat(new RegionNames("C", description, null).fields(0)).containsExactly("X", "XY", "Y");
  }

  /** Loaded again by a loader that goes. */
  static final class Owner {
    private static final LazyRegions REGIONS =
        Objects.requireNonNull(
            LazyRegions.register(MethodHandles.lookup(), 1, "Owner.java;1:LIST["));

    private Owner() {}

    @SuppressWarnings("unused")
    private static List<?> $lazy$get$LIST() {
      return List.of("value");
    }

    static String use() {
      return String.valueOf(REGIONS.member(0, "LIST", "Ljava/util/List;"));
    }
  }

  @Test
  void nothing_keeps_a_class_loader_alive_whose_class_had_a_proxy() throws Exception {
    WeakReference<ClassLoader> gone = usedLoader();

    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (gone.get() != null && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(gone.get()).isNull();
  }

  private static WeakReference<ClassLoader> usedLoader() throws Exception {
    URL[] classes = {Owner.class.getProtectionDomain().getCodeSource().getLocation()};
    try (URLClassLoader loader = new OwnFirst(classes)) {
      Method use = loader.loadClass(Owner.class.getName()).getDeclaredMethod("use");
      use.setAccessible(true);
      assertThat(use.getDeclaringClass().getClassLoader()).isSameAs(loader);
      assertThat(use.invoke(null)).isEqualTo("[value]");
      return new WeakReference<>(loader);
    }
  }

  private static final class OwnFirst extends URLClassLoader {
    OwnFirst(URL[] urls) {
      super(urls, MemberProxiesTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      return name.equals(Owner.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
    }
  }
}
