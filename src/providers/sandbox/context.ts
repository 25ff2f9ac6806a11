import type { RegionInfo } from "./catalogue/regions.ts";
import type { Durations } from "./lifecycle.ts";
import type { AddressBook } from "./state/address-book.ts";
import type { RegionState } from "./state/region-state.ts";

export interface Limits {
  /** vCPUs per region, which is what the service's quota "Instances" counts; null is no limit. */
  readonly instances: number | null;
  readonly staticIps: number;
}

/** What an operation that only reads is given. */
export interface ReadContext {
  /** Id of the account that everything belongs to. */
  readonly account: string;
  readonly region: RegionInfo;
  readonly state: RegionState;
  readonly now: number;
}

/** What an operation that changes state is given; all of it within one transaction. */
export interface WriteContext extends ReadContext {
  readonly addresses: AddressBook;
  /** Another region as it is, only to be read. */
  readonly stateOf: (region: string) => RegionState;
  readonly durations: Durations;
  readonly limits: Limits;
  /** Whether certificates are validated without anybody. */
  readonly issuesCertificates: boolean;
  /** How long a started instance's address lags behind `running`. */
  readonly addressDelay: number;
}
