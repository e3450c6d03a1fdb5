/** Models look at no more pixels; a provider would make larger images smaller itself, after they were paid for. */
const maxSidePx = 1568;
/** The host takes no larger image. */
const maxImageBytes = 5_000_000;
/** Tried one after the other until the image is small enough. */
const jpegQualities = [0.9, 0.75, 0.5];
/** `btoa` takes a string of bytes; pieces of a multiple of three can be joined. */
const pieceBytes = 3 * 8192;

/** Width and height for a model, in pixels: the same shape, no side above 1,568 and none below 1. */
export function sizeForModel(widthPx: number, heightPx: number): { widthPx: number; heightPx: number } {
  const scale = Math.min(1, maxSidePx / Math.max(widthPx, heightPx));
  return {
    widthPx: Math.max(1, Math.round(widthPx * scale)),
    heightPx: Math.max(1, Math.round(heightPx * scale)),
  };
}

/**
 * An image as a model gets it, in base64: PNG, or JPEG for a photograph and where PNG would be above 5 MB. It is drawn
 * anew, so that nothing but its pixels goes out: a photograph's place and date do not. Of an animation, the first
 * picture. Undefined where the browser cannot read it.
 */
export async function imageForModel(file: Blob): Promise<string | undefined> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    return undefined;
  }
  const { widthPx, heightPx } = sizeForModel(bitmap.width, bitmap.height);
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext("2d");
  if (context === null) return undefined;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, widthPx, heightPx);
  bitmap.close();
  if (file.type !== "image/jpeg") {
    const png = await canvas.convertToBlob({ type: "image/png" });
    if (png.size <= maxImageBytes) return base64Of(png);
  }
  // JPEG has no transparency: what shows through is white, not black.
  context.globalCompositeOperation = "destination-over";
  context.fillStyle = "white";
  context.fillRect(0, 0, widthPx, heightPx);
  for (const quality of jpegQualities) {
    const jpeg = await canvas.convertToBlob({ type: "image/jpeg", quality });
    if (jpeg.size <= maxImageBytes) return base64Of(jpeg);
  }
  return undefined;
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let base64 = "";
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    base64 += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  }
  return base64;
}
