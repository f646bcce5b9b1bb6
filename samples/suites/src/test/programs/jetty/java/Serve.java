import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;

/** Serves a directory with JSPs. */
public class Serve {
  public static void main(String[] args) throws Exception {
    Server server = new Server(Integer.parseInt(args[0]));
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setBaseResourceAsPath(Path.of("in/web").toAbsolutePath());
    context.setAttribute(
        "org.eclipse.jetty.server.webapp.ContainerIncludeJarPattern", ".*jstl.*\\.jar$");
    context.addServlet(Echo.class, "/echo");
    server.setHandler(context);
    server.setStopAtShutdown(true);
    server.start();
    server.join();
  }

  /** Answers with what it was asked. */
  public static class Echo extends HttpServlet {
    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.setContentType("text/plain;charset=utf-8");
      request.getSession().setAttribute("seen", true);
      response.getWriter().print(request.getParameterMap().keySet() + " " + request.getMethod());
      request.getReader().transferTo(response.getWriter());
    }
  }
}
