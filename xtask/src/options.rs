use crate::failure::Outcome;

/// Reads the options of a command that has none but `--help`. False when that was all it had to say.
pub fn only_help(arguments: &mut lexopt::Parser, help: &str) -> Outcome<bool> {
    match arguments.next()? {
        None => Ok(true),
        Some(lexopt::Arg::Short('h') | lexopt::Arg::Long("help")) => {
            print!("{help}");
            Ok(false)
        }
        Some(other) => Err(other.unexpected().into()),
    }
}
