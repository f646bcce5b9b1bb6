import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.StaticHandler;

/** A shop that is served over HTTP and asks itself over the event bus. */
public class Serve extends AbstractVerticle {
  public static void main(String[] args) {
    Vertx vertx = Vertx.vertx();
    vertx.eventBus().<JsonObject>consumer("price", m -> m.reply(m.body().getString("ware").length()));
    Router router = Router.router(vertx);
    router.route().handler(BodyHandler.create());
    router.get("/wares/:ware").handler(context ->
        vertx.eventBus().<Integer>request("price",
            new JsonObject().put("ware", context.pathParam("ware")))
            .onSuccess(reply -> context.json(
                new JsonObject().put("ware", context.pathParam("ware")).put("price", reply.body())))
            .onFailure(context::fail));
    router.post("/wares").handler(context -> {
      JsonArray all = context.body().asJsonArray();
      context.response().setStatusCode(201).end(all.add(all.size()).encodePrettily());
    });
    router.get("/fails").handler(context -> {
      throw new IllegalStateException("as told");
    });
    router.route("/in/*").handler(StaticHandler.create("in").setCachingEnabled(false));
    vertx.createHttpServer().requestHandler(router).listen(Integer.parseInt(args[0]), "127.0.0.1")
        .onSuccess(server -> System.out.println("up"));
  }
}
