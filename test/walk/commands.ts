import type { Random } from "./random.ts";
import { type ModelInstance, type World, copyOf } from "./world.ts";

/** A command of the walk, and what the model says of it. */
export interface Step {
  argv: readonly string[];
  /** The exit status without faults. */
  status: number;
  /** The account after it, when it ends so. */
  after: World;
  /** What finishes it when it failed half way: itself, unless another form is needed. */
  repeat: readonly string[];
}

const NAMES = ["web-1", "web-2", "web-3"] as const;
const IPS = ["ip-1", "ip-2"] as const;
const SNAPSHOTS = ["snap-1", "snap-2"] as const;
const PORTS = [8_080, 9_090] as const;
const DONE = 0;
const MISSING = 3;
const CONFLICT = 5;
const PARTLY = 6;

type Maker = (world: World, random: Random) => Step;

/** The next command: any of them, whatever there is. */
export function nextStep(world: World, random: Random): Step {
  return random.pick(MAKERS)(world, random);
}

/** A step whose effect is written down as a change of a copy; a refused one leaves all as it is. */
function step(
  world: World,
  argv: readonly string[],
  status: number,
  effect: (after: World) => void,
  repeat = argv,
): Step {
  const after = copyOf(world);
  if (status === DONE || status === PARTLY) effect(after);
  return { argv, status, after, repeat };
}

const holding = (world: World, name: string): string[] =>
  [...world.ips].flatMap(([ip, holder]) => (holder === name ? [ip] : []));

const create: Maker = (world, random) => {
  const name = random.pick(NAMES);
  const withIp = random.chance(50);
  const accepts = random.chance(50);
  const ip = `${name}-static-ip`;
  const argv = ["infra", "create", "--name", name, ...(withIp ? ["--static-ip"] : [])];
  const there = world.instances.get(name);
  const holder = world.ips.get(ip);
  const isElsewhere = withIp && typeof holder === "string" && holder !== name;
  const hasOther = withIp && holding(world, name).some((it) => it !== ip);
  const isTaken = there !== undefined && !accepts;
  // An address can't be attached while it is stopped, and it is not started for that.
  const isStopped = there?.status === "stopped";
  const status = isTaken || isElsewhere || (accepts && hasOther) ? CONFLICT : DONE;
  return step(
    world,
    accepts ? [...argv, "--if-not-exists"] : argv,
    isStopped && accepts && status === DONE ? STOPPED : status,
    (after) => {
      if (there === undefined) after.instances.set(name, fresh());
      if (withIp) after.ips.set(ip, name);
    },
    [...argv, "--if-not-exists"],
  );
};

/** A create that meets a stopped instance waits for it to run, in vain. */
const STOPPED = 7;

function fresh(): ModelInstance {
  return { status: "running", tags: new Map(), ports: new Set([22, 80]) };
}

const destroy: Maker = (world, random) => {
  const name = random.pick(NAMES);
  const keeps = random.chance(30);
  const accepts = random.chance(30);
  const argv = ["infra", "destroy", "--name", name, "--yes"];
  if (keeps) argv.push("--keep-static-ip");
  const there = world.instances.has(name);
  // One that was left of it before goes with the next destroy of the name.
  const left = world.ips.get(`${name}-static-ip`) === null;
  const isSomething = there || (left && !keeps);
  return step(
    world,
    accepts ? [...argv, "--if-exists"] : argv,
    isSomething || accepts ? DONE : MISSING,
    (after) => {
      after.instances.delete(name);
      for (const ip of holding(world, name)) {
        if (keeps) after.ips.set(ip, null);
        else after.ips.delete(ip);
      }
      if (left && !keeps) after.ips.delete(`${name}-static-ip`);
    },
    [...argv, "--if-exists"],
  );
};

const destroyAll: Maker = (world) => {
  const argv = ["infra", "destroy", "--name", "web-*", "--yes"];
  const all = [...world.instances];
  const protects = ([, { tags }]: (typeof all)[number]): boolean =>
    tags.get("Protected") === "true";
  const kept = all.filter(protects);
  const status = all.length === 0 ? MISSING : statusOf(kept.length, all.length);
  return step(
    world,
    argv,
    status,
    (after) => {
      for (const [name] of all.filter((it) => !protects(it))) {
        after.instances.delete(name);
        for (const ip of holding(world, name)) after.ips.delete(ip);
        if (world.ips.get(`${name}-static-ip`) === null) after.ips.delete(`${name}-static-ip`);
      }
    },
    [...argv, "--if-exists"],
  );
};

function statusOf(refused: number, all: number): number {
  if (refused === 0) return DONE;
  return refused === all ? CONFLICT : PARTLY;
}

