package io.lazyloader.samples.jcstress;

import org.jspecify.annotations.Nullable;

/** A rewritten class with one deferred reference, whose value says that it is resolved. */
abstract class ValueGuardedClass extends EmittedClass {
  private volatile @Nullable Plain field;

  /** How often the initialiser ran; plain on purpose. */
  private int runs;

  ValueGuardedClass() {
    super(1);
  }

  /** The right-hand side of the field's declaration. */
  abstract @Nullable Plain value() throws Exception;

  @Override
  void run(int region) throws Exception {
    runs++;
    field = value();
  }

  /** Mirrors {@code AccessorWriter.deferred}, not flagged. */
  final @Nullable Plain read() {
    Plain value = field;
    if (value != null) {
      return value;
    }
    resolve(0);
    return field;
  }

  /** The fast path of {@link #read} alone. */
  final @Nullable Plain peek() {
    return field;
  }

  final int runs() {
    return runs;
  }
}
