import type { LineOf } from "./lines.ts";
import type { JournalOperation } from "./operation.ts";
import type { JournalReading } from "./read.ts";

/** What commands see of the journal: their own entry, and those of the commands before. */
export interface Journal {
  /** Which account this command is about: entries of others are not for it to finish. */
  readonly account: Pick<LineOf<"asked">, "provider" | "profile" | "endpoint">;
  /**
   * Notes in this command's entry what a later one needs to finish or undo it, e.g. which
   * static IPs are to be released. Before the call that makes it necessary; no secrets.
   */
  remember(facts: LineOf<"remembered">["facts"]): void;
  read(): Promise<JournalReading>;
  /** What newer commands of this account left unfinished, oldest first. */
  unfinished(): Promise<JournalOperation[]>;
  /** Marks an earlier operation as finished or undone by this command. */
  settle(id: string): void;
}
