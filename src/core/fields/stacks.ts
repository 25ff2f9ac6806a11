import type { StackEntry } from "../contracts/terraform-control.ts";
import type { Resource } from "./field.ts";

export const stackResource: Resource<StackEntry> = {
  singular: "stack",
  plural: "stacks",
  nameOf: (it) => it.name,
  sort: "name",
  fields: [
    { key: "name", title: "NAME", about: "Name", value: (it) => it.name, rank: 0, cut: true },
    {
      key: "initialised",
      title: "INITIALISED",
      about: "Whether terraform init was run in it",
      value: (it) => it.initialised,
      rank: 1,
    },
    {
      key: "backend",
      title: "BACKEND",
      about: "Where its state is kept",
      value: (it) => it.backend,
      rank: 2,
    },
    {
      key: "directory",
      title: "FOLDER",
      about: "Its folder",
      value: (it) => it.directory,
      rank: 3,
    },
  ],
};
