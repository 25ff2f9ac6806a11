export { spec as plan } from "./plan.spec.ts";
export { spec as simulate } from "./simulate.spec.ts";
