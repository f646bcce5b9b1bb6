grammar Expr;
prog : stat+ EOF ;
stat : ID '=' expr ';' | expr ';' ;
expr : expr op=('*'|'/') expr # Product | expr op=('+'|'-') expr # Sum | INT # Number | ID # Name | '(' expr ')' # Group ;
ID : [a-zA-Z_]+ ;
INT : [0-9]+ ;
WS : [ \t\r\n]+ -> skip ;
UNUSED : 'ab' ;
