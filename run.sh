#!/usr/bin/env bash
# ./run.sh [arguments]   builds the jar when it is missing or older than the sources, then runs it
# ./run.sh test          runs every test
# ./run.sh chaos [--seed S] [--minutes M] [--mutant NAME | --mutants]   breaks things and checks every promise
# ./run.sh jmh [arguments of JMH]   measures what a message allocates; takes minutes
set -eu

root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jar=$root/target/carillon.jar

# JAVA_OPTS replaces them.
flags=(
  -XX:+ExitOnOutOfMemoryError # what a process without memory still does is not to be trusted; it is started again
  -XX:MaxRAMPercentage=50     # the heap; sockets and their buffers live beside it
  -XX:+UseSerialGC            # an idle connection costs far less than with G1, whose heap grows early
  -Xmn8m                      # handshake garbage in a large young generation is what swells the process
  -XX:TieredStopAtLevel=1     # compiled sooner: connects cost far less after a start, deliveries no more
  --add-modules java.se       # Hazelcast looks for it; what it opens in the JDK stands in the jar's manifest
)

fail() {
  echo "run.sh: $1" >&2
  exit 1
}

# JAVA_HOME wins over the path, as it does for Maven.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

need_java() {
  version=$("$java" -version 2>&1) || fail "JDK 17 or newer is needed: install it or set JAVA_HOME"
  [[ $version =~ version\ \"([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 17 ] ||
    fail "JDK 17 or newer is needed, this is: ${version%%$'\n'*}"
}

maven() {
  command -v mvn >/dev/null || fail "Maven (mvn) is needed to build: install it"
  mvn -B --no-transfer-progress -f "$root/pom.xml" "$@"
}

is_current() {
  [ -e "$jar" ] && [ -z "$(find "$root/pom.xml" "$root/src/main" -newer "$jar" -print -quit)" ]
}

build() {
  echo "Building target/carillon.jar ..." >&2
  log=$(maven -q package -Dmaven.test.skip=true 2>&1) || {
    echo "$log" >&2
    fail "the build failed"
  }
  touch "$jar"
}

# Whether the arguments run a node without saying with which configuration.
wants_default_conf() {
  case ${1-} in
    -h | --help | --version) return 1 ;;
    "" | run | -*) ;;
    *) return 1 ;;
  esac
  for argument in "$@"; do
    case $argument in
      -conf | -conf=* | -h | --help) return 1 ;;
    esac
  done
}

need_java
if [ "${1-}" = test ]; then
  shift
  maven verify "$@"
  exit
fi

if [ "${1-}" = jmh ]; then
  shift
  maven -q test-compile exec:exec -Dexec.executable="$java" -Dexec.classpathScope=test \
    -Dexec.args="${flags[*]} -cp %classpath org.openjdk.jmh.Main -prof gc $*"
  exit
fi

is_current || build

if [ "${1-}" = chaos ]; then
  shift
  cd "$root"
  maven -q test-compile exec:exec -Dexec.executable=echo -Dexec.classpathScope=test -Dexec.args=%classpath \
    -Dexec.outputFile=target/test.classpath || fail "the tests do not compile"
  exec "$java" -cp "$(<target/test.classpath)" io.carillon.chaos.Chaos "$jar" "$@"
fi

if wants_default_conf "$@"; then
  set -- "$@" -conf "$root/conf/carillon.json"
fi
if [ -n "${JAVA_OPTS-}" ]; then
  read -ra flags <<<"$JAVA_OPTS"
fi
exec "$java" "${flags[@]}" -jar "$jar" "$@"
