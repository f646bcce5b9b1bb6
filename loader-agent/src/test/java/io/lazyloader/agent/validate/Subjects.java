package io.lazyloader.agent.validate;

/** Sources of classes in which there is something to rewrite. */
final class Subjects {
  static final String FIELDS =
      """
      class Fields {
        static final Object A = new Object();
        private static final int B = Integer.parseInt("1");
        static String c = "c".trim();
        static final long[] D = new long[3];
        static final double E;
        static final List<String> F;
        static { double e = Math.random(); E = e; F = new ArrayList<>(); F.add("f"); }
        static final Object G;
        static {
          Object g;
          try { g = Class.forName("nowhere"); } catch (ClassNotFoundException x) { g = null; }
          G = g;
        }
        @Deprecated static Object all() { return A + c + B + D.length + E + F + G; }
        static int number(String text) {
          try { return Integer.parseInt(text); }
          catch (NumberFormatException e) { return 1; }
          catch (RuntimeException e) { return 2; }
        }
        static Supplier<Object> later() { return () -> A; }
      }
      """;

  static final String PROXIES =
      """
      class Proxies {
        @Lazy(access = Lazy.Access.MEMBER) static final List<String> ONE = List.of("1");
        @Lazy(access = Lazy.Access.MEMBER) static final Runnable TWO;
        static { Runnable two = Proxies::all; two.run(); TWO = two; Log.note("x", TWO); }
        static void all() { ONE.size(); TWO.run(); }
      }
      """;

  static final String[] INTERFACES = {
    """
    interface Service {
      Object A = new Object();
      int B = Integer.parseInt("1");
      long C = Long.parseLong("1") + B;
      boolean D = Boolean.parseBoolean("true");
      char E = "e".charAt(0);
    }
    """,
    """
    class Direct implements Service {
      static Object all() { return A + "" + B + C + D + E; }
    }
    """,
    """
    class Other {
      static Object all() { return Service.A + "" + Direct.B + Direct.C + Direct.E; }
    }
    """,
  };

  static final String[] REFLECTION = {
    """
    class Reflecting {
      static final Object A = new Object();
      interface Reader { Object read(java.lang.reflect.Field f, Object o) throws Exception; }
      static Object all(java.lang.reflect.Field f) throws Exception {
        Reader reader = java.lang.reflect.Field::get;
        f.set(null, A);
        f.setLong(null, 1L);
        System.out.println(f + f.toString() + f.getModifiers());
        Reflecting.class.getDeclaredMethod("all").invoke(null, f);
        return reader.read(f, null) + "" + f.get(null) + Reflecting.class.getFields();
      }
    }
    """,
    """
    class Loader extends java.net.URLClassLoader {
      static final Object A = new Object();
      Loader() { super(new java.net.URL[0]); }
      static void all(java.net.URLClassLoader other) throws Exception { other.close(); }
    }
    """,
    """
    class Closing extends java.net.URLClassLoader {
      static final Object A = new Object();
      Closing() { super(new java.net.URL[0]); }
      public void close() throws java.io.IOException { super.close(); }
    }
    """,
  };

  static final String SERIAL =
      """
      interface Named extends java.io.Serializable { Object NAME = new Object(); }

      class Serial implements java.io.Serializable {
        public static final Object A = new Object();
        protected int number;
        static void get$one() {}
        void get() {}
        private void hidden() {}
      }
      """;

  private Subjects() {}
}
