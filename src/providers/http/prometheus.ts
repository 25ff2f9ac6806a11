import { QuantsError } from "../../core/errors.ts";
import type {
  MetricEndpoint,
  MetricSample,
  MetricSource,
} from "../../core/contracts/metric-source.ts";
import { isObject, objectOf, textOf } from "../../core/text/json.ts";
import { abortReason } from "../../core/time/wait.ts";

const TIMEOUT_MS = 30_000;
/** Ten thousand tenants come to some 2 MB. */
const MAX_BYTES = 33_554_432;

/** Prometheus' HTTP API: https://prometheus.io/docs/prometheus/latest/querying/api/ */
export function prometheus(endpoint: MetricEndpoint): MetricSource {
  const url = addressOf(endpoint.url);
  return {
    async query(expression, signal) {
      const answer = await ask(url, endpoint.token, expression, signal);
      return samplesOf(answer, expression, url);
    },
  };
}

function addressOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new QuantsError("invalid_input", `"${text}" is not the address of a Prometheus.`, {
      hint: "Give its URL, for example http://127.0.0.1:9090.",
      resource: text,
    });
  }
  if (url.username !== "" || url.password !== "") {
    throw new QuantsError("invalid_input", "The address of Prometheus holds a user or password.", {
      hint: "Give a token in QUANTS_PROMETHEUS_TOKEN instead: addresses are shown and noted.",
    });
  }
  url.pathname = `${url.pathname.replace(/\/+$/, "")}/api/v1/query`;
  return url;
}

async function ask(
  url: URL,
  token: string | undefined,
  expression: string,
  signal: AbortSignal | undefined,
): Promise<{ status: number; body: unknown }> {
  const limit = AbortSignal.any([...(signal ? [signal] : []), AbortSignal.timeout(TIMEOUT_MS)]);
  try {
    const response = await fetch(url, {
      method: "POST",
      body: new URLSearchParams({ query: expression }),
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      // A token is for this address alone.
      redirect: "error",
      signal: limit,
    });
    return { status: response.status, body: parsed(await textOfBody(response, url)) };
  } catch (error) {
    if (signal?.aborted === true) throw abortReason(signal);
    if (error instanceof QuantsError) throw error;
    const { cause, name } = error as Error & { cause?: NodeJS.ErrnoException };
    const why =
      name === "TimeoutError"
        ? `it does not answer within ${TIMEOUT_MS / 1_000} s`
        : (cause?.code ?? cause?.message ?? (error as Error).message);
    throw unreachable(url, why, error);
  }
}

async function textOfBody(response: Response, url: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > MAX_BYTES) throw unreachable(url, `its answer is larger than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function samplesOf(
  { status, body }: { status: number; body: unknown },
  expression: string,
  url: URL,
): MetricSample[] {
  if (status === 401 || status === 403) {
    throw new QuantsError(
      "access_denied",
      `Prometheus at ${url.origin} refused the query (${status}).`,
      {
        hint: "Set QUANTS_PROMETHEUS_TOKEN to a token that may query it.",
        resource: url.origin,
      },
    );
  }
  const { status: outcome, error, data } = objectOf(body);
  if (outcome === "error") {
    throw new QuantsError(
      "invalid_input",
      `Prometheus at ${url.origin} refused the query: ${textOf(error) ?? "without a reason"}.`,
      { hint: `The query was: ${expression}`, resource: url.origin },
    );
  }
  const { resultType, result } = objectOf(data);
  if (outcome !== "success" || resultType !== "vector" || !Array.isArray(result)) {
    throw unreachable(url, `it is no Prometheus (HTTP ${status})`);
  }
  return result.flatMap((series: unknown): MetricSample[] => {
    const { metric, value } = objectOf(series);
    const number = Array.isArray(value) ? Number(value[1]) : Number.NaN;
    if (!isObject(metric) || !Number.isFinite(number)) return [];
    const labels = Object.entries(metric).filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    return [{ labels: Object.fromEntries(labels), value: number }];
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const unreachable = (url: URL, why: string, cause?: unknown): QuantsError =>
  new QuantsError("endpoint_unreachable", `Prometheus at ${url.origin} can't be asked: ${why}.`, {
    hint: "Check the address, and that Prometheus runs.",
    resource: url.origin,
    cause,
  });
