package io.lazyloader.samples.toolbox.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.StringJoiner;
import org.h2.jdbcx.JdbcConnectionPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers SQL from a database in memory that holds a table of planets. Library: H2. */
public final class SqlTool implements Tool {
  private static final Logger LOG = LoggerFactory.getLogger(SqlTool.class);
  private static final String URL = "jdbc:h2:mem:toolbox;DB_CLOSE_DELAY=-1";

  private final JdbcConnectionPool pool = JdbcConnectionPool.create(URL, "toolbox", "");

  /** Opens the connection pool, and creates and fills the table. */
  public SqlTool() {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(Input.resource("planets.sql"));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String usage() {
    return "[STATEMENT] (the table is planets: name, moons, orbit_days)";
  }

  @Override
  public String run(List<String> args, InputStream stdin) throws Exception {
    String sql = Input.text(args, 0, stdin);
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      LOG.debug("executing {}", sql);
      return statement.execute(sql)
          ? print(statement.getResultSet())
          : statement.getUpdateCount() + " rows changed";
    }
  }

  private static String print(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    StringJoiner lines = new StringJoiner("\n");
    StringJoiner header = new StringJoiner("\t");
    for (int column = 1; column <= columns; column++) {
      header.add(rows.getMetaData().getColumnLabel(column));
    }
    lines.add(header.toString());
    while (rows.next()) {
      StringJoiner line = new StringJoiner("\t");
      for (int column = 1; column <= columns; column++) {
        line.add(rows.getString(column));
      }
      lines.add(line.toString());
    }
    return lines.toString();
  }
}
