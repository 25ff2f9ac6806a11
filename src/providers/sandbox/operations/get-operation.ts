import { nonEmptyString } from "../common-shapes.ts";
import { reads } from "../operation.ts";
import { notFound } from "../protocol/service-error.ts";
import { required, structure } from "../shapes.ts";
import { operationView } from "../views/operation.ts";

export const getOperation = reads(
  structure({ operationId: required(nonEmptyString) }),
  (context, { operationId }) => {
    // The newest are asked for most.
    const operation = context.state.operations.findLast(({ id }) => id === operationId);
    if (operation === undefined) throw notFound("Operation", operationId);
    return { operation: operationView(operation, context) };
  },
);
