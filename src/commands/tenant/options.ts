import { QuantsError } from "../../core/errors.ts";
import { checkTenantName } from "../../core/tenants/name.ts";
import { argument, option, optionList } from "../definition/option.ts";
import { TIMEOUT } from "../definition/options.ts";

export const TENANT = argument({ name: "<tenant>", help: "name of the tenant" });

/** Where the engine is, and what the platform is like. */
export const ENGINE = optionList([
  {
    flags: "--platform <file>",
    help: "description of the platform",
    default: "platform.yml",
    role: "how",
  },
  {
    flags: "--host <address>",
    help: "a manager of the Swarm: unix://, ssh://, or tcp:// with TLS",
    default: "DOCKER_HOST, or this machine",
    env: ["DOCKER_HOST"],
    role: "how",
  },
]);

/** Of commands that change a tenant. */
export const CHANGES = optionList([
  {
    flags: "--break-lock",
    help: "take over from somebody who works on the tenant and will never end",
    flagOnly: true,
    role: "how",
  },
  { ...TIMEOUT, help: "give up waiting for parts to start or stop after this long" },
]);

export const LOST_WORKER = option({
  flags: "--lost-worker <worker>",
  help: "worker of the tenant that is down or gone, and will never come back",
});

export const TIER = option({ flags: "--tier <tier>", help: "its tier, of the platform's" });

export const BOTS = option({
  flags: "--bots <exchange=number>",
  help: "bots of an exchange that the tenant may run; repeat it for several",
  repeat: true,
  parse: parseBots,
});

function parseBots(text: string): readonly [exchange: string, bots: number] {
  const [, exchange, bots] = /^([a-z0-9_-]{1,40})=(\d{1,6})$/.exec(text) ?? [];
  if (exchange !== undefined) return [exchange, Number(bots)];
  throw new QuantsError("invalid_input", `"${text}" is not an exchange and a number of bots.`, {
    hint: "For example --bots binance=3",
    resource: text,
  });
}

export const tenantName = checkTenantName;
