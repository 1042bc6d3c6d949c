/// Where the part of wasm-bindgen's glue begins that finds, fetches and compiles the module.
const BEGINS: &str = "async function __wbg_load(";

/// The package does that itself (pkg/src/wasm, pkg/src/core.ts) and hands over bytes or a module.
const OURS: &str = "\
export default async function init({ module_or_path }) {
    const loaded = await WebAssembly.instantiate(module_or_path, __wbg_get_imports());
    return __wbg_finalize_init(loaded.instance ?? loaded);
}
";

/// The glue with a loader of a twentieth of the size. `None` when wasm-bindgen has changed its own.
pub fn replace_loader(glue: &str) -> Option<String> {
    let kept = without_block(&glue[..glue.find(BEGINS)?], POLYFILL)?;
    let kept = without_block(&kept, UNUSED_CASE)?;
    let has_both = ["function __wbg_get_imports(", "function __wbg_finalize_init("]
        .iter()
        .all(|needed| kept.contains(needed));
    has_both.then(|| format!("{kept}{OURS}"))
}

/// For engines older than any that run the module (it needs reference types).
const POLYFILL: &str = "\nif (!('encodeInto' in cachedTextEncoder)) {";
/// For exports that return memory by themselves; this module's are all given a `realloc`.
const UNUSED_CASE: &str = "\n    if (realloc === undefined) {";

/// A text without the block that begins so. `None` when it isn't there exactly once.
fn without_block(text: &str, begins: &str) -> Option<String> {
    let (before, rest) = text.split_once(begins)?;
    // The block ends at a brace as far in as its beginning.
    let indent = &begins[1..begins.len() - begins.trim_start().len()];
    let (_, after) = rest.split_once(&format!("\n{indent}}}\n"))?;
    (!after.contains(begins)).then(|| format!("{before}\n{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const IMPORTS: &str = "function __wbg_get_imports() {}\nfunction __wbg_finalize_init() {}\n";

    fn glue() -> String {
        let dead = format!("{POLYFILL}\n    if (a) {{\n    }}\n}}\n{UNUSED_CASE}\n    }}\n");
        format!("{IMPORTS}{dead}async function __wbg_load(m) {{}}\nexport {{ initSync }};\n")
    }

    #[test]
    fn dead_blocks_and_everything_after_the_imports_are_replaced() {
        let replaced = replace_loader(&glue()).unwrap();
        assert!(replaced.starts_with(IMPORTS) && replaced.ends_with(OURS));
        assert!(!replaced.contains("encodeInto") && !replaced.contains("initSync"));
    }

    #[test]
    fn other_glue_is_refused() {
        for missing in ["__wbg_load", "__wbg_get_imports", "encodeInto", "realloc"] {
            assert_eq!(replace_loader(&glue().replace(missing, "other")), None, "{missing}");
        }
    }
}
