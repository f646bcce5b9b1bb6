//// A loop that never ends
// field NEVER: UNKNOWN because no budget is enough
class Endless {
  static final int NEVER = spin();

  static int spin() {
    int turns = 0;
    while (turns >= 0) {
      turns = turns == 5 ? 0 : turns + 1;
    }
    return turns;
  }
}

//// A loop of a thousand million rounds
// field SUM: UNKNOWN because the budget is spent before the loop ends
class Heavy {
  static final long SUM = sum();

  static long sum() {
    long sum = 0;
    for (int i = 0; i < 1_000_000_000; i++) {
      sum += i ^ (sum >>> 3);
    }
    return sum;
  }
}

//// A recursion without end
// field DEPTH: not PROVEN because it would end in a StackOverflowError
class Bottomless {
  static final int DEPTH = depth(0);

  static int depth(int depth) {
    return depth(depth + 1) + 1;
  }
}

//// A recursion that catches the overflow of the stack
// field DEPTH: not PROVEN because the depth depends on the thread that reads first
class Measures {
  private static int deepest;
  static final int DEPTH = measure();

  static int measure() {
    try {
      dive(1);
    } catch (StackOverflowError e) {
      return deepest;
    }
    return 0;
  }

  static void dive(int depth) {
    deepest = depth;
    dive(depth + 1);
  }
}

//// A recursion of modest depth
// field SUM: PROVEN because a hundred frames fit on every stack
class Modest {
  static final int SUM = sum(100);

  static int sum(int n) {
    return n == 0 ? 0 : n + sum(n - 1);
  }
}

//// A recursion as deep as a small stack
// field SUM: not PROVEN because a thread with a small stack would overflow where main does not
class Deep {
  static final int SUM = sum(8000);

  static int sum(int n) {
    return n == 0 ? 0 : n + sum(n - 1);
  }
}

//// An array of two thousand million elements
// field CELLS: not PROVEN because it may end in an OutOfMemoryError, sooner or later
class Huge {
  static final byte[] CELLS = new byte[2_000_000_000];
}

//// A hundred megabytes in small pieces
// field PIECES: not PROVEN because the engine does not allocate without end
class Pieces {
  static final int PIECES = allocate();

  static int allocate() {
    List<byte[]> pieces = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      pieces.add(new byte[1000]);
    }
    return pieces.size();
  }
}

//// A string that doubles too often
// field LENGTH: not PROVEN because the engine does not allocate without end
class Doubling {
  static final int LENGTH = length();

  static int length() {
    String text = "x";
    for (int i = 0; i < 30; i++) {
      text += text;
    }
    return text.length();
  }
}

//// A table of squares
// field SQUARES: PROVEN because a few thousand steps are affordable
class Squares {
  static final int[] SQUARES = squares();

  static int[] squares() {
    int[] squares = new int[256];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = i * i;
    }
    return squares;
  }
}

//// A checksum table
// field TABLE: PROVEN because it is a loop over ints that ends
class Crc {
  static final int[] TABLE = new int[256];

  static {
    for (int n = 0; n < 256; n++) {
      int c = n;
      for (int k = 0; k < 8; k++) {
        c = (c & 1) == 0 ? c >>> 1 : 0xEDB88320 ^ (c >>> 1);
      }
      TABLE[n] = c;
    }
  }
}

//// A heavy loop does not spoil its neighbours
// field BEFORE: PROVEN because its own region is short
// field SUM: UNKNOWN because the budget is spent before the loop ends
// field AFTER: UNKNOWN "could not be followed" because what comes before may read it
class Neighbours {
  static final String BEFORE = "be".concat("fore");
  static final int SUM = sum();
  static final String AFTER = "af".concat("ter");

  static int sum() {
    int sum = 0;
    for (int i = 0; i < 100_000_000; i++) {
      sum ^= i;
    }
    return sum;
  }
}

//// A pattern that tries all ways to cut a string
// field MATCHES: not PROVEN because matching takes longer than the budget allows
class Backtracks {
  static final boolean MATCHES = "x".repeat(100).matches(".*.*.*.*.*y");
}

//// A string of hundreds of millions of characters
// field LENGTH: not PROVEN because the engine does not allocate without end
class Repeats {
  static final int LENGTH = "ab".repeat(200_000_000).length();
}

//// A builder of hundreds of millions of characters
// field LENGTH: not PROVEN because the engine does not allocate without end
class Lengthens {
  static final int LENGTH = length();

  static int length() {
    StringBuilder text = new StringBuilder();
    text.setLength(400_000_000);
    return text.length();
  }
}
