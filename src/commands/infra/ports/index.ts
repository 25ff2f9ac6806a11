export { spec as list } from "./list.spec.ts";
export { spec as open } from "./open.spec.ts";
export { spec as close } from "./close.spec.ts";
export { spec as set } from "./set.spec.ts";
export { spec as diff } from "./diff.spec.ts";
export { spec as audit } from "./audit.spec.ts";
