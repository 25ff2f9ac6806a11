import { findRegion } from "./catalogue/regions.ts";
import { activeDeployment, isGone, publicHost, serviceState } from "./container-services.ts";
import type { WireRequest, WireResponse } from "./protocol/response.ts";
import type { Store } from "./state/store.ts";

const HOST = /^([a-z0-9-]+)\.[0-9a-v]+\.([a-z0-9-]+)\.cs\.amazonlightsail\.com(?::\d+)?$/i;

/** Whether the name is one that container services have: whoever asks for it wants a page. */
export const isPublicHost = (host: string): boolean => HOST.test(host);

/**
 * The public endpoint of a container service, when a request names its host: a page of the
 * sandbox's own, as no container runs. Undefined for every other host.
 */
export function answerPublicEndpoint(
  { headers }: WireRequest,
  { account, store, now }: { account: string; store: Store; now: number },
): WireResponse | undefined {
  const host = headers["host"]?.toLowerCase() ?? "";
  const [, name = "", regionName = ""] = HOST.exec(host) ?? [];
  if (name === "") return undefined;
  const region = findRegion(regionName);
  const state = region && store.read(region.name);
  const service = state?.find("ContainerService", name);
  if (
    region === undefined ||
    service === undefined ||
    isGone(service, now) ||
    host.replace(/:\d+$/, "") !== publicHost({ account, region }, name)
  ) {
    return page(404, "There is no container service at this address.");
  }
  if (service.isDisabled) return page(503, `The container service ${name} is disabled.`);
  const deployment = activeDeployment(service, now);
  const endpoint = deployment?.publicEndpoint;
  if (deployment === undefined || endpoint === undefined) {
    const current = serviceState(service, now);
    return page(404, `The container service ${name} is ${current} and has no public endpoint.`);
  }
  const { containerName, containerPort } = endpoint;
  return page(
    200,
    `Deployment ${deployment.version} of ${name} would answer here, from port ${containerPort} of the container ${containerName}. The sandbox runs no containers.`,
  );
}

/** Nothing of the request is in it, so that nothing has to be escaped. */
const page = (status: number, text: string): WireResponse => ({
  status,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<!doctype html>\n<title>Container service</title>\n<p>${text}</p>\n`,
});
