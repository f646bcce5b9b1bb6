package hello

sealed trait Shape
case class Circle(radius: Double) extends Shape
case class Square(side: Double) extends Shape

object Hello {
  def area(shape: Shape): Double = shape match {
    case Circle(r) => math.Pi * r * r
  }
  implicit class Twice(val n: Int) extends AnyVal { def twice: Int = n * 2 }
  def main(args: Array[String]): Unit = {
    println(List(Circle(1), Square(2)).collect { case s: Square => area(s) }.sum + 3.twice)
    for { a <- 1 to 3; b <- a to 3 if a != b } println(s"$a $b")
  }
}
