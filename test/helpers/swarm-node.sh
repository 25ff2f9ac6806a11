#!/bin/sh
# One machine of a Swarm, as far as Docker can tell: namespaces of its own for network, mounts,
# processes and name. Everything ends when stdin does, so also when the test process is killed.
# FOLDER NAME ADDRESS BRIDGE SHARED OPTION...: SHARED is where each machine sees its own folder of volumes,
# options are dockerd's.
set -eu
folder=$1 name=$2 address=$3 bridge=$4 shared=$5
shift 5
space=$bridge.${name##*-}
cgroup=/$space

cleanup() {
  trap - EXIT INT TERM HUP
  [ -z "${child:-}" ] || { kill -KILL "$child" 2>/dev/null || true; wait "$child" 2>/dev/null || true; }
  ip netns del "$space" 2>/dev/null || true
  ip link del "$space" 2>/dev/null || true
  # Empty ones that runc left.
  for try in 1 2 3 4 5 6 7 8 9 10; do
    find /sys/fs/cgroup -depth -type d -path "*$cgroup*" -exec rmdir {} + 2>/dev/null && break
    sleep 0.2
  done
}
trap cleanup EXIT
trap 'exit 1' INT TERM HUP

mkdir -p "$folder/tenants" "$shared"
ip netns add "$space"
ip link add "$space" type veth peer name eth0 netns "$space"
ip link set "$space" master "$bridge" up
ip -n "$space" addr add "$address/24" dev eth0
ip -n "$space" link set eth0 up
ip -n "$space" link set lo up

# With user namespaces, each machine maps its containers to other ids.
case " $* " in
  *" --userns-remap "*)
    base=$((400000 + ${name##*-} * 100000))
    for file in passwd group subuid subgid; do cp "/etc/$file" "$folder/$file" 2>/dev/null || : >"$folder/$file"; done
    echo "remap:x:64000:64000::/:/bin/false" >>"$folder/passwd"
    echo "remap:x:64000:" >>"$folder/group"
    echo "remap:$base:65536" | tee -a "$folder/subuid" >>"$folder/subgid"
    chown "$base:$base" "$folder/tenants"
    chmod 711 "$folder" "${folder%/*}"
    ;;
esac

# A registry can't be reached; refused at once, images that are there are used without a wait.
HTTPS_PROXY=http://127.0.0.1:1 HTTP_PROXY=http://127.0.0.1:1 \
  nsenter --net="/run/netns/$space" unshare --mount --uts --pid --fork --kill-child --mount-proc \
  sh -c 'set -eu
    hostname "$1"
    mount --make-rprivate /
    mount --bind "$2/tenants" "$3"
    for file in passwd group subuid subgid; do
      [ ! -e "$2/$file" ] || mount --bind "$2/$file" "/etc/$file"
    done
    shift 3
    exec "$@"' sh "$name" "$folder" "$shared" \
  dockerd --no-new-privileges --storage-driver vfs --bridge none --default-ulimit nofile=20000:20000 \
  --cgroup-parent "$cgroup" --data-root "$folder/data" --exec-root "$folder/exec" \
  --pidfile "$folder/pid" --host "unix://$folder/sock" "$@" >"$folder/log" 2>&1 </dev/null &
child=$!
cat >/dev/null
