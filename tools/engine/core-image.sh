#!/bin/sh
# core-image.sh NAME JAVA_HOME CLASSES...: a look-alike of the core's image for an engine that reaches no
# registry: the stand-in core on a Java of its own, and the few programs of this machine that the real image's start needs.
# Uses the engine of DOCKER_HOST.
set -eu

name=$1 jdk=$2
shift 2
root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT

# add FILE...: the file and the libraries that it is linked to, at the same places.
add() {
  for file in "$@"; do
    mkdir -p "$root${file%/*}"
    cp -L "$file" "$root$file"
    for library in $(ldd "$file" 2>/dev/null | grep -o '/[^ ]*' || :); do
      [ -e "$root$library" ] || { mkdir -p "$root${library%/*}" && cp -L "$library" "$root$library"; }
    done
  done
}

for program in sh bash cat chown grep id ls setpriv sleep; do
  add "$(command -v "$program")"
done
[ -e "$root/bin" ] || ln -s usr/bin "$root/bin"
[ -e "$root/bin/sh" ] || cp "$root$(command -v sh)" "$root/bin/sh"
"$jdk/bin/jlink" --add-modules java.base,java.sql,java.naming,java.management,java.security.jgss,jdk.httpserver,jdk.unsupported \
  --strip-debug --no-header-files --no-man-pages --output "$root/opt/jre"
for library in "$root/opt/jre/bin/java" "$root"/opt/jre/lib/*.so "$root/opt/jre/lib/server/libjvm.so"; do
  for needed in $(ldd "$library" | grep -o '/[^ ]*' | grep -v "^$root"); do
    [ -e "$root$needed" ] || { mkdir -p "$root${needed%/*}" && cp -L "$needed" "$root$needed"; }
  done
done

mkdir -p "$root/etc" "$root/tmp" "$root/run" "$root/dev" "$root/usr/lib/supertokens" "$root/usr/local/bin" "$root/opt/core"
chmod 1777 "$root/tmp"
printf 'root:x:0:0::/:/bin/sh\nsupertokens:x:1000:1000::/:/bin/sh\n' >"$root/etc/passwd"
printf 'root:x:0:\nsupertokens:x:1000:\n' >"$root/etc/group"
# Each a jar, or a folder as Maven has it before it makes the jar.
for classes in "$@"; do
  if [ -d "$classes" ]; then cp -r "$classes/." "$root/opt/core"; else cp "$classes" "$root/opt/core"; fi
done
echo '# written at the start' >"$root/usr/lib/supertokens/config.yaml"
# Like the real one: writes its configuration at every first start, then goes on as a user of its own.
cat >"$root/usr/local/bin/docker-entrypoint.sh" <<'END'
#!/bin/bash
set -eo pipefail
cd /usr/lib/supertokens
chown -R supertokens:supertokens .
grep -q '^host' config.yaml || echo 'host: 0.0.0.0' >>config.yaml
export SUPERTOKENS_HOST=0.0.0.0
set -- /opt/jre/bin/java -XX:+UseSerialGC -Xmx48m -cp '/opt/core:/opt/core/*' dev.berth.simulator.standin.StandInCore
if [ "$(id -u)" = 0 ]; then exec setpriv --reuid 1000 --regid 1000 --clear-groups "$@"; fi
exec "$@"
END
chmod 755 "$root/usr/local/bin/docker-entrypoint.sh"
chown -R 1000:1000 "$root/usr/lib/supertokens" 2>/dev/null || :

tar -C "$root" -c . | docker import --change 'ENV PATH=/usr/local/bin:/usr/bin:/bin' --change 'EXPOSE 3567' --change 'LABEL berth.look-alike=yes' \
  --change 'ENTRYPOINT ["docker-entrypoint.sh"]' --change 'CMD ["supertokens","start"]' - "$name"
