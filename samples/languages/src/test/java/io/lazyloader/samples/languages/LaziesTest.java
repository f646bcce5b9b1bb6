package io.lazyloader.samples.languages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Suppliers;
import io.lazyloader.LazyValue;
import io.vavr.Lazy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import kotlin.LazyKt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What docs/lazy-values.md says of other libraries' lazy values. The JDK's are a preview: they are
 * reached by reflection, and only on a JDK that has them.
 */
class LaziesTest {
  /** A library's lazy value, made of a supplier. */
  enum Library {
    LAZYLOADER {
      @Override
      <T extends @Nullable Object> Supplier<T> lazy(Supplier<T> supplier) {
        return LazyValue.of(supplier);
      }
    },
    GUAVA {
      @Override
      <T extends @Nullable Object> Supplier<T> lazy(Supplier<T> supplier) {
        return Suppliers.memoize(supplier::get);
      }
    },
    KOTLIN {
      @Override
      <T extends @Nullable Object> Supplier<T> lazy(Supplier<T> supplier) {
        kotlin.Lazy<T> lazy = LazyKt.lazy(supplier::get);
        return new Supplier<>() {
          @Override
          public T get() {
            return lazy.getValue();
          }

          @Override
          public String toString() {
            return lazy.toString();
          }
        };
      }
    },
    VAVR {
      @Override
      <T extends @Nullable Object> Supplier<T> lazy(Supplier<T> supplier) {
        return Lazy.of(supplier);
      }
    },
    JDK {
      @Override
      @SuppressWarnings("unchecked")
      <T extends @Nullable Object> Supplier<T> lazy(Supplier<T> supplier) {
        try {
          return (Supplier<T>)
              Class.forName("java.lang.StableValue")
                  .getMethod("supplier", Supplier.class)
                  .invoke(null, supplier);
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(e);
        }
      }
    };

    abstract <T extends @Nullable Object> Supplier<T> lazy(Supplier<T> supplier);

    void require() {
      assumeTrue(this != JDK || Runtime.version().feature() == 25, "has StableValue");
    }
  }

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final AtomicInteger runs = new AtomicInteger();

