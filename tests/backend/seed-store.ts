import type {
  ProductCategoryService,
  RegionService,
  ShippingOptionService,
  ShippingProfileService,
  StoreService,
  UserService,
} from "@medusajs/medusa";
import type { EntityManager } from "typeorm";
import { categories } from "./catalog.ts";
import { users } from "./users.ts";

/** What is asked of Medusa's dependency container. */
export interface Container {
  resolve(name: string): unknown;
}

/** What every product refers to. */
export interface StoreIds {
  salesChannel: string;
  shippingProfile: string;
  /** By the name of the category. */
  categories: Map<string, string>;
}

/** Users, store, regions, shipping and categories, made by Medusa's own services. */
export async function seedStore(container: Container, manager: EntityManager): Promise<StoreIds> {
  const stores = resolve<StoreService>(container, "storeService").withTransaction(manager);
  await stores.update({
    name: "Test Shop",
    currencies: ["usd", "eur"],
    default_currency_code: "usd",
  });
  const store = await stores.retrieve();
  const profiles = resolve<ShippingProfileService>(container, "shippingProfileService");
  const profile = await profiles.withTransaction(manager).retrieveDefault();
  if (profile === null || store.default_sales_channel_id === null) {
    throw new Error("Medusa's loaders made no default shipping profile or sales channel");
  }

  await seedUsers(container, manager);
  await seedRegions(container, manager, profile.id);
  return {
    salesChannel: store.default_sales_channel_id,
    shippingProfile: profile.id,
    categories: await seedCategories(container, manager),
  };
}

async function seedUsers(container: Container, manager: EntityManager): Promise<void> {
  const service = resolve<UserService>(container, "userService").withTransaction(manager);
  for (const { email, password, apiToken, firstName, lastName } of users) {
    const user = await service.create(
      { email, first_name: firstName, last_name: lastName },
      password,
    );
    await service.update(user.id, { api_token: apiToken });
  }
}

async function seedRegions(
  container: Container,
  manager: EntityManager,
  profile: string,
): Promise<void> {
  const regions = resolve<RegionService>(container, "regionService").withTransaction(manager);
  const options = resolve<ShippingOptionService>(container, "shippingOptionService");
  for (const region of [
    { name: "United States", currency_code: "usd", tax_rate: 0, countries: ["us"] },
    { name: "Europe", currency_code: "eur", tax_rate: 20, countries: ["de", "fr", "it"] },
  ]) {
    const { id } = await regions.create({
      ...region,
      payment_providers: ["manual"],
      fulfillment_providers: ["manual"],
    });
    await options.withTransaction(manager).create({
      name: "Standard",
      region_id: id,
      profile_id: profile,
      provider_id: "manual",
      data: { id: "manual-fulfillment" },
      // The enum of the declarations exists only inside Medusa's CommonJS build.
      price_type: "flat_rate" as Parameters<ShippingOptionService["create"]>[0]["price_type"],
      amount: 500,
    });
  }
}

async function seedCategories(
  container: Container,
  manager: EntityManager,
): Promise<Map<string, string>> {
  const service = resolve<ProductCategoryService>(container, "productCategoryService");
  const ids = new Map<string, string>();
  for (const name of categories) {
    const input = { name, description: `${name} of the test shop`, is_active: true };
    const category = await service
      .withTransaction(manager)
      .create(input as Parameters<ProductCategoryService["create"]>[0]);
    ids.set(name, category.id);
  }
  return ids;
}

function resolve<Service>(container: Container, name: string): Service {
  return container.resolve(name) as Service;
}
