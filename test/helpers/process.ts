import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CANARIES, refuseSecrets, refuseSecretsBelow } from "./secrets.ts";
import { tool } from "./tools.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

// Here, so that a stale build fails each file once and not each of its tests.
const EXECUTABLE = process.env["QUANTS_TEST_BIN"] || builtExecutable();

/**
 * The executable under test: QUANTS_TEST_BIN (an installed one, say), else the one built
 * from this folder's sources, which must not be older than they are.
 */
export function executable(): string {
  return EXECUTABLE;
}

export interface Finished {
  /** Null when a signal ended it. */
  status: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** stdout as JSON. */
  json: <T = unknown>() => T;
  /** The `error` of the JSON object that ends stderr. */
  error: () => Record<string, unknown>;
}

export interface Running {
  readonly pid: number;
  /** Resolves once what the stream has shown matches; rejects when the process ends before. */
  until(pattern: RegExp, stream?: "stdout" | "stderr"): Promise<RegExpExecArray>;
  type(text: string): void;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when it has written to stdout, of which no more is taken than a pipe holds. */
  writes(): Promise<void>;
  /** Lets stdout flow again after `paused`. */
  read(): void;
  /** Resolves when the process is gone and all that it wrote has been read. */
  readonly ended: Promise<Finished>;
  /** Resolves with the status when the process is gone, read or not. */
  readonly exited: Promise<number | null>;
}

export interface StartOptions {
  env?: Readonly<Record<string, string | undefined>>;
  /** Text for stdin, which then ends; `open` leaves it open for `type`. Default: /dev/null. */
  stdin?: string;
  /** Nothing of stdout is read until `read` is called. */
  paused?: boolean;
  /** Run as this user; only root can. */
  uid?: number;
}

export interface TerminalOptions extends StartOptions {
  columns?: number;
}

export interface Workplace {
  /** Holds all that the processes write. */
  readonly directory: string;
  /** The sandbox's folder. */
  readonly sandbox: string;
  readonly env: Readonly<Record<string, string>>;
  /** The built executable. */
  start(argv: readonly string[], options?: StartOptions): Running;
  run(argv: readonly string[], options?: StartOptions): Promise<Finished>;
  /** A script for sh, with quants-ctl and quants-infra on its PATH as npm puts them there. */
  shell(script: string, options?: StartOptions): Promise<Finished>;
  /** A script for sh whose streams are a terminal; stdout is what that shows. */
  terminal(script: string, options?: TerminalOptions): Running;
  /** Another program in the same environment. */
  spawn(program: string, argv: readonly string[], options?: StartOptions): Running;
  /** Ends what still runs and deletes the folder. */
  dispose(): Promise<void>;
}

/**
 * A folder and an environment in which processes can run without touching anything of the
 * user's: a home, a sandbox and a temporary folder of their own, no settings but those given.
 */
