import { reads } from "../../operation.ts";
import { environmentOf } from "../find.ts";
import { nameInput } from "../shapes.ts";
import { environmentView } from "../view.ts";

/** https://docs.aws.amazon.com/mwaa/latest/API/API_GetEnvironment.html */
export const getEnvironment = reads(nameInput, (context, { Name: name }) => ({
  Environment: environmentView(environmentOf(context, name), context),
}));
