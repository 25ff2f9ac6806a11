import type { PastedCommand } from "../text/advice.ts";
import type { StaticIp } from "../model.ts";
import type { AddressChange } from "../static-ips/attachment.ts";

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
  finish_with: PastedCommand | null;
}
