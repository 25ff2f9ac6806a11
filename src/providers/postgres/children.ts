import type { Readable, Writable } from "node:stream";
import type { Clock } from "../../core/clock.ts";
import { QuantsError } from "../../core/errors.ts";

/** After this, what was asked to stop is killed. */
const PATIENCE_MS = 5_000;

interface Options {
  signal: AbortSignal;
  clock: Clock;
  /** Called with the process ids of those that run, whenever that changes. */
  changed: (pids: readonly number[]) => void;
}

interface Ended {
  /** Undefined when a signal ended it, or when it never began. */
  status: number | undefined;
  /** Why it could not be started. */
  failure: unknown;
}

/** Not a promise itself, or to wait for it to be there would be to wait for its end. */
export interface Child {
  stdin: Writable | null;
  stdout: Readable;
  stderr: Readable;
  ended: Promise<Ended>;
}

/**
 * The processes of one run, each in a group of its own: pg_dump and pg_restore have workers. None
 * of them outlives this process, unless it is killed.
 */
export class Children {
  readonly #options: Options;
  readonly #pids = new Set<number>();
  readonly #over = new AbortController();
  readonly #kill = (): void => this.#send("SIGKILL");
  readonly #stop = (): void => void this.#end();

  constructor(options: Options) {
    this.#options = options;
    options.signal.addEventListener("abort", this.#stop, { once: true });
    process.once("SIGHUP", this.#stop);
    // The second interrupt ends the process without unwinding.
    process.prependOnceListener("exit", this.#kill);
  }

  async start(
    binary: string,
    args: readonly string[],
    { env, stdin = "ignore" }: { env: Readonly<Record<string, string>>; stdin?: "pipe" | "ignore" },
  ): Promise<Child> {
    const { execa } = await import("execa");
    this.#options.signal.throwIfAborted();
    const child = execa(binary, args, {
      env: { ...env },
      extendEnv: false,
      stdin,
      buffer: false,
      reject: false,
      cleanup: false,
      detached: true,
    });
    const { pid } = child;
    if (pid !== undefined) {
      this.#pids.add(pid);
      this.#tell();
    }
    const ended = child.then(({ exitCode, signal, cause, message }): Ended => {
      if (pid !== undefined) this.#pids.delete(pid);
      this.#tell();
      const isUnstarted = exitCode === undefined && signal === undefined;
      return { status: exitCode, failure: isUnstarted ? (cause ?? message) : null };
    });
    return { stdin: child.stdin, stdout: child.stdout, stderr: child.stderr, ended };
  }

  /** Runs one to its end. Resolves with what it wrote. */
  async run(
    binary: string,
    args: readonly string[],
    env: Readonly<Record<string, string>>,
  ): Promise<{ status: number | null; stdout: string; stderr: string }> {
    const child = await this.start(binary, args, { env });
    const stdout = collected(child.stdout);
    const stderr = collected(child.stderr);
    const { status, failure } = await child.ended;
    if (failure !== null) throw notStarted(binary, failure);
    return { status: status ?? null, stdout: stdout(), stderr: stderr() };
  }

  close(): void {
    this.#over.abort();
    this.#kill();
    this.#options.signal.removeEventListener("abort", this.#stop);
    process.off("SIGHUP", this.#stop);
    process.off("exit", this.#kill);
  }

  #tell(): void {
    this.#options.changed([...this.#pids]);
  }

  async #end(): Promise<void> {
    this.#send("SIGTERM");
    await this.#options.clock.sleep(PATIENCE_MS, this.#over.signal).catch(() => undefined);
    this.#send("SIGKILL");
  }

  #send(signal: NodeJS.Signals): void {
    for (const pid of this.#pids) killGroup(pid, signal);
  }
}

export function killGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // It has ended already.
  }
}

export function notStarted(binary: string, cause: unknown): QuantsError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new QuantsError("config_not_found", `${binary} can't be started: ${reason}`, {
    hint: "Check that PostgreSQL's client programs are fully installed: pg_dump --version",
    resource: binary,
    cause,
  });
}

/** What a stream has brought so far, each time it is called. */
function collected(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}
