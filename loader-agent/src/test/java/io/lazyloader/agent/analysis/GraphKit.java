package io.lazyloader.agent.analysis;

/** What all generated graphs build on: Java source, compiled with them. */
final class GraphKit {
  /**
   * Nearly all helpers take null, since fields that are read too early are null. {@code Registry}
   * is the state that all classes share; {@code Seen} writes down what a program can see.
   */
  static final String SOURCE =
      """
      package graphkit;
      public final class Kit {
        public interface Op { int at(int x); }
        public interface Thing { int value(); void poke(int x); String show(); }
        public static class Box implements Thing {
          public int held;
          public Box(int held) { this.held = held; }
          public int value() { return held; }
          public void poke(int x) { held = held * 3 + x; }
          public String show() { return "box " + held; }
        }
        public static final class Pair implements Thing {
          private final String text;
          private final List<String> list;
          public Pair(String text, List<String> list) { this.text = text; this.list = list; }
          public int value() { return len(text) + len(list); }
          public void poke(int x) { add(list, "p" + x); }
          public String show() { return text + " with " + list; }
        }
        public record Row(int[] cells) {}
        public static final class Fixed implements Thing {
          private final int number;
          public Fixed(int number) { this.number = number; }
          public int value() { return number; }
          public void poke(int x) {
            try {
              java.lang.reflect.Field field = Fixed.class.getDeclaredField("number");
              field.setAccessible(true);
              field.setInt(this, value() * 3 + x);
            } catch (ReflectiveOperationException e) {
              throw new AssertionError(e);
            }
          }
          public String show() { return "fixed " + value(); }
        }
        public static final class Registry {
          public static final List<String> LOG = new ArrayList<>();
          public static final Map<String, Integer> COUNTS = new TreeMap<>();
          public static int count;
          public static String last;
          static String show() { return LOG + " " + COUNTS + " " + count + " " + last; }
        }
        public static <T> T same(T value) { return value; }
        public static String clip(String text) {
          return text == null ? "-" : text.length() > 24 ? text.substring(text.length() - 24) : text;
        }
        public static int len(Object value) {
          return value == null ? -1
              : value instanceof int[] ints ? ints.length
              : value instanceof List<?> list ? list.size()
              : value instanceof Map<?, ?> map ? map.size()
              : value instanceof CharSequence text ? text.length()
              : 7;
        }
        public static int at(int[] values, int index) {
          return values == null || values.length == 0 ? -2 : values[Math.floorMod(index, values.length)];
        }
        public static int at(Op op, int x) { return op == null ? -3 : op.at(x); }
        public static int value(Thing thing) { return thing == null ? -4 : thing.value(); }
        public static int get(Map<String, Integer> map, String key) {
          return map == null || key == null ? -5 : map.getOrDefault(key, -6);
        }
        public static String first(List<String> list, int index) {
          return list == null || list.isEmpty() ? "none" : list.get(Math.floorMod(index, list.size()));
        }
        public static void set(int[] values, int index, int value) {
          if (values != null && values.length > 0) { values[Math.floorMod(index, values.length)] = value; }
        }
        public static void add(List<String> list, String text) {
          try {
            if (list != null && list.size() < 12) { list.add(clip(text)); }
          } catch (UnsupportedOperationException e) {
            replace(list, text);
          }
        }
        private static void replace(List<String> list, String text) {
          try {
            if (!list.isEmpty()) { list.set(0, clip(text)); }
          } catch (UnsupportedOperationException e) {
            text = "";
          }
        }
        public static void put(Map<String, Integer> map, String key, int value) {
          try {
            if (map != null && key != null && map.size() < 12) { map.put(clip(key), value); }
          } catch (UnsupportedOperationException e) {
            key = "";
          }
        }
        public static void append(StringBuilder builder, String text) {
          if (builder != null && builder.length() < 60) { builder.append(clip(text)); }
        }
        public static void poke(Thing thing, int x) { if (thing != null) { thing.poke(x); } }
        public static int[] row(int index, int[][] rows) { return rows[index]; }
        public static int[] copy(int[] values) { return values == null ? new int[2] : values.clone(); }
        public static int[] filled(int length, int step) {
          int[] values = new int[Math.floorMod(length, 6) + 1];
          for (int i = 0; i < values.length; i++) { values[i] = i * step; }
          return values;
        }
        public static List<String> copy(List<String> list) {
          return list == null ? new ArrayList<>() : new ArrayList<>(list);
        }
        public static List<String> view(List<String> list) {
          return list == null ? List.of() : Collections.unmodifiableList(list);
        }
        public static Map<String, Integer> copy(Map<String, Integer> map) {
          return map == null ? new HashMap<>() : new HashMap<>(map);
        }
        public static Map<String, Integer> map(String key, int value) {
          Map<String, Integer> map = new HashMap<>();
          map.put(key, value);
          return map;
        }
        public static void fail(int x) {
          if (x % 3 == 0) { throw new IllegalStateException("failed " + x); }
        }
        public static String text(Object value) {
          return value instanceof int[] ints ? Arrays.toString(ints)
              : value instanceof Thing thing ? thing.show()
              : value instanceof Op ? "op"
              : clip(String.valueOf(value));
        }
        public static final class Seen {
          private final StringBuilder text = new StringBuilder();
          private final Map<Object, Integer> known = new IdentityHashMap<>();
          public void value(String name, Object value) {
            text.append(name).append(" = ");
            show(value);
            text.append('\\n');
          }
          private void show(Object value) {
            if (value != null) {
              Integer number = known.putIfAbsent(value, known.size());
              text.append('#').append(number == null ? known.size() - 1 : number).append(' ');
            }
            if (value instanceof Op op) {
              text.append(op.at(3)).append(' ').append(op.at(4));
            } else if (value instanceof Thing thing) {
              text.append(thing.show()).append(' ').append(thing.value());
            } else if (value instanceof List<?> list) {
              for (Object each : list) { show(each); text.append(", "); }
              text.append(list.getClass().getSimpleName());
            } else if (value instanceof int[] ints) {
              text.append(Arrays.toString(ints));
            } else {
              text.append(value);
            }
          }
          public void threw(String name, Throwable thrown) {
            text.append(name).append(" threw");
            for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
              text.append(' ').append(cause.getClass().getName());
              // The JVM words the null it found after the instruction that yielded it.
              if (!(cause instanceof NullPointerException)) {
                text.append(' ').append(cause.getMessage());
              }
            }
            text.append('\\n');
          }
          public String all() { return text + "registry: " + Registry.show(); }
        }
      }
      """;

  private GraphKit() {}
}
