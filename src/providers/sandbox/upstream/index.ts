import type { Asked } from "../protocol/asked-service.ts";
import { foreignError } from "../protocol/refuse-foreign.ts";
import type { WireRequest, WireResponse } from "../protocol/response.ts";
import { forward, NoAnswer, TooLarge } from "./forward.ts";

/** Answers what is not the sandbox's own; undefined when there is no upstream. */
export type Upstream = (
  request: WireRequest,
  asked: Asked,
  signal: AbortSignal | undefined,
) => Promise<WireResponse | undefined>;

/** Another emulator, if `find` knows one: it is asked when the first such request comes. */
export function createUpstream(find: () => Promise<string | undefined>): Upstream {
  return async (request, asked, signal) => {
    const origin = await find();
    if (origin === undefined) return undefined;
    try {
      return await forward(origin, request, signal);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (error instanceof TooLarge) {
        const message = `The sandbox's upstream ${error.message}.`;
        return foreignError(request, asked, { code: "EntityTooLarge", message });
      }
      // No status that SDKs try again for minutes: it will not be there by itself.
      return foreignError(request, asked, {
        code: "UpstreamUnreachable",
        message: `The sandbox's upstream ${origin} ${error.message}: start it, or the sandbox with another --upstream.`,
      });
    }
  };
}
