package io.lazyloader.samples.suites;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A question to a server on the loopback interface, and its answer as text. A question is written
 * as one of
 *
 * <pre>
 * GET /path
 * POST /path TYPE BODY        likewise PUT, PATCH and DELETE
 * GET user:password@/path
 * TCP text                    answers what is sent back until the server closes
 * </pre>
 */
final class Exchange {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private Exchange() {}

  /** Throws if nobody answers. */
  static String answer(String question, int port) throws IOException {
    return question.startsWith("TCP ") ? tcp(question.substring(4), port) : http(question, port);
  }

  private static String http(String question, int port) throws IOException {
    String[] parts = question.split(" ", 4);
    int at = parts[1].indexOf("@/");
    URI uri = URI.create("http://127.0.0.1:" + port + parts[1].substring(at + 1));
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(PATIENCE);
    if (at >= 0) {
      byte[] user = parts[1].substring(0, at).getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(user));
    }
    if (parts.length > 3) {
      request.header("Content-Type", parts[2]);
      request.method(parts[0], BodyPublishers.ofString(parts[3]));
    } else {
      request.method(parts[0], BodyPublishers.noBody());
    }
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
      return text(response);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(HttpResponse<String> response) {
    String headers =
        response.headers().map().entrySet().stream()
            .map(entry -> entry.getKey() + ": " + String.join(", ", sorted(entry.getValue())))
            .collect(Collectors.joining("\n"));
    return response.statusCode() + "\n" + headers + "\n\n" + response.body();
  }

  private static List<String> sorted(List<String> values) {
    return values.stream().sorted().toList();
  }

  private static String tcp(String text, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 5_000);
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
