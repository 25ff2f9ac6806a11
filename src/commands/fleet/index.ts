export { spec as apply } from "./apply.spec.ts";
export { spec as drift } from "./drift.spec.ts";
export { spec as export } from "./export.spec.ts";
export { spec as import } from "./import.spec.ts";
export { spec as plan } from "./plan.spec.ts";
export { spec as schema } from "./schema.spec.ts";
export { spec as unlock } from "./unlock.spec.ts";
export { spec as validate } from "./validate.spec.ts";
