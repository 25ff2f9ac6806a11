import type { Clock } from "../../core/clock.ts";
import type { Pace } from "../../core/contracts/sandbox-control.ts";
import { answerAirflow } from "./airflow/answer.ts";
import { findRegion, type RegionInfo } from "./catalogue/regions.ts";
import type { Limits } from "./context.ts";
import { answerPublicEndpoint } from "./endpoint-page.ts";
import type { FaultPlan } from "./fault-plan.ts";
import { FaultInjector, type Injected } from "./faults.ts";
import { DURATIONS } from "./lifecycle.ts";
import type { AnyOperation, Output } from "./operation.ts";
import { OPERATION_NAMES } from "./operation-names.ts";
import { OPERATIONS } from "./operations/index.ts";
import { type Asked, askedOf } from "./protocol/asked-service.ts";
import type { CredentialScope } from "./protocol/authorization.ts";
import { answerIdentity, answerZones } from "./protocol/other-services.ts";
import { parseBody } from "./protocol/parse-body.ts";
import { refuseForeign } from "./protocol/refuse-foreign.ts";
import {
  errorResponse,
  jsonResponse,
  type WireRequest,
  type WireResponse,
} from "./protocol/response.ts";
import { ServiceError } from "./protocol/service-error.ts";
import type { Store } from "./state/store.ts";
import { whyUnbuilt } from "./unbuilt.ts";
import type { Upstream } from "./upstream/index.ts";
import { validate } from "./validate.ts";

/** The connection is to break without an answer. */
export const RESET = "reset";

/**
 * Answers one request, or says that its connection breaks. Rejects with a QuantsError when
 * the sandbox itself can't work, e.g. because its folder is damaged.
 */
export type Dispatch = (
  request: WireRequest,
  options?: { signal?: AbortSignal | undefined },
) => Promise<WireResponse | typeof RESET>;

export interface DispatchOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly faults: FaultPlan;
  /** Id of the account that everything belongs to. */
  readonly account: string;
  /** Whoever answers for the services that are not built here. */
  readonly upstream: Upstream;
}

const DEFAULT_STATIC_IPS = 5;
const TARGET = /^Lightsail_20161128\.(\w+)$/;
const known = new Set<string>(OPERATION_NAMES);
const built = new Map<string, AnyOperation>(Object.entries(OPERATIONS));

export function createDispatch(options: DispatchOptions): Dispatch {
  const { store, clock, pace, faults, account, upstream } = options;
  const durations = DURATIONS[pace];
  const injector = new FaultInjector(faults, durations);
  const limits: Limits = {
    instances: faults.quotas?.instances ?? null,
    staticIps: faults.quotas?.static_ips ?? DEFAULT_STATIC_IPS,
  };

  async function run(
    operation: AnyOperation,
    region: RegionInfo,
    body: unknown,
    injected: Pick<Injected, "quota" | "addressDelay">,
  ): Promise<Output> {
    // The operation's own shape vouches for what its handler receives.
    const input = validate(operation.input, body) as never;
    const read = () => ({ account, region, state: store.read(region.name), now: clock.now() });
    if (operation.access === "read") return operation.handle(read(), input);
    const prepared = (await operation.prepare?.(read(), input)) as never;
    return store.write(region.name, ({ state, addresses }) => {
      const now = clock.now();
      state.dropDeleted(now);
      return operation.handle(
        {
          account,
          region,
          state,
          addresses,
          stateOf: (name) => store.read(name),
          now,
          durations,
          limits: injected.quota ? { instances: 0, staticIps: 0 } : limits,
          issuesCertificates: faults.certificates === "issued",
          addressDelay: injected.addressDelay,
        },
        input,
        prepared,
      );
    });
  }

  async function answer(
    name: string,
    scope: CredentialScope,
    request: WireRequest,
    signal: AbortSignal | undefined,
  ): Promise<WireResponse | typeof RESET> {
    const operation = findOperation(name);
    const region = findRegion(scope.region);
    if (region === undefined) {
      // As a region answers that the account has not opted in to.
      throw new ServiceError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      );
    }
    const injected = injector.next(name, region.name);
    if (injected.latency > 0) await clock.sleep(injected.latency, signal);
    if (injected.kill?.when === "before") await killSelf(injected.kill.signal, signal);
    if (injected.reset === "before") return RESET;
    if (injected.error !== undefined) throw injected.error;
    const output = await run(operation, region, parseBody(request.body), injected);
    if (injected.kill?.when === "after") await killSelf(injected.kill.signal, signal);
    return injected.reset === "after" ? RESET : jsonResponse(200, output);
  }

  async function answerOther(
    request: WireRequest,
    asked: Asked,
    signal: AbortSignal | undefined,
  ): Promise<WireResponse> {
    if (asked.service === "airflow") {
      return answerAirflow(request, asked, (operation, region, input) =>
        run(operation, region, input, { quota: false, addressDelay: 0 }),
      );
    }
    const found =
      answerIdentity(request, asked, { account, now: clock.now() }) ??
      (await upstream(request, asked, signal)) ??
      answerZones(asked);
    if (found !== undefined) return found;
    if (asked.unsigned !== undefined) throw asked.unsigned;
    return refuseForeign(request, asked);
  }

  return async (request, { signal } = {}) => {
    let name: string | undefined;
    try {
      const page = answerPublicEndpoint(request, { account, store, now: clock.now() });
      if (page !== undefined) return page;
      const asked = askedOf(request);
      if (asked.service !== "lightsail") return await answerOther(request, asked, signal);
      if (asked.unsigned !== undefined) throw asked.unsigned;
      name = targetOf(request);
      return await answer(name, asked, request, signal);
    } catch (error) {
      if (error instanceof ServiceError) return errorResponse(error, name);
      throw error;
    }
  };
}

/** A signal that the process handles arrives in a later turn; then the caller's signal is aborted. */
async function killSelf(name: NodeJS.Signals, signal: AbortSignal | undefined): Promise<void> {
  process.kill(process.pid, name);
  for (let turn = 0; turn < 100; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (signal?.aborted === true) break;
  }
  signal?.throwIfAborted();
}

function targetOf(request: WireRequest): string {
  const name = TARGET.exec(request.headers["x-amz-target"] ?? "")?.[1];
  if (request.method === "POST" && name !== undefined && known.has(name)) return name;
  throw new ServiceError(
    "UnknownOperationException",
    `Lightsail has no such operation: ${name ?? `${request.method} ${request.path.slice(0, 100)}`}`,
    { status: 404 },
  );
}

function findOperation(name: string): AnyOperation {
  const operation = built.get(name);
  if (operation !== undefined) return operation;
  throw new ServiceError(
    "InvalidInputException",
    `The sandbox does not build ${name}. ${whyUnbuilt(name)}`,
    { code: "UnsupportedOperation", tip: "Run this call against AWS instead." },
  );
}
