import { actionOf } from "./actions.ts";
import { setMaxListeners } from "node:events";
import type { LightsailClient, Operation } from "@aws-sdk/client-lightsail";
import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type { Clock } from "../../core/clock.ts";
import { QuantsError } from "../../core/errors.ts";
import { abortReason, pause, throwIfAborted } from "../../core/time/wait.ts";
import { answerLimit, orAborted } from "./answer-limit.ts";
import { connect, type Link } from "./client.ts";
import { explain } from "./errors.ts";
import { type Failure, refusalOf } from "./failure.ts";
import { readBack, undecided } from "./read-back.ts";
import {
  type Change,
  COMMANDS,
  type Input,
  type OperationName,
  type Output,
} from "./operations.ts";
import type { LightsailSession } from "./options.ts";

export interface CallContext {
  /** What the call is about, for messages. */
  resource?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds that one try may take. */
  timeoutMs?: number | undefined;
  /** Called when it is not known whether a change was carried out, before it is repeated. */
  onDoubt?: (() => void) | undefined;
}

export type Answer<K extends OperationName> =
  | { ok: true; output: Output<K> }
  | { ok: false; failure: Failure };

/** Milliseconds before the second try; each further try waits twice as long. */
const FIRST_PAUSE = { soon: 200, slower: 500 };
const LONGEST_PAUSE = 10_000;
/**
 * A throttled call had no effect, and among hundreds of calls some are throttled several times
 * in a row: it is worth more tries than others, unless there is to be one only.
 */
const PATIENCE_WHEN_THROTTLED = 2;

/** Every request of one region goes through here: errors explained, tries counted, signal heeded. */
export class Calls {
  readonly region: string;
  readonly clock: Clock;
  readonly #session: LightsailSession;

  constructor(options: { session: LightsailSession; region: string; clock: Clock }) {
    this.region = options.region;
    this.clock = options.clock;
    this.#session = options.session;
  }

  /** A call without effect, repeated while it may yet succeed. */
  async read<K extends OperationName>(
    operation: K,
    input: Input<K>,
    context: CallContext = {},
  ): Promise<Output<K>> {
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.attempt(operation, input, context);
      if (answer.ok) return answer.output;
      if (!(await this.mayRepeat(answer.failure, attempt, context.signal))) {
        throw answer.failure.error;
      }
    }
  }

  /**
   * A call whose effect is the same whether it is carried out once or twice. When an answer
   * was lost and a later try is refused, the first one may be the reason: then `isDone` is
   * asked, and a yes is success. `guard` is asked before every try, and its refusal ends them.
   */
  async change<K extends Change>(
    operation: K,
    input: Input<K>,
    context: CallContext & { guard?: () => Promise<void> },
    isDone: (refusal: QuantsError) => Promise<boolean>,
  ): Promise<Operation[]> {
    let inDoubt = false;
    for (let attempt = 1; ; attempt += 1) {
      let isRefusal = true;
      let error = await refusalOf(context.guard);
      if (error === null) {
        const answer = await this.attempt(operation, input, context);
        if (answer.ok) return begunOperations(answer.output, context.resource);
        if (answer.failure.effect === "unknown") {
          inDoubt = true;
          isRefusal = false;
          context.onDoubt?.();
        }
        if (await this.mayRepeat(answer.failure, attempt, context.signal)) continue;
        error = answer.failure.error;
      }
      if (!inDoubt) throw error;
      const last = error;
      const seen = await readBack(() => isDone(last), this.clock, context.signal);
      if (seen === true) return [];
      throw undecided(error, isRefusal, seen);
    }
  }

  /** Exactly one request. */
  async attempt<K extends OperationName>(
    operation: K,
    input: Input<K>,
    context: CallContext = {},
  ): Promise<Answer<K>> {
    const { signal, timeoutMs } = context;
    throwIfAborted(signal);
    const limit = answerLimit(operation, timeoutMs, signal);
    // A fleet's worth of calls share one signal, and Node warns on stderr from the eleventh on.
    if (signal !== undefined) setMaxListeners(0, signal);
    let endpoint = `https://lightsail.${this.region}.amazonaws.com`;
    let answered: ReturnType<CallObserver> | undefined;
    try {
      const link = await connect(this.#session, this.region);
      endpoint = link.endpoint;
      const options = {
        requestTimeout: limit.requestTimeout,
        abortSignal: limit.signal,
      };
      answered = this.#session.observer?.({
        operation,
        action: actionOf(operation),
        region: this.region,
        resource: context.resource,
        isChange: !operation.startsWith("Get"),
      });
      const request = send(link.client, operation, input, options);
      const output = await orAborted(request, limit.signal);
      answered?.({ requestId: requestIdOf(output), outcome: "ok", effect: "done" });
      return { ok: true, output };
    } catch (error) {
      if (signal?.aborted === true) {
        const reason = abortReason(signal);
        answered?.({ requestId: undefined, outcome: reason.code, effect: "unknown" });
        throw reason;
      }
      const cause: unknown = limit.signal.aborted ? limit.signal.reason : error;
      const failure = explain(cause, {
        operation,
        resource: context.resource,
        region: this.region,
        endpoint,
        profile: this.#session.profile,
      });
      const { code, requestId } = failure.error;
      answered?.({ requestId, outcome: code, effect: failure.effect });
      return { ok: false, failure };
    } finally {
      limit.clear();
    }
  }

  /** Waits and says true when the failed call is worth another try, the `attempt`-th being over. */
  async mayRepeat(failure: Failure, attempt: number, signal?: AbortSignal): Promise<boolean> {
    if (failure.repeat === "no") return false;
    const { maxAttempts } = await this.#link();
    const isPatient = failure.error.code === "throttled" && maxAttempts > 1;
    if (attempt >= (isPatient ? maxAttempts * PATIENCE_WHEN_THROTTLED : maxAttempts)) return false;
    const longest = Math.min(FIRST_PAUSE[failure.repeat] * 2 ** (attempt - 1), LONGEST_PAUSE);
    await pause(this.clock, longest * (0.5 + 0.5 * Math.random()), signal);
    return true;
  }

  #link(): Promise<Link> {
    return connect(this.#session, this.region);
  }
}

