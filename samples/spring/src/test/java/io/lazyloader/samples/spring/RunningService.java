package io.lazyloader.samples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The service in a process of its own. */
final class RunningService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PASSWORD =
      Base64.getEncoder()
          .encodeToString("ada:secret".getBytes(java.nio.charset.StandardCharsets.UTF_8));

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Path log;

  private RunningService(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts it and waits until it is healthy.
   *
   * @param command to which the port is added
   * @param environment more of it
   * @param log takes what it prints
   */
  static RunningService start(List<String> command, Map<String, String> environment, Path log)
      throws IOException, InterruptedException {
    int port = freePort();
    List<String> words = new ArrayList<>(command);
    words.add("--server.port=" + port);
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    RunningService service = new RunningService(builder.start(), port, log);
    service.awaitHealth();
    return service;
  }

  /** A port that nothing listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void awaitHealth() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      assertThat(process.isAlive()).as(printed()).isTrue();
      try {
        if (send(request("/actuator/health")).statusCode() == 200) {
          return;
        }
      } catch (ConnectException e) {
        // Not yet.
      }
      Thread.sleep(100);
    }
    close();
    throw new AssertionError("no answer in " + PATIENCE + ":\n" + printed());
  }

  /** What it printed so far. */
  String printed() throws IOException {
    return Files.readString(log);
  }

  /** What it answers to a visit to the shop: to lookers, to a buyer of books and to a stranger. */
  List<String> visit() throws IOException, InterruptedException {
    List<String> answers = new ArrayList<>();
    for (String path :
        List.of(
            "/actuator/health",
            "/books",
            "/books?below=1000",
            "/books/3",
            "/books/99",
            "/books/x",
            "/authors/1/books",
            "/missing")) {
      answers.add(answer(request(path)));
    }
    String book = "{\"title\":\"New\",\"cents\":5,\"author\":2}";
    HttpRequest.Builder post =
        request("/books")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(book));
    answers.add(answer(post));
    answers.add(answer(post.header("Authorization", "Basic " + PASSWORD)));
    answers.add(answer(request("/authors/2/books")));
    return answers;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  /** Status, type and body, without what is another each time. */
  private String answer(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> response = send(request);
    return response.request().method()
        + ' '
        + response.uri().getPath()
        + ' '
        + response.statusCode()
        + ' '
        + response.headers().firstValue("Content-Type").orElse("-")
        + ' '
        + response.body().replaceFirst("\"timestamp\":\"[^\"]*\"", "\"timestamp\":TIME");
  }

  /** Asks it to end by SIGTERM, and returns its exit code. */
  int stop() throws IOException, InterruptedException {
    process.destroy();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(printed()).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
