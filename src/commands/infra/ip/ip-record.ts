import type { Context } from "../../../core/context.ts";
import { nullIfMissing } from "../../../core/errors.ts";
import type { BaseInfraManager, CallOptions } from "../../../core/infra-manager.ts";
import type { Instance, StaticIp } from "../../../core/model.ts";
import type { AddressChange } from "../../../core/static-ip-attachment.ts";
import { staticIpCost } from "../../../core/static-ip-price.ts";
import { orWarn } from "../../optional.ts";

export type IpAction = "allocate" | "attach" | "detach" | "move" | "release";

/** `infra ip allocate`, `attach`, `detach`, `move` and `release` in JSON. */
export interface IpRecord extends StaticIp {
  action: IpAction;
  /** False when all was as wanted already. */
  changed: boolean;
  /** The instance that held it before. */
  previously_attached_to: string | null;
  /** The instances that have another address by this. */
  addresses: AddressChange[];
  /** US dollars a month: what an unattached static IP costs. */
  monthly_cost_usd: number;
  /** The command that does what is not done; null when all is. */
  finish_with: string | null;
}

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

/** The addresses that instances have now, beside those that they had. */
export async function addressesAfter(
  manager: BaseInfraManager,
  before: readonly (Instance | null)[],
  call: CallOptions,
  context: Context,
): Promise<AddressChange[]> {
  const known = before.filter((it) => it !== null);
  return Promise.all(
    known.map(async ({ name, public_ip }) => {
      const look = nullIfMissing(manager.getInstance(name, call));
      const now = await orWarn(look, `the address of ${name} is not known`, context);
      return { instance: name, before: public_ip, after: now?.public_ip ?? null };
    }),
  );
}
