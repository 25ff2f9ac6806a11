import { ServiceError } from "../protocol/service-error.ts";

export const invalid = (message: string): ServiceError =>
  new ServiceError("ValidationException", message);

export const noEnvironment = (what: string): ServiceError =>
  new ServiceError("ResourceNotFoundException", `Environment ${what} not found`, { status: 404 });
