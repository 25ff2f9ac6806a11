import { boolean, listOf, record, string } from "../../core/journal/shapes.ts";
import { argument, option } from "../definition/option.ts";

export const ZONE = argument({
  name: "<zone>",
  help: "the zone: its domain, e.g. example.com",
  names: "zones",
});

export const ENTRY_NAME = option({
  flags: "-n, --name <name>",
  role: "which",
  help: "name of the entry: www, www.example.com, or @ for the zone itself",
  required: true,
  flagOnly: true,
});

const ENTRIES = listOf(record({ name: string, type: string, target: string, is_alias: boolean }));

/** All that an import is to change, set by set. */
export const SETS = listOf(record({ name: string, type: string, before: ENTRIES, after: ENTRIES }));

/** The entries of the name and type, as they were and as they are to be. */
export const ENTRY_NOTES = { zone: string, before: ENTRIES, after: ENTRIES } as const;

/** What an interrupted run found and wanted: nothing else is overwritten. */
export const ENTRY_RESUMING = { before: ENTRIES, after: ENTRIES } as const;
