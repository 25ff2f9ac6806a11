import { actionOf } from "./actions.ts";
import type { LightsailClient, Operation } from "@aws-sdk/client-lightsail";
import type { Clock } from "../../core/clock.ts";
import { QuantsError } from "../../core/errors.ts";
import {
  type Answer as ServiceAnswer,
  attempt,
  type CallContext as ServiceCallContext,
} from "../aws/attempt.ts";
import { LIGHTSAIL } from "../aws/services.ts";
import { LIGHTSAIL_FAILURES } from "./error-table.ts";
import { mayRepeat } from "../aws/repeat.ts";
import { connect, type Link } from "./client.ts";
import { type Failure, refusalOf } from "../aws/failure.ts";
import { readBack, undecided } from "./read-back.ts";
import {
  type Change,
  COMMANDS,
  type Input,
  type OperationName,
  type Output,
} from "./operations.ts";
import type { LightsailSession } from "./options.ts";

export interface CallContext extends ServiceCallContext {
  /** Called before a change is repeated whose outcome is unknown. */
  onDoubt?: (() => void) | undefined;
}

export type Answer<K extends OperationName> = ServiceAnswer<Output<K>>;

/** Makes all requests to one region: explains errors, limits tries, heeds the signal. */
export class Calls {
  readonly region: string;
  readonly clock: Clock;
  readonly #session: LightsailSession;

  constructor(options: { session: LightsailSession; region: string; clock: Clock }) {
    this.region = options.region;
    this.clock = options.clock;
    this.#session = options.session;
  }

  /** A call without effect, repeated while it may still succeed. */
  async read<K extends OperationName>(
    operation: K,
    input: Input<K>,
    context: CallContext = {},
  ): Promise<Output<K>> {
    for (let tries = 1; ; tries += 1) {
      const answer = await this.attempt(operation, input, context);
      if (answer.ok) return answer.output;
      if (!(await this.mayRepeat(answer.failure, tries, context.signal))) {
        throw answer.failure.error;
      }
    }
  }

  /**
   * A call that has the same effect whether it is carried out once or twice. If an answer was lost
   * and a later try is refused, the first one may be the reason: then success is up to `isDone`.
   * `guard` is called before every try, and its refusal ends them.
   */
  async change<K extends Change>(
    operation: K,
    input: Input<K>,
    context: CallContext & { guard?: () => Promise<void> },
    isDone: (refusal: QuantsError) => Promise<boolean>,
  ): Promise<Operation[]> {
    let inDoubt = false;
    for (let tries = 1; ; tries += 1) {
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
        if (await this.mayRepeat(answer.failure, tries, context.signal)) continue;
        error = answer.failure.error;
      }
      if (!inDoubt) throw error;
      const last = error;
      const seen = await readBack(() => isDone(last), this.clock, context.signal);
      if (seen === true) return [];
      throw undecided(error, isRefusal, seen);
    }
  }

  /** Sends exactly one request. */
  attempt<K extends OperationName>(
    operation: K,
    input: Input<K>,
    context: CallContext = {},
  ): Promise<Answer<K>> {
    const call = {
      session: this.#session,
      service: LIGHTSAIL,
      region: this.region,
      operation,
      action: actionOf(operation),
      isChange: !operation.startsWith("Get"),
      failures: LIGHTSAIL_FAILURES,
      link: () => this.#link(),
    };
    return attempt(call, (client, options) => send(client, operation, input, options), context);
  }

  /** Waits and returns true if the failed call is worth another try after this many. */
  async mayRepeat(failure: Failure, tries: number, signal?: AbortSignal): Promise<boolean> {
    const { maxAttempts } = await this.#link();
    return mayRepeat(failure, tries, { maxAttempts, clock: this.clock, signal });
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
  // The SDK's overloads can't express the relation of an operation's name to its command.
  const Command = COMMANDS[operation] as unknown as new (given: Input<K>) => object;
  const untyped = client as unknown as { send: (...args: object[]) => Promise<Output<K>> };
  return untyped.send(new Command(input), options);
}

/** The subject of an answer; one without it did not come from Lightsail. */
export function present<T>(value: T | undefined, resource: string): T {
  if (value !== undefined) return value;
  throw new QuantsError("endpoint_unreachable", `The answer says nothing about "${resource}".`, {
    hint: "Is AWS_ENDPOINT_URL (or --endpoint-url) an endpoint of Lightsail?",
    resource,
  });
}

/** The operations in an answer; throws if one failed immediately. */
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
    hint: `Lightsail accepted the request but failed to carry it out (operation ${id}). Check the resource and repeat the command.`,
    resource: subject,
  });
}
