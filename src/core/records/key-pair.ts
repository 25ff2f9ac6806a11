import type { KeyPair } from "../model.ts";

/** `key create`, `key import` and `key delete` in JSON. */
export interface KeyPairRecord extends KeyPair {
  action: "create" | "import" | "delete";
  /** False if everything was already as requested. */
  changed: boolean;
  /** Instances of its region that were made with it; they keep its public key. */
  instances: string[];
  /** Of `key create`: the file that the private key is in. */
  private_key_file?: string;
}
