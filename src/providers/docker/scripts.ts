/**
 * What runs on a worker for a tenant's volumes, below /tenants. Arguments are never part of the
 * text. Each can be repeated.
 */
export const SCRIPTS = {
  /** TENANT, then NAME OWNER of each volume. */
  make: `set -eu
umask 077
cd /tenants
t=$1
shift
if [ -d "$t" ] && [ -n "$(find "$t" -mindepth 2 | head -n 1)" ]; then echo has-data; exit 0; fi
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
cd "/tenants/$1"
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

  /** TENANT INCOMING */
  remove: `set -eu
cd /tenants
rm -rf "$1" "$2"
sync
echo removed`,
} as const;

export type Script = keyof typeof SCRIPTS;

export const incomingOf = (tenant: string): string => `.incoming-${tenant}`;