const manage: Maker = (world, random) => {
  const name = random.pick(NAMES);
  const action = random.pick(["start", "stop", "reboot"] as const);
  const there = world.instances.get(name);
  const isRefused = action === "reboot" && there?.status === "stopped";
  const status = there === undefined ? MISSING : isRefused ? CONFLICT : DONE;
  return step(world, ["infra", action, name], status, (after) => {
    const it = after.instances.get(name);
    if (it !== undefined) it.status = action === "stop" ? "stopped" : "running";
  });
};

const tag: Maker = (world, random) => {
  const name = random.pick(NAMES);
  const key = random.pick(["Protected", "Team"] as const);
  const value = random.pick(["true", "other"] as const);
  const sets = random.chance(60);
  const argv = [
    "infra",
    "tag",
    ...(sets ? ["set", name, "--tag", `${key}=${value}`] : ["remove", name, "--key", key]),
  ];
  return step(world, argv, world.instances.has(name) ? DONE : MISSING, (after) => {
    const tags = after.instances.get(name)?.tags;
    if (sets) tags?.set(key, value);
    else tags?.delete(key);
  });
};

const ports: Maker = (world, random) => {
  const name = random.pick(NAMES);
  const port = random.pick(PORTS);
  const opens = random.chance(60);
  const rule = `tcp/${port}${opens ? "@10.0.0.0/8" : ""}`;
  const argv = ["infra", "ports", opens ? "open" : "close", rule, "--name", name, "--yes"];
  const there = world.instances.get(name);
  return step(world, argv, there === undefined ? MISSING : DONE, (after) => {
    const open = after.instances.get(name)?.ports;
    if (opens) open?.add(port);
    else open?.delete(port);
  });
};

const allocate: Maker = (world, random) => {
  const ip = random.pick(IPS);
  return step(world, ["infra", "ip", "allocate", ip], DONE, (after) => {
    if (!after.ips.has(ip)) after.ips.set(ip, null);
  });
};

/** `attach` takes a free one only; `move` takes it from whoever holds it. */
const attach: Maker = (world, random) => {
  const ip = random.pick([...IPS, "web-1-static-ip"]);
  const name = random.pick(NAMES);
  const moves = random.chance(50);
  const there = world.instances.get(name);
  const holder = world.ips.get(ip);
  const isDone = holder === name;
  const isTaken = typeof holder === "string" && !moves;
  const isFull = holding(world, name).length > 0;
  const isBad = isTaken || isFull || there?.status === "stopped";
  const isMissing = holder === undefined || there === undefined;
  const status = isMissing ? MISSING : isDone || !isBad ? DONE : CONFLICT;
  return step(
    world,
    ["infra", "ip", moves ? "move" : "attach", ip, "--to", name],
    status,
    (after) => void after.ips.set(ip, name),
  );
};

const detach: Maker = (world, random) => {
  const ip = random.pick([...IPS, "web-1-static-ip"]);
  const argv = ["infra", "ip", "detach", ip, "--yes"];
  return step(
    world,
    argv,
    world.ips.has(ip) ? DONE : MISSING,
    (after) => void after.ips.set(ip, null),
  );
};

const release: Maker = (world, random) => {
  const ip = random.pick([...IPS, "web-2-static-ip"]);
  const accepts = random.chance(30);
  const argv = ["infra", "ip", "release", ip, "--yes"];
  const holder = world.ips.get(ip);
  const status =
    holder === undefined ? (accepts ? DONE : MISSING) : holder === null ? DONE : CONFLICT;
  return step(
    world,
    accepts ? [...argv, "--if-exists"] : argv,
    status,
    (after) => void after.ips.delete(ip),
    [...argv, "--if-exists"],
  );
};

const snapshot: Maker = (world, random) => {
  const name = random.pick(SNAPSHOTS);
  const instance = random.pick(NAMES);
  const argv = ["infra", "snapshot", "create", instance, "--snapshot-name", name];
  const status = !world.instances.has(instance)
    ? MISSING
    : world.snapshots.has(name)
      ? CONFLICT
      : DONE;
  return step(world, argv, status, (after) => void after.snapshots.set(name, instance), [
    ...argv,
    "--if-not-exists",
  ]);
};

const deleteSnapshot: Maker = (world, random) => {
  const name = random.pick(SNAPSHOTS);
  const argv = ["infra", "snapshot", "delete", name, "--yes"];
  return step(
    world,
    argv,
    world.snapshots.has(name) ? DONE : MISSING,
    (after) => void after.snapshots.delete(name),
    [...argv, "--if-exists"],
  );
};

const MAKERS: readonly Maker[] = [
  ...[create, create, create, destroy, destroyAll, manage, manage, tag, ports],
  ...[allocate, attach, attach, detach, release, snapshot, deleteSnapshot],
];
