import type { CallOptions } from "./call-options.ts";
import type { KeyPair } from "../model.ts";

/** A new key pair. */
export interface CreatedKeyPair {
  pair: KeyPair;
  /** PEM: in this answer, and never again. */
  privateKey: string;
}

/** The SSH key pairs of one region. */
export interface KeyPairs {
  /** All except the provider's own default. */
  list(call?: CallOptions): Promise<KeyPair[]>;
  get(name: string, call?: CallOptions): Promise<KeyPair>;
  /** Takes an OpenSSH line. `name_in_use` if there is one of that name. */
  import(name: string, publicKey: string, call?: CallOptions): Promise<KeyPair>;
  /**
   * Makes one, with `request` in its tag `quants-ctl:request`. What a call made whose answer was lost is deleted,
   * since its private key is lost too. `name_in_use` if there is one of that name.
   */
  create(name: string, request: string, call?: CallOptions): Promise<CreatedKeyPair>;
  /**
   * Makes one whose private key nobody gets, for what its name and tags say. Of several callers
   * one succeeds, and the others get `name_in_use`.
   */
  createMarker(
    name: string,
    tags: Readonly<Record<string, string>>,
    call?: CallOptions,
  ): Promise<KeyPair>;
  /** Sets these tags and leaves the others. */
  tag(name: string, tags: Readonly<Record<string, string>>, call?: CallOptions): Promise<void>;
  /** Instances that were made with it keep its public key. */
  delete(name: string, call?: CallOptions): Promise<void>;
}
