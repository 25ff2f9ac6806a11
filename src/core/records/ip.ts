import type { PastedCommand } from "../text/advice.ts";
import type { StaticIp } from "../model.ts";
import type { AddressChange } from "../static-ips/attachment.ts";

export type IpAction = "allocate" | "attach" | "detach" | "move" | "release";

/** `infra ip allocate`, `attach`, `detach`, `move` and `release` in JSON. */
export interface IpRecord extends StaticIp {
  action: IpAction;
  /** False if everything was already as requested. */
  changed: boolean;
  /** The instance that held it before. */
  previously_attached_to: string | null;
  /** The instances whose address changed. */
  addresses: AddressChange[];
  /** US dollars a month: the price of an unattached static IP. */
  monthly_cost_usd: number;
  /** The command that does the rest; null if everything is done. */
  finish_with: PastedCommand | null;
}
