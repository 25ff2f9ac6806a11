import type { LineOf } from "./lines.ts";
import type { JournalOperation } from "./operation.ts";
import type { JournalReading } from "./read.ts";
import type { JournalWriter } from "./writer.ts";

/** Identifies an account. */
export type AccountOf = Pick<LineOf<"asked">, "provider" | "profile" | "account" | "endpoint">;

/** The journal as commands see it: their own entry, and those of earlier commands. */
export interface Journal extends Pick<
  JournalWriter,
  "recordTargets" | "about" | "settle" | "settleTarget"
> {
  /**
   * Whether it concerned this command's account; a command never finishes operations of other
   * accounts.
   */
  isOurs(operation: AccountOf): boolean;
  /**
   * Records in this command's entry what a later one needs to finish or undo it, e.g. which static
   * IPs to release. Call it before the request that makes it necessary; no secrets.
   */
  remember(facts: Readonly<Record<string, unknown>>): void;
  read(): Promise<JournalReading>;
  /** What newer commands of this account left unfinished, oldest first. */
  unfinished(): Promise<JournalOperation[]>;
}
