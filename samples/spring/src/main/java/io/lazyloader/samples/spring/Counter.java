package io.lazyloader.samples.spring;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the shop answers. */
@RestController
public class Counter {
  private final Books books;
  private final Authors authors;

  Counter(Books books, Authors authors) {
    this.books = books;
    this.authors = authors;
  }

  /**
   * Books by title.
   *
   * @param below only those that cost less, in cents
   */
  @GetMapping("/books")
  public List<Book> books(@RequestParam(defaultValue = "1000000") int below) {
    return books.findByCentsLessThanOrderByTitle(below);
  }

  /** One book. */
  @GetMapping("/books/{id}")
  public Book book(@PathVariable long id) {
    return books.findById(id).orElseThrow(() -> missing("book", id));
  }

  /** What an author wrote. */
  @GetMapping("/authors/{id}/books")
  public List<Book> written(@PathVariable long id) {
    return books.writtenBy(author(id).getId());
  }

  /** Takes a book into the shop. */
  @PostMapping("/books")
  @Transactional
  @ResponseStatus(HttpStatus.CREATED)
  public Book add(@RequestBody NewBook book) {
    return books.save(new Book(book.title(), book.cents(), author(book.author())));
  }

  private Author author(long id) {
    return authors.findById(id).orElseThrow(() -> missing("author", id));
  }

  private static ResponseStatusException missing(String what, long id) {
    return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no " + what + " " + id);
  }

  /** A book as it is asked for, its author by key. */
  public record NewBook(String title, int cents, long author) {}
}