export function makeWorkplace(env: Readonly<Record<string, string>> = {}): Workplace {
  const directory = mkdtempSync(join(tmpdir(), "quants-ctl-e2e-"));
  const at = (name: string): string => join(directory, name);
  for (const name of ["home", "tmp", "bin"]) mkdirSync(at(name));
  for (const name of ["quants-ctl", "quants-infra"]) symlinkSync(EXECUTABLE, join(at("bin"), name));

  const base: Record<string, string> = {
    PATH: [at("bin"), dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
    HOME: at("home"),
    TMPDIR: at("tmp"),
    SHELL: "/bin/sh",
    TERM: "xterm-256color",
    LC_ALL: "C.UTF-8",
    AWS_CONFIG_FILE: at("aws-config"),
    AWS_SHARED_CREDENTIALS_FILE: at("aws-credentials"),
    AWS_EC2_METADATA_DISABLED: "true",
    QUANTS_CTL_PROVIDER: "sandbox",
    QUANTS_CTL_SANDBOX_DIR: at("sandbox"),
    ...env,
  };
  const living = new Set<Running>();

  const spawnIn = (
    program: string,
    argv: readonly string[],
    options: StartOptions = {},
  ): Running => {
    const { stdin, uid } = options;
    const child = spawn(program, argv, {
      cwd: directory,
      env: { ...base, ...options.env },
      stdio: [stdin === undefined ? "ignore" : "pipe", "pipe", "pipe"],
      ...(uid !== undefined && { uid, gid: uid }),
    });
    if (stdin !== undefined && stdin !== "open") child.stdin?.end(stdin);
    const running = follow(child, options.paused ?? false);
    living.add(running);
    void running.ended.catch(() => undefined).finally(() => living.delete(running));
    return running;
  };
  const start: Workplace["start"] = (argv, options = {}) => {
    const provider = { ...base, ...options.env }["QUANTS_CTL_PROVIDER"];
    // What a command for AWS may see is for its test to say.
    const forAws =
      provider !== "sandbox" || argv.some((it) => /^--(provider|endpoint-url)/.test(it));
    const visible = forAws ? options.env : { ...CANARIES, ...base, ...options.env };
    const running = spawnIn(process.execPath, [EXECUTABLE, ...argv], {
      ...options,
      ...(visible !== undefined && { env: visible }),
    });
    const ended = running.ended.then((finished) => {
      refuseSecrets(finished.stdout + finished.stderr, `the output of ${argv.join(" ")}`);
      return finished;
    });
    // Whoever waits for it hears of it; not everybody does.
    ended.catch(() => undefined);
    return { ...running, ended };
  };

  return {
    directory,
    sandbox: at("sandbox"),
    env: base,
    start,
    run: (argv, options) => start(argv, options).ended,
    shell: (script, options) => spawnIn("/bin/sh", ["-c", script], options).ended,
    terminal: (script, options = {}) => {
      const size = `stty rows 24 cols ${options.columns ?? 80} && `;
      // The one of util-linux: quiet, with the status of the command, no record kept.
      const argv = ["-q", "-e", "-c", size + script, "/dev/null"];
      return spawnIn(tool("script") ?? "script", argv, { stdin: "open", ...options });
    },
    spawn: spawnIn,
    async dispose() {
      const last = [...living];
      for (const running of last) running.kill("SIGKILL");
      await Promise.allSettled(last.map((running) => running.ended));
      try {
        for (const name of [".local", ".cache"]) refuseSecretsBelow(join(at("home"), name));
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  };
}

function follow(child: ChildProcess, paused: boolean): Running {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("The process has no pipes.");
  const text = { stdout: "", stderr: "" };
  const watchers = new Set<() => void>();
  const changed = (): void => {
    for (const watcher of watchers) watcher();
  };
  const collect = (name: "stdout" | "stderr"): void => {
    child[name]?.setEncoding("utf8").on("data", (piece: string) => {
      text[name] += piece;
      changed();
    });
  };
  if (!paused) collect("stdout");
  collect("stderr");
  // The process may be gone before all is written; it tells by its own status.
  child.stdin?.on("error", () => undefined);

  let over = false;
  const ended = new Promise<Finished>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status, signal) => {
      over = true;
      resolve({
        status,
        signal,
        ...text,
        json: <T>() => JSON.parse(text.stdout) as T,
        error: () => errorIn(text.stderr),
      });
      changed();
    });
  });

  const exited = new Promise<number | null>((resolve) => {
    child.once("exit", (status) => resolve(status));
  });

  return {
    pid: child.pid ?? 0,
    ended,
    exited,
    kill: (signal) => void child.kill(signal),
    type: (typed) => void child.stdin?.write(typed),
    writes: () => new Promise((resolve) => stdout.once("readable", resolve)),
    read: () => collect("stdout"),
    until: (pattern, stream = "stdout") =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(text[stream]);
          if (match === null && !over) return;
          watchers.delete(look);
          if (match !== null) resolve(match);
          else reject(new Error(`${pattern} never came:\n${text.stdout}\n${text.stderr}`));
        };
        watchers.add(look);
        look();
      }),
  };
}

function errorIn(stderr: string): Record<string, unknown> {
  const start = stderr.lastIndexOf('{\n  "error"');
  const { error } = JSON.parse(stderr.slice(start)) as { error: Record<string, unknown> };
  return error;
}

function builtExecutable(): string {
  const bin = join(ROOT, "dist", "bin.cjs");
  const built = statSync(bin, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) {
    throw new Error("There is no dist/bin.cjs: run `npm run build` first.");
  }
  const changed = readdirSync(join(ROOT, "src"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .find((path) => statSync(path).mtimeMs > built);
  if (changed !== undefined) {
    throw new Error(`dist is older than ${changed}: run \`npm run build\` first.`);
  }
  return bin;
}
