/** The locks that were removed. */
export interface FleetUnlockedRecord {
  fleet: string;
  region: string;
  changed: boolean;
  removed: readonly {
    name: string;
    /** `USER on HOST (process PID)`; null if its tag does not say. */
    holder: string | null;
    until: string;
  }[];
}
