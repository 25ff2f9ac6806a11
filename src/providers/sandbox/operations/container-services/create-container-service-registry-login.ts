import { randomBytes } from "node:crypto";
import { seconds, shadowRegistry } from "../../identity.ts";
import { reads } from "../../operation.ts";
import { structure } from "../../shapes.ts";

const HOURS_MS = 12 * 3_600_000;

/** In the form of the service's, for a registry that there is not. */
export const createContainerServiceRegistryLogin = reads(structure({}), ({ region, now }) => ({
  registryLogin: {
    username: "AWS",
    password: randomBytes(120).toString("base64"),
    expiresAt: seconds(now + HOURS_MS),
    registry: shadowRegistry(region.name),
  },
}));
