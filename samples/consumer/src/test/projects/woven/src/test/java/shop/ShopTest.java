package shop;

import static io.lazyloader.junit.LazyAssertions.assertPending;
import static io.lazyloader.junit.LazyAssertions.assertResolved;

import io.lazyloader.junit.LazyLoading;
import org.junit.jupiter.api.Test;

@LazyLoading(woven = true)
class ShopTest {
  @Test
  void only_what_is_read_is_loaded() {
    Shop.open();
    assertPending("shop.Shop#CATALOGUE");

    Shop.first();
    assertResolved("shop.Shop#CATALOGUE");
    assertPending("shop.Shop#CUSTOMERS");
  }
}
