import type { Registry } from "../../src/context.ts";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clearLine, cursorTo, moveCursor } from "node:readline";
import { PassThrough, Readable } from "node:stream";
import type { Clock } from "../../src/core/clock.ts";
import type { Host, OutputStream } from "../../src/core/context.ts";
import { main } from "../../src/program.ts";
import { fakeClock } from "./fake-clock.ts";
import { words } from "./words.ts";
import { CANARIES, refuseSecrets, refuseSecretsBelow } from "./secrets.ts";

export interface CliOptions {
  env?: Record<string, string>;
  /** Makes every stream a terminal of this width. */
  terminal?: number;
  /** Typed at the prompt, once it is asked. */
  stdin?: string;
  clock?: Clock;
  signal?: AbortSignal;
  cwd?: string;
  /** Other providers than there are. */
  registry?: Registry;
  /** A program that was changed. */
  main?: typeof main;
}

interface CliResult {
  status: number;
  stdout: string;
  stderr: string;
  /** stdout as JSON. */
  json: () => unknown;
  /** The `error` of the JSON object on stderr's last lines. */
  error: () => Record<string, unknown>;
}

/** The first text is split into words as a shell does it; all others are taken as they are. */
export type Cli = ((line?: string, ...more: string[]) => Promise<CliResult>) & {
  directory: string;
  with: (options: CliOptions) => Cli;
};

/**
 * The whole program in this process, on a sandbox in a folder of its own. Each call is a
 * new invocation that shares nothing but the folder and the clock with those before it.
 */
export function makeCli(options: CliOptions = {}): Cli & { dispose: () => void } {
  const directory = mkdtempSync(join(tmpdir(), "quants-ctl-test-"));
  const env = {
    QUANTS_CTL_PROVIDER: "sandbox",
    QUANTS_CTL_SANDBOX_DIR: join(directory, "sandbox"),
    QUANTS_CTL_SANDBOX_PACE: "fast",
    QUANTS_CTL_STATE_DIR: join(directory, "state"),
    QUANTS_CTL_CACHE_DIR: join(directory, "cache"),
  };
  const clock = options.clock ?? fakeClock({ auto: true });
  const make = (given: CliOptions): Cli => {
    const terminal: Record<string, string> = given.terminal === undefined ? {} : { TERM: "xterm" };
    const settled: Record<string, string> = { ...env, ...terminal, ...given.env };
    // What a command for AWS may see is for its test to say.
    if (settled["QUANTS_CTL_PROVIDER"] === "sandbox") Object.assign(settled, CANARIES, given.env);
    const merged: CliOptions = { clock, cwd: directory, ...given, env: settled };
    const cli = (line?: string, ...more: string[]): Promise<CliResult> =>
      run([...(line === undefined ? [] : wordsOf(line)), ...more], merged);
    return Object.assign(cli, {
      directory,
      with: (more: CliOptions) => make({ ...given, ...more, env: { ...given.env, ...more.env } }),
    });
  };
  return Object.assign(make(options), {
    dispose: () => {
      try {
        for (const name of ["state", "cache"]) refuseSecretsBelow(join(directory, name));
      } finally {
        rmSync(directory, { recursive: true, force: true });
      }
    },
  });
}

/** An empty text is an empty word. */
const wordsOf = (line: string): string[] => (line === "" ? [""] : words(line));

async function run(argv: string[], options: CliOptions): Promise<CliResult> {
  const stdout = sink(options.terminal);
  const stderr = sink(options.terminal);
  const stdin = Object.assign(Readable.from(options.stdin === undefined ? [] : [options.stdin]), {
    isTTY: options.terminal !== undefined,
    setRawMode: () => undefined,
  });
  const host: Host = {
    stdin,
    stdout: stdout.stream,
    stderr: stderr.stream,
    env: options.env ?? {},
    cwd: options.cwd ?? process.cwd(),
    clock: options.clock ?? fakeClock({ auto: true }),
    signal: options.signal ?? new AbortController().signal,
  };
  const program = options.main ?? main;
  const status = await program(argv, host, "0.0.0-test", options.registry);
  // What was written without waiting has to pass through the streams.
  await new Promise((resolve) => setImmediate(resolve));
  refuseSecrets(stdout.text() + stderr.text(), `the output of ${argv.join(" ")}`);
  return {
    status,
    stdout: stdout.text(),
    stderr: stderr.text(),
    json: () => JSON.parse(stdout.text()) as unknown,
    error: () => errorIn(stderr.text()),
  };
}

function sink(columns: number | undefined): { stream: OutputStream; text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new PassThrough();
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const terminal = {
    isTTY: true,
    columns,
    cursorTo: (x: number) => cursorTo(stream, x),
    moveCursor: (dx: number, dy: number) => moveCursor(stream, dx, dy),
    clearLine: (direction: -1 | 0 | 1) => clearLine(stream, direction),
  };
  return {
    stream: Object.assign(stream, columns === undefined ? {} : terminal),
    text: () => Buffer.concat(chunks).toString("utf8"),
  };
}

function errorIn(stderr: string): Record<string, unknown> {
  const start = stderr.lastIndexOf('{\n  "error"');
  const { error } = JSON.parse(stderr.slice(start)) as { error: Record<string, unknown> };
  return error;
}
