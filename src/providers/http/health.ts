import type { ClientRequest, IncomingMessage } from "node:http";
import type { HealthProbe, HealthRequest } from "../../core/contracts/traffic-control.ts";
import { abortReason } from "../../core/time/wait.ts";

/** Milliseconds, as a load balancer's own check has them. */
const TIMEOUT = 5_000;

/**
 * One request to a target by its own address, with the host and certificate name of the URL: what
 * users would get if DNS led them there already. Redirects are not followed.
 */
export const probeHealth: HealthProbe = async ({ url, connectTo, signal }: HealthRequest) => {
  const { protocol, hostname, port, pathname, search, host } = new URL(url);
  const { request } =
    protocol === "https:" ? await import("node:https") : await import("node:http");
  const limit = AbortSignal.any([...(signal ? [signal] : []), AbortSignal.timeout(TIMEOUT)]);
  const options = {
    host: connectTo ?? hostname,
    ...(port !== "" && { port: Number(port) }),
    path: `${pathname}${search}`,
    headers: { host, "user-agent": "quants-ctl" },
    servername: hostname,
    agent: false,
    signal: limit,
  };
  try {
    const { statusCode = 0 } = await answerTo(request(options));
    return statusCode >= 200 && statusCode < 300 ? null : `it answers HTTP ${statusCode}`;
  } catch (error) {
    if (signal?.aborted === true) throw abortReason(signal);
    const { code, message, name } = error as NodeJS.ErrnoException;
    if (name === "AbortError") return `it does not answer within ${TIMEOUT / 1_000} s`;
    return `it can't be reached (${code ?? message})`;
  }
};

function answerTo(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once("error", reject);
    request.once("response", (response) => {
      resolve(response);
      response.destroy();
    });
    request.end();
  });
}
