import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import scala.Tuple2;

/** Counts words with RDDs, and again in SQL. */
public class Words {
  public static void main(String[] args) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .appName("words")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", "2")
            .getOrCreate();
    List<String> words = List.of("tea", "salt", "tea", "gold", "tea", "salt");
    JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
    context.parallelize(words, 2).mapToPair(word -> new Tuple2<>(word, 1))
        .reduceByKey(Integer::sum).sortByKey().collect().forEach(System.out::println);
    Dataset<Row> table = spark.createDataset(words, Encoders.STRING()).toDF("word");
    table.createOrReplaceTempView("words");
    spark.sql("select word, count(*) n from words group by word order by n desc, word").show();
    table.groupBy(functions.length(table.col("word"))).count().orderBy("count").show();
    spark.sql("select upper(word), row_number() over (partition by word order by word) r from words")
        .explain();
    table.coalesce(1).write().json("out");
    System.out.println(spark.read().json("out").distinct().count());
    spark.stop();
  }
}
