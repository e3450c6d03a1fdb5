import type { ProviderProfile } from "./profiles";
import { translateRetiredModel } from "./retiredModels";

/**
 * Whether a model may be sent images: what the provider's list says (`listed`, `ModelInfo.takesImages`) counts more
 * than what is known of the name. An empty `model` is the provider's default.
 */
export function modelTakesImages(profile: ProviderProfile, model: string, listed?: boolean): boolean {
  if (listed !== undefined) return listed;
  const name = translateRetiredModel(profile, model === "" ? profile.defaultChatModel : model).model;
  const known = Object.hasOwn(profile.imageModels, name) ? profile.imageModels[name] : undefined;
  return known ?? profile.imageModels["*"];
}
