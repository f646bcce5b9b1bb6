@echo off
rem Runs a Lazyloader command. Builds what it needs when that is missing or older than its sources; help needs
rem nothing that is built.
rem Variables are named ll_: those that begin with lazyloader_ are the agent's.
setlocal DisableDelayedExpansion

set "ll_home=%~dp0"
set "ll_jar=%ll_home%loader-agent\target\loader-agent.jar"
set "ll_toolbox=%ll_home%samples\toolbox\target\toolbox.jar"

set "ll_topic="
if "%~1"=="" set "ll_topic=lazyloader"
if "%~1"=="-h" set "ll_topic=lazyloader"
if "%~1"=="--help" set "ll_topic=lazyloader"
if "%~2"=="-h" set "ll_topic=%~1"
if "%~2"=="--help" set "ll_topic=%~1"
if "%~1"=="help" set "ll_topic=%~2"
if "%~1 %~2"=="help " set "ll_topic=lazyloader"
if not defined ll_topic goto no_help
set "ll_usage=%ll_home%docs\usage\%ll_topic%.txt"
if not exist "%ll_usage%" goto no_help
call :is_stale "%ll_jar%" loader-core loader-agent
if errorlevel 1 goto no_help
if "%~1"=="" goto no_command
type "%ll_usage%"
exit /b 0

:no_command
type "%ll_usage%">&2
echo lazyloader: a command is missing.>&2
exit /b 2

:no_help
if defined JAVA_HOME goto java_home
set "ll_java=java"
where java >nul 2>nul
if not errorlevel 1 goto java_found
echo lazyloader: there is no java on the path; install a JDK 17 or later>&2
exit /b 2

:java_home
set "ll_java=%JAVA_HOME%\bin\java.exe"
if exist "%ll_java%" goto java_found
echo lazyloader: there is no "%ll_java%"; set JAVA_HOME to a JDK 17 or later, or unset it>&2
exit /b 2

:java_found
call :is_stale "%ll_jar%" loader-core loader-agent
if errorlevel 1 goto agent_built
call :build loader-agent "%ll_jar%"
if errorlevel 1 exit /b %errorlevel%

:agent_built
if not "%~1"=="demo" goto built
call :is_stale "%ll_toolbox%" samples\toolbox
if errorlevel 1 goto built
call :build samples/toolbox "%ll_toolbox%"
if errorlevel 1 exit /b %errorlevel%

:built
"%ll_java%" -jar "%ll_jar%" %*
exit /b %errorlevel%

rem is_stale FILE DIRECTORY [DIRECTORY]: 0 if FILE is missing or something below a DIRECTORY is newer, else 1.
:is_stale
if not exist "%~1" exit /b 0
set "ll_built=%~1"
set "ll_first=%~2"
set "ll_second=%~3"
if not defined ll_second set "ll_second=%~2"
powershell -NoProfile -NonInteractive -Command ^
  "$root = $env:ll_home;" ^
  "$built = (Get-Item -LiteralPath $env:ll_built).LastWriteTimeUtc;" ^
  "$places = ($root + $env:ll_first), ($root + $env:ll_second), ($root + 'pom.xml');" ^
  "$newer = Get-ChildItem -LiteralPath $places -Recurse -File | Where-Object {" ^
  "  $path = $_.FullName.Substring($root.Length);" ^
  "  $path -notmatch '(^|\\)target\\' -and $_.LastWriteTimeUtc -gt $built -and" ^
  "  ($_.Name -like '*.java' -or $_.Name -eq 'pom.xml' -or $path -match '\\src\\main\\resources\\')" ^
  "} | Select-Object -First 1;" ^
  "if ($newer) { exit 0 } else { exit 1 }"
exit /b %errorlevel%

rem build MODULE FILE: builds a module, and makes FILE newer than its sources.
:build
echo lazyloader: building %~1 first, which takes a minute or more (once; it downloads what it needs)>&2
where mvn >nul 2>nul
if not errorlevel 1 goto maven_found
echo lazyloader: Maven is not on the path; install Maven 3.8.7 or later>&2
exit /b 2

:maven_found
call mvn -B -q -f "%ll_home%pom.xml" -DskipTests -Dmaven.test.skip -pl "%~1" -am package >&2
if errorlevel 1 exit /b %errorlevel%
rem Maven leaves a jar alone that would come out the same.
set "ll_built=%~2"
powershell -NoProfile -NonInteractive -Command "(Get-Item -LiteralPath $env:ll_built).LastWriteTime = Get-Date"
exit /b %errorlevel%
