import type { LineOf } from "./lines.ts";
import type { JournalOperation } from "./operation.ts";
import type { JournalReading } from "./read.ts";
import type { JournalWriter } from "./writer.ts";

/** What tells one account from another. */
export type AccountOf = Pick<LineOf<"asked">, "provider" | "profile" | "account" | "endpoint">;

/** What commands see of the journal: their own entry, and those of the commands before. */
export interface Journal extends Pick<JournalWriter, "mean" | "about" | "settle" | "settleTarget"> {
  /** Whether it was about this command's account: those of others are not for it to finish. */
  isOurs(operation: AccountOf): boolean;
  /**
   * Notes in this command's entry what a later one needs to finish or undo it, e.g. which
   * static IPs are to be released. Before the call that makes it necessary; no secrets.
   */
  remember(facts: Readonly<Record<string, unknown>>): void;
  read(): Promise<JournalReading>;
  /** What newer commands of this account left unfinished, oldest first. */
  unfinished(): Promise<JournalOperation[]>;
}
