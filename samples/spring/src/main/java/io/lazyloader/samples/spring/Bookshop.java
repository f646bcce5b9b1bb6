package io.lazyloader.samples.spring;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

/** The service: anybody may look around, and who has the password may add books. */
@SpringBootApplication
public class Bookshop {
  /** Made by Spring. */
  public Bookshop() {}

  /** Starts the service. */
  public static void main(String[] arguments) {
    SpringApplication.run(Bookshop.class, arguments);
  }

  @Bean
  SecurityFilterChain access(HttpSecurity http) {
    return http.csrf(csrf -> csrf.disable())
        .authorizeHttpRequests(
            requests ->
                requests.requestMatchers(HttpMethod.GET).permitAll().anyRequest().authenticated())
        .httpBasic(Customizer.withDefaults())
        .build();
  }
}
