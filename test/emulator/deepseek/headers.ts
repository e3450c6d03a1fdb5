/** Response headers of DeepSeek's edge (captures of 2024 to 2026); the trace id is its request id. */
export function deepseekHeaders(serial: string): Readonly<Record<string, string>> {
  return {
    vary: "origin, access-control-request-method, access-control-request-headers",
    "access-control-allow-credentials": "true",
    "x-ds-trace-id": serial,
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    Server: "openresty",
  };
}

/** An opaque build name; documentation says only that it is a string. */
export const systemFingerprint = "fp_midfill_emulator";
