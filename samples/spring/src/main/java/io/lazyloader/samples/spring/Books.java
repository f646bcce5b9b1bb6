package io.lazyloader.samples.spring;

import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

/** All books. */
interface Books extends JpaRepository<Book, Long> {
  List<Book> findByCentsLessThanOrderByTitle(int cents);

  @Query("select b from Book b where b.author.id = :author order by b.title")
  List<Book> writtenBy(long author);
}
