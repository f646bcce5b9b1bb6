package hello

sealed interface Shape
data class Circle(val radius: Double) : Shape
data class Square(val side: Double) : Shape

fun area(shape: Shape) = when (shape) {
    is Circle -> Math.PI * shape.radius * shape.radius
    is Square -> shape.side * shape.side
}

inline fun <reified T> Iterable<Any>.only(): List<T> = filterIsInstance<T>()

fun main() {
    val shapes = listOf(Circle(1.0), Square(2.0))
    println(shapes.map(::area).sum())
    println(shapes.only<Square>())
    val unused = 1
}
