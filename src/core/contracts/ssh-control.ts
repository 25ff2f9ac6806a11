import type { HostKey } from "../model.ts";

/** Where to log in, and which keys to expect there. */
export interface SshTarget {
  /** The host's name, by which ssh looks up its keys and reports about it. */
  name: string;
  address: string;
  port: number;
  user: string;
  /** Lines of a known_hosts file; null trusts the first key and saves it in the user's own file. */
  knownHosts: string | null;
  /** Path of a private key; without it, ssh's own choice. */
  identity: string | undefined;
}

/** The result of a login attempt. */
export interface LoginTry {
  ok: boolean;
  /** ssh's last message. */
  message: string;
}

/** What became of a script. */
export interface ScriptRun {
  /** Of the script, or 255 if ssh could not log in. */
  status: number;
  stdout: string;
  /** The last message of ssh or of the script. */
  message: string;
  /** The key that the server let in, by its fingerprint or the path of its file; null: none, or not told. */
  letIn: string | null;
}

/** What commands need from the system's ssh; the ssh provider implements it. */
export interface SshControl {
  /** Refuses (`config_not_found`) when there is no ssh program. */
  requireInstalled(): void;
  isInstalled(): boolean;
  /** Refuses a private key that is missing or readable by others, before ssh does. */
  checkIdentity(file: string): void;
  /**
   * Runs ssh on this process's own streams. Returns its status: 255 if it could not log in,
   * otherwise the status of the remote command.
   */
  run(target: SshTarget, remote: readonly string[]): Promise<number>;
  /** Tries to log in without any question. */
  tryLogin(target: SshTarget, timeoutMs: number): Promise<LoginTry>;
  /** Has a shell there read a script, without any question. */
  runScript(target: SshTarget, script: string, timeoutMs: number): Promise<ScriptRun>;
  /** The public half of a private key, as one line. `config_invalid` for a file that has none. */
  publicKeyOf(identity: string): Promise<string>;
  /** The keys that a server at an address presents; empty if none answers. */
  scan(
    address: string,
    port: number,
    timeoutMs: number,
  ): Promise<Pick<HostKey, "algorithm" | "public_key">[]>;
}
