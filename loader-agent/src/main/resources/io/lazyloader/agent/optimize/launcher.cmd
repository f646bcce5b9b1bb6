@echo off
rem @HEAD@
rem JAVA_OPTS adds options of the JVM.
setlocal
for %%i in ("%~dp0..") do set "dir=%%~fi"
set "java=java"
if exist "@HOME@\bin\java.exe" set "java=@HOME@\bin\java.exe"
set "log=@ANY_LOG@"
if exist "@HOME@\bin\java.exe" if not defined JAVA_HOME set "log=@LOG@"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
set "archive="
if not "@ARCHIVE@"=="" if exist "%dir%\@ARCHIVE@" set archive="@ARCHIVE_OPTION@%dir%\@ARCHIVE@"
"%java%" %log% @OPTIONS@ %archive% @PATHS@%JAVA_OPTS% @MAIN@ %*
exit /b %errorlevel%
