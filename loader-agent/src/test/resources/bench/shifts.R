# Writes shifts.csv and ranks.csv: what R makes of samples, for ShiftTest and RankSumTest.
#   cd loader-agent/src/test/resources/bench && Rscript shifts.R      (R 4.2.2)
# The shift of y against x and its 95 % interval are those of wilcox.test(exact = TRUE) where no two
# differences are equal. With ties that function falls back to an approximation; then they are the
# order statistics of the differences that it would take (Hollander & Wolfe, section 4.3).
set.seed(1963)
samples <- list(
  pair   = list(x = 1:4 + 0.1 * (1:4)^2, y = 10:13 + 0.07 * (1:4)^3),
  few    = list(x = rnorm(5, 500, 10), y = rnorm(5, 520, 10)),
  same   = list(x = rnorm(12, 500, 10), y = rnorm(12, 500, 10)),
  skewed = list(x = 480 + rexp(20, 1/15), y = 470 + rexp(20, 1/15)),
  uneven = list(x = rnorm(7, 100, 3), y = rnorm(19, 101, 5)),
  tails  = list(x = 300 + 5 * rcauchy(15), y = 320 + 5 * rcauchy(15)),
  ticks  = list(x = round(rnorm(10, 60, 3)) * 10, y = round(rnorm(10, 62, 3)) * 10),
  equal  = list(x = rep(7, 6), y = rep(7, 6)),
  most   = list(x = rnorm(49, 500, 10), y = rnorm(49, 503, 10)))
number <- function(v) paste(sprintf("%.17g", v), collapse = " ")
lines <- "name;x;y;estimate;low;high"
for (name in names(samples)) {
  x <- samples[[name]]$x
  y <- samples[[name]]$y
  d <- sort(as.vector(outer(y, x, "-")))
  q <- max(1, qwilcox(0.025, length(x), length(y)))
  shift <- c(median(d), d[q], d[length(d) + 1 - q])
  if (!anyDuplicated(c(x, y))) {
    w <- wilcox.test(y, x, conf.int = TRUE, exact = TRUE)
    stopifnot(all.equal(shift, c(unname(w$estimate), w$conf.int[1:2]), tolerance = 1e-12))
  }
  lines <- c(lines, paste(name, number(x), number(y), number(shift[1]), number(shift[2]),
                          number(shift[3]), sep = ";"))
}
writeLines(lines, "shifts.csv")
ranks <- "m;n;rank"
for (size in list(c(4, 4), c(3, 9), c(5, 5), c(6, 6), c(5, 20), c(10, 10), c(20, 20), c(31, 17),
                  c(49, 49), c(50, 50), c(40, 70), c(100, 100), c(200, 200))) {
  rank <- max(1, qwilcox(0.025, size[1], size[2]))
  ranks <- c(ranks, paste(size[1], size[2], rank, sep = ";"))
}
writeLines(ranks, "ranks.csv")
