import type { Host } from "../../core/context.ts";
import { QuantsError } from "../../core/errors.ts";
import { findProgram } from "../../core/files/find-program.ts";
import { abortReason, throwIfAborted } from "../../core/time/wait.ts";
import { dockerFailure } from "./failures.ts";

/** What the client may know of the environment: nothing that a plugin could leak. */
const KEPT = /^(PATH|HOME|USER|TMPDIR|DOCKER_\w+|SSH_AUTH_SOCK|XDG_\w+)$/;
/** Calls that change nothing: they can be ended at any time. */
const READS = new Set(["ls", "inspect", "ps", "logs"]);
/** Milliseconds without an answer after which a call is given up. */
const LIMITS = { read: 60_000, change: 600_000 };
const MOST_BYTES = 256 * 1024 * 1024;

/** Docker's client as a child process. */
export class DockerCli {
  readonly #host: Host;
  readonly #binary: string;
  readonly #first: readonly string[];
  readonly #where: string;
  readonly #limits: typeof LIMITS;

  constructor(host: Host, address: string | undefined, limits = LIMITS) {
    this.#limits = limits;
    const asked = host.env["QUANTS_CTL_DOCKER"] ?? "docker";
    const binary = findProgram(asked, host);
    if (binary === undefined) {
      throw new QuantsError("config_not_found", `${asked} is not on this machine.`, {
        hint: "Install Docker's client (Debian: docker.io), or set QUANTS_CTL_DOCKER to its path. The engine may be elsewhere: --host ssh://user@manager.",
        resource: asked,
      });
    }
    const named = address ?? host.env["DOCKER_HOST"];
    this.#host = host;
    this.#binary = binary;
    this.#where = named ?? "this machine";
    this.#first = [...(address === undefined ? [] : ["--host", address]), ...tlsFor(named)];
  }

  /** What it wrote on stdout. `input` goes to its stdin, where no list of processes shows it. */
  async run(args: readonly string[], input = ""): Promise<string> {
    return (await this.#call(args, input)).stdout;
  }

  /** On both of its streams, as when it shows another program's output. */
  async both(args: readonly string[]): Promise<string> {
    const { stdout, stderr } = await this.#call(args, "");
    return stdout + stderr;
  }

  async #call(args: readonly string[], input: string): Promise<{ stdout: string; stderr: string }> {
    const { env, cwd, signal } = this.#host;
    const { execa } = await import("execa");
    throwIfAborted(signal);
    const kept = Object.entries(env).filter(([key]) => KEPT.test(key));
    const isRead = args.slice(0, 2).some((it) => READS.has(it));
    const timeout = isRead ? this.#limits.read : this.#limits.change;
    const ended = await execa(this.#binary, [...this.#first, ...args], {
      ...{ cwd, env: Object.fromEntries(kept), extendEnv: false, input, reject: false, timeout },
      ...{ detached: true, cleanup: false, maxBuffer: MOST_BYTES, stripFinalNewline: false },
      // A change that was sent is answered, and then nothing more is.
      ...(isRead && { cancelSignal: signal }),
    });
    if (ended.exitCode === 0) return ended;
    if (ended.isCanceled) throw abortReason(signal);
    if (ended.timedOut) throw silent(args, timeout, this.#where);
    throw dockerFailure(
      args,
      ended.exitCode === undefined ? (ended.message ?? "") : ended.stderr,
      this.#where,
    );
  }

  /** Of output with a JSON object on each line. */
  async lines<T>(args: readonly string[]): Promise<T[]> {
    const text = await this.run([...args, "--format", "{{json .}}"]);
    return text.split("\n").flatMap((it) => (it.trim() === "" ? [] : [parsed<T>(it)]));
  }

  async inspect<T>(args: readonly string[]): Promise<T[]> {
    return parsed<T[]>(await this.run(args));
  }
}

function silent(args: readonly string[], timeout: number, where: string): QuantsError {
  const call = args.slice(0, 2).join(" ");
  const text = `The engine gave no answer to docker ${call} within ${timeout / 1_000} s (${where}).`;
  return new QuantsError("endpoint_unreachable", text, {
    hint: "Something listens there, but its dockerd hangs, or something in between drops what is sent. A change may have been made all the same: look before you repeat it.",
    resource: where,
    retryable: true,
  });
}

function parsed<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (cause) {
    throw new QuantsError("operation_failed", "Docker's client wrote what is not JSON.", {
      hint: "Its version may be too old: docker version. 20.10 and later work.",
      cause,
    });
  }
}

/** Whoever reaches an engine without TLS is root on its machines. */
function tlsFor(address: string | undefined): string[] {
  if (address === undefined || /^(unix|ssh):\/\//.test(address)) return [];
  if (address.startsWith("tcp://")) return ["--tlsverify"];
  throw new QuantsError("invalid_input", `"${address}" is not the address of an engine.`, {
    hint: "Give unix:///path, ssh://user@host, or tcp://host:2376 with certificates in DOCKER_CERT_PATH.",
    resource: address,
  });
}
