import * as z from "zod";
import { TENANT_PLACEHOLDER } from "../contracts/veto-probe.ts";
import { isEntryHost } from "./entry-host.ts";

const name = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,29}$/, "is lower-case letters, digits and '-', up to 30 of them");
const file = z
  .string()
  .regex(/^[a-z][a-z0-9.-]{0,29}$/, "is lower-case letters, digits, '.' and '-'");
const path = z
  .string()
  .regex(/^\/[^\s:,=]*$/, "is an absolute path without blanks, ':', ',' or '='");

/** How a part of a tenant's stack is run; a part without an image is not run for each tenant. */
export const runFields = {
  image: z.string().min(1).optional(),
  command: z.array(z.string()).optional(),
  /** No secrets: everybody who may ask the engine reads them. */
  environment: z.record(z.string(), z.string()).optional(),
  /** Files below /run/secrets by name; `{{name}}` becomes a random password of the tenant's own. */
  secrets: z.record(file, z.string().min(1)).optional(),
  /** Number of the user and of the group, to whom its volumes belong. */
  user: z
    .string()
    .regex(/^\d{1,9}:\d{1,9}$/, "is NUMBER:NUMBER")
    .optional(),
  /** What is kept, by name, and where the part sees it. */
  volumes: z.record(name, path).optional(),
  /** Folders in memory: for a part whose root can't be written, which is the rule. */
  scratch: z.array(path).optional(),
  writable_root: z.boolean().optional(),
  /** Capabilities that it keeps. */
  capabilities: z
    .array(z.string().regex(/^[A-Z_]+$/, "is a capability such as NET_ADMIN"))
    .optional(),
  /** Ends with 0 when the part is well. */
  probe: z.array(z.string()).min(1, "is a program and its arguments").optional(),
  /** How the part is reached from outside. */
  entry: z
    .strictObject({
      port: z.number().int("is a whole number").min(1, "is from 1").max(65_535, "is up to 65535"),
      host: z.string().refine(isEntryHost, `is a name such as ${TENANT_PLACEHOLDER}.example.com`),
      /** Of Traefik, by name: what a request must pass first. */
      middlewares: z
        .array(
          z.string().regex(/^[A-Za-z0-9][\w-]{0,62}(@[a-z]+)?$/, "is the name of a middleware"),
        )
        .optional(),
    })
    .optional(),
};

/** Of the engine that runs the stacks. */
export const engine = z.strictObject({
  /** On each worker, the folder that has those of the tenants. */
  volumes: path,
  /** Has sh, tar, nc, find and sha256sum: it makes, copies, compares and deletes volumes. */
  helper_image: z.string().min(1),
  /** Of the tenants' networks; without it, what goes from worker to worker can be read. */
  encrypted: z.boolean().optional(),
  /** `dnsrr` where the kernel has no IPVS. */
  endpoint_mode: z.enum(["vip", "dnsrr"]).optional(),
  /** How what comes from outside gets to parts with an `entry`. */
  entry: z
    .strictObject({
      /** An overlay of Traefik and the tenants' relays, of nobody else. */
      network: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,62}$/, "is the name of a network"),
      /** Has socat, which passes connections on. */
      relay_image: z.string().min(1),
    })
    .optional(),
  /** Between two probes of a part. */
  probe_seconds: z.number().int("is a whole number").positive("is above 0").optional(),
});
