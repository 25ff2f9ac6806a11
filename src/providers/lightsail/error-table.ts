import { anotherName, look, moreQuota, notFound, whereItMayBe } from "./error-advice.ts";
import { ACCESS_FAILURES, SERVER_FAULTS, THROTTLING } from "../aws/common-failures.ts";
import { type Row, sentence } from "../aws/failure.ts";

/**
 * Refusals and faults that Lightsail itself sent. Texts and codes were captured from the service;
 * where none is known, the exception's name decides. Order matters.
 */
export const LIGHTSAIL_FAILURES: readonly Row[] = [
  ...THROTTLING,
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
      `AWS is still setting up Lightsail in ${region} for this account; try again in a few minutes.`,
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
    hint: () => "AWS is verifying the account, which can take a few hours; it will send an e-mail.",
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
    hint: () => "Try another zone (--az), a smaller bundle (--bundle), or try again later.",
  },
  ...ACCESS_FAILURES,
  {
    name: /^UnknownOperation(Exception)?$/,
    as: "failed",
    message: (_, { operation, endpoint }) => `${endpoint} does not know ${operation}.`,
    hint: () => "Is AWS_ENDPOINT_URL (or --endpoint-url) an endpoint of Lightsail?",
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
      `Bundles, blueprints and zones differ between regions; see what ${region} offers, and note that case matters.`,
  },
  ...SERVER_FAULTS,
];
