package shop;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A shop with a database behind a password. */
@SpringBootApplication
@EnableJpaRepositories(considerNestedRepositories = true)
public class Shop {
  public static void main(String[] args) {
    SpringApplication.run(Shop.class, args);
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http) throws Exception {
    return http.csrf(csrf -> csrf.disable())
        .authorizeHttpRequests(all -> all.requestMatchers("/actuator/health").permitAll()
            .anyRequest().authenticated())
        .httpBasic(Customizer.withDefaults())
        .build();
  }

  @Bean
  CommandLineRunner fill(Wares wares) {
    return args -> wares.saveAll(List.of(new Ware("tea", 3), new Ware("gold", 99)));
  }

  /** What is sold. */
  @Entity(name = "Ware")
  public static class Ware {
    @Id @GeneratedValue public Long id;
    @NotBlank public String name;
    public int price;

    public Ware() {}

    Ware(String name, int price) {
      this.name = name;
      this.price = price;
    }
  }

  /** All wares. */
  public interface Wares extends JpaRepository<Ware, Long> {
    List<Ware> findByPriceLessThanOrderByNameDesc(int price);

    @Query("select max(w.price) from Ware w where w.name like :pattern")
    Integer dearest(String pattern);
  }

  /** The counter. */
  @RestController
  @RequestMapping("/wares")
  public static class Counter {
    private final Wares wares;

    Counter(Wares wares) {
      this.wares = wares;
    }

    @GetMapping
    List<Ware> all() {
      return wares.findAll();
    }

    @GetMapping("/below/{price}")
    List<Ware> below(@PathVariable int price) {
      return wares.findByPriceLessThanOrderByNameDesc(price);
    }

    @GetMapping("/dearest")
    Integer dearest() {
      return wares.dearest("%o%");
    }

    @PostMapping
    @Transactional
    @ResponseStatus(HttpStatus.CREATED)
    Ware add(@Valid @RequestBody Ware ware) {
      return wares.save(ware);
    }
  }
}
