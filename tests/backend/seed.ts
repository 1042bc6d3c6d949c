import type { EntityManager } from "typeorm";
import { makeCatalog } from "./catalog.ts";
import { seedProducts } from "./seed-products.ts";
import { type Container, seedStore } from "./seed-store.ts";

/** To be raised when the seeded data changes, so that kept databases are made anew. */
export const SEED_VERSION = 1;

/** Fills a migrated database that Medusa's loaders have given their defaults. All or nothing. */
export async function seed(container: Container, products: number): Promise<void> {
  const manager = container.resolve("manager") as EntityManager;
  await manager.transaction(async (transaction) => {
    const store = await seedStore(container, transaction);
    await seedProducts(transaction, makeCatalog(products), store);
  });
}
