import { Pricing } from "../../../../src/usage/pricing";

/** The prices that come with the extension, for an account in dollars. */
export const listPrices = new Pricing({ overrides: () => new Map(), isInYuan: () => false });