function send<K extends OperationName>(
  client: LightsailClient,
  operation: K,
  input: Input<K>,
  options: { abortSignal?: AbortSignal; requestTimeout: number },
): Promise<Output<K>> {
  // The SDK's overloads can't follow the link from an operation's name to its command.
  const Command = COMMANDS[operation] as unknown as new (given: Input<K>) => object;
  const untyped = client as unknown as { send: (...args: object[]) => Promise<Output<K>> };
  return untyped.send(new Command(input), options);
}

function requestIdOf(output: {
  $metadata: { requestId?: string | undefined };
}): string | undefined {
  return output.$metadata.requestId;
}

/** What an answer is about; one without it did not come from Lightsail. */
export function present<T>(value: T | undefined, resource: string): T {
  if (value !== undefined) return value;
  throw new QuantsError("endpoint_unreachable", `The answer says nothing about "${resource}".`, {
    hint: "Is AWS_ENDPOINT_URL (or --endpoint-url) meant for Lightsail?",
    resource,
  });
}

/** The operations of an answer; one that failed at once is an error. */
export function begunOperations(output: unknown, resource: string | undefined): Operation[] {
  const { operations, operation } = output as {
    operations?: Operation[];
    operation?: Operation;
  };
  const begun = operations ?? (operation === undefined ? [] : [operation]);
  const failed = begun.find(({ status }) => status === "Failed");
  if (failed !== undefined) throw operationFailed(failed, resource);
  return begun;
}

export function idsOf(operations: readonly Operation[]): string[] {
  return operations.map(({ id }) => id ?? "").filter((id) => id !== "");
}

export function operationFailed(operation: Operation, resource: string | undefined): QuantsError {
  const {
    id = "",
    operationType = "The operation",
    resourceName,
    errorCode,
    errorDetails,
  } = operation;
  const reason = [errorCode, errorDetails].filter(Boolean).join(": ") || "no reason was given";
  const subject = resourceName ?? resource;
  const what = subject === undefined ? operationType : `${operationType} of "${subject}"`;
  return new QuantsError("operation_failed", `${what} failed: ${reason}.`, {
    hint: `Lightsail accepted the request and then failed to carry it out (operation ${id}). Look at the resource and repeat the command.`,
    resource: subject,
  });
}
