import { setMaxListeners } from "node:events";
import type { CallObserver } from "../../core/contracts/call-observer.ts";
import type { ServiceAction } from "../../core/contracts/service-action.ts";
import { abortReason, throwIfAborted } from "../../core/time/wait.ts";
import { answerLimit, orAborted } from "./answer-limit.ts";
import { explain } from "./explain.ts";
import type { Failure, Row } from "./failure.ts";
import type { ServiceFacts } from "./services.ts";
import type { AwsSession, Link } from "./session.ts";

export interface CallContext {
  /** The resource concerned, for messages. */
  resource?: string | undefined;
  signal?: AbortSignal | undefined;
  /** Milliseconds allowed for one try. */
  timeoutMs?: number | undefined;
}

/** One request without its input. */
export interface Call<Client> {
  session: Pick<AwsSession, "observer" | "profile">;
  service: ServiceFacts;
  region: string;
  operation: string;
  action: ServiceAction | null;
  isChange: boolean;
  /** Explains the service's refusals. */
  failures: readonly Row[];
  link: () => Promise<Link<Client>>;
}

/** Options of the SDK's `send`. */
export interface SendOptions {
  abortSignal: AbortSignal;
  requestTimeout: number;
}

/** What every answer of the SDK is. */
export interface WithMetadata {
  $metadata: { requestId?: string | undefined };
}

export type Answer<T> = { ok: true; output: T } | { ok: false; failure: Failure };

/** Sends exactly one request: notifies the observer, explains failures, limits the time. */
export async function attempt<Client, T extends WithMetadata>(
  call: Call<Client>,
  send: (client: Client, options: SendOptions) => Promise<T>,
  { resource, signal, timeoutMs }: CallContext,
): Promise<Answer<T>> {
  const { session, service, region, operation, action, isChange, failures } = call;
  throwIfAborted(signal);
  const limit = answerLimit(operation, timeoutMs, signal);
  // A fleet's calls share one signal, and Node warns on stderr from the eleventh listener on.
  if (signal !== undefined) setMaxListeners(0, signal);
  let endpoint = `https://${service.id}.${region}.amazonaws.com`;
  let answered: ReturnType<CallObserver> | undefined;
  try {
    const link = await call.link();
    endpoint = link.endpoint;
    const options = { requestTimeout: limit.requestTimeout, abortSignal: limit.signal };
    answered = session.observer?.({ operation, action, region, resource, isChange });
    const output = await orAborted(send(link.client, options), limit.signal);
    answered?.({ requestId: output.$metadata.requestId, outcome: "ok", effect: "done" });
    return { ok: true, output };
  } catch (error) {
    if (signal?.aborted === true) {
      const reason = abortReason(signal);
      answered?.({ requestId: undefined, outcome: reason.code, effect: "unknown" });
      throw reason;
    }
    const cause: unknown = limit.signal.aborted ? limit.signal.reason : error;
    const { profile } = session;
    const occasion = { service, operation, resource, region, endpoint, profile };
    const failure = explain(cause, occasion, failures);
    const { code, requestId } = failure.error;
    answered?.({ requestId, outcome: code, effect: failure.effect });
    return { ok: false, failure };
  } finally {
    limit.clear();
  }
}
