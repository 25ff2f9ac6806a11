import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { loadReader } from "./reader.mjs";

const BIN =
  process.env["QUANTS_TEST_BIN"] || fileURLToPath(new URL("../../dist/bin.cjs", import.meta.url));
const REGION = "ap-northeast-1";
/** Beyond this a command hangs, which is a failure of its own. */
const TIMEOUT = 60_000;

let reader;

/**
 * A folder with a sandbox and a journal of its own; a copy of another one's when it is given. What is
 * looked at is what the region holds.
 */
export function makePlace(root, from, region = from?.region ?? REGION) {
  const folder = mkdtempSync(join(root, "place-"));
  mkdirSync(join(folder, "sandbox"));
  if (from !== undefined) {
    for (const name of readdirSync(from.folder)) {
      if (name === "state" || name === "other") continue;
      cpSync(join(from.folder, name), join(folder, name), { recursive: true });
    }
  }
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    AWS_EC2_METADATA_DISABLED: "true",
    QUANTS_CTL_PROVIDER: "sandbox",
    QUANTS_CTL_SANDBOX_DIR: join(folder, "sandbox"),
    QUANTS_CTL_SANDBOX_PACE: "instant",
    QUANTS_CTL_STATE_DIR: join(folder, "state"),
    // Compiled code is the same for all, and dear to make anew for each.
    XDG_CACHE_HOME: join(root, "cache"),
  };
  const stateFile = join(folder, "sandbox", `${region}.json`);
  return {
    root,
    folder,
    region,
    /** Runs the built executable; with a rule, that fault happens to it. */
    run: (argv, rule, timeout = TIMEOUT) => {
      if (rule === undefined) return run(argv, env, folder, timeout);
      const faults = join(folder, "faults.json");
      writeFileSync(faults, JSON.stringify({ rules: [rule] }));
      return run(argv, { ...env, QUANTS_CTL_SANDBOX_FAULTS: faults }, folder, timeout);
    },
    /** As somebody else would in the same account: with a journal of their own. */
    runAsOther: (argv) =>
      run(argv, { ...env, QUANTS_CTL_STATE_DIR: join(folder, "other") }, folder, TIMEOUT),
    /** What only reads, without a process of its own. */
    read: async (argv) => {
      reader ??= loadReader(join(root, "reader"));
      return (await reader)(argv, env, folder);
    },
    write: (name, text) => writeFileSync(join(folder, name), text),
    state: () => readState(stateFile),
    rewrite: (change) => {
      const state = readState(stateFile);
      change(state);
      writeFileSync(stateFile, JSON.stringify(state));
    },
    forgetJournal: () => rmSync(join(folder, "state"), { recursive: true, force: true }),
    /** The calls of the newest journal, in order. */
    recordedCalls: () => {
      const journal = join(folder, "state", "journal");
      const newest = readdirSync(journal).toSorted().at(-1);
      const lines = readFileSync(join(journal, newest), "utf8").trimEnd().split("\n");
      return lines.map((line) => JSON.parse(line)).filter((line) => line.type === "call");
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}

export function makeRoot() {
  return mkdtempSync(join(tmpdir(), "quants-ctl-crash-"));
}

function run(argv, env, cwd, timeout) {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [BIN, ...argv],
      { env, cwd, timeout, killSignal: "SIGKILL", maxBuffer: 1 << 26 },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : (error.signal ?? error.code);
        resolve({ status, stdout, stderr });
      },
    );
  });
}

function readState(file) {
  try {
    return stateOf(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code !== "ENOENT") throw error;
    return { resources: [], sequence: 0 };
  }
}

/** The first line is a state, and each one after it what a write changed. */
function stateOf(text) {
  const [first, ...writes] = text.trim().split("\n");
  const { generation: _, ...state } = JSON.parse(first);
  const resources = new Map(state.resources.map((it) => [it.name, it]));
  for (const line of writes) {
    const { gone, put, operations, sequence, revision } = JSON.parse(line);
    for (const name of gone) resources.delete(name);
    for (const it of put) resources.set(it.name, it);
    state.operations.push(...operations);
    Object.assign(state, { sequence, revision });
  }
  return { ...state, resources: [...resources.values()] };
}

/**
 * What there is, in a form that can be compared: what was there before is told by its id,
 * what is new by what it is like. Addresses and times differ from run to run.
 */
export function normalised(state, before, now = Date.now()) {
  const known = new Set(before.resources.map(({ id }) => id));
  // A lock that could not be removed is told, and over by itself.
  const lasting = state.resources.filter(({ name }) => !name.startsWith("quants-ctl-lock-"));
  const lines = lasting.map((it) => {
    const facts = {
      type: it.resourceType,
      name: timeless(it.name),
      origin: known.has(it.id) ? it.id : "new",
      attachedTo: it.attachedTo,
      staticIp: it.staticIp,
      disk: diskFacts(it),
      zone: it.zone,
      bundle: it.bundleId,
      blueprint: it.blueprintId,
      keyPair: it.keyPairName,
      status:
        it.transition && (now < it.transition.until ? it.transition.during : it.transition.after),
      from: it.fromInstanceName,
      alarm: it.monitored && [it.monitored.name, it.metricName, it.threshold].join(" "),
      tags: it.tags?.map(tagText).filter(Boolean).toSorted(),
      ports: it.ports?.map((port) => JSON.stringify(port)).toSorted(),
      addOns: it.addOns && Object.keys(it.addOns).toSorted(),
      entries: it.entries?.flatMap((entry) => entryText(entry, it.name)).toSorted(),
    };
    return JSON.stringify(facts);
  });
  return lines.toSorted();
}

/** A name that holds a time would never be the same twice. */
const timeless = (text) => text.replaceAll(/\d{8,}(-\d{6})?/g, "#");

/** What has been detached is kept with the instance that had it. */
function diskFacts({ resourceType, sizeInGb, attachment }) {
  if (resourceType !== "Disk") return undefined;
  const { during, instance, path } = attachment ?? {};
  return during === "attaching" ? `${sizeInGb} ${instance} ${path}` : `${sizeInGb}`;
}

/** Of a zone; its name servers are others each time. */
const entryText = ({ name, type, target, isAlias }, zone) =>
  name === zone && (type === "NS" || type === "SOA")
    ? []
    : [`${name} ${type} ${isAlias} ${target}`];

/** The mark of a request is another one each time. */
const tagText = ({ key, value }) =>
  key === "quants-ctl:request" ? "" : `${key}=${timeless(value ?? "")}`;
