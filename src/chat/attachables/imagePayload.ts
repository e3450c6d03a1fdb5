import type { RequestImage } from "../../provider/chatRequest";

/** The largest image that is taken, in bytes as decoded. A provider's own cap is far above (DeepSeek: 64 MiB). */
export const maxImageBytes = 5_000_000;

/** More pixels on a side than this are a mistake or an attack on whoever decodes them. */
const maxSidePx = 16_384;
/** A guess for the chip, as no provider says: 28 × 28 pixels a token, and large images are made smaller first. */
const pixelsPerToken = 28 * 28;
const maxImageTokens = 2_000;

/** An image that may be sent, or the sentence why not. */
export type CheckedImage =
  | { readonly isTaken: true; readonly image: RequestImage; readonly tokens: number }
  | { readonly isTaken: false; readonly reason: string };

/**
 * Checks an image that came as text, such as a pasted one. What it is, its first bytes say: a name or a type that
 * came along is not believed.
 */
export function readBase64Image(base64: unknown): CheckedImage {
  if (typeof base64 !== "string" || base64 === "") return notTaken("It is empty.");
  if (base64.length > Math.ceil(maxImageBytes / 3) * 4) return tooLarge((base64.length * 3) / 4);
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/u.test(base64)) return unreadable();
  return checkImage(
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
    base64,
  );
}

/** Checks the bytes of an image file. */
export function readImageBytes(bytes: Uint8Array): CheckedImage {
  if (bytes.length > maxImageBytes) return tooLarge(bytes.length);
  return checkImage(bytes, toBase64(bytes));
}

function checkImage(bytes: Uint8Array, base64: string): CheckedImage {
  if (bytes.length > maxImageBytes) return tooLarge(bytes.length);
  const mimeType = formatOf(bytes);
  if (mimeType === undefined) return unreadable();
  const size = sizeOf(bytes, mimeType);
  if (size === undefined || size.widthPx === 0 || size.heightPx === 0) {
    return notTaken("The image is damaged: it does not say how large it is.");
  }
  const { widthPx, heightPx } = size;
  if (widthPx > maxSidePx || heightPx > maxSidePx) {
    return notTaken(
      `It has ${widthPx} × ${heightPx} pixels; at most ${maxSidePx.toLocaleString("en")} on a side are taken.`,
    );
  }
  const tokens = Math.min(maxImageTokens, Math.ceil((widthPx * heightPx) / pixelsPerToken));
  return { isTaken: true, image: { mimeType, base64 }, tokens };
}

function notTaken(reason: string): CheckedImage {
  return { isTaken: false, reason };
}

function unreadable(): CheckedImage {
  return notTaken("It is no PNG, JPEG, WebP or GIF image.");
}

function tooLarge(sizeBytes: number): CheckedImage {
  return notTaken(
    `The image has ${(sizeBytes / 1_000_000).toFixed(1)} MB; at most ${maxImageBytes / 1_000_000} MB are taken.`,
  );
}

/** By the magic bytes of each format (RFC 2083, ITU T.81, RFC 9649, GIF89a). */
function formatOf(bytes: Uint8Array): RequestImage["mimeType"] | undefined {
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return "image/png";
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return "image/jpeg";
  if (textAt(bytes, 0, 4) === "RIFF" && textAt(bytes, 8, 4) === "WEBP") return "image/webp";
  const head = textAt(bytes, 0, 6);
  return head === "GIF87a" || head === "GIF89a" ? "image/gif" : undefined;
}

interface Size {
  readonly widthPx: number;
  readonly heightPx: number;
}

function sizeOf(bytes: Uint8Array, mimeType: RequestImage["mimeType"]): Size | undefined {
  switch (mimeType) {
    case "image/png":
      if (textAt(bytes, 12, 4) !== "IHDR") return undefined;
      return sized(bigEndian(bytes, 16, 4), bigEndian(bytes, 20, 4));
    case "image/gif":
      return sized(littleEndian(bytes, 6, 2), littleEndian(bytes, 8, 2));
    case "image/jpeg":
      return jpegSize(bytes);
    case "image/webp":
      return webpSize(bytes);
  }
}

/** Walks over the segments to the frame header (SOF0 to SOF15 without DHT, JPG and DAC). */
function jpegSize(bytes: Uint8Array): Size | undefined {
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return sized(bigEndian(bytes, at + 7, 2), bigEndian(bytes, at + 5, 2));
    } else at += 2 + (bigEndian(bytes, at + 2, 2) ?? 0);
  }
  return undefined;
}

function webpSize(bytes: Uint8Array): Size | undefined {
  switch (textAt(bytes, 12, 4)) {
    case "VP8X": {
      const width = littleEndian(bytes, 24, 3);
      const height = littleEndian(bytes, 27, 3);
      return width === undefined || height === undefined ? undefined : sized(width + 1, height + 1);
    }
    case "VP8L": {
      const bits = littleEndian(bytes, 21, 4);
      return bits === undefined ? undefined : sized((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);
    }
    case "VP8 ": {
      const width = littleEndian(bytes, 26, 2);
      const height = littleEndian(bytes, 28, 2);
      return width === undefined || height === undefined ? undefined : sized(width & 0x3fff, height & 0x3fff);
    }
    default:
      return undefined;
  }
}

function sized(widthPx: number | undefined, heightPx: number | undefined): Size | undefined {
  return widthPx === undefined || heightPx === undefined ? undefined : { widthPx, heightPx };
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, at) => bytes[at] === byte);
}

function textAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

function bigEndian(bytes: Uint8Array, at: number, length: number): number | undefined {
  if (at + length > bytes.length) return undefined;
  return bytes.subarray(at, at + length).reduce((sum, byte) => sum * 256 + byte, 0);
}

function littleEndian(bytes: Uint8Array, at: number, length: number): number | undefined {
  if (at + length > bytes.length) return undefined;
  return bytes.subarray(at, at + length).reduceRight((sum, byte) => sum * 256 + byte, 0);
}

/** `btoa` takes a string of bytes; pieces of a multiple of three can be joined. */
function toBase64(bytes: Uint8Array): string {
  const pieceBytes = 3 * 8_192;
  let text = "";
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    text += btoa(String.fromCharCode(...bytes.subarray(at, at + pieceBytes)));
  }
  return text;
}
