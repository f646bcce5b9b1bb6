package io.lazyloader.samples.jcstress;

import org.jspecify.annotations.Nullable;

/**
 * An object without any final field: nothing but its publication makes its contents visible to
 * another thread.
 */
final class Plain {
  /** What {@link #check} says of an object that is all there. */
  static final int WHOLE = 1;

  /** What {@link #check} says of null. */
  static final int ABSENT = 0;

  /** What {@link #check} says of an object that is not all there. */
  static final int HALF_BUILT = -1;

  private int number;
  private long wide;
  private @Nullable String text;
  private int @Nullable [] array;

  Plain() {
    number = 1;
    wide = 0x1_0000_0001L;
    text = "text";
    array = new int[] {1, 2, 3};
  }

  /** Says how much of an object the calling thread sees. */
  static int check(@Nullable Plain plain) {
    if (plain == null) {
      return ABSENT;
    }
    String text = plain.text;
    int[] array = plain.array;
    boolean isWhole =
        plain.number == 1
            && plain.wide == 0x1_0000_0001L
            && text != null
            && text.length() == 4
            && array != null
            && array[0] + array[1] + array[2] == 6;
    return isWhole ? WHOLE : HALF_BUILT;
  }
}
