import { randomUUID } from "node:crypto";
import { findRegion, type RegionInfo } from "../catalogue/regions.ts";
import type { AnyOperation, Output } from "../operation.ts";
import type { Asked } from "../protocol/asked-service.ts";
import { parseBody } from "../protocol/parse-body.ts";
import { refuseForeign } from "../protocol/refuse-foreign.ts";
import type { WireRequest, WireResponse } from "../protocol/response.ts";
import { ServiceError } from "../protocol/service-error.ts";
import { route } from "./route.ts";

/** Carries out an operation on a region's state, once its input is checked. */
export type Run = (operation: AnyOperation, region: RegionInfo, input: unknown) => Promise<Output>;

/** Amazon MWAA, as far as environments and their tags go: REST with JSON. */
export async function answerAirflow(
  request: WireRequest,
  asked: Asked,
  run: Run,
): Promise<WireResponse> {
  try {
    const routed = route(request.method, request.path);
    if (routed === undefined) return refuseForeign(request, asked);
    const region = findRegion(asked.region);
    if (region === undefined) {
      throw new ServiceError(
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
        { status: 403 },
      );
    }
    const input = { ...parseBody(request.body), ...routed.input };
    return json(200, await run(routed.operation, region, input));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    // The shared checks speak as Lightsail does.
    const type = error.type === "InvalidInputException" ? "ValidationException" : error.type;
    return json(error.status, { message: error.message }, { "x-amzn-errortype": type });
  }
}

const json = (
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): WireResponse => ({
  status,
  headers: { "content-type": "application/json", "x-amzn-requestid": randomUUID(), ...headers },
  body: JSON.stringify(body),
});
