import type { RotationStep } from "../ssh/rotate.ts";

/** `key rotate` in JSON: one instance. */
export interface RotatedRecord {
  name: string;
  region: string;
  /** False if it had the new key alone already. */
  changed: boolean;
  /** The login name whose keys were changed. */
  user: string;
  /** The key pair that it was made with; Lightsail goes on showing that one. */
  made_with: string | null;
  /** The key pair that opens it now. */
  key_pair: string;
  done: RotationStep[];
  not_done: RotationStep[];
}
