import { Session } from "./client.ts";
import type { LightsailSession, SessionOptions } from "./options.ts";

/**
 * Shared by managers of several regions: credentials, resolved once, and connections.
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
