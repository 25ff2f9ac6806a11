import type { GraphDatabase } from "./graph-database.ts";
import type { ObjectStore } from "./object-store.ts";
import type { PriceList } from "./price-list.ts";
import type { LogReader } from "./log-reader.ts";
import type { FactReader } from "./stack-facts.ts";
import type { AlarmControl, DnsControl } from "./traffic-control.ts";

/** Services of AWS beside Lightsail, each loaded when it is asked for. */
export interface AwsServices {
  /** `region` is the one that the command works in; DNS itself has none. */
  dns(region: string): Promise<DnsControl>;
  alarms(region: string): Promise<AlarmControl>;
  prices(region: string): Promise<PriceList>;
  logs(region: string): Promise<LogReader>;
  facts(region: string): Promise<FactReader>;
  objects(region: string): Promise<ObjectStore>;
  /** The one that answers at `endpoint`. */
  graph(region: string, endpoint: string): Promise<GraphDatabase>;
}
