package shop;

import io.lazyloader.Lazy;
import java.util.List;

/** Has a catalogue that a run may never look into. */
public class Shop {
  @Lazy private static final List<String> CATALOGUE = load("catalogue");
  @Lazy private static final List<String> CUSTOMERS = load("customers");

  private static List<String> load(String what) {
    return List.of(what);
  }

  /** Opens without a look at anything. */
  public static void open() {}

  /** Looks into the catalogue. */
  public static String first() {
    return CATALOGUE.get(0);
  }

  /** Looks at the customers. */
  public static int customers() {
    return CUSTOMERS.size();
  }
}
