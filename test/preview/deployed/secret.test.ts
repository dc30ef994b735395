import { isUnknown, maskSecrets, revealed } from "../../../preview/deployed/secret";

const wrapped = (more: object) => ({
  "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
  ...more,
});

describe("secrets of a state", () => {
  it("are masked wherever they stand, decrypted or not", () => {
    const inputs = {
      name: "cpu",
      headers: [{ token: wrapped({ plaintext: '"hunter2"' }) }, wrapped({ ciphertext: "v1:x" })],
    };
    const masked = maskSecrets(inputs);
    expect(masked).toEqual({ name: "cpu", headers: [{ token: "[secret]" }, "[secret]"] });
    expect(JSON.stringify(masked)).not.toContain("hunter2");
  });

  it("are opened one by one, where they were decrypted", () => {
    expect(revealed(wrapped({ plaintext: '{"a":1}' }))).toEqual({ a: 1 });
    expect(revealed(wrapped({ ciphertext: "v1:x" }))).toBeUndefined();
    expect(revealed("plain")).toBe("plain");
  });

  it("are not what is only unknown", () => {
    expect(isUnknown("04da6b54-80e4-46f7-96ec-b56ff0331ba9")).toBe(true);
    expect(isUnknown("04da6b54-80e4-46f7-96ec-b56ff0331ba8")).toBe(false);
  });
});
