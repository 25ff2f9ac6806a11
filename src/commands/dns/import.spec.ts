import { string, strings } from "../../core/journal/shapes.ts";
import { CHANGE_TIMEOUT, DRY_RUN, YES } from "../definition/options.ts";
import { defineCommand } from "../definition/command.ts";
import { byItsValues } from "../definition/resumption.ts";
import { SETS, ZONE } from "./options.ts";

export const spec = defineCommand({
  name: "import",
  summary: "make a zone's entries those of a zone file",
  about:
    "Shows what differs and asks for the zone's name; without a terminal it needs --yes. Entries that are not in " +
    "the file stay unless --prune removes them; where a name has one entry of a type, the file's replaces it. NS " +
    "and SOA entries of the zone itself, and TTLs, are Lightsail's own: the file's are ignored. A file with any " +
    "fault is refused as a whole, with the line of each.",
  examples: [
    "quants-ctl dns import example.com --file example.com.zone --dry-run",
    "quants-ctl dns import example.com --file example.com.zone --create-zone",
    "dig AXFR example.com @ns1.example.net | quants-ctl dns import example.com --file - --yes",
  ],
  argument: ZONE,
  options: [
    {
      flags: "--file <file>",
      help: "zone file (RFC 1035); - reads stdin",
      required: true,
      flagOnly: true,
    },
    { flags: "--prune", help: "remove entries that the file does not have", flagOnly: true },
    {
      flags: "--create-zone",
      help: "make the zone if it is not there, and tell its name servers",
      flagOnly: true,
    },
    {
      flags: "--skip-unknown",
      help: "leave out entries of types that Lightsail does not have, with a warning",
      flagOnly: true,
    },
    YES,
    DRY_RUN,
    CHANGE_TIMEOUT,
  ],
  notes: {
    zone: string,
    sets: SETS,
    /** Tells the zone that it made from one of the same name. */
    request: string,
  },
  resuming: {
    /** All of it: the file may be another one by now, and stdin is gone. */
    sets: SETS,
    /** Targets that are left of it. */
    open: strings,
    request: string,
  },
  resume: ({ options, noted, resuming, open }) => {
    const sets = noted.sets ?? resuming.sets;
    const request = noted.request ?? resuming.request;
    return {
      options,
      resuming: {
        ...resuming,
        ...(request !== undefined && { request }),
        ...(sets !== undefined && { sets }),
        ...(open !== null && { open: open.map(({ name }) => name) }),
      },
    };
  },
  undo: byItsValues,
  view: () => import("../../render/views/dns-imported.ts"),
  load: () => import("./import.ts"),
});
