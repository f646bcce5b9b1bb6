import java.util.HashMap;
import java.util.Map;

/** Something to complain of. */
public class Buggy {
  private static final Map<String, Integer> COUNTS = new HashMap<>();
  private int unread;

  boolean same(String a, String b) {
    return a == b;
  }

  int length(String s) {
    if (s == null) {
      System.out.println(s.length());
    }
    unread = 1;
    return COUNTS.size();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof String;
  }

  void ignored() {
    try {
      Thread.sleep(1);
    } catch (Exception e) {
    }
    "a".trim();
  }
}
