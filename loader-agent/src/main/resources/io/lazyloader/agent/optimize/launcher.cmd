@echo off
rem @HEAD@
rem What was done, and what it gained, is in optimize.txt.
rem JAVA_OPTS adds options of the JVM; LAZYLOADER_QUIET=1 keeps this script's own notes back.
setlocal DisableDelayedExpansion
for %%i in ("%~dp0..") do set "ll_dir=%%~fi"

set "ll_home="
if exist "@HOME@\bin\java.exe" set "ll_home=@HOME@"
if defined JAVA_HOME set "ll_home=%JAVA_HOME%"
set "ll_java=java"
if defined ll_home set "ll_java=%ll_home%\bin\java.exe"

set "ll_archive=@ARCHIVE@"
set "ll_any_jdk="
set "ll_log=@ANY_LOG@"
set "ll_version="
if not defined ll_home goto version_known
if not exist "%ll_home%\release" goto version_known
for /f "usebackq tokens=1,* delims==" %%a in ("%ll_home%\release") do (
  if "%%a"=="JAVA_VERSION" set "ll_version=%%~b"
)
if not defined ll_version goto version_known
set "ll_log=@LOG@"
if "%ll_version%"=="@VERSION@" goto version_known
call :note "linked for JDK @VERSION@, and runs on %ll_version%, without its archive. Set JAVA_HOME, or optimize again."
set "ll_log=@ANY_LOG@"
set "ll_any_jdk=-XX:+IgnoreUnrecognizedVMOptions"
set "ll_archive="

:version_known
if not defined ll_archive goto archive_known
if exist "%ll_dir%\%ll_archive%" goto archive_there
call :note "its archive %ll_archive% is not there, so it starts more slowly. Optimize again."
set "ll_archive="
goto archive_known

:archive_there
if /i "%ll_dir%"=="@PLACE@" goto archive_in_place
rem Given an archive of other places, this JDK uses not even its own.
call :note "was moved from @PLACE@, and its JDK takes an archive only where it was made. Optimize again."
set "ll_archive="
goto archive_known

:archive_in_place
rem The JVM takes no archive of jars with other times; all of ours are of 1980.
set "ll_time="
for %%i in ("%ll_dir%\@FIRST@") do set "ll_time=%%~ti"
if not defined ll_time goto times_known
if not "%ll_time:80=%"=="%ll_time%" goto times_known
powershell -NoProfile -NonInteractive -Command ^
  "Get-ChildItem -Path (Join-Path $env:ll_dir 'lib') -Filter *.jar -ErrorAction Stop |" ^
  "  ForEach-Object { $_.LastWriteTimeUtc = [datetime]'1980-02-01T00:00:00' }" >nul 2>nul
if errorlevel 1 call :note "was copied without the times of its files, so its archive is not used. Copy it with robocopy /copy:DAT."

:times_known
rem Given an AOT cache and an agent, the JVM uses not even its own archive.
if not "@ARCHIVE_OPTION@"=="-XX:AOTCache=" goto archive_known
set "ll_agent="
setlocal EnableDelayedExpansion
set "ll_options= !JAVA_OPTS! !JAVA_TOOL_OPTIONS! !JDK_JAVA_OPTIONS!"
if not "!ll_options: -javaagent:=!"=="!ll_options!" set "ll_agent=1"
endlocal & set "ll_agent=%ll_agent%"
if not defined ll_agent goto archive_known
call :note "an agent is attached, with which its AOT cache can't be used."
set "ll_archive="

:archive_known
set "ll_archive_option="
if defined ll_archive set ll_archive_option="@ARCHIVE_OPTION@%ll_dir%\%ll_archive%"
"%ll_java%" %ll_any_jdk% %ll_log% @OPTIONS@ %ll_archive_option% @PATHS@%JAVA_OPTS% @MAIN@ %*
exit /b %errorlevel%

rem note SENTENCE: tells the user something about this script.
:note
if defined LAZYLOADER_QUIET exit /b 0
set "ll_note=%~1"
setlocal EnableDelayedExpansion
echo @NAME@: !ll_note!>&2
exit /b 0
