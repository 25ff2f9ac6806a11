import { string } from "../../core/journal/shapes.ts";
import { ENTRY_NOTES, SETS } from "./options.ts";

/** What any command on entries may note. */
export const DNS_NOTES = { ...ENTRY_NOTES, sets: SETS, request: string } as const;
