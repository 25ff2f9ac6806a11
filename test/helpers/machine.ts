import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import { type Ran, type RunOptions, run } from "./run.ts";
import { describeWith, tool, works } from "./tools.ts";

const PROJECT = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

const UNSHARE = tool("unshare") ?? "unshare";

export interface MachineOptions {
  /** `own`: nothing but a loopback interface, a firewall included. Default: `own`. */
  network?: "own" | "host";
}

/** A throw-away copy of this machine: what is changed in it is gone when it is closed. */
export interface Machine {
  /** Its root folder, as seen from here. */
  readonly root: string;
  /** Runs a program in it, as root. Never rejects because of the program's status. */
  run(argv: readonly [string, ...string[]], options?: Omit<RunOptions, "cwd">): Promise<Ran>;
  close(): Promise<void>;
}

const ENVIRONMENT = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  HOME: "/root",
  LANG: "C.UTF-8",
};

// Ends with its stdin, and takes all of its processes with it; as the first process of its
// namespace, bash also reaps what daemons leave behind. /run and /tmp are as after a boot. Apt
// knows what is installed and of nothing to fetch, and has just looked: that saves it a second
// each time. A link from init to systemd would have Ansible talk to a systemd that does not run.
const BOOT = `
set -e
read -r pid _ </proc/self/stat
mount -t tmpfs -o mode=0755 tmpfs "$1"
mkdir "$1/upper" "$1/work" "$1/root"
mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" overlay "$1/root"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
if [ "$3" = own ]; then mount -t sysfs sysfs "$1/root/sys"; else mount --rbind /sys "$1/root/sys"; fi
mount -t tmpfs -o mode=0755 tmpfs "$1/root/run"
mount -t tmpfs -o mode=1777 tmpfs "$1/root/tmp"
mkdir "$1/root/run/lock" "$1/root/run/sshd"
mount -t tmpfs tmpfs "$1/root/var/lib/apt/lists"
mkdir -p "$1/root/var/lib/apt/lists/partial" "$1/root/var/lib/apt/periodic"
touch "$1/root/var/lib/apt/periodic/update-success-stamp"
ln -sf /bin/bash "$1/root/sbin/init"
mkdir -p "$1/root$2"
mount --bind "$2" "$1/root$2"
mount -o remount,bind,ro "$1/root$2"
if [ "$3" = own ]; then ip link set lo up; fi
exec chroot "$1/root" /bin/bash -c 'echo "ready $0"; while read -r _; do :; done' "$pid"
`;

/** Opens a machine; the project is in it at its own path, and can't be changed from there. */
export async function openMachine({ network = "own" }: MachineOptions = {}): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), "quants-ctl-machine-"));
  const namespaces = [
    "--mount",
    "--pid",
    "--ipc",
    "--uts",
    ...(network === "own" ? ["--net"] : []),
  ];
  const child = spawn(
    UNSHARE,
    [...namespaces, "--fork", "--kill-child", "bash", "-c", BOOT, "bash", folder, PROJECT, network],
    { stdio: ["pipe", "pipe", "pipe"], cwd: "/" },
  );
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => {
      rmdirSync(folder);
      resolve();
    });
  });
  const pid = await booted(child);
  const enter = ["--target", pid, "--mount", "--pid", "--ipc", "--uts", "--root"];
  if (network === "own") enter.push("--net");
  // nsenter itself leaves the caller's folder behind, which is not in the machine.
  enter.push("--", "env", "-C", "/");
  return {
    root: `/proc/${pid}/root`,
    run: (argv, { env, stdin } = {}) =>
      run("nsenter", [...enter, ...argv], {
        cwd: "/",
        env: { ...ENVIRONMENT, ...env },
        ...(stdin !== undefined && { stdin }),
      }),
    close: () => {
      child.stdin.end();
      return ended;
    },
  };
}

/** Tests on throw-away machines; where the kernel or the user can't have them, they are skipped. */
export function describeOnMachine(
  title: string,
  tools: Readonly<Record<string, string | null>>,
  body: () => void,
): void {
  if (canOpen()) describeWith(title, tools, body);
  else describe.skip(`${title} (skipped: no overlay mounts here, or not root)`, body);
}

let possible: boolean | undefined;

function canOpen(): boolean {
  const script = `d=$(mktemp -d) && mount -t tmpfs tmpfs "$d" && mkdir "$d/u" "$d/w" "$d/r" &&
    mount -t overlay -o "lowerdir=/,upperdir=$d/u,workdir=$d/w" overlay "$d/r" &&
    mount -t proc proc "$d/r/proc"; s=$?; umount -l "$d"; rmdir "$d"; exit $s`;
  const probe = ["--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "sh", "-c", script];
  possible ??= works(UNSHARE, probe);
  return possible;
}

function booted(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      said += chunk.toString();
      const pid = /ready (\d+)\n/.exec(said)?.[1];
      if (pid !== undefined) resolve(pid);
    });
    child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
    child.once("error", reject);
    child.once("close", () => reject(new Error(`The machine did not open: ${said}`)));
  });
}
