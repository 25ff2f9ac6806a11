/** `dns set` and `dns remove` in JSON. */
export interface DnsChangedRecord {
  action: "set" | "remove";
  /** In full. */
  name: string;
  type: string;
  zone: string;
  region: string;
  /** False if everything was already as requested. */
  changed: boolean;
  /** What entries of this name and type point at now. */
  targets: string[];
  previous_targets: string[];
}
