import { profileById, type ProviderId, type ProviderProfile } from "./profiles";
import { translateRetiredModel } from "./retiredModels";

/** Who else could answer, and with what. */
export interface Counterpart {
  readonly providerId: ProviderId;
  readonly model: string;
  /** False: the model is not offered there under a known name; this is the provider's default. */
  readonly isSameModel: boolean;
}

/**
 * The other provider that serves a model of the same kind; undefined where there is none, as for a server of the user's own.
 * `model` as the user named it; empty: the provider's default.
 */
export function counterpartOf(profile: ProviderProfile, model: string): Counterpart | undefined {
  if (profile.counterpart === undefined) return undefined;
  const { providerId, models } = profile.counterpart;
  const asked = translateRetiredModel(profile, model === "" ? profile.defaultChatModel : model).model;
  // A version stands behind a colon (DeepInfra documentation, 2026).
  const [name = ""] = asked.trim().toLowerCase().split(":");
  const same = Object.entries(models).find(([known]) => known.toLowerCase() === name)?.[1];
  return {
    providerId,
    model: same ?? profileById(providerId).defaultChatModel,
    isSameModel: same !== undefined,
  };
}
