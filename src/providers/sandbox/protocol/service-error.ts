/** The exceptions that the service's model declares, and the common ones of every AWS service. */
export type ExceptionType =
  | "AccessDeniedException"
  | "AccountSetupInProgressException"
  | "InvalidInputException"
  | "NotFoundException"
  | "OperationFailureException"
  | "ServiceException"
  | "UnauthenticatedException"
  | "IncompleteSignature"
  | "InternalFailure"
  | "InvalidAction"
  | "MissingAuthenticationToken"
  | "RequestEntityTooLarge"
  | "ResourceNotFoundException"
  | "SerializationException"
  | "ThrottlingException"
  | "UnknownOperationException"
  | "UnrecognizedClientException"
  | "ValidationException"
  | "ExpiredTokenException";

export interface ServiceErrorDetails {
  /** Lightsail's own, finer code, e.g. `DoesNotExist`; the common errors have none. */
  code?: string;
  tip?: string;
  /** HTTP status; 400 is what the service sends for every fault of the caller. */
  status?: number;
}

/** A refusal that travels to the client; `dispatch` writes it in the service's form. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly type: ExceptionType;
  readonly code: string | undefined;
  readonly tip: string | undefined;
  readonly status: number;

  constructor(type: ExceptionType, message: string, details: ServiceErrorDetails = {}) {
    super(message);
    this.type = type;
    this.code = details.code;
    this.tip = details.tip;
    this.status = details.status ?? 400;
  }
}

export function notFound(resourceType: string, name: string): ServiceError {
  return new ServiceError("NotFoundException", `The ${resourceType} does not exist: ${name}`, {
    code: "DoesNotExist",
    tip: "Check the name and the AWS Region, and try again.",
  });
}

export function invalidInput(message: string, code = "InvalidParameterValue"): ServiceError {
  return new ServiceError("InvalidInputException", message, {
    code,
    tip: "Correct the input and try again.",
  });
}

/** The request is well-formed, but the resource's present state forbids it. */
export function stateConflict(message: string): ServiceError {
  return new ServiceError("OperationFailureException", message, {
    code: "InvalidResourceState",
    tip: "Wait for the resource to change, or change it, and try again.",
  });
}

export function quotaReached(what: string, limit: number): ServiceError {
  return new ServiceError(
    "InvalidInputException",
    `Sorry, you've reached your maximum limit of Lightsail ${what} : ${limit}.\n If you're new to Lightsail, please try again later. If the issue persists, please contact Customer Support.`,
    { code: "LimitExceeded", tip: "Delete what you do not need, or ask for a higher quota." },
  );
}
