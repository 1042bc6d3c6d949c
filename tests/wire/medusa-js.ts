/** medusa-js as ESM gives it at run time; its declarations describe the CommonJS build. */
import TheirMedusa, { KeyManager } from "@medusajs/medusa-js";
import type { AnyClient } from "./row.ts";

export const MedusaJs = TheirMedusa as unknown as new (
  config: Record<string, unknown>,
) => AnyClient;

/** medusa-js keeps the publishable key for the whole process. */
export function forgetPublishableKey(): void {
  KeyManager.registerPublishableApiKey(null as unknown as string);
}
