import {
  ofProfile,
  renewCredentials,
  look,
  moreQuota,
  anotherName,
  whereItMayBe,
  notFound,
  serverFault,
  wrongClock,
} from "./error-advice.ts";
import { firstLine, type Row, sentence } from "./failure.ts";

/**
 * Refusals and faults that Lightsail itself sent. Texts and codes are those captured from
 * the service; where none is known the exception's name decides. Order matters.
 */
export const SERVICE_FAILURES: readonly Row[] = [
  {
    name: /^(Throttling(Exception)?|ThrottledException|RequestThrottled(Exception)?|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/,
    as: "throttled",
    retryable: true,
    repeat: "slower",
    message: (_, { operation, region }) =>
      `Lightsail in ${region} refused ${operation}: too many requests.`,
    hint: () => "Wait a little and repeat the command, or work on fewer resources at a time.",
  },
  {
    status: (status) => status === 429,
    as: "throttled",
    retryable: true,
    repeat: "slower",
    message: (_, { operation, endpoint }) => `${endpoint} refused ${operation}: too many requests.`,
    hint: () => "Wait a little and repeat the command, or work on fewer resources at a time.",
  },
  {
    name: /^(NotFoundException|DoesNotExist)$/,
    as: "not_found",
    message: notFound,
    hint: whereItMayBe,
  },
  { code: /^DoesNotExist$/, as: "not_found", message: notFound, hint: whereItMayBe },
  { code: /^NameExists$/, as: "name_in_use", hint: anotherName },
  { name: /^NameExists$/, as: "name_in_use", hint: anotherName },
  { text: /names? (are|is) already in use/i, as: "name_in_use", hint: anotherName },
  {
    name: /^(Account|Region)SetupInProgress(Exception)?$/,
    as: "account_not_ready",
    retryable: true,
    hint: ({ region }) =>
      `AWS is still setting up Lightsail in ${region} for this account; try again in some minutes.`,
  },
  {
    name: /^OptInRequired$/,
    as: "account_not_ready",
    hint: () =>
      "Open https://lightsail.aws.amazon.com once with this account to activate Lightsail.",
  },
  {
    text: /pending verification/i,
    as: "account_not_ready",
    retryable: true,
    hint: () => "AWS is verifying the account, which can take some hours; it sends an e-mail.",
  },
  {
    name: /^(LimitExceeded|ServiceQuotaExceeded)(Exception)?$/,
    as: "quota_exceeded",
    hint: moreQuota,
  },
  {
    text: /maximum (size )?limit|reached the (maximum )?(size )?limit|limit (of|for) .* (exceeded|reached)|quota/i,
    as: "quota_exceeded",
    hint: moreQuota,
  },
  {
    text: /InsufficientInstanceCapacity|not enough capacity/i,
    as: "capacity",
    retryable: true,
    message: ({ message }) => sentence(message.replace(/^InsufficientInstanceCapacity:\s*/, "")),
    hint: () => "Try another zone (--az), a smaller bundle (--bundle), or the same again later.",
  },
  {
    name: /^(ExpiredToken(Exception)?|RequestExpired|TokenRefreshRequired)$/,
    as: "credentials_expired",
    message: ({ message }, occasion) =>
      `The credentials${ofProfile(occasion)} have expired: ${sentence(firstLine(message))}`,
    hint: renewCredentials,
  },
  { name: /^RequestTimeTooSkewed$|^RequestInTheFuture$/, ...wrongClock() },
  { text: /signature (expired|not yet current)/i, ...wrongClock() },
  {
    name: /^(UnrecognizedClient|InvalidClientTokenId|Unauthenticated|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|MissingAuthenticationToken|AuthFailure|InvalidAccessKeyId)(Exception)?$/,
    as: "credentials_invalid",
    message: ({ message }, occasion) =>
      `AWS does not accept the credentials${ofProfile(occasion)} in ${occasion.region}: ${sentence(firstLine(message))}`,
    hint: ({ region }) =>
      `Check them with \`aws sts get-caller-identity\`. If they work elsewhere, ${region} may be an opt-in region that this account has not enabled (AWS console, Account, AWS Regions).`,
  },
  {
    name: /^(AccessDenied(Exception)?|UnauthorizedOperation|NotAuthorized|UnauthorizedException)$/,
    as: "access_denied",
    message: ({ message }, { operation, region }) =>
      `Not allowed to call lightsail:${operation} in ${region}: ${sentence(message)}`,
    hint: ({ operation, profile }) =>
      `Ask for the permission lightsail:${operation}, or use another profile with --profile${profile === undefined ? "" : ` instead of ${profile}`}.`,
  },
  {
    name: /^UnknownOperation(Exception)?$/,
    as: "failed",
    message: (_, { operation, endpoint }) => `${endpoint} does not know ${operation}.`,
    hint: () => "Is AWS_ENDPOINT_URL (or --endpoint-url) meant for Lightsail?",
  },
  {
    text: /try again in a few minutes|please wait for it to complete/i,
    as: "invalid_state",
    retryable: true,
    hint: look,
  },
  { name: /^(OperationFailureException|OperationFailure)$/, as: "invalid_state", hint: look },
  { code: /^UnsupportedOperation$/, as: "invalid_state", hint: look },
  {
    text: /(current|right) (state|now)|(is|isn't|not|already|still) (attached|running|stopped|pending|stopping)/i,
    as: "invalid_state",
    hint: look,
  },
  {
    name: /^(InvalidInput(Exception)?|Validation(Error|Exception)|InvalidParameter\w*|SerializationException|MissingParameter)$/,
    as: "invalid_input",
    hint: ({ region }) =>
      `Bundles, blueprints and zones differ between regions; look up what ${region} offers, and mind upper and lower case.`,
  },
  {
    name: /^(ServiceException|InternalFailure|InternalError|InternalServerError|ServiceUnavailable(Exception)?)$/,
    ...serverFault(),
  },
  { status: (status) => status >= 500, ...serverFault() },
];

/** The credential chain found nothing usable. Nothing was sent. */
export const CREDENTIAL_FAILURES: readonly Row[] = [
  {
    text: /expired|refresh|sso login/i,
    as: "credentials_expired",
    message: ({ message }, occasion) =>
      `The credentials${ofProfile(occasion)} have expired: ${sentence(firstLine(message))}`,
    hint: renewCredentials,
  },
  {
    text: /could not load credentials from any provider/i,
    as: "credentials_missing",
    message: (_, occasion) =>
      occasion.profile === undefined
        ? "No AWS credentials were found."
        : `The AWS profile "${occasion.profile}" has no credentials.`,
    hint: () =>
      "Run `aws configure` or `aws sso login`, choose a profile with --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. To try without an account: --provider sandbox.",
  },
  {
    // What follows is the command line of credential_process, which may hold a secret.
    text: /^command failed/i,
    as: "credentials_missing",
    message: (_, occasion) => `The credential_process${ofProfile(occasion)} failed.`,
    hint: () => "Run the profile's credential_process by hand to see why.",
  },
  {
    as: "credentials_missing",
    message: ({ message }, occasion) =>
      `No credentials could be had${ofProfile(occasion)}: ${sentence(firstLine(message))}`,
    hint: ({ profile }) =>
      `Check the profile with \`aws sts get-caller-identity${profile === undefined ? "" : ` --profile ${profile}`}\`.`,
  },
];
