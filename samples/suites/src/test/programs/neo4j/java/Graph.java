import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.graphdb.GraphDatabaseService;
import org.neo4j.graphdb.Result;
import org.neo4j.graphdb.Transaction;

/** Asks a small graph. */
public class Graph {
  public static void main(String[] args) {
    DatabaseManagementService service =
        new DatabaseManagementServiceBuilder(Path.of("graph")).build();
    GraphDatabaseService graph = service.database(GraphDatabaseSettings.DEFAULT_DATABASE_NAME);
    try (Transaction tx = graph.beginTx()) {
      tx.execute(
          "CREATE (a:Person {name: 'Ada', born: date('1815-12-10')})-[:KNOWS {since: 1833}]->"
              + "(b:Person {name: 'Charles'})-[:KNOWS]->(:Person {name: 'John'})");
      tx.commit();
    }
    try (Transaction tx = graph.beginTx()) {
      Result paths =
          tx.execute(
              "MATCH p = (a:Person {name: $name})-[:KNOWS*]->(b) RETURN length(p) AS n, b.name AS b,"
                  + " [x IN nodes(p) | toUpper(x.name)] AS names ORDER BY n",
              Map.of("name", "Ada"));
      System.out.println(paths.resultAsString());
      System.out.println(
          tx.execute("PROFILE MATCH (p:Person) WHERE p.name STARTS WITH 'J' RETURN count(*) AS c")
              .resultAsString());
      try {
        tx.execute("MATCH (n RETURN n");
      } catch (RuntimeException e) {
        System.out.println(e.getMessage());
      }
    }
    service.shutdown();
  }
}
