import type { Clock } from "../../core/clock.ts";
import type { ServiceAction } from "../../core/contracts/service-action.ts";
import {
  attempt,
  type Call,
  type CallContext,
  type SendOptions,
  type WithMetadata,
} from "./attempt.ts";
import { SERVICE_FAILURES } from "./common-failures.ts";
import { mayRepeat } from "./repeat.ts";
import type { ServiceFacts } from "./services.ts";
import type { AwsSession, Link, SdkClient } from "./session.ts";

export interface ServiceCallsOptions<Client> {
  session: AwsSession;
  service: ServiceFacts;
  region: string;
  clock: Clock;
  Client: new (config: never) => Client;
  /** Where requests go, if that is no address of AWS's own; for messages. */
  endpoint?: string | undefined;
}

/**
 * Makes all requests to one region's service: explains failures, limits tries, heeds the signal.
 */
export class ServiceCalls<Client extends SdkClient> {
  readonly #options: ServiceCallsOptions<Client>;

  constructor(options: ServiceCallsOptions<Client>) {
    this.#options = options;
  }

  /** A call without effect, repeated while it may still succeed. */
  read<T extends WithMetadata>(
    operation: string,
    send: (client: Client, options: SendOptions) => Promise<T>,
    context: CallContext = {},
  ): Promise<T> {
    return this.#call(operation, null, false, send, context);
  }

  /** A call that has the same effect whether it is carried out once or twice. */
  change<T extends WithMetadata>(
    operation: string,
    action: ServiceAction | null,
    send: (client: Client, options: SendOptions) => Promise<T>,
    context: CallContext = {},
  ): Promise<T> {
    return this.#call(operation, action, true, send, context);
  }

  async #call<T extends WithMetadata>(
    operation: string,
    action: ServiceAction | null,
    isChange: boolean,
    send: (client: Client, options: SendOptions) => Promise<T>,
    context: CallContext,
  ): Promise<T> {
    const { session, service, region, clock, Client, endpoint } = this.#options;
    const link = async (): Promise<Link<Client>> => {
      const own = await session.link(service, service.homeRegion ?? region, Client);
      return endpoint === undefined ? own : { ...own, endpoint };
    };
    const failures = SERVICE_FAILURES;
    const call: Call<Client> = {
      session,
      service,
      region,
      operation,
      action,
      isChange,
      failures,
      link,
    };
    for (let tries = 1; ; tries += 1) {
      const answer = await attempt(call, send, context);
      if (answer.ok) return answer.output;
      const { maxAttempts } = await link();
      const { signal } = context;
      if (!(await mayRepeat(answer.failure, tries, { maxAttempts, clock, signal }))) {
        throw answer.failure.error;
      }
    }
  }
}
