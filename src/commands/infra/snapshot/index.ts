export { spec as create } from "./create.spec.ts";
export { spec as copy } from "./copy.spec.ts";
export { spec as list } from "./list.spec.ts";
export { spec as delete } from "./delete.spec.ts";
export { auto } from "./auto/group.ts";
export { spec as restore } from "./restore.spec.ts";
