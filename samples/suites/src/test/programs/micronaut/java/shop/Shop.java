package shop;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Error;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.runtime.Micronaut;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A shop. */
@Controller("/wares")
public class Shop {
  private final Prices prices;

  Shop(Prices prices) {
    this.prices = prices;
  }

  public static void main(String[] args) {
    Micronaut.run(Shop.class, args);
  }

  @Get("/{name}")
  Ware ware(String name) {
    return new Ware(name, prices.of(name));
  }

  @Post
  HttpResponse<List<Ware>> add(@Body List<Ware> wares) {
    return HttpResponse.created(wares);
  }

  @Get("/fails")
  String fails() {
    throw new IllegalStateException("as told");
  }

  @Error
  HttpResponse<Map<String, String>> failed(IllegalStateException e) {
    return HttpResponse.badRequest(new TreeMap<>(Map.of("failed", e.getMessage())));
  }

  @Introspected
  record Ware(String name, int price) {}

  @Singleton
  static class Prices {
    private final int factor;

    Prices(@Value("${shop.factor:3}") int factor) {
      this.factor = factor;
    }

    int of(String name) {
      return factor * name.length();
    }
  }
}
