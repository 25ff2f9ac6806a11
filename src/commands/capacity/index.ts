export { spec as plan } from "./plan.spec.ts";
