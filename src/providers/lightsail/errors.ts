import { explain as explainBy } from "../aws/explain.ts";
import type { Failure, Occasion } from "../aws/failure.ts";
import { LIGHTSAIL } from "../aws/services.ts";
import { LIGHTSAIL_FAILURES } from "./error-table.ts";

/** Turns what a call to Lightsail threw into an error that a user can act on. */
export function explain(error: unknown, occasion: Omit<Occasion, "service">): Failure {
  return explainBy(error, { ...occasion, service: LIGHTSAIL }, LIGHTSAIL_FAILURES);
}
