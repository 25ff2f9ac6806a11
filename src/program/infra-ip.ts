import { checkName } from "../core/instances/names.ts";
import { openByName } from "./only-open.ts";
import {
  ANSWER_TIMEOUT,
  CHANGE_TIMEOUT,
  DRY_RUN,
  LIST_OPTIONS,
  REGION,
  REGIONS,
  YES,
} from "./globals.ts";
import type { ArgumentSpec, GroupSpec, OptionSpec } from "./spec.ts";

const IP_NAME_ARGUMENT: ArgumentSpec = {
  name: "[name]",
  help: "name of the static IP, as with --name",
  as: "name",
  names: "static_ips",
};

const IP_NAME: OptionSpec = {
  flags: "-n, --name <name>",
  help: "name of the static IP",
  required: true,
  flagOnly: true,
  names: "static_ips",
  parse: (text) => checkName(text, "static IP name"),
};

const TO: OptionSpec = {
  flags: "--to <instance>",
  help: "instance that gets it; it must be running",
  names: "instances",
  required: true,
  flagOnly: true,
  parse: (text) => checkName(text),
};

export const ip: GroupSpec = {
  name: "ip",
  summary: "list, allocate, attach, detach, release and move static IPs",
  about:
    "A static IP is an IPv4 address that survives a stop and can change hands. A region has five unless AWS " +
    "raised it. It costs nothing while an instance holds it, and USD 0.005 an hour while none does.",
  commands: [
    {
      name: "list",
      aliases: ["ls"],
      summary: "list the static IPs, who holds them, and what unattached ones cost",
      examples: [
        "quants-ctl infra ip list --region all",
        "quants-ctl infra ip list --unattached --output name",
      ],
      options: [
        ANSWER_TIMEOUT,
        REGIONS,
        { flags: "--unattached", help: "only those that no instance holds", flagOnly: true },
        ...LIST_OPTIONS,
      ],
      load: () => import("../commands/infra/ip/list.ts"),
    },
    {
      name: "allocate",
      summary: "allocate a static IP, and attach it with --attach-to",
      about:
        "Allocates a static IP of that name, or takes the one that is there. With --attach-to nothing is " +
        "allocated unless the instance can take it. Safe to repeat.",
      examples: [
        "quants-ctl infra ip allocate --name dev-monitor-static-ip --attach-to dev-monitor",
      ],
      options: [
        IP_NAME,
        {
          flags: "--attach-to <instance>",
          names: "instances",
          help: "attach it to this running instance",
          flagOnly: true,
          parse: (text) => checkName(text),
        },
        REGION,
        DRY_RUN,
        CHANGE_TIMEOUT,
      ],
      argument: IP_NAME_ARGUMENT,
      resume: (options) => options,
      undo: ({ name, yes, dryRun }, noted) =>
        noted["allocates"] === true
          ? {
              path: "infra ip release",
              options: { name: [name], yes, dryRun, force: "to" in noted, ifExists: true },
            }
          : { path: "infra ip detach", options: { name, yes, dryRun } },
      load: () => import("../commands/infra/ip/allocate.ts"),
    },
    {
      name: "attach",
      summary: "attach a free static IP to an instance",
      about:
        "The instance gives up the address that it has, and gets this one. A static IP that another instance " +
        "holds is not taken from it: that is what infra ip move does.",
      examples: ["quants-ctl infra ip attach --name dev-monitor-static-ip --to dev-monitor"],
      argument: IP_NAME_ARGUMENT,
      options: [IP_NAME, TO, REGION, DRY_RUN, CHANGE_TIMEOUT],
      resume: (options) => options,
      undo: ({ name, yes, dryRun }) => ({
        path: "infra ip detach",
        options: { name, yes, dryRun },
      }),
      load: () => import("../commands/infra/ip/attach.ts"),
    },
    {
      name: "detach",
      summary: "take a static IP from its instance, and keep it",
      about:
        "The instance gets another address, and the static IP is billed from then on. Asks for its name; " +
        "without a terminal it needs --yes.",
      examples: ["quants-ctl infra ip detach --name dev-monitor-static-ip --yes"],
      argument: IP_NAME_ARGUMENT,
      options: [IP_NAME, REGION, YES, DRY_RUN, CHANGE_TIMEOUT],
      resume: (options) => options,
      undo: ({ dryRun }, noted) => ({
        path: "infra ip move",
        options: { argument: noted["ip"], to: noted["from"], dryRun },
      }),
      load: () => import("../commands/infra/ip/detach.ts"),
    },
    {
      name: "release",
      summary: "give static IPs back; the addresses can't be had again",
      about:
        "Shows the addresses and asks for the name of one or the count of several; without a terminal it needs " +
        "--yes. One that an instance holds is not released, unless with --force.",
      examples: [
        "quants-ctl infra ip release --name dev-monitor-static-ip",
        "quants-ctl infra ip release --name old-1 --name old-2 --if-exists --yes",
      ],
      argument: { ...IP_NAME_ARGUMENT, name: "[names...]", help: "static IPs, as with --name" },
      options: [
        { ...IP_NAME, help: "name of the static IP; repeat it for several", repeat: true },
        CHANGE_TIMEOUT,
        REGION,
        { flags: "-f, --force", help: "even one that an instance holds", flagOnly: true },
        { flags: "--if-exists", help: "succeed when it is gone already", flagOnly: true },
        YES,
        DRY_RUN,
      ],
      resume: ({ meant, ...options }, { addresses }, open) => ({
        ...options,
        meant: openByName(meant ?? addresses, open),
        ifExists: true,
      }),
      load: () => import("../commands/infra/ip/release.ts"),
    },
    {
      name: "move",
      summary: "take a static IP from the instance that holds it and attach it to another",
      about:
        "Detaches and attaches as one command: wherever it is interrupted, running it again, or infra resume, " +
        "goes on; infra resume --undo gives it back. The addresses of both instances change, and are shown.",
      examples: ["quants-ctl infra ip move prod-exec-ip --to prod-exec-2"],
      argument: { name: "<ip>", help: "name of the static IP", names: "static_ips" },
      options: [TO, REGION, DRY_RUN],
      resume: (options) => options,
      undo: ({ argument, yes, dryRun }, { from }) =>
        typeof from === "string"
          ? { path: "infra ip move", options: { argument, to: from, dryRun } }
          : { path: "infra ip detach", options: { name: argument, yes, dryRun } },
      load: () => import("../commands/infra/ip/move.ts"),
    },
  ],
};
