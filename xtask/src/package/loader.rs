//! The glue as a function that makes an instance of the module, in place of one that finds, fetches and
//! compiles it once for all.

/// Where the part of wasm-bindgen's glue begins that finds, fetches and compiles the module.
const BEGINS: &str = "async function __wbg_load(";

/// The package does that itself (pkg/src/wasm, pkg/src/core.ts) and hands over bytes or a module. Each
/// call makes an instance of its own, so that one which trapped can be left behind: in wasm-bindgen's
/// glue a second one would be handed the pointers of the first one's objects.
const FIRST: &str = "\
export default async function instantiate(module) {
";
const LAST: &str = "\
const loaded = await WebAssembly.instantiate(module, __wbg_get_imports());
__wbg_finalize_init(loaded.instance ?? loaded);
return { Medusa };
}
";

/// The same for TypeScript.
const DECLARED: &str = "\
export default function instantiate(
    module: BufferSource | WebAssembly.Module,
): Promise<{ Medusa: typeof Medusa }>;
";

/// The glue as such a function. `None` when wasm-bindgen has changed its own.
pub fn replace_loader(glue: &str) -> Option<String> {
    let kept = without_block(&glue[..glue.find(BEGINS)?], POLYFILL)?;
    let kept = without_block(&kept, UNUSED_CASE)?;
    let needed =
        ["function __wbg_get_imports(", "function __wbg_finalize_init(", "export class Medusa "];
    if !needed.iter().all(|needed| kept.contains(needed)) {
        return None;
    }
    let (imports, body): (Vec<&str>, Vec<&str>) =
        kept.lines().partition(|line| line.starts_with("import "));
    let mut whole = String::new();
    for line in body {
        whole += line.strip_prefix("export ").unwrap_or(line);
        whole.push('\n');
    }
    let whole = quiet_finalization(&whole)?;
    Some([&imports.join("\n"), "\n", QUIET, FIRST, &whole, LAST].concat())
}

/// The declarations of that function. `None` when wasm-bindgen has changed its own.
pub fn replace_declaration(declarations: &str) -> Option<String> {
    let (kept, _) = declarations.split_once("export type InitInput")?;
    kept.contains("export class Medusa ").then(|| format!("{kept}{DECLARED}"))
}

/// What a trap left borrowed can't be freed: the attempt traps again, in the garbage collector's
/// callback, where Node ends the process for it. And every engine that runs the module has the registry.
const QUIET: &str = "\
const finalization = (free) => new FinalizationRegistry((ptr) => {
try { free(ptr); } catch {}
});
";

fn quiet_finalization(glue: &str) -> Option<String> {
    const BEGINS: &str = "(typeof FinalizationRegistry === 'undefined')\n    \
        ? { register: () => {}, unregister: () => {} }\n    : new FinalizationRegistry(";
    let quiet = glue.replace(BEGINS, "finalization(");
    (!quiet.contains("new FinalizationRegistry")).then_some(quiet)
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

    const IMPORTS: &str = "import { a } from './a.js';\nexport class Medusa {}\n\
        const F = (typeof FinalizationRegistry === 'undefined')\n    \
        ? { register: () => {}, unregister: () => {} }\n    \
        : new FinalizationRegistry(ptr => wasm.free(ptr, 1));\n\
        function __wbg_get_imports() {}\nfunction __wbg_finalize_init() {}\n";

    fn glue() -> String {
        let dead = format!("{POLYFILL}\n    if (a) {{\n    }}\n}}\n{UNUSED_CASE}\n    }}\n");
        format!("{IMPORTS}{dead}async function __wbg_load(m) {{}}\nexport {{ initSync }};\n")
    }

    #[test]
    fn the_loader_becomes_a_function_that_makes_an_instance() {
        let replaced = replace_loader(&glue()).unwrap();
        assert!(replaced.starts_with(&format!("import {{ a }} from './a.js';\n{QUIET}{FIRST}")));
        assert!(replaced.ends_with(LAST));
        assert!(replaced.contains("\nclass Medusa {}\n"));
        assert!(!replaced.contains("encodeInto") && !replaced.contains("initSync"));
    }

    #[test]
    fn the_garbage_collector_is_told_of_no_trap() {
        let replaced = replace_loader(&glue()).unwrap();
        assert!(replaced.contains("const F = finalization(ptr => wasm.free(ptr, 1));"));
    }

    #[test]
    fn other_glue_is_refused() {
        for missing in [
            "__wbg_load",
            "__wbg_get_imports",
            "encodeInto",
            "realloc",
            "class Medusa",
            "register: ",
        ] {
            assert_eq!(replace_loader(&glue().replace(missing, "other")), None, "{missing}");
        }
        assert_eq!(replace_declaration("export class Medusa {}\n"), None);
        let declared = replace_declaration("export class Medusa {}\nexport type InitInput = a;\n");
        assert_eq!(declared.unwrap(), format!("export class Medusa {{}}\n{DECLARED}"));
    }
}
