import { Session } from "./client.ts";
import type { LightsailSession, SessionOptions } from "./options.ts";

/**
 * What managers of several regions share: credentials that are asked for once, and connections.
 *
 * ```ts
 * const session = openSession({ profile: "prod" });
 * for (const region of ["ap-northeast-1", "us-east-1"]) {
 *   const instances = await new LightsailManager({ region, session }).listInstances();
 *   console.log(region, instances.length);
 * }
 * ```
 */
export function openSession(options: SessionOptions = {}): LightsailSession {
  return new Session(options);
}
