package  hello
import scala.collection.mutable.{Map=>M,_}
object Hello   extends App{
  def f(x:Int,y:Int)(implicit z:Int):Int={ x+y+z }
  val xs=List(1,2,3).map{x=>x*2}.filter(_>2)
  xs match{case Nil=>println("none")
    case head::tail if head>1=>println(s"$head and ${tail.size}")}
  for{a<-xs;b<-xs if a<b}yield(a,b)
}
