import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes a topic, sends ten records, some of them in a transaction, and reads them back. */
public class Client {
  public static void main(String[] args) throws Exception {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", args[0]);
    properties.put("group.id", "readers");
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    try (Admin admin = Admin.create(properties)) {
      admin.createTopics(List.of(new NewTopic("wares", 1, (short) 1)
          .configs(Map.of("cleanup.policy", "compact")))).all().get();
      System.out.println(new TreeSet<>(admin.listTopics().names().get()));
    }
    properties.put("transactional.id", "seller");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      for (int n = 0; n < 10; n++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("wares", "key" + n % 3, "value" + n)).get();
        if (n % 4 == 3) {
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of("wares"));
      int left = 8;
      for (int polls = 0; polls < 60 && left > 0; polls++) {
        for (ConsumerRecord<String, String> found : consumer.poll(Duration.ofSeconds(1))) {
          System.out.println(found.offset() + " " + found.key() + " " + found.value());
          left--;
        }
      }
      consumer.commitSync();
    }
  }
}
