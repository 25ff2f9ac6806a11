import { advice, toRun } from "../../../core/text/advice.ts";
import { type IpRecord, type IpAction } from "../../../core/records/ip.ts";
import type { Context } from "../../../core/context.ts";
import {
  type QuantsError,
  amended,
  errorToJson,
  nullIfMissing,
  toQuantsError,
} from "../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../core/infra-manager.ts";
import type { Instance, StaticIp } from "../../../core/model.ts";
import type { AddressChange } from "../../../core/static-ips/attachment.ts";
import { staticIpCost } from "../../../core/static-ips/price.ts";

export function ipRecord(
  action: IpAction,
  ip: StaticIp,
  facts: Partial<
    Pick<IpRecord, "changed" | "previously_attached_to" | "addresses" | "finish_with">
  >,
): IpRecord {
  return {
    ...ip,
    monthly_cost_usd: staticIpCost(ip),
    action,
    changed: true,
    previously_attached_to: null,
    addresses: [],
    finish_with: null,
    ...facts,
  };
}

export interface AddressesAfter {
  addresses: AddressChange[];
  /** The command was stopped while the addresses were read. */
  stopped: QuantsError | null;
}

/** The addresses that instances have now, beside those that they had. Who holds `ip` has that one. */
export async function addressesAfter(
  manager: BaseInfraManager,
  before: readonly (Instance | null)[],
  ip: StaticIp,
  call: CallOptions,
  context: Context,
): Promise<AddressesAfter> {
  const known = before.filter((it) => it !== null);
  let stopped: QuantsError | null = null;
  const addresses = await Promise.all(
    known.map(async ({ name, public_ip }): Promise<AddressChange> => {
      const change = { instance: name, before: public_ip };
      try {
        const now = await nullIfMissing(manager.getInstance(name, call));
        return { ...change, after: now?.public_ip ?? null };
      } catch (thrown) {
        const error = toQuantsError(thrown);
        if (isStop(error)) stopped = doneAlready(ip, error);
        if (ip.attached_to === name) return { ...change, after: ip.ip_address };
        if (isStop(error)) return { ...change, after: null, error: errorToJson(error) };
        context.narrator.warn(`the address of ${name} is not known: ${error.message}`);
        return { ...change, after: null, error: errorToJson(error) };
      }
    }),
  );
  return { addresses, stopped };
}

function isStop({ code }: QuantsError): boolean {
  return code === "interrupted" || code === "terminated";
}

/** The work was over when it was stopped: nothing is left to be finished. */
function doneAlready({ name, attached_to: holder }: StaticIp, error: QuantsError): QuantsError {
  const now = holder === null ? "is attached to nothing" : `is attached to ${holder}`;
  return amended(error, {
    message: `${error.message} ${name} ${now}, as requested; not all addresses could be read afterwards.`,
    hint: advice`See: ${toRun("infra list")}`,
    resource: name,
  });
}
