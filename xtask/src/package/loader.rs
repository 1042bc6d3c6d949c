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
    let kept = &glue[..glue.find(BEGINS)?];
    let has_both = ["function __wbg_get_imports(", "function __wbg_finalize_init("]
        .iter()
        .all(|needed| kept.contains(needed));
    has_both.then(|| format!("{kept}{OURS}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_after_the_imports_is_replaced() {
        let glue = "function __wbg_get_imports() {}\nfunction __wbg_finalize_init() {}\n";
        let theirs = format!("{glue}async function __wbg_load(m) {{}}\nexport {{ initSync }};\n");
        assert_eq!(replace_loader(&theirs), Some(format!("{glue}{OURS}")));
        assert_eq!(replace_loader(glue), None);
        assert_eq!(replace_loader("async function __wbg_load(m) {}"), None);
    }
}
