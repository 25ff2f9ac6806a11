#!/bin/sh
# Images from what this machine has: PostgreSQL and Redis with their libraries, and a static busybox
# that stands in for the bot, its dashboard and the helper. FOLDER gets their tars.
set -eu
folder=$1

base() {
  mkdir -p "$1/bin" "$1/etc" "$1/tmp" "$1/run" "$1/var" "$1/usr/lib" "$1/usr/bin"
  cp /bin/busybox "$1/bin/busybox"
  for name in $(/bin/busybox --list); do [ -e "$1/bin/$name" ] || ln -s busybox "$1/bin/$name"; done
  printf 'root:x:0:0::/:/bin/sh\npostgres:x:999:999::/tmp:/bin/sh\n' >"$1/etc/passwd"
  chmod 1777 "$1/tmp"
}

# ROOT PROGRAM...: copies them with their libraries.
programs() {
  root=$1
  shift
  for program in "$@"; do
    mkdir -p "$root$(dirname "$program")"
    cp -L "$program" "$root$program"
    ldd "$program" 2>/dev/null | grep -o '/[^ ]*' | while read -r library; do
      mkdir -p "$root$(dirname "$library")"
      [ -e "$root$library" ] || cp -L "$library" "$root$library"
    done
  done
}

base "$folder/busybox"
# Of the relay; a test that needs it says so.
if command -v socat >/dev/null; then programs "$folder/busybox" "$(command -v socat)"; fi
tar -C "$folder/busybox" -cf "$folder/busybox.tar" .

base "$folder/redis"
programs "$folder/redis" "$(command -v redis-server)" "$(command -v redis-cli)"
tar -C "$folder/redis" -cf "$folder/redis.tar" .

base "$folder/postgres"
for version in /usr/lib/postgresql/*; do home=$version; done
mkdir -p "$folder/postgres$home/lib" "$folder/postgres/usr/share/postgresql"
programs "$folder/postgres" "$home/bin/postgres" "$home/bin/initdb" "$home/bin/psql" \
  "$home/bin/pg_isready" "$home"/lib/plpgsql.so "$home"/lib/dict_snowball.so
cp -r "/usr/share/postgresql/$(basename "$home")" "$folder/postgres/usr/share/postgresql/"
rm -rf "$folder/postgres/usr/share/postgresql/"*/man "$folder/postgres/usr/share/postgresql/"*/extension.bak
mkdir -p "$folder/postgres/usr/share/zoneinfo"
cp /usr/share/zoneinfo/UTC "$folder/postgres/usr/share/zoneinfo/" 2>/dev/null || true
cat >"$folder/postgres/start" <<END
#!/bin/sh
set -eu
export PATH=$home/bin:/bin PGDATA=/data/db LC_ALL=C
if [ ! -s "\$PGDATA/PG_VERSION" ]; then
  rm -rf "\$PGDATA"
  initdb --auth=scram-sha-256 --username=tenant --pwfile=/run/secrets/postgres-password --no-sync >/tmp/log
  echo "host all all all scram-sha-256" >>"\$PGDATA/pg_hba.conf"
fi
exec postgres -c listen_addresses='*' -c unix_socket_directories=/tmp -c shared_buffers=8MB \
  -c max_connections=10 -c dynamic_shared_memory_type=mmap
END
printf '#!/bin/sh\nPATH=%s/bin:/bin exec "$@"\n' "$home" >"$folder/postgres/with"
chmod 755 "$folder/postgres/start" "$folder/postgres/with"
tar -C "$folder/postgres" -cf "$folder/postgres.tar" .
rm -rf "$folder/busybox" "$folder/redis" "$folder/postgres"
