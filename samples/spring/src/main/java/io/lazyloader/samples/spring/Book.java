package io.lazyloader.samples.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** What is sold. */
@Entity
public class Book {
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private @Nullable Long id;

  private String title = "";
  private int cents;

  @ManyToOne private @Nullable Author author;

  /** Made by Hibernate. */
  protected Book() {}

  Book(String title, int cents, Author author) {
    this.title = title;
    this.cents = cents;
    this.author = author;
  }

  /** The key; null until it is saved. */
  public @Nullable Long getId() {
    return id;
  }

  /** The title. */
  public String getTitle() {
    return title;
  }

  /** The price. */
  public int getCents() {
    return cents;
  }

  /** Who wrote it. */
  public @Nullable Author getAuthor() {
    return author;
  }
}
