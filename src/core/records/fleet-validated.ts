/** What a fleet's files say, in short. */
export interface FleetValidatedRecord {
  fleet: string;
  regions: readonly string[];
  /** Null: the files do not say. */
  instances: readonly {
    name: string;
    region: string;
    zone: string | null;
    bundle: string | null;
    blueprint: string | null;
  }[];
  key_pairs: readonly { name: string; region: string }[];
}
