grammar Arithmetic;

formula : sum EOF ;
sum     : product (('+' | '-') product)* ;
product : power (('*' | '/') power)* ;
power   : atom ('^' power)? ;
atom    : NUMBER | NAME ('(' sum ')')? | '(' sum ')' ;

NUMBER  : [0-9]+ ('.' [0-9]+)? ;
NAME    : [a-z]+ ;
SPACE   : [ \t\r\n]+ -> skip ;