  @ParameterizedTest
  @EnumSource
  void all_compute_once_and_again_after_a_failure(Library library) {
    library.require();
    IllegalStateException failure = new IllegalStateException("first");
    Supplier<Integer> lazy =
        library.lazy(
            () -> {
              if (runs.incrementAndGet() == 1) {
                throw failure;
              }
              return runs.get();
            });

    assertThat(catchThrowable(lazy::get)).isSameAs(failure);
    assertThat(lazy.get()).isEqualTo(2);
    assertThat(lazy.get()).isEqualTo(2);
    // Only ours says where the value was declared.
    assertThat(failure.getSuppressed()).hasSize(library == Library.LAZYLOADER ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource
  void all_hold_null(Library library) {
    library.require();
    Supplier<@Nullable String> lazy =
        library.lazy(
            () -> {
              runs.incrementAndGet();
              return null;
            });

    assertThat(lazy.get()).isNull();
    assertThat(lazy.get()).isNull();
    assertThat(runs).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_value_that_needs_itself_ends_in_an_error(Library library) throws InterruptedException {
    library.require();
    List<Supplier<Integer>> self = new ArrayList<>();
    self.add(library.lazy(() -> self.get(0).get() + 1));

    // On a thread of its own: a stack that has overflown is not as it was.
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    Thread thread = new Thread(() -> failures.add(catchThrowable(() -> self.get(0).get())));
    thread.start();
    thread.join();
    Throwable thrown = failures.remove();

    switch (library) {
      case LAZYLOADER, JDK -> assertThat(thrown).isInstanceOf(IllegalStateException.class);
      default -> assertThat(thrown).isInstanceOf(StackOverflowError.class);
    }
  }

  @ParameterizedTest
  @EnumSource
  void values_that_need_each_other_on_two_threads_deadlock_everywhere_else(Library library)
      throws Exception {
    library.require();
    CyclicBarrier bothInside = new CyclicBarrier(2);
    List<Supplier<Integer>> lazies = new ArrayList<>();
    lazies.add(library.lazy(() -> meet(bothInside) + lazies.get(1).get()));
    lazies.add(library.lazy(() -> meet(bothInside) + lazies.get(0).get()));
    Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (Supplier<Integer> each : lazies) {
      Thread thread = new Thread(() -> failures.add(catchThrowable(each::get)));
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }

    boolean hangs = false;
    while (!hangs && threads.stream().anyMatch(Thread::isAlive)) {
      Thread.sleep(5);
      hangs = isDeadlocked(threads);
    }
    assertThat(hangs).isEqualTo(library != Library.LAZYLOADER);
    assertThat(failures).hasSize(hangs ? 0 : 2);
  }

  private static boolean isDeadlocked(List<Thread> threads) {
    long[] ids = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    long first = threads.get(0).getId();
    if (ids != null) {
      for (long id : ids) {
        if (id == first) {
          return true;
        }
      }
    }
    return false;
  }

  private int meet(CyclicBarrier barrier) {
    if (runs.incrementAndGet() <= 2) {
      try {
        barrier.await();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    return 1;
  }

  @ParameterizedTest
  @EnumSource
  void none_computes_to_show_itself(Library library) {
    library.require();
    Supplier<Integer> lazy = library.lazy(runs::incrementAndGet);

    assertThat(lazy.toString()).isNotEmpty();
    assertThat(runs).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource
  void all_but_the_jdk_s_preview_let_go_of_the_supplier(Library library) throws Exception {
    library.require();
    WeakReference<Object> captured = new WeakReference<>(new Object());
    Supplier<String> lazy = capturing(library, Objects.requireNonNull(captured.get()));
    assertThat(lazy.get()).isNotEmpty();

    for (int attempt = 0; captured.get() != null && attempt < 20; attempt++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(lazy.get()).isNotEmpty();
    assertThat(captured.get() != null).isEqualTo(library == Library.JDK);
  }

  private static Supplier<String> capturing(Library library, Object captured) {
    return library.lazy(captured::toString);
  }

  @Test
  void only_ours_kotlin_s_and_vavr_s_write_the_value_when_they_are_serialised() throws Exception {
    assertThat(reread(LazyValue.of(this::computed))).hasToString("LazyValue[value]");
    assertThat(reread(LazyKt.lazy(this::computed))).hasToString("value");
    assertThat(reread(Lazy.of(this::computed))).hasToString("Lazy(value)");
    assertThat(runs).hasValue(3);
    // Guava writes the supplier, if that can be written, and computes again on the other side.
    Supplier<String> plain = Suppliers.memoize(this::computed);
    assertThat(plain).isNotInstanceOf(Serializable.class);
    Supplier<Integer> counting =
        Suppliers.memoize(
            (com.google.common.base.Supplier<Integer> & Serializable) COUNT::incrementAndGet);
    assertThat(counting.get()).isEqualTo(1);
    assertThat(((Supplier<?>) reread(counting)).get()).isNotEqualTo(1);
  }

  private String computed() {
    runs.incrementAndGet();
    return "value";
  }

  private static Object reread(Object object) throws IOException, ClassNotFoundException {
    assertThat(object).isInstanceOf(Serializable.class);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return in.readObject();
    }
  }

  @Test
  void vavr_s_are_equal_if_their_values_are_and_compute_them_to_find_out() {
    Lazy<Integer> lazy = Lazy.of(runs::incrementAndGet);

    assertThat(lazy).isNotEqualTo(Lazy.of(() -> 2));
    assertThat(runs).hasValue(1);
    assertThat(LazyValue.of(() -> 2)).isNotEqualTo(LazyValue.of(() -> 2));
  }
}
