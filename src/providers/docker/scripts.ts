/**
 * What runs on a worker for a tenant's volumes, below /tenants. Arguments are never part of the
 * text. Each can be repeated.
 */
export const SCRIPTS = {
  /** TENANT, then NAME OWNER of each volume. Status 3: there is data. */
  make: `set -eu
umask 077
cd /tenants
t=$1
shift
if [ -d "$t" ] && [ -n "$(find "$t" -mindepth 2 | head -n 1)" ]; then exit 3; fi
mkdir -p "$t"
chmod 711 "$t"
while [ $# -gt 0 ]; do mkdir -p "$t/$1"; chown "$2" "$t/$1"; shift 2; done
sync
echo made`,

  /** FOLDER PORT */
  send: `set -eu
cd "/tenants/$1"
tar -cf - . | nc -l -p "$2"`,

  /** FOLDER ADDRESS PORT */
  receive: `set -eu
umask 077
cd /tenants
try=0
# nc ends when its input does, with what it has received: this input never ends.
rm -f /tmp/open
mkfifo /tmp/open
exec 3<>/tmp/open
until rm -rf "$1" && mkdir "$1" && nc "$2" "$3" <&3 2>/tmp/why | tar -C "$1" -xpf - 2>>/tmp/why; do
  try=$((try + 1))
  if [ "$try" -ge 10 ]; then cat /tmp/why >&2; exit 1; fi
  sleep 1
done
sync
echo received`,

  /** FOLDER: a sum of names, kinds, modes, owners, targets of links and contents. */
  sum: `set -eu
cd /tenants
if [ ! -d "$1" ]; then echo missing; exit 0; fi
cd "$1"
export LC_ALL=C
{ find . -print0 | sort -z | xargs -0 -r stat -c '%N %F %a %u %g'
  find . -type f -print0 | sort -z | xargs -0 -r sha256sum
} | sha256sum`,

  /** TENANT INCOMING */
  adopt: `set -eu
cd /tenants
if [ -d "$2" ]; then rm -rf "$1"; mv "$2" "$1"; fi
sync
test -d "$1"
echo adopted`,

  /** FOLDER: name, owner and filling of each volume. */
  look: `set -eu
cd /tenants
if [ -d "$1" ]; then
  cd "$1"
  for volume in */; do
    volume=\${volume%/}
    [ -d "$volume" ] || continue
    if [ -n "$(ls -A "$volume")" ]; then filling=full; else filling=empty; fi
    echo "volume $volume $(stat -c %u:%g "$volume") $filling"
  done
fi
echo looked`,

  /** TENANT RESTORED BEFORE */
  restore: `set -eu
cd /tenants
if [ -d "$2" ]; then
  if [ -d "$1" ]; then rm -rf "$3"; mv "$1" "$3"; fi
  chmod 711 "$2"
  mv "$2" "$1"
fi
sync
test -d "$1"
echo restored`,

  /** TENANT GONE, then what is kept beside */
  remove: `set -eu
cd /tenants
t=$1
gone=$2
shift 2
rm -rf "$gone"
if [ -d "$t" ]; then mv "$t" "$gone"; fi
rm -rf "$gone" "$@"
sync
echo removed`,
} as const;

export type Script = keyof typeof SCRIPTS;

/** Folders of a tenant beside that of its volumes in use. */
export const incomingOf = (tenant: string): string => `.incoming-${tenant}`;
export const restoredOf = (tenant: string): string => `.restored-${tenant}`;
export const beforeOf = (tenant: string): string => `.before-${tenant}`;
export const goneOf = (tenant: string): string => `.gone-${tenant}`;
