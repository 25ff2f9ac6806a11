import type { HostKey } from "../model.ts";

/** Where to log in, and whom to expect there. */
export interface SshTarget {
  /** The host's name, under which ssh looks up its keys and speaks of it. */
  name: string;
  address: string;
  port: number;
  user: string;
  /** Lines of a known_hosts file; null trusts a first key, and remembers it in the user's own. */
  knownHosts: string | null;
  /** Path of a private key; without it, ssh's own choice. */
  identity: string | undefined;
}

/** How a try to log in went. */
export interface LoginTry {
  ok: boolean;
  /** What ssh said last. */
  said: string;
}

/** What commands do with the system's ssh; the ssh provider implements it. */
export interface SshControl {
  /** Refuses (`config_not_found`) when there is no ssh program. */
  requireInstalled(): void;
  isInstalled(): boolean;
  /** Refuses a private key that is not there, or that others can read, before ssh does so. */
  checkIdentity(file: string): void;
  /**
   * ssh with this process's own streams. Resolves with the status that it ended with: 255 when
   * it could not log in, else that of the remote command.
   */
  run(target: SshTarget, remote: readonly string[]): Promise<number>;
  /** Whether one can log in, without any question. */
  tryLogin(target: SshTarget, timeoutMs: number): Promise<LoginTry>;
  /** The keys that answer at an address, whoever's they are; none when nobody answers. */
  scan(
    address: string,
    port: number,
    timeoutMs: number,
  ): Promise<Pick<HostKey, "algorithm" | "public_key">[]>;
}
