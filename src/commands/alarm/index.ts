export { spec as list } from "./list.spec.ts";
export { spec as set } from "./set.spec.ts";
export { spec as remove } from "./remove.spec.ts";
export { spec as test } from "./test.spec.ts";
export { spec as plan } from "./plan.spec.ts";
export { spec as apply } from "./apply.spec.ts";
export { contacts } from "./contacts/group.ts";
