import { argument } from "../definition/option.ts";

export const WORKER = argument({ name: "<worker>", help: "name or id of the worker" });
