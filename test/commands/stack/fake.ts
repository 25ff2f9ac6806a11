import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { type Server, type Socket, createServer } from "node:net";
import { join } from "node:path";

interface Answer {
  stdout?: string;
  stderr?: string;
  status?: number;
  /** A file that is written meanwhile, and its content. */
  writes?: [path: string, text: string];
  /** Says so to `waiting`, and goes on until it is interrupted that many times. */
  hold?: number;
}

interface Call {
  argv: string[];
  cwd: string;
  env: Record<string, string>;
  /** Permissions of the saved plan that it was given. */
  plan?: number;
}

interface Holding {
  pid: number;
  /** Its process group. */
  group: number;
  /** Resolves at its next interrupt. */
  interrupted(): Promise<void>;
}

export interface FakeTerraform {
  path: string;
  /** What `terraform VERB …` prints, call by call and the last one from then on; by default nothing, status 0. */
  answer(verb: string, ...answers: Answer[]): void;
  calls(): Call[];
  /** The words of every call, without the paths that differ from run to run. */
  words(): string[];
  /** Resolves when a call holds. */
  waiting(): Promise<Holding>;
  /** How often the holding call was interrupted. */
  interrupts(): number;
  close(): void;
}

/**
 * A program in the place of terraform: it writes down how it was called, and answers as it is
 * told. A saved plan is a file with what `show` will print.
 */
export function fakeTerraform(directory: string, name = "terraform"): FakeTerraform {
  const bin = join(directory, "bin");
  mkdirSync(bin, { recursive: true });
  const path = join(bin, name);
  const at = (file: string): string => join(bin, `${name}.${file}`);
  writeFileSync(path, `#!${process.execPath}\n${SCRIPT}`);
  chmodSync(path, 0o755);
  const answers: Record<string, Answer[]> = {};
  let server: Server | undefined;

  const fake: FakeTerraform = {
    path,
    answer(verb, ...given) {
      answers[verb] = given;
      writeFileSync(at("answers"), JSON.stringify(answers));
    },
    calls: () =>
      existsSync(at("calls"))
        ? readFileSync(at("calls"), "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line) as Call)
        : [],
    words: () =>
      fake
        .calls()
        .map(({ argv }) => argv.join(" ").replaceAll(/[^\s=]*quants-ctl-\w+\/plan/g, "PLAN")),
    async waiting() {
      server = createServer().listen(at("socket"));
      const [socket] = (await once(server, "connection")) as [Socket];
      const [data] = (await once(socket, "data")) as [Buffer];
      const found = JSON.parse(data.toString()) as { pid: number; group: number };
      return { ...found, interrupted: async () => void (await once(socket, "data")) };
    },
    interrupts: () =>
      existsSync(at("interrupts")) ? readFileSync(at("interrupts"), "utf8").length : 0,
    close: () => void server?.close(),
  };
  return fake;
}

const SCRIPT = `
const fs = require("node:fs");
const net = require("node:net");
const argv = process.argv.slice(2);
const at = (file) => __filename + "." + file;
const last = argv.at(-1);
const plan = /^\\/.*\\/plan$/.test(last) ? fs.statSync(last).mode & 0o777 : undefined;
const call = { argv, cwd: process.cwd(), env: process.env, plan };
fs.appendFileSync(at("calls"), JSON.stringify(call) + "\\n");
const answers = fs.existsSync(at("answers")) ? JSON.parse(fs.readFileSync(at("answers"), "utf8")) : {};
const verb = ["workspace", "state"].includes(argv[0]) ? argv[0] + " " + argv[1] : argv[0];
const queue = answers[verb] ?? [{}];
const answer = queue.length > 1 ? queue.shift() : queue[0];
if (answers[verb] !== undefined) fs.writeFileSync(at("answers"), JSON.stringify(answers));
const out = argv.find((word) => word.startsWith("-out="));
if (out !== undefined) fs.writeFileSync(out.slice(5), "plan", { mode: 0o644 });
if (answer.writes !== undefined) fs.writeFileSync(...answer.writes);
const finish = () => {
  process.stdout.write(answer.stdout ?? "");
  process.stderr.write(answer.stderr ?? "");
  process.exitCode = answer.status ?? 0;
};
if (answer.hold === undefined) finish();
else {
  const socket = net.connect(at("socket"));
  let left = answer.hold;
  process.on("SIGINT", () => {
    fs.appendFileSync(at("interrupts"), "x");
    left -= 1;
    if (left > 0) return void socket.write("interrupted");
    socket.end();
    finish();
  });
  const group = Number(fs.readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ")[2]);
  socket.write(JSON.stringify({ pid: process.pid, group }));
}
`;

/** What \`terraform show -json\` prints of a plan with these changes. */
export function planJson(
  changes: Readonly<Record<string, readonly string[]>>,
  outputs: Readonly<Record<string, readonly string[]>> = {},
  /** By address, what was before and is after; null for what is gone. */
  drift: Readonly<Record<string, readonly [before: object, after: object | null]>> = {},
): string {
  return JSON.stringify({
    format_version: "1.2",
    resource_drift: Object.entries(drift).map(([address, [before, after]]) => ({
      address,
      change: { actions: [after === null ? "delete" : "update"], before, after },
    })),
    resource_changes: Object.entries(changes).map(([address, actions]) => ({
      address,
      mode: "managed",
      type: address.split(".").at(-2),
      change: {
        actions,
        before: { token: "hunter2", name: "web-1", instance_name: "web-1" },
        after: null,
      },
    })),
    output_changes: Object.fromEntries(
      Object.entries(outputs).map(([name, actions]) => [name, { actions }]),
    ),
  });
}
