import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import type { Clock } from "../../core/clock.ts";
import type {
  GraphDatabase,
  LoadRequest,
  LoadState,
  QueryRow,
} from "../../core/contracts/graph-database.ts";
import { QuantsError } from "../../core/errors.ts";
import { parseJson } from "../../core/migration/graph/exact-json.ts";
import { numberOf, objectOf, objectsOf, textOf, textsOf } from "../../core/text/json.ts";
import { attempt, type CallContext, type SendOptions } from "./attempt.ts";
import { SERVICE_FAILURES } from "./common-failures.ts";
import { ServiceCalls } from "./service-calls.ts";
import { NEPTUNE } from "./services.ts";
import type { AwsSession } from "./session.ts";
import { type Request, signedJson } from "./signed-request.ts";

interface NeptuneOptions {
  session: AwsSession;
  region: string;
  clock: Clock;
  /** `https://CLUSTER:8182` */
  endpoint: string;
}

/** So many failures of a load are told. */
const ERRORS_TOLD = "3";

/**
 * A Neptune cluster by its own HTTPS address, in signed requests: the SDK's client of it that the
 * registry offers is three years older than all others.
 * https://docs.aws.amazon.com/neptune/latest/userguide/load-api-reference.html
 * https://docs.aws.amazon.com/neptune/latest/userguide/access-graph-opencypher-queries.html
 */
export class Neptune implements GraphDatabase {
  readonly #options: NeptuneOptions;
  readonly #calls: ServiceCalls<CloudWatchLogsClient>;

  constructor(options: NeptuneOptions) {
    this.#options = options;
    this.#calls = new ServiceCalls({
      ...options,
      service: NEPTUNE,
      Client: CloudWatchLogsClient,
    });
  }

  async status(call: CallContext = {}) {
    const body = await this.#read("GetEngineStatus", { method: "GET", path: "/status" }, call);
    return { state: textOf(body["status"]) ?? "unknown", role: textOf(body["role"]) ?? "unknown" };
  }

  async loads(call: CallContext = {}) {
    const query = { limit: "100", includeQueuedLoads: "TRUE" };
    const asked = { method: "GET", path: "/loader", query } as const;
    const body = await this.#read("ListLoaderJobs", asked, call);
    return textsOf(objectOf(body["payload"])["loadIds"]);
  }

  async load(id: string, call: CallContext = {}): Promise<LoadState> {
    const query = { details: "true", errors: "true", page: "1", errorsPerPage: ERRORS_TOLD };
    const path = `/loader/${encodeURIComponent(id)}`;
    const body = await this.#read("GetLoaderJobStatus", { method: "GET", path, query }, call);
    const payload = objectOf(body["payload"]);
    const overall = objectOf(payload["overallStatus"]);
    const failed = objectsOf(payload["failedFeeds"]).map(
      (it) => `${textOf(it["fullUri"]) ?? "a file"}: ${textOf(it["status"]) ?? "failed"}`,
    );
    const logs = objectsOf(objectOf(payload["errors"])["errorLogs"]).map(
      (it) =>
        `${textOf(it["fileName"]) ?? "a file"}, record ${numberOf(it["recordNum"]) ?? "?"}: ${textOf(it["errorMessage"]) ?? textOf(it["errorCode"]) ?? "failed"}`,
    );
    return {
      id,
      source: textOf(overall["fullUri"]) ?? "",
      status: textOf(overall["status"]) ?? "unknown",
      records: numberOf(overall["totalRecords"]) ?? 0,
      errors: [...logs, ...failed].slice(0, Number(ERRORS_TOLD)),
    };
  }

  async startLoad({ source, region, roleArn, isRetry }: LoadRequest, call: CallContext = {}) {
    const { session, endpoint } = this.#options;
    const request = {
      ...{ source, format: "opencypher", iamRoleArn: roleArn, region },
      ...{ mode: isRetry ? "RESUME" : "NEW", failOnError: "TRUE", parallelism: "MEDIUM" },
      ...{ queueRequest: "FALSE", userProvidedEdgeIds: "TRUE" },
      parserConfiguration: { allowEmptyStrings: "true" },
    };
    const asked: Asked = {
      method: "POST",
      path: "/loader",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(request),
    };
    // Once: a second one would load the same again, should the first have arrived.
    const answer = await attempt(
      {
        ...{ session, service: NEPTUNE, region: this.#options.region, operation: "StartLoaderJob" },
        ...{ action: "load_data", isChange: true, failures: SERVICE_FAILURES },
        link: async () => ({
          ...(await session.link(NEPTUNE, this.#options.region, CloudWatchLogsClient)),
          endpoint,
        }),
      },
      (client, options) => this.#send(client, asked, options),
      { resource: new URL(endpoint).hostname, ...call },
    );
    if (!answer.ok) throw answer.failure.error;
    const id = textOf(objectOf(objectOf(answer.output.body)["payload"])["loadId"]);
    if (id !== null) return id;
    throw new QuantsError("service_unavailable", `${endpoint} started a load without an id.`, {
      hint: "Run the command again: it finds the load by its source.",
      resource: endpoint,
    });
  }

  async query(text: string, parameters: object, call: CallContext = {}) {
    const form = new URLSearchParams({ query: text, parameters: JSON.stringify(parameters) });
    const asked: Asked = {
      method: "POST",
      path: "/openCypher",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: form.toString(),
    };
    const body = await this.#read("ExecuteOpenCypherQuery", asked, call);
    return objectsOf(body["results"]) satisfies readonly QueryRow[];
  }

  async #read(operation: string, asked: Asked, call: CallContext) {
    const answer = await this.#calls.read(
      operation,
      (client, options) => this.#send(client, asked, options),
      { resource: new URL(this.#options.endpoint).hostname, ...call },
    );
    return objectOf(answer.body);
  }

  async #send({ config }: CloudWatchLogsClient, asked: Asked, { abortSignal }: SendOptions) {
    const { region, endpoint } = this.#options;
    const request = { ...asked, endpoint, region, service: NEPTUNE.id };
    return signedJson(config, request, abortSignal, parseJson);
  }
}

type Asked = Omit<Request, "endpoint" | "region" | "service">;
