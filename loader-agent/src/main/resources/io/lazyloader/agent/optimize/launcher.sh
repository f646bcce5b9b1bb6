#!/bin/sh
# @HEAD@
# What was done, and what it gained, is in optimize.txt.
# JAVA_OPTS adds options of the JVM; LAZYLOADER_QUIET=1 keeps this script's own notes back.

note() {
  [ -n "$LAZYLOADER_QUIET" ] || printf '%s: %s\n' @NAME@ "$1" >&2
}

# Where this script is, however it was called. Only links cost a process.
self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
here=$PWD
case $self in
  */*) bin=${self%/*} ;;
  *) bin=. ;;
esac
CDPATH= cd -P -- "$bin/.." || exit 126
dir=$PWD
CDPATH= cd -- "$here" || exit 126

if [ -n "$JAVA_HOME" ]; then
  home=$JAVA_HOME
elif [ -x @HOME@/bin/java ]; then
  home=@HOME@
else
  home=
fi
java=${home:+$home/bin/}java

archive=@ARCHIVE@
any_jdk=
log='@ANY_LOG@'
if [ -r "$home/release" ]; then
  while IFS= read -r line; do
    case $line in
      JAVA_VERSION=*)
        version=${line#*=\"}
        version=${version%\"*}
        if [ "$version" != @VERSION@ ]; then
          note "linked for JDK "@VERSION@", and runs on $version, without its archive. Set JAVA_HOME, or optimize again."
          archive=
          any_jdk=-XX:+IgnoreUnrecognizedVMOptions
        else
          log='@LOG@'
        fi
        ;;
    esac
  done < "$home/release"
fi
if [ -n "$archive" ]; then
  if [ ! -r "$dir/$archive" ]; then
    note "its archive $archive is not there, so it starts more slowly. Optimize again."
    archive=
  elif [ "$dir" != @PLACE@ ]; then
    # Given an archive of other places, this JDK uses not even its own.
    note "was moved from "@PLACE@", and its JDK takes an archive only where it was made. Optimize again."
    archive=
  elif [ -n "$home" ] && [ "$dir"/@FIRST@ -nt "$java" ]; then
    # The JVM takes no archive of jars with other times; all of ours have one.
    TZ=UTC0 touch -t 198002010000.00 "$dir"/lib/*.jar 2> /dev/null ||
      note "was copied without the times of its files, so its archive is not used. Copy it with cp -a."
  fi
  case "@ARCHIVE_OPTION@ $JAVA_OPTS $JAVA_TOOL_OPTIONS $JDK_JAVA_OPTIONS" in
    -XX:AOTCache=*" -javaagent:"*)
      # Given an AOT cache and an agent, the JVM uses not even its own archive.
      note "an agent is attached, with which its AOT cache can't be used."
      archive=
      ;;
  esac
fi

# Another system may have no huge pages, or have them switched off.
pages=@HUGE_PAGES@
if [ -r "$pages" ]; then
  read -r pages < "$pages"
  case $pages in
    *"[never]"*) pages= ;;
    *) pages=-XX:+UseTransparentHugePages ;;
  esac
else
  pages=
fi

# shellcheck disable=SC2086 # log and JAVA_OPTS are words.
exec "$java" $any_jdk $log $pages \
@OPTIONS@  ${archive:+"@ARCHIVE_OPTION@$dir/$archive"} \
@PATHS@  $JAVA_OPTS \
@MAIN@  "$@"
