import { defineCommand } from "../definition/command.ts";
import { DRY_RUN } from "../definition/options.ts";
import { asItWas } from "../definition/resumption.ts";
import { spec as run } from "./hibernate/run.spec.ts";
import { CHANGES, ENGINE, TENANT } from "./options.ts";

export const spec = defineCommand({
  name: "hibernate",
  summary: "stop a tenant's bots, or more of it, and keep its data",
  about:
    "Stages: bots stops its bots; interface the dashboard and Redis too; rest all but the database. What stops " +
    "with which stage is in the platform's file. What is stopped reserves nothing.",
  examples: ["quants-ctl tenant hibernate ada --stage interface"],
  argument: TENANT,
  options: [
    {
      flags: "--stage <stage>",
      help: "how deep it sleeps",
      default: "bots",
      choices: ["bots", "interface", "rest"],
    },
    ...ENGINE,
    ...CHANGES,
    DRY_RUN,
  ],
  commands: [run],
  resume: asItWas,
  undo: ({ options: { argument } }) => ({ path: "tenant wake", options: { argument } }),
  view: () => import("../../render/views/tenant-change.ts"),
  load: () => import("./hibernate.ts"),
});
