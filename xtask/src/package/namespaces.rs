//! Imports by name in the glue, where wasm-bindgen imports namespaces.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{IMPORTS, Reader};

/// What a module imports, by the module it is from.
type Imports = BTreeMap<String, BTreeSet<String>>;

/// wasm-bindgen hands whole namespaces of the crate's own JavaScript to the module, once for every
/// block of Rust that imports from there. As objects of what the module uses, nothing else has to be
/// in the bundle. `None` when the glue is not as wasm-bindgen writes it.
pub fn import_by_name(module: &[u8], glue: &str) -> Option<String> {
    let mut imports = imports(module)?;
    let mut kept = String::with_capacity(glue.len());
    let mut namespaces = BTreeSet::new();
    for line in glue.lines() {
        if let Some(namespace) = line.strip_prefix("import * as ") {
            namespaces.insert(namespace.split(' ').next()?);
            continue;
        }
        let Some((path, namespace)) = entry(line).filter(|(_, it)| namespaces.contains(it)) else {
            kept.push_str(line);
            kept.push('\n');
            continue;
        };
        namespaces.remove(namespace);
        // Of a path's entries one is enough.
        if let Some(names) = imports.remove(path) {
            kept.insert_str(0, &import_statement(&names, path));
            let aliases = list(&names, |name| format!("{name}: {}", alias(name)));
            let object = format!("        \"{path}\": {{ __proto__: null, {aliases} }},\n");
            kept.push_str(&object);
        }
    }
    let is_whole = namespaces.is_empty() && imports.keys().all(|path| path.ends_with("_bg.js"));
    is_whole.then_some(kept)
}

/// `"path": value,` in the import object.
fn entry(line: &str) -> Option<(&str, &str)> {
    line.trim_start().strip_prefix('"')?.strip_suffix(',')?.split_once("\": ")
}

fn import_statement(names: &BTreeSet<String>, path: &str) -> String {
    let names = list(names, |name| format!("{name} as {}", alias(name)));
    format!("import {{ {names} }} from \"{path}\";\n")
}

fn list(names: &BTreeSet<String>, form: impl Fn(&String) -> String) -> String {
    names.iter().map(form).collect::<Vec<_>>().join(", ")
}

/// No name of the glue's own; should two modules export the same one, esbuild refuses the second.
fn alias(name: &str) -> String {
    format!("imported_{name}")
}

fn imports(module: &[u8]) -> Option<Imports> {
    let mut imports = Imports::new();
    let mut reader = Reader { bytes: module };
    reader.take(8)?;
    while !reader.bytes.is_empty() {
        let id = reader.byte()?;
        let size = reader.number()?;
        let mut section = Reader { bytes: reader.take(size)? };
        if id != IMPORTS {
            continue;
        }
        for _ in 0..section.number()? {
            let (path, name) = (section.text()?, section.text()?);
            imports.entry(path).or_default().insert(name);
            // Functions only: a zero, and the index of the type.
            section.byte().filter(|kind| *kind == 0)?;
            section.number()?;
        }
    }
    Some(imports)
}

#[cfg(test)]
mod tests {
    use super::{super::format::push_bytes, *};

    const GLUE: &str = r#"import { drive } from './edge.js';
import * as import1 from "./edge.js"
import * as import2 from "./edge.js"
    return {
        __proto__: null,
        "./x_bg.js": import0,
        "./edge.js": import1,
        "./edge.js": import2,
    };
"#;

    fn module(imports: &[(&str, &str)]) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        let mut section = vec![u8::try_from(imports.len()).unwrap()];
        for (path, name) in imports {
            push_bytes(&mut section, path.as_bytes());
            push_bytes(&mut section, name.as_bytes());
            section.extend([0, 3]);
        }
        bytes.push(IMPORTS);
        push_bytes(&mut bytes, &section);
        bytes
    }

    #[test]
    fn namespaces_become_objects_of_what_the_module_uses() {
        let module = module(&[("./x_bg.js", "f"), ("./edge.js", "thrown"), ("./edge.js", "said")]);
        assert_eq!(
            import_by_name(&module, GLUE).unwrap(),
            r#"import { said as imported_said, thrown as imported_thrown } from "./edge.js";
import { drive } from './edge.js';
    return {
        __proto__: null,
        "./x_bg.js": import0,
        "./edge.js": { __proto__: null, said: imported_said, thrown: imported_thrown },
    };
"#
        );
    }

    #[test]
    fn glue_that_lacks_a_namespace_or_an_entry_is_refused() {
        assert!(import_by_name(&module(&[("./other.js", "said")]), GLUE).is_none());
        let module = module(&[("./edge.js", "said")]);
        assert!(import_by_name(&module, GLUE).is_some());
        assert!(import_by_name(&module, &GLUE.replace("\"./edge.js\": import2,", "")).is_none());
        assert!(import_by_name(&module, &GLUE.replace("import * as", "import all as")).is_none());
        assert!(import_by_name(b"", GLUE).is_none());
    }
}
