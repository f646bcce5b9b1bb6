package io.lazyloader.samples.jcstress;

import io.lazyloader.runtime.LazyRegions;
import io.lazyloader.runtime.UnlistedRegions;
import java.lang.invoke.MethodHandles;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** A rewritten class with one deferred reference whose readers get a proxy. */
class MemberClass extends EmittedClass {
  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

  private final LazyRegions proxies = UnlistedRegions.create(LOOKUP, 1, "Sample.java;1:VALUE[");

  /** The field itself, which holds the proxy. */
  private volatile @Nullable IntSupplier field;

  /** The field beside it, which holds the value. */
  private volatile @Nullable Plain value;

  /** How often the initialiser ran; plain on purpose. */
  private int runs;

  MemberClass() {
    super(1);
  }

  /** What the proxies of {@link #readOfLibrary} call; nobody calls them. */
  @SuppressWarnings("unused")
  private static IntSupplier $lazy$get$VALUE() {
    throw new IllegalStateException("not to be resolved");
  }

  @Override
  void run(int region) {
    runs++;
    value = new Plain();
  }

  /** Mirrors {@code MemberWriter.accessor} and {@code slowPath}, with the library's own proxy. */
  final IntSupplier readOfLibrary() {
    IntSupplier known = field;
    if (known != null) {
      return known;
    }
    Object proxy = proxies.member(0, "VALUE", "Ljava/util/function/IntSupplier;");
    IntSupplier made = (IntSupplier) Objects.requireNonNull(proxy);
    field = made;
    return made;
  }

  /** Mirrors {@code ProxyClassFile.delegating}: what a call on a proxy does. */
  final int call() {
    Plain resolved = value;
    if (resolved == null) {
      resolve(0);
      resolved = value;
    }
    return Plain.check(Objects.requireNonNull(resolved, "Sample#VALUE is null"));
  }

  final int runs() {
    return runs;
  }
}
