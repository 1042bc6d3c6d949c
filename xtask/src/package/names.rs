//! Short names between the module and its glue. wasm-bindgen's hold a hash each, which no
//! compression shortens, and they are in the package twice: that is a tenth of what a page loads.

use std::collections::{BTreeMap, BTreeSet};

use super::format::{EXPORTS, IMPORTS, Reader, push_bytes, push_number};

/// How wasm-bindgen's glue calls what the module exports.
const INSTANCE: &str = "wasm.";

#[derive(Debug)]
pub struct Shortened {
    pub module: Vec<u8>,
    pub glue: String,
}

/// Renames imports and exports in both, and drops the exports that the glue never uses. `None` when
/// the two do not fit together or are not as wasm-bindgen writes them.
pub fn shorten(module: &[u8], glue: &str) -> Option<Shortened> {
    let used = exports_used_in(glue);
    let mut names = Names::default();
    let mut reader = Reader { bytes: module };
    let mut shortened = reader.take(8)?.to_vec();
    while !reader.bytes.is_empty() {
        let id = reader.byte()?;
        let size = reader.number()?;
        let section = Reader { bytes: reader.take(size)? };
        let content = match id {
            IMPORTS => names.of_imports(section)?,
            EXPORTS => names.of_exports(section, &used)?,
            _ => section.bytes.to_vec(),
        };
        shortened.push(id);
        push_bytes(&mut shortened, &content);
    }
    Some(Shortened { module: shortened, glue: names.in_glue(glue)? })
}

#[derive(Default)]
struct Names {
    given: usize,
    modules: BTreeMap<String, String>,
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl Names {
    fn of_imports(&mut self, mut section: Reader) -> Option<Vec<u8>> {
        let count = section.number()?;
        let mut content = Vec::new();
        push_number(&mut content, count);
        for _ in 0..count {
            let (module, name) = (section.text()?, section.text()?);
            let kind = section.byte()?;
            // Only functions (0), each with the index of its type.
            let index = section.number().filter(|_| kind == 0)?;
            let short_module = self.short(|names| &mut names.modules, &module);
            // Modules of the crate's own JavaScript export by their own names.
            let of_glue = module.ends_with("_bg.js");
            let name = if of_glue { self.short(|names| &mut names.imports, &name) } else { name };
            push_bytes(&mut content, short_module.as_bytes());
            push_bytes(&mut content, name.as_bytes());
            content.push(kind);
            push_number(&mut content, index);
        }
        Some(content)
    }

    fn of_exports(&mut self, mut section: Reader, used: &BTreeSet<&str>) -> Option<Vec<u8>> {
        let (mut kept, mut content) = (0, Vec::new());
        for _ in 0..section.number()? {
            let (name, kind, index) = (section.text()?, section.byte()?, section.number()?);
            if !used.contains(name.as_str()) {
                continue;
            }
            kept += 1;
            let name = self.short(|names| &mut names.exports, &name);
            push_bytes(&mut content, name.as_bytes());
            content.push(kind);
            push_number(&mut content, index);
        }
        let mut section = Vec::new();
        push_number(&mut section, kept);
        section.extend(content);
        Some(section)
    }

    fn short(&mut self, map: fn(&mut Self) -> &mut BTreeMap<String, String>, name: &str) -> String {
        if let Some(short) = map(self).get(name) {
            return short.clone();
        }
        let short = nth_name(self.given);
        self.given += 1;
        map(self).insert(name.to_owned(), short.clone());
        short
    }

    /// `None` unless each import is there once, and nothing is used that the module does not export.
    fn in_glue(&self, glue: &str) -> Option<String> {
        let mut renamed = String::with_capacity(glue.len());
        let mut imports_left = self.imports.len();
        for word in words(glue) {
            let short = if renamed.ends_with(INSTANCE) && word.starts_with(in_word) {
                Some(self.exports.get(word)?)
            } else {
                self.imports.get(word)
            };
            if self.imports.contains_key(word) {
                imports_left = imports_left.checked_sub(1)?;
            }
            renamed.push_str(short.map_or(word, String::as_str));
        }
        for (module, short) in &self.modules {
            // The key in the import object, not the import statement.
            let key = format!("\"{module}\": ");
            if renamed.matches(&key).count() != 1 {
                return None;
            }
            renamed = renamed.replace(&key, &format!("\"{short}\": "));
        }
        (imports_left == 0).then_some(renamed)
    }
}

fn exports_used_in(glue: &str) -> BTreeSet<&str> {
    glue.split(INSTANCE).skip(1).filter_map(|after| words(after).next()).collect()
}

fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || c == '$'
}

