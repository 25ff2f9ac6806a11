import type { Machine } from "../helpers/machine.ts";

/** A daemon on each side of a pair of interfaces, as on two servers of one private network. */
export const ADDRESSES = { manager: "172.26.0.1", worker: "172.26.0.2" } as const;

export type Side = keyof typeof ADDRESSES;

export const socketOf = (side: Side): string => `/run/${side}.sock`;

// Docker wants control groups of either generation; a new machine has none. Not `ip netns exec`, which
// would hide them again.
const START = `
set -e
mount -t tmpfs tmpfs /sys/fs/cgroup 2>/dev/null || true
for name in $(awk '$4 == 1 && $2 != 0 { print $1 }' /proc/cgroups); do
  mkdir -p "/sys/fs/cgroup/$name"
  mount -t cgroup -o "$name" cgroup "/sys/fs/cgroup/$name" 2>/dev/null || rmdir "/sys/fs/cgroup/$name"
done
if [ -z "$(ls /sys/fs/cgroup)" ]; then mount -t cgroup2 cgroup2 /sys/fs/cgroup; fi
mkdir -p /run/netns
ip netns add manager
ip netns add worker
ip link add eth0 netns manager type veth peer name eth0 netns worker
for side in manager worker; do
  ip -n "$side" link set lo up
  ip -n "$side" link set eth0 up
done
ip -n manager address add ${ADDRESSES.manager}/16 dev eth0
ip -n worker address add ${ADDRESSES.worker}/16 dev eth0
for side in manager worker; do
  mkdir -p "/tmp/$side"
  setsid nsenter "--net=/run/netns/$side" dockerd --config-file /etc/docker/daemon.json --storage-driver vfs \\
    --bridge none --iptables=false --data-root "/tmp/$side/data" --exec-root "/tmp/$side/exec" \\
    --pidfile "/tmp/$side/pid" --host "unix:///run/$side.sock" >"/tmp/$side/log" 2>&1 </dev/null &
done
for side in manager worker; do
  tries=0
  until curl --silent --fail --unix-socket "/run/$side.sock" http://localhost/_ping >/dev/null; do
    tries=$((tries + 1))
    if [ "$tries" -gt 300 ]; then tail -5 "/tmp/$side/log" >&2; exit 1; fi
    sleep 0.1
  done
done
`;

/** Starts a Docker daemon for each of two servers in the machine, with which they end, by its daemon.json. */
export async function startDaemons(machine: Machine): Promise<void> {
  const { status, stdout, stderr } = await machine.run(["bash", "-c", START]);
  if (status !== 0) throw new Error(`The daemons did not start: ${stdout}${stderr}`);
}

/** What a daemon answers to a GET. */
export async function ask<T>(machine: Machine, side: Side, path: string): Promise<T> {
  const argv = ["--silent", "--unix-socket", socketOf(side), `http://localhost${path}`];
  const { stdout } = await machine.run(["curl", ...argv]);
  return JSON.parse(stdout) as T;
}
