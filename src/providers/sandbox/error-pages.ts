import { invalidInput } from "./protocol/service-error.ts";
import { type Infer, integer, list, string, structure } from "./shapes.ts";
import type { ErrorPageRecord } from "./state/distribution-record.ts";

export const customErrorResponses = list(
  structure({
    errorCode: integer({ min: 400, max: 599 }),
    responseCode: string({ pattern: /^[2-5]\d\d$/ }),
    responsePagePath: string({ pattern: /^\// }),
    errorCachingMinTTL: integer({ min: 0 }),
  }),
);

/** Seconds. */
const DEFAULT_TTL = 10;

/** Every code once, with a page and a code of its own or with neither. */
export function checkErrorPages(given: Infer<typeof customErrorResponses>): ErrorPageRecord[] {
  const pages = given.map(({ errorCode, responseCode, responsePagePath, errorCachingMinTTL }) => {
    if (errorCode === undefined) throw invalidInput("A custom error response needs an errorCode.");
    if ((responseCode === undefined) !== (responsePagePath === undefined)) {
      throw invalidInput("responseCode and responsePagePath go together.");
    }
    return {
      errorCode,
      ...(responseCode !== undefined && { responseCode }),
      ...(responsePagePath !== undefined && { responsePagePath }),
      errorCachingMinTTL: errorCachingMinTTL ?? DEFAULT_TTL,
    };
  });
  if (new Set(pages.map((it) => it.errorCode)).size === pages.length) return pages;
  throw invalidInput("There is more than one custom error response for an error code.");
}
