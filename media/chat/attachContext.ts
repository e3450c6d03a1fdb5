import type { DroppedContext } from "./droppedContext";
import { post } from "./host";
import { imageForModel } from "./imageForModel";

/**
 * Hands over what was dropped or pasted; the host judges it and answers with chips. `tell` gets what the user should
 * know beside those, and an empty text when there is nothing left to say.
 */
export async function attachContext(context: DroppedContext, tell: (note: string) => void): Promise<void> {
  const { uris, images, unknown, leftOut } = context;
  if (uris.length > 0) post({ type: "attach-dropped", uris });
  if (images.length > 0) tell(images.length === 1 ? "Reading the image…" : "Reading the images…");
  const unreadable: string[] = [];
  for (const image of images) {
    // One after the other: each is decoded to four bytes a pixel.
    // oxlint-disable-next-line no-await-in-loop
    const base64 = await imageForModel(image);
    if (base64 === undefined) unreadable.push(image.name);
    else
      post({ type: "attach-image", base64, ...(image.name === "" ? {} : { name: image.name.slice(-200) }) });
  }
  tell(
    [
      ...unreadable.map((name) => `${name} is no image that can be read.`),
      ...unknown.map(
        (name) => `${name} comes from outside the editor. Drag it from the Explorer, or open it and type @.`,
      ),
      ...(leftOut > 0 ? [`${leftOut} more were left out: at most 50 are taken at once.`] : []),
    ].join(" "),
  );
}
