//// Atomic variables
// field INTEGER: PROVEN because it only allocates
// field LONG: PROVEN because it only allocates
// field REFERENCE: PROVEN because it only allocates
// field FLAG: PROVEN because it only allocates
class Atomics {
  static final java.util.concurrent.atomic.AtomicInteger INTEGER =
      new java.util.concurrent.atomic.AtomicInteger(5);
  static final java.util.concurrent.atomic.AtomicLong LONG =
      new java.util.concurrent.atomic.AtomicLong();
  static final java.util.concurrent.atomic.AtomicReference<String> REFERENCE =
      new java.util.concurrent.atomic.AtomicReference<>("initial");
  static final java.util.concurrent.atomic.AtomicBoolean FLAG =
      new java.util.concurrent.atomic.AtomicBoolean(true);
}

//// Locks that are only made
// field LOCK: PROVEN because a lock that nobody holds is an object like any other
// field SEMAPHORE: PROVEN because a semaphore that nobody holds is an object like any other
// field LATCH: PROVEN because a latch that nobody waits for is an object like any other
class MadeLocks {
  static final java.util.concurrent.locks.ReentrantLock LOCK =
      new java.util.concurrent.locks.ReentrantLock();
  static final java.util.concurrent.Semaphore SEMAPHORE = new java.util.concurrent.Semaphore(1);
  static final java.util.concurrent.CountDownLatch LATCH =
      new java.util.concurrent.CountDownLatch(1);
}

//// A lock for readers and writers
// field LOCK: PROVEN because a lock that nobody holds is an object like any other
class ReadWriteLocks {
  static final java.util.concurrent.locks.ReadWriteLock LOCK =
      new java.util.concurrent.locks.ReentrantReadWriteLock();
}

//// A thread local
// field LOCAL: PROVEN because the number that it draws from a counter is seen by nobody
class ThreadLocals {
  static final ThreadLocal<String> LOCAL = ThreadLocal.withInitial(() -> "initial");
}

//// An updater of a field
// field UPDATER: PROVEN because the class that asks stays the same
class Updaters {
  volatile int count;
  static final java.util.concurrent.atomic.AtomicIntegerFieldUpdater<Updaters> UPDATER =
      java.util.concurrent.atomic.AtomicIntegerFieldUpdater.newUpdater(Updaters.class, "count");
}

//// A handle of a field
// field HANDLE: PROVEN because the class that asks stays the same
class Handles {
  int count;
  static final java.lang.invoke.VarHandle HANDLE = handle();

  static java.lang.invoke.VarHandle handle() {
    try {
      return java.lang.invoke.MethodHandles.lookup()
          .findVarHandle(Handles.class, "count", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}

//// A lookup of method handles
// field LOOKUP: PROVEN because the class that asks stays the same
class Lookups {
  static final java.lang.invoke.MethodHandles.Lookup LOOKUP =
      java.lang.invoke.MethodHandles.lookup();
}

//// A future that is complete
// field FUTURE: not PROVEN because its class asks for the number of processors and properties
class Futures {
  static final Object FUTURE = java.util.concurrent.CompletableFuture.completedFuture("x").join();
}
