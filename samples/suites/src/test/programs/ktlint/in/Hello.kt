package hello
import java.util.*
class  Hello(val name:String){
    fun greet( ):String{
        val unused=1;
        return "Hello, ${name}"
    }
}
fun main(){
  println( Hello("x").greet() )
}