/// Identifiers, and what is between them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let belongs = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let is_word = belongs(first);
        let end = rest.find(|c| belongs(c) != is_word).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        rest = after;
        Some(word)
    })
}

/// a, b, … z, aa, ba, …
fn nth_name(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or(0)));
        number /= 26;
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GLUE: &str = r#"import * as import1 from "./snippets/x/edge.js";
const import0 = { __wbg_get_0123456789abcdef: function(arg0) { return wasm.memory.buffer; } };
return { "./x_bg.js": import0, "./snippets/x/edge.js": import1 };
function admin_auth(ptr) { return wasm.admin_auth(ptr); }"#;

    fn module(imports: &[(&str, &str)], exports: &[&str]) -> Vec<u8> {
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        let mut section = vec![u8::try_from(imports.len()).unwrap()];
        for (module, name) in imports {
            push_bytes(&mut section, module.as_bytes());
            push_bytes(&mut section, name.as_bytes());
            section.extend([0, 3]);
        }
        bytes.push(IMPORTS);
        push_bytes(&mut bytes, &section);
        let mut section = vec![u8::try_from(exports.len()).unwrap()];
        for name in exports {
            push_bytes(&mut section, name.as_bytes());
            section.extend([0, 200, 1]);
        }
        bytes.push(EXPORTS);
        push_bytes(&mut bytes, &section);
        bytes.extend([0, 2, 1, b'n']);
        bytes
    }

    #[test]
    fn both_sides_get_the_same_short_names_and_unused_exports_go() {
        let imports =
            [("./x_bg.js", "__wbg_get_0123456789abcdef"), ("./snippets/x/edge.js", "perform")];
        let long = module(&imports, &["memory", "never_used", "admin_auth"]);
        let shortened = shorten(&long, GLUE).unwrap();
        assert_eq!(shortened.module, module(&[("a", "b"), ("c", "perform")], &["d", "e"]));
        assert_eq!(
            shortened.glue,
            r#"import * as import1 from "./snippets/x/edge.js";
const import0 = { b: function(arg0) { return wasm.d.buffer; } };
return { "a": import0, "c": import1 };
function admin_auth(ptr) { return wasm.e(ptr); }"#
        );
    }

    #[test]
    fn what_is_no_module_is_refused() {
        let whole = module(&[], &["memory", "admin_auth"]);
        assert!(shorten(&whole, GLUE).is_some());
        assert!(shorten(&whole[..whole.len() - 1], GLUE).is_none());
        assert!(shorten(b"", GLUE).is_none());
    }

    #[test]
    fn a_module_and_the_glue_of_another_are_refused() {
        let exports = ["memory", "admin_auth"];
        let get = ("./x_bg.js", "__wbg_get_0123456789abcdef");
        assert!(shorten(&module(&[get], &exports), GLUE).is_some());
        assert!(
            shorten(&module(&[get], &exports[..1]), GLUE).is_none(),
            "uses what is not exported"
        );
        assert!(
            shorten(&module(&[("./x_bg.js", "f")], &exports), GLUE).is_none(),
            "lacks an import"
        );
        assert!(shorten(&module(&[("./y.js", "f")], &exports), GLUE).is_none(), "lacks a module");
        let twice = GLUE.replace("wasm.memory.buffer", "__wbg_get_0123456789abcdef()");
        assert!(shorten(&module(&[get], &exports), &twice).is_none(), "has an import twice");
    }

    #[test]
    fn names_are_all_different() {
        let names: BTreeSet<String> = (0..2000).map(nth_name).collect();
        assert_eq!(names.len(), 2000);
        assert_eq!(
            (nth_name(0), nth_name(25), nth_name(26)),
            ("a".into(), "z".into(), "aa".into())
        );
    }
}
