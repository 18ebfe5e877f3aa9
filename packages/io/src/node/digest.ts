import { createHash } from "node:crypto";

/** SHA-256 of bytes in hexadecimal, twice as fast as what browsers offer; `begin` starts one of bytes that come piece by piece. */
export const sha256Node: {
  (bytes: Uint8Array): string;
  begin(): { update(bytes: Uint8Array): void; digest(): string };
} = Object.assign((bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex"), {
  begin() {
    const hash = createHash("sha256");
    return {
      update: (bytes: Uint8Array) => {
        hash.update(bytes);
      },
      digest: () => hash.digest("hex"),
    };
  },
});
