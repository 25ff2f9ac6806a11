import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { join } from "node:path";
import { median, probed, quantsCtl } from "../measure.mjs";
import { cli, startServers, stop } from "../redis-servers.mjs";

const KEYS = 1_000_000;
const BYTES = 1_024;
const LEAST = 0.5;
const MOST_MB = 150;
const COPY = {
  what: `redis copy, ${KEYS} values of 1 KB / redis-cli --pipe: keys a second`,
  bar: `≥ ${LEAST}, ≤ ${MOST_MB} MB`,
};
const MILLION = {
  what: `redis copy, ${KEYS} keys of every type to a cluster, killed and gone on with`,
  bar: `verified, ≤ ${MOST_MB} MB`,
};
const PAIRS = 3;

/** Against the loading of the same data; the copy reads and writes it, and verifies beyond that. */
export async function redisCopy(_, place) {
  const servers = await startServers(place.folder, 2);
  if (servers === null) return [{ ...COPY, skipped: "no redis-server" }];
  const [source, target] = servers;
  try {
    const file = join(place.folder, "strings.resp");
    writeCommands(file, (n) => [["SET", `key:${n}`, randomBytes(BYTES)]]);
    load(source.port, file);
    const env = { ...place.sandbox("redis"), QUANTS_CTL_PROVIDER: "sandbox" };
    const argv = ["migrate", "redis", "--from", source.url, "--to", target.url, "--yes"];
    const taken = Array.from({ length: PAIRS }, () => {
      cli(target.port, "FLUSHALL");
      const loaded = load(target.port, file);
      cli(target.port, "FLUSHALL");
      const start = performance.now();
      const { stdout, peakMb } = probed([...argv, "-o", "json"], env);
      const whole = KEYS / ((performance.now() - start) / 1_000);
      const rate = JSON.parse(stdout).keys_per_second;
      return { loaded, rate, ratio: rate / loaded, whole: whole / loaded, peakMb };
    });
    const of = (name) => median(taken.map((it) => it[name]));
    const peak = Math.max(...taken.map((it) => it.peakMb));
    return [
      {
        ...COPY,
        measured: `${of("ratio").toFixed(2)}  (${of("rate").toFixed(0)} / ${of("loaded").toFixed(0)}; with start and verification ${of("whole").toFixed(2)}), ${peak.toFixed(0)} MB`,
        ok: of("ratio") >= LEAST && peak <= MOST_MB,
        note: cli(source.port, "INFO", "server").match(/redis_version:\S+/)?.[0],
      },
    ];
  } finally {
    stop(servers);
  }
}

/** Killed at a third of it, then gone on with by the same command. */
export async function redisMillion(_, place) {
  const source = await startServers(place.folder, 1);
  if (source === null) return [{ ...MILLION, skipped: "no redis-server" }];
  const cluster = await startServers(place.folder, 3, async (freePort) => [
    ...["--cluster-enabled", "yes", "--cluster-port", String(await freePort())],
  ]);
  try {
    const file = join(place.folder, "types.resp");
    writeCommands(file, everyType);
    load(source[0].port, file);
    const addresses = cluster.map(({ port }) => `127.0.0.1:${port}`);
    cli(cluster[0].port, "--cluster", "create", ...addresses, "--cluster-yes");
    const env = { ...place.sandbox("redis"), QUANTS_CTL_PROVIDER: "sandbox" };
    const argv = ["migrate", "redis", "--from", source[0].url, "--to", cluster[0].url, "--yes"];
    await killedAt(KEYS / 3, cluster, argv, env);
    const start = performance.now();
    const { stdout, peakMb } = probed([...argv, "-o", "json"], env);
    const seconds = (performance.now() - start) / 1_000;
    const { copied: keys, already_there: again, verification } = JSON.parse(stdout);
    const { present, compared, different } = verification;
    return [
      {
        ...MILLION,
        measured: `${present} present, ${compared} compared, ${different} differ; then ${keys} copied, ${again} again, ${seconds.toFixed(0)} s in all; ${peakMb.toFixed(0)} MB`,
        ok: present === KEYS && different === 0 && keys + again < KEYS && peakMb <= MOST_MB,
      },
    ];
  } finally {
    stop([...source, ...cluster]);
  }
}

function everyType(n) {
  const items = Array.from(
    { length: n % 1_000 === 0 ? 600 : 4 },
    (_, index) => `item-${n}-${index}`,
  );
  const kinds = [
    [["SET", `string:${n}`, randomBytes(100)]],
    [["SET", `expiring:${n}`, `value ${n}`, "EX", "86400"]],
    [["RPUSH", `list:${n}`, ...items]],
    [["SADD", `set:${n}`, ...items]],
    [["ZADD", `zset:${n}`, ...items.flatMap((item, index) => [String(index / 3), item])]],
    [["HSET", `hash:${n}`, ...items.flatMap((item) => [item, item])]],
    [["XADD", `stream:${n}`, "1-1", "field", `value ${n}`]],
    [["PFADD", `hll:${n}`, ...items]],
  ];
  return kinds[n % kinds.length];
}

/** Ends the copy, without any warning, once the target has so many keys. */
async function killedAt(keys, cluster, argv, env) {
  const [program, ...rest] = quantsCtl(...argv);
  const child = spawn(program, rest, { env, stdio: "ignore" });
  const ended = new Promise((resolve) => child.once("close", resolve));
  const size = () => cluster.reduce((sum, { port }) => sum + Number(cli(port, "DBSIZE")), 0);
  while (size() < keys) await new Promise((resolve) => setImmediate(resolve));
  child.kill("SIGKILL");
  await ended;
}

/** Keys a second of redis-cli --pipe. */
function load(port, file) {
  const input = openSync(file, "r");
  const start = performance.now();
  const { status, stderr } = spawnSync("redis-cli", ["-p", String(port), "--pipe"], {
    stdio: [input, "ignore", "pipe"],
  });
  const seconds = (performance.now() - start) / 1_000;
  closeSync(input);
  if (status !== 0) throw new Error(`redis-cli --pipe: ${stderr}`);
  return KEYS / seconds;
}

function writeCommands(file, commandsOf) {
  const output = openSync(file, "w");
  for (let n = 0; n < KEYS;) {
    const parts = [];
    for (const end = Math.min(n + 1_000, KEYS); n < end; n += 1) {
      for (const command of commandsOf(n)) {
        parts.push(Buffer.from(`*${command.length}\r\n`));
        for (const word of command) {
          const bytes = Buffer.from(word);
          parts.push(Buffer.from(`$${bytes.length}\r\n`), bytes, Buffer.from("\r\n"));
        }
      }
    }
    writeSync(output, Buffer.concat(parts));
  }
  closeSync(output);
}
