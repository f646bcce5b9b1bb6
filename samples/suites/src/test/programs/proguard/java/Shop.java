import java.util.ArrayList;
import java.util.List;

/** Something to shrink. */
public class Shop {
  private final List<String> wares = new ArrayList<>();

  public static void main(String[] args) {
    Shop shop = new Shop();
    shop.add("tea");
    System.out.println(shop.wares);
  }

  private void add(String ware) {
    if (ware != null && !ware.isEmpty()) {
      wares.add(ware.trim());
    }
  }

  int unused(int n) {
    return n <= 1 ? 1 : n * unused(n - 1);
  }
}
