/** The products of the test shop: the same ones for the same number, realistic enough to make real CSV files. */

export interface Product {
  title: string;
  handle: string;
  subtitle: string;
  description: string;
  material: string;
  weight: number;
  type: string;
  collection: string;
  category: string;
  tags: string[];
  images: string[];
  options: string[];
  variants: Variant[];
}

export interface Variant {
  title: string;
  sku: string;
  inventory: number;
  /** One for each of the product's options. */
  values: string[];
  /** In the smallest unit of the currency. */
  prices: { usd: number; eur: number };
}

interface Kind {
  noun: string;
  type: string;
  materials: readonly string[];
  sizes: readonly string[];
  weight: number;
  price: number;
}

export const categories = ["Clothing", "Kitchen", "Living", "Outdoor", "Stationery"] as const;

const clothing = ["S", "M", "L", "XL"];
const litres = ["0.5 l", "1 l", "2 l", "5 l"];
const lengths = ["90 cm", "120 cm", "160 cm", "200 cm"];
const pages = ["A6", "A5", "A4", "A3"];

const kinds: Record<(typeof categories)[number], readonly Kind[]> = {
  Clothing: [
    kindOf("Shirt", "Tops", ["Linen", "Cotton", "Flannel"], clothing, 240, 59),
    kindOf("Pullover", "Knitwear", ["Merino", "Cashmere", "Lambswool"], clothing, 420, 119),
    kindOf("Chore Jacket", "Outerwear", ["Moleskin", "Waxed Canvas"], clothing, 980, 189),
  ],
  Kitchen: [
    kindOf("Crème Brûlée Dish", "Tableware", ["Stoneware", "Porcelain"], litres, 350, 14),
    kindOf("Saucepan", "Cookware", ["Copper", "Steel", "Cast Iron"], litres, 1_400, 95),
    kindOf("Chopping Board", "Tools", ["Walnut", "Oak", "Olive Wood"], lengths, 1_100, 45),
  ],
  Living: [
    kindOf("Throw", "Textiles", ["Alpaca", "Mohair", "Cotton"], lengths, 870, 99),
    kindOf("Side Table", "Furniture", ["Ash", "Oak", "Steel"], lengths, 7_200, 249),
    kindOf("Vase “Håkon”", "Decoration", ["Glass", "Stoneware"], litres, 900, 39),
  ],
  Outdoor: [
    kindOf("Dry Bag", "Luggage", ["Nylon", "Tarpaulin"], litres, 180, 29),
    kindOf("Hammock", "Camping", ["Ripstop", "Cotton"], lengths, 640, 69),
    kindOf("Flask", "Camping", ["Steel", "Titanium"], litres, 310, 35),
  ],
  Stationery: [
    kindOf("Notebook", "Paper", ["Recycled Paper", "Cotton Paper"], pages, 210, 12),
    kindOf("Sketch Pad", "Paper", ["Cartridge Paper", "Kraft Paper"], pages, 380, 18),
    kindOf("Desk Mat", "Desk", ["Felt", "Leather", "Cork"], pages, 450, 49),
  ],
};

function kindOf(
  noun: string,
  type: string,
  materials: readonly string[],
  sizes: readonly string[],
  weight: number,
  price: number,
): Kind {
  return { noun, type, materials, sizes, weight, price };
}

const lines = [
  "Ardenne",
  "Bergen",
  "Corfu",
  "Dún",
  "Elba",
  "Faro",
  "Gdańsk",
  "Harris",
  "Île",
  "Jura",
];
const colours = ["Natural", "Ink", "Moss", "Rust", "Slate", "Ochre", "Chalk"];
const collections = ["Spring", "Summer", "Autumn", "Winter"];
const tags = ["new", "bestseller", "gift", "handmade", "organic", "sale"];

export function makeCatalog(count: number): Product[] {
  const random = mulberry32(20_26);
  const handles = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => makeProduct(index, random, handles));
}

function makeProduct(index: number, random: () => number, handles: Map<string, number>): Product {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const category = pick(categories);
  const kind = pick(kinds[category]);
  const material = pick(kind.materials);
  const line = pick(lines);
  const title = `${material} ${kind.noun} ${line}`;
  const handle = unique(slug(title), handles);
  const images = 1 + Math.floor(random() * 3);
  const base = Math.round(kind.price * (0.8 + 0.4 * random()));
  return {
    title,
    handle,
    subtitle: `${kind.noun} of the ${line} line`,
    // Semicolons, quotes and line breaks are what CSV writers get wrong.
    description: `Made of ${material.toLowerCase()}; finished by hand.\nWe call it "the ${line}".`,
    material,
    weight: kind.weight,
    type: kind.type,
    collection: pick(collections),
    category,
    tags: [...new Set([pick(tags), pick(tags)])],
    images: Array.from(
      { length: images },
      (_, n) => `https://images.example/${handle}-${n + 1}.jpg`,
    ),
    options: ["Size", "Colour"],
    variants: makeVariants(index, kind, base, pick(colours), 1 + Math.floor(random() * 4), random),
  };
}

function makeVariants(
  index: number,
  kind: Kind,
  base: number,
  colour: string,
  count: number,
  random: () => number,
): Variant[] {
  return kind.sizes.slice(0, count).map((size, rank) => {
    const usd = (base + rank * Math.ceil(base / 10)) * 100 - 1;
    return {
      title: `${size} / ${colour}`,
      sku: `${String(index + 1).padStart(5, "0")}-${slug(size)}`.toUpperCase(),
      inventory: Math.floor(random() * 200),
      values: [size, colour],
      prices: { usd, eur: Math.round(usd * 0.92) },
    };
  });
}

function slug(text: string): string {
  const ascii = text.normalize("NFD").replace(/\p{Mark}/gu, "");
  return ascii
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}

function unique(handle: string, taken: Map<string, number>): string {
  const times = (taken.get(handle) ?? 0) + 1;
  taken.set(handle, times);
  return times === 1 ? handle : `${handle}-${times}`;
}

/** A small generator with a seed, by Tommy Ettinger; the quality of its numbers is more than enough here. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
