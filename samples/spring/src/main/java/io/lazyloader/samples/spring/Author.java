package io.lazyloader.samples.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Who wrote books. */
@Entity
public class Author {
  @Id private long id;
  private String name = "";

  /** Made by Hibernate. */
  protected Author() {}

  /** The key. */
  public long getId() {
    return id;
  }

  /** The whole name. */
  public String getName() {
    return name;
  }
}
