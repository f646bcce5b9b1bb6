package shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** A shop. */
@Path("/wares")
public class Shop {
  private static final Logger LOG = Logger.getLogger(Shop.class);

  @Inject Prices prices;

  @GET
  @Path("/{name}")
  public Ware ware(String name) {
    LOG.infof("asked for %s", name);
    return new Ware(name, prices.of(name));
  }

  @POST
  public Response add(List<Ware> wares) {
    return Response.status(201).entity(wares).build();
  }

  @GET
  @Path("/fails")
  public String fails() {
    throw new IllegalStateException("as told");
  }

  /** What is sold. */
  public record Ware(String name, int price) {}

  /** Counts letters. */
  @ApplicationScoped
  public static class Prices {
    @ConfigProperty(name = "shop.factor", defaultValue = "3")
    int factor;

    int of(String name) {
      return factor * name.length();
    }
  }
}
