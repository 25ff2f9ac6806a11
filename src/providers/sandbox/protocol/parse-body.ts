import { invalidInput, ServiceError } from "./service-error.ts";

/** The JSON object that a body is; none for an empty one. */
export function parseBody(body: string): object {
  if (body === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new ServiceError("SerializationException", "The request's body is not JSON.");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw invalidInput("The request's body must be a JSON object.");
}
