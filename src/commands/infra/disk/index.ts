export { spec as list } from "./list.spec.ts";
export { spec as create } from "./create.spec.ts";
export { spec as attach } from "./attach.spec.ts";
export { spec as detach } from "./detach.spec.ts";
export { spec as snapshot } from "./snapshot.spec.ts";
export { spec as delete } from "./delete.spec.ts";
