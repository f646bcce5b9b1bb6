package io.lazyloader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InvalidObjectException;
import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for every lazy value, made by {@code of} or by {@code constant}. */
class LazyValueTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger runs = new AtomicInteger();

  enum Kind {
    OF {
      @Override
      <T extends @Nullable Object> LazyValue<T> make(Supplier<? extends T> supplier) {
        return LazyValue.of(supplier);
      }
    },
    CONSTANT {
      @Override
      <T extends @Nullable Object> LazyValue<T> make(Supplier<? extends T> supplier) {
        return LazyValue.constant(supplier);
      }
    };

    abstract <T extends @Nullable Object> LazyValue<T> make(Supplier<? extends T> supplier);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void the_supplier_runs_at_the_first_get_and_never_again(Kind kind) {
    LazyValue<Integer> value = kind.make(runs::incrementAndGet);
    assertThat(runs).hasValue(0);

    assertThat(value.get()).isEqualTo(1);
    assertThat(value.get()).isEqualTo(1);
    assertThat(runs).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void null_is_a_value_computed_once(Kind kind) {
    LazyValue<@Nullable String> value =
        kind.make(
            () -> {
              runs.incrementAndGet();
              return null;
            });

    assertThat(value.get()).isNull();
    assertThat(value.get()).isNull();
    assertThat(value.isResolved()).isTrue();
    assertThat(value).hasToString("LazyValue[null]");
    assertThat(runs).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void looking_at_a_value_does_not_compute_it(Kind kind) {
    LazyValue<Integer> value = kind.make(runs::incrementAndGet);
    List<Integer> seen = new ArrayList<>();

    assertThat(value.isResolved()).isFalse();
    assertThat(value).hasToString("LazyValue[pending, of io.lazyloader.LazyValueTest]");
    value.ifResolved(seen::add);
    assertThat(List.of(value)).contains(value);
    assertThat(runs).hasValue(0);

    value.get();
    value.ifResolved(seen::add);
    assertThat(value.isResolved()).isTrue();
    assertThat(value).hasToString("LazyValue[1]");
    assertThat(seen).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_value_that_is_being_computed_says_so(Kind kind) {
    List<LazyValue<String>> self = new ArrayList<>();
    self.add(kind.make(() -> self.get(0).isResolved() + " " + self.get(0)));

    assertThat(self.get(0).get())
        .isEqualTo("false LazyValue[being computed, of io.lazyloader.LazyValueTest]");
  }

  @ParameterizedTest
  @EnumSource
  void values_are_equal_only_to_themselves(Kind kind) {
    LazyValue<String> one = kind.make(() -> "a");
    LazyValue<String> other = kind.make(() -> "a");
    one.get();
    other.get();

    Object same = one;
    assertThat(one).isEqualTo(same).isNotEqualTo(other);
    assertThat(one.hashCode()).isEqualTo(System.identityHashCode(one));
  }

  @Test
  void a_supplier_must_be_given() {
    assertThatThrownBy(() -> LazyValue.of(absent()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("supplier");
    assertThatThrownBy(() -> LazyValue.constant(absent()))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("supplier");
    assertThatThrownBy(() -> LazyValue.of(() -> 1).map(absent())).hasMessage("mapper");
    assertThatThrownBy(() -> LazyValue.of(() -> 1).ifResolved(absent())).hasMessage("action");
  }

  @ParameterizedTest
  @EnumSource
  void what_the_supplier_throws_is_thrown_with_a_note_and_the_next_get_tries_again(Kind kind) {
    IllegalArgumentException failure = new IllegalArgumentException("no disk");
    LazyValue<Integer> value =
        kind.make(
            () -> {
              if (runs.incrementAndGet() < 3) {
                throw failure;
              }
              return 7;
            });

    assertThat(catchThrowable(value::get)).isSameAs(failure);
    assertThat(value.isResolved()).isFalse();
    assertThat(catchThrowable(value::get)).isSameAs(failure);
    assertThat(value.get()).isEqualTo(7);
    assertThat(runs).hasValue(3);
    // The same exception, thrown twice, has the note once; made outside, it has no line for it.
    assertThat(failure.getSuppressed()).hasSize(1);
    assertThat(failure.getSuppressed()[0])
        .hasMessage("while computing the LazyValue of io.lazyloader.LazyValueTest");
  }

  @ParameterizedTest
  @EnumSource
  void the_note_has_the_line_of_the_supplier_whatever_it_calls(Kind kind) {
    LazyValue<Integer> value = kind.make(() -> Integer.valueOf("x"));

    Throwable thrown = catchThrowable(value::get);

    assertThat(thrown).isInstanceOf(NumberFormatException.class);
    assertThat(thrown.getSuppressed()[0].getMessage())
        .startsWith("while computing the LazyValue of io.lazyloader.LazyValueTest, supplied at ")
        .containsPattern("LazyValueTest\\.lambda\\$the_note_has.*\\(LazyValueTest.java:\\d+\\)");
  }

  @ParameterizedTest
  @EnumSource
  void each_value_that_a_failure_passes_adds_its_note(Kind kind) {
    LazyValue<Integer> inner = kind.make(() -> Integer.valueOf("x"));
    LazyValue<Integer> outer = kind.make(() -> inner.get() + 1);

    Throwable thrown = catchThrowable(outer::get);

    String here = "LazyValueTest.java:";
    int line = new Throwable().getStackTrace()[0].getLineNumber();
    assertThat(thrown.getSuppressed())
        .extracting(Throwable::getMessage)
        .satisfiesExactly(
            first -> assertThat(first).endsWith(here + (line - 6) + ")"),
            second -> assertThat(second).endsWith(here + (line - 5) + ")"));
  }

  @Test
  void an_exception_that_takes_no_notes_is_thrown_all_the_same() {
    Error mute = new Error("mute", null, false, false) {};
    LazyValue<Integer> value =
        LazyValue.of(
            () -> {
              throw mute;
            });

    assertThat(catchThrowable(value::get)).isSameAs(mute);
    assertThat(mute.getSuppressed()).isEmpty();
  }

  @Test
  void an_exception_that_throws_when_it_is_asked_for_its_stack_is_thrown_all_the_same() {
    RuntimeException hostile =
        new RuntimeException("hostile") {
          @Override
          public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack");
          }
        };
    LazyValue<Integer> value =
        LazyValue.of(
            () -> {
              throw hostile;
            });

    assertThat(catchThrowable(value::get)).isSameAs(hostile);
    assertThat(catchThrowable(value::get)).isSameAs(hostile);
  }

  @ParameterizedTest
  @EnumSource
  void a_checked_exception_that_slips_out_is_thrown_as_it_is(Kind kind) {
    IOException failure = new IOException("no disk");
    LazyValue<Integer> value =
        kind.make(
            () -> {
              throw Sneaky.thrown(failure);
            });

    assertThat(catchThrowable(value::get)).isSameAs(failure);
  }

  @ParameterizedTest
  @EnumSource
  void a_supplier_that_needs_its_own_value_fails_at_once(Kind kind) {
    List<LazyValue<Integer>> self = new ArrayList<>();
    self.add(kind.make(() -> self.get(0).get() + 1));

    assertThatThrownBy(() -> self.get(0).get())
        .isExactlyInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the LazyValue of io.lazyloader.LazyValueTest needs its own value to compute it: the"
                + " supplier reads it again");
    assertThat(self.get(0).isResolved()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void many_threads_see_one_run(Kind kind) throws Exception {
    int count = 8;
    CyclicBarrier barrier = new CyclicBarrier(count);
    LazyValue<Object> value =
        kind.make(
            () -> {
              runs.incrementAndGet();
              return new Object();
            });
    List<Future<Object>> reads = new ArrayList<>();
    for (int thread = 0; thread < count; thread++) {
      reads.add(
          threads.submit(
              () -> {
                barrier.await();
                return value.get();
              }));
    }
    for (Future<Object> read : reads) {
      assertThat(read.get(1, TimeUnit.MINUTES)).isSameAs(value.get());
    }
    assertThat(runs).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource
  void a_thread_that_waits_for_a_failing_supplier_tries_itself(Kind kind) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    LazyValue<Integer> value =
        kind.make(
            () -> {
              if (runs.incrementAndGet() > 1) {
                return 2;
              }
              inside.countDown();
              await(goOn);
              throw new IllegalStateException("first");
            });
    Future<Integer> first = threads.submit(value::get);
    inside.await();
    Thread waiter = new Thread(value::get);
    waiter.start();
    awaitState(waiter, Thread.State.TIMED_WAITING);
    goOn.countDown();

    assertThatThrownBy(() -> first.get(1, TimeUnit.MINUTES))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("first");
    waiter.join(60_000);
    assertThat(value.get()).isEqualTo(2);
    assertThat(runs).hasValue(2);
  }

  @ParameterizedTest
  @EnumSource
  void an_interrupted_thread_waits_on_and_stays_interrupted(Kind kind) throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    LazyValue<Integer> value =
        kind.make(
            () -> {
              inside.countDown();
              await(goOn);
              return 1;
            });
    Future<Integer> first = threads.submit(value::get);
    inside.await();
    AtomicReference<String> seen = new AtomicReference<>("nothing");
    Thread waiter = new Thread(() -> seen.set(value.get() + " " + Thread.interrupted()));
    waiter.start();
    awaitState(waiter, Thread.State.TIMED_WAITING);
    waiter.interrupt();
    goOn.countDown();
    waiter.join(60_000);

    assertThat(seen).hasValue("1 true");
    assertThat(first.get(1, TimeUnit.MINUTES)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void threads_that_wait_for_each_other_fail_instead_of_hanging(Kind kind) throws Exception {
    CyclicBarrier bothInside = new CyclicBarrier(2);
    List<LazyValue<Integer>> both = new ArrayList<>();
    both.add(kind.make(() -> meet(bothInside) + both.get(1).get()));
    both.add(kind.make(() -> meet(bothInside) + both.get(0).get()));

    Future<Integer> first = threads.submit(() -> both.get(0).get());
    Future<Integer> second = threads.submit(() -> both.get(1).get());

    List<Throwable> failures = new ArrayList<>();
    for (Future<Integer> each : List.of(first, second)) {
      Throwable thrown = catchThrowable(() -> each.get(1, TimeUnit.MINUTES));
      assertThat(thrown).isInstanceOf(ExecutionException.class);
      failures.add(thrown.getCause());
    }
    assertThat(failures)
        .anySatisfy(
            failure ->
                assertThat(failure)
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessageMatching(
                        "threads wait for each other in a circle: (pool-\\S+) reads the LazyValue"
                            + " of io.lazyloader.LazyValueTest, which pool-\\S+ resolves while it"
                            + " waits for \\1\\. One of them must not need the other"));
  }

  @Test
  void a_derived_value_is_as_lazy_as_its_source() {
    LazyValue<Integer> source = LazyValue.of(runs::incrementAndGet);
    LazyValue<String> derived = source.map(number -> "number " + number);

    assertThat(source.isResolved()).isFalse();
    assertThat(derived).hasToString("LazyValue[pending, of io.lazyloader.LazyValueTest]");
    assertThat(derived.get()).isEqualTo("number 1");
    assertThat(source.isResolved()).isTrue();
  }

  @Test
  void a_failing_mapper_is_named_by_its_own_line() {
    LazyValue<Integer> derived = LazyValue.of(() -> "x").map(Integer::valueOf);
    LazyValue<Integer> throwing =
        LazyValue.of(() -> 1)
            .map(
                one -> {
                  throw new IllegalStateException("no " + one);
                });

    assertThat(catchThrowable(derived::get).getSuppressed()[0].getMessage())
        .contains(
            "of io.lazyloader.LazyValueTest, supplied at java.base/java.lang.Integer.valueOf");
    assertThat(catchThrowable(throwing::get).getSuppressed()[0].getMessage())
        .contains("supplied at ")
        .contains("LazyValueTest.java:");
  }

  @ParameterizedTest
  @EnumSource
  void the_supplier_and_what_it_captured_are_let_go_of(Kind kind) throws Exception {
    Object captured = new Object();
    WeakReference<Object> reference = new WeakReference<>(captured);
    LazyValue<String> value = makeCapturing(kind, captured);
    captured = "gone";
    value.get();

    for (int attempt = 0; reference.get() != null && attempt < 50; attempt++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(reference.get()).as("still there, beside " + captured).isNull();
    assertThat(value.get()).isEqualTo("value");
  }

  @ParameterizedTest
  @EnumSource
  void serialising_writes_the_value(Kind kind) throws Exception {
    Object secret = new Object();
    LazyValue<String> value = kind.make(() -> "value of " + (secret.hashCode() >= 0));

    LazyValue<?> copy = (LazyValue<?>) read(write(value));

    assertThat(value.isResolved()).isTrue();
    assertThat(copy.isResolved()).isTrue();
    assertThat(copy.get()).isEqualTo("value of true");
    assertThat(copy).hasToString("LazyValue[value of true]");
    assertThat(((LazyValue<?>) read(write(kind.<@Nullable String>make(() -> null)))).get())
        .isNull();
  }

  @ParameterizedTest
  @EnumSource
  void serialising_reports_a_failing_supplier_and_a_value_that_is_not_serialisable(Kind kind) {
    LazyValue<Integer> failing = kind.make(() -> Integer.valueOf("x"));
    LazyValue<Object> stubborn = kind.make(Object::new);

    assertThatThrownBy(() -> write(failing)).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> write(stubborn))
        .isInstanceOf(NotSerializableException.class)
        .hasMessage("java.lang.Object");
  }

  @Test
  void a_forged_stream_is_refused() {
    assertThatThrownBy(() -> read(forgedStream()))
        .isInstanceOf(InvalidObjectException.class)
        .hasMessage("a LazyValue is serialised as its value");
  }

  /** An object of the class itself, without fields, as nothing but an attacker writes it. */
  private static byte[] forgedStream() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
      out.writeShort(ObjectStreamConstants.STREAM_VERSION);
      out.writeByte(ObjectStreamConstants.TC_OBJECT);
      out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
      out.writeUTF(LockedValue.class.getName());
      out.writeLong(1L);
      out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
      out.writeShort(0);
      out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
      out.writeByte(ObjectStreamConstants.TC_NULL);
    }
    return bytes.toByteArray();
  }

  private static LazyValue<String> makeCapturing(Kind kind, Object captured) {
    return kind.make(() -> captured.hashCode() == 0 ? "zero" : "value");
  }

  private static byte[] write(Object object) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(object);
    }
    return bytes.toByteArray();
  }

  private static Object read(byte[] bytes) throws IOException, ClassNotFoundException {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
      return in.readObject();
    }
  }

  /** Lets the first two go on together; later ones come alone, after a circle was cut. */
  private int meet(CyclicBarrier barrier) {
    if (runs.incrementAndGet() <= 2) {
      try {
        barrier.await(1, TimeUnit.MINUTES);
      } catch (BrokenBarrierException | TimeoutException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
    return 1;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(1, TimeUnit.MINUTES)) {
        throw new UncheckedIOException(new IOException("nobody came"));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitState(Thread thread, Thread.State state) throws InterruptedException {
    while (thread.getState() != state) {
      Thread.sleep(1);
    }
  }

  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
  private static <T> T absent() {
    return null;
  }
}
