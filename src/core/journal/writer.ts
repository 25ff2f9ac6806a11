import { randomBytes } from "node:crypto";
import { appendFileSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { CallObserver } from "../contracts/call-observer.ts";
import type { Clock } from "../clock.ts";
import { type QuantsError, toQuantsError } from "../errors.ts";
import type { JournalLine, LineOf } from "./lines.ts";
import { makeFolder } from "../files/make-folder.ts";
import { type JournalOperation, operationFrom } from "./operation.ts";
import { processStart } from "./process-start.ts";
import { type TargetRef, currentTarget, withinTarget } from "./target.ts";

export type Asked = Pick<
  LineOf<"asked">,
  | "command"
  | "options"
  | "resuming"
  | "provider"
  | "profile"
  | "account"
  | "endpoint"
  | "region"
  | "version"
  | "user"
  | "cwd"
>;

/** A line of any kind, without its time. */
type Untimed<T> = T extends unknown ? Omit<T, "at"> : never;

/**
 * Writes the journal of one command. The first call that changes something creates its file,
 * including the calls before it; a command that only reads leaves none. Every line reaches the
 * system before its call is sent, so that it outlives the process.
 */
export class JournalWriter {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #asked: Asked;
  readonly #onFailure: (why: string) => void;
  #waiting: JournalLine[] = [];
  #file: string | null = null;
  #id: string | null = null;
  #begunAt: string | null = null;
  #calls = 0;
  #isBroken = false;
  /** All lines, even if the file can't be written. */
  readonly #lines: JournalLine[] = [];

  constructor(options: {
    folder: string;
    clock: Clock;
    asked: Asked;
    /** Called once, when the journal can't be written. */
    onFailure: (why: string) => void;
  }) {
    this.#folder = options.folder;
    this.#clock = options.clock;
    this.#asked = options.asked;
    this.#onFailure = options.onFailure;
  }

  /** Null until something is changed. */
  get id(): string | null {
    return this.#id;
  }

  readonly observe: CallObserver = ({ operation, action, region, resource, isChange }) => {
    this.#calls += 1;
    const n = this.#calls;
    if (isChange) this.#begin();
    this.#add({
      type: "call",
      n,
      operation,
      action,
      region,
      resource: resource ?? null,
      change: isChange,
      target: currentTarget(),
    });
    return ({ outcome, effect, requestId }) => {
      this.#add({ type: "answer", n, outcome, effect, request_id: requestId ?? null });
    };
  };

  /** Records what a later command needs to finish or undo this one. No secrets. */
  remember(facts: Readonly<Record<string, unknown>>): void {
    this.#add({ type: "remembered", facts: facts as LineOf<"remembered">["facts"] });
  }

  step(text: string): void {
    this.#add({ type: "step", text });
  }

  /** Records all targets before the work on the first one. */
  recordTargets(targets: readonly TargetRef[]): void {
    this.#add({
      type: "meant",
      targets: targets.map(({ kind, region, name }) => ({ kind, region, name })),
    });
  }

  /** Works on one target and records how that ended: it threw, or its result contains an error. */
  async about<T extends object>(
    { kind, region, name }: TargetRef,
    work: () => Promise<T>,
  ): Promise<T> {
    const target = { kind, region, name };
    const end = (error: QuantsError | null): void =>
      this.#add({
        type: "target",
        ...target,
        outcome: error === null ? "done" : "failed",
        code: error?.code ?? null,
      });
    try {
      const result = await withinTarget(target, work);
      end((result as { error?: QuantsError | null }).error ?? null);
      return result;
    } catch (error) {
      end(toQuantsError(error));
      throw error;
    }
  }

  end(error: QuantsError | null): void {
    if (this.#file === null) return;
    if (this.#isBroken && error === null) {
      this.#drop(this.#file);
      return;
    }
    const stopped = error?.code === "interrupted" || error?.code === "terminated";
    this.#add({
      type: "ended",
      outcome: error === null ? "done" : stopped ? "interrupted" : "failed",
      code: error?.code ?? null,
      message: error?.message ?? null,
    });
  }

  /** Marks an earlier operation as settled by this one, or because of `why`. */
  settle(id: string, why?: string): void {
    this.#appendTo(id, { type: "settled", at: this.#now(), by: this.#settler(why) });
  }

  /** Marks the rest of an earlier operation's work on one of its targets as settled. */
  settleTarget(id: string, { kind, region, name }: TargetRef, why?: string): void {
    const by = this.#settler(why);
    this.#appendTo(id, { type: "target_settled", at: this.#now(), kind, region, name, by });
  }

  #settler(why: string | undefined): string {
    return why ?? this.#id ?? "nothing left to do";
  }

  #appendTo(id: string, line: JournalLine): void {
    // Its process may have ended within a line, which must not swallow this one.
    this.#append(join(this.#folder, `${id}.jsonl`), [line], "\n");
  }

  #askedAt(at: string, id: string): JournalLine {
    const { pid } = process;
    const started = processStart(pid);
    return { type: "asked", at, id, ...this.#asked, host: hostname(), pid, started };
  }

  #begin(): void {
    if (this.#file !== null || this.#isBroken) return;
    const now = this.#now();
    const id = `${now.replaceAll(/[-:]/g, "").replace(".", "")}-${suffix()}`;
    this.#id = id;
    this.#file = join(this.#folder, `${id}.jsonl`);
    this.#begunAt = now;
    const lines = [this.#askedAt(now, id), ...this.#waiting];
    this.#waiting = [];
    this.#append(this.#file, lines);
  }

  /** What this command did, as recorded in its journal. */
  own(): JournalOperation | null {
    const asked = this.#askedAt(this.#begunAt ?? this.#now(), this.#id ?? "");
    return operationFrom([asked, ...this.#lines], () => true);
  }

  #add(line: Untimed<JournalLine>): void {
    const timed = { at: this.#now(), ...line };
    this.#lines.push(timed);
    if (this.#file === null) this.#waiting.push(timed);
    else this.#append(this.#file, [timed]);
  }

  #append(file: string, lines: readonly JournalLine[], before = ""): void {
    if (this.#isBroken) return;
    try {
      makeFolder(this.#folder);
      const text = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
      appendFileSync(file, before + text, { mode: 0o600 });
    } catch (error) {
      this.#isBroken = true;
      this.#onFailure((error as Error).message);
    }
  }

  /** A truncated journal would be mistaken for an interrupted operation. */
  #drop(file: string): void {
    try {
      rmSync(file, { force: true });
    } catch {
      // The user has already been warned that it can't be written.
    }
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

let begun = 0;

/** Unique, and ordered for operations that this process starts within one millisecond. */
function suffix(): string {
  begun += 1;
  return (begun % 0x1000).toString(16).padStart(3, "0") + randomBytes(3).toString("hex").slice(1);
}
