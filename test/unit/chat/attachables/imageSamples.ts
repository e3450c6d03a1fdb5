/** The start of an image of each format, as far as it says how large it is; the rest is padding. */
export function imageBytes(
  format: "png" | "gif" | "jpeg" | "webp" | "webp-lossy" | "webp-lossless",
  widthPx: number,
  heightPx: number,
): Uint8Array {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  const put = (at: number, text: string) =>
    bytes.set(
      Array.from(text, (each) => each.charCodeAt(0)),
      at,
    );
  switch (format) {
    case "png":
      bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
      put(12, "IHDR");
      view.setUint32(16, widthPx);
      view.setUint32(20, heightPx);
      return bytes;
    case "gif":
      put(0, "GIF89a");
      view.setUint16(6, widthPx, true);
      view.setUint16(8, heightPx, true);
      return bytes;
    case "jpeg":
      // An application segment of 6 bytes, a Huffman table of 4, then the frame header.
      bytes.set([
        0xff, 0xd8, 0xff, 0xe0, 0, 6, 1, 2, 3, 4, 0xff, 0xc4, 0, 4, 9, 9, 0xff, 0xff, 0xc2, 0, 17, 8,
      ]);
      view.setUint16(22, heightPx);
      view.setUint16(24, widthPx);
      return bytes;
    case "webp":
      put(0, "RIFF....WEBPVP8X");
      view.setUint32(24, widthPx - 1, true);
      view.setUint32(27, heightPx - 1, true);
      return bytes;
    case "webp-lossy":
      put(0, "RIFF....WEBPVP8 ");
      view.setUint16(26, widthPx, true);
      view.setUint16(28, heightPx, true);
      return bytes;
    case "webp-lossless":
      put(0, "RIFF....WEBPVP8L");
      view.setUint32(21, (widthPx - 1) | ((heightPx - 1) << 14), true);
      return bytes;
  }
}
