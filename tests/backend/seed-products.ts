import type { EntityManager } from "typeorm";
import type { Product } from "./catalog.ts";
import type { StoreIds } from "./seed-store.ts";

type Row = Record<string, string | number | boolean | undefined>;

/** The rows to insert, by table; tables in the order in which foreign keys want them. */
type Tables = Record<(typeof tableNames)[number], Row[]>;

const tableNames = [
  "product_collection",
  "product_type",
  "product_tag",
  "image",
  "product",
  "product_option",
  "product_variant",
  "product_option_value",
  "money_amount",
  "product_variant_money_amount",
  "product_images",
  "product_tags",
  "product_category_product",
  "product_sales_channel",
  "product_shipping_profile",
] as const;

/** Exports are paged by `created_at`, so that it has to differ from product to product. */
const firstCreatedAt = Date.UTC(2026, 0, 1);

/**
 * Inserts the rows that Medusa's ProductService would make, in one statement for each table: the service takes some
 * twenty queries for one product.
 */
export async function seedProducts(
  manager: EntityManager,
  products: readonly Product[],
  store: StoreIds,
): Promise<void> {
  const tables = Object.fromEntries(tableNames.map((name) => [name, []])) as unknown as Tables;
  addSharedRows(tables, products);
  for (const [index, product] of products.entries()) {
    addProduct(tables, product, index, store);
    addVariants(tables, product, index);
  }
  for (const name of tableNames) await insert(manager, name, tables[name]);
}

function addSharedRows(tables: Tables, products: readonly Product[]): void {
  for (const title of new Set(products.map((product) => product.collection))) {
    tables.product_collection.push({ id: id("pcol", title), title, handle: title.toLowerCase() });
  }
  for (const value of new Set(products.map((product) => product.type))) {
    tables.product_type.push({ id: id("ptyp", value), value });
  }
  for (const value of new Set(products.flatMap((product) => product.tags))) {
    tables.product_tag.push({ id: id("ptag", value), value });
  }
}

function addProduct(tables: Tables, product: Product, index: number, store: StoreIds): void {
  const product_id = id("prod", index);
  tables.product.push({
    id: product_id,
    title: product.title,
    subtitle: product.subtitle,
    description: product.description,
    handle: product.handle,
    status: "published",
    material: product.material,
    weight: product.weight,
    thumbnail: product.images[0],
    collection_id: id("pcol", product.collection),
    type_id: id("ptyp", product.type),
    is_giftcard: false,
    discountable: true,
    created_at: new Date(firstCreatedAt + index * 60_000).toISOString(),
  });
  for (const [rank, url] of product.images.entries()) {
    const image_id = id("img", index, rank);
    tables.image.push({ id: image_id, url });
    tables.product_images.push({ product_id, image_id });
  }
  for (const tag of product.tags) {
    tables.product_tags.push({ product_id, product_tag_id: id("ptag", tag) });
  }
  const product_category_id = store.categories.get(product.category);
  tables.product_category_product.push({ product_id, product_category_id });
  tables.product_sales_channel.push({ product_id, sales_channel_id: store.salesChannel });
  tables.product_shipping_profile.push({ product_id, profile_id: store.shippingProfile });
}

function addVariants(tables: Tables, product: Product, index: number): void {
  const product_id = id("prod", index);
  for (const [rank, title] of product.options.entries()) {
    tables.product_option.push({ id: id("opt", index, rank), title, product_id });
  }
  for (const [rank, variant] of product.variants.entries()) {
    const variant_id = id("variant", index, rank);
    tables.product_variant.push({
      id: variant_id,
      product_id,
      title: variant.title,
      sku: variant.sku,
      inventory_quantity: variant.inventory,
      manage_inventory: true,
      allow_backorder: false,
      variant_rank: rank,
    });
    for (const [option, value] of variant.values.entries()) {
      const option_id = id("opt", index, option);
      tables.product_option_value.push({
        id: id("optval", index, rank, option),
        value,
        option_id,
        variant_id,
      });
    }
    for (const [currency_code, amount] of Object.entries(variant.prices)) {
      const money_amount_id = id(`ma_${currency_code}`, index, rank);
      tables.money_amount.push({ id: money_amount_id, currency_code, amount });
      tables.product_variant_money_amount.push({
        id: id(`pvma_${currency_code}`, index, rank),
        money_amount_id,
        variant_id,
      });
    }
  }
}

/** The same product has the same id in every database. */
function id(prefix: string, ...key: (string | number)[]): string {
  const text = key.map((part) => (typeof part === "number" ? String(part).padStart(5, "0") : part));
  return `${prefix}_${text.join("_").toLowerCase()}`;
}

async function insert(manager: EntityManager, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  // Only the columns that are given, so that the others have their defaults.
  const columns = Object.keys(first).join(", ");
  await manager.query(
    `INSERT INTO ${table} (${columns})
     SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
}
