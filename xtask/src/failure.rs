use std::{fmt, io, path::Path};

pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a command can't go on: one sentence, what can be done about it, and the words of the
/// program that failed.
#[derive(Debug)]
pub struct Failure {
    what: String,
    remedy: Option<String>,
    output: Option<String>,
}

impl Failure {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), remedy: None, output: None }
    }

    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Looks for a known cause in what the failed program printed, and keeps its last lines.
    pub fn output(mut self, output: &str) -> Self {
        if let Some(remedy) = known_remedy(output) {
            self.remedy = Some(remedy.to_owned());
        }
        self.output = Some(last_lines(output, 60));
        self
    }

    pub fn io(doing: &str, path: &Path, error: &io::Error) -> Self {
        Self::new(format!("Could not {doing} {}: {error}.", path.display()))
            .output(&error.to_string())
            .without_output()
    }

    fn without_output(mut self) -> Self {
        self.output = None;
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(output) = &self.output {
            writeln!(to, "{}\n", output.trim_end())?;
        }
        write!(to, "error: {}", self.what)?;
        match &self.remedy {
            Some(remedy) => write!(to, "\n       {remedy}"),
            None => Ok(()),
        }
    }
}

impl From<lexopt::Error> for Failure {
    fn from(error: lexopt::Error) -> Self {
        Self::new(format!("{error}.")).remedy("`--help` after the command lists its options.")
    }
}

/// What npm, cargo, apt-get and the servers print when the machine, not the project, is at fault.
fn known_remedy(output: &str) -> Option<&'static str> {
    const DISK: &str = "The disk is full: free some space, then run the command again.";
    const NETWORK: &str = "A package registry can't be reached: check the network or the proxy \
                           settings, then run the command again.";
    const PORT: &str = "The port is taken: stop the program that has it or choose another one.";
    const CAUSES: [(&str, &str); 14] = [
        ("ENOSPC", DISK),
        ("No space left on device", DISK),
        ("EADDRINUSE", PORT),
        ("Address already in use", PORT),
        ("ENOTFOUND", NETWORK),
        ("EAI_AGAIN", NETWORK),
        ("ETIMEDOUT", NETWORK),
        ("ECONNRESET", NETWORK),
        ("network request to", NETWORK),
        ("Could not resolve host", NETWORK),
        ("Temporary failure resolving", NETWORK),
        ("failed to download from", NETWORK),
        ("spurious network error", NETWORK),
        ("could not download file from", NETWORK),
    ];
    CAUSES.iter().find(|(sign, _)| output.contains(sign)).map(|(_, remedy)| *remedy)
}

pub fn last_lines(text: &str, count: usize) -> String {
    let lines: Vec<&str> = text.trim_end().lines().collect();
    lines[lines.len().saturating_sub(count)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_recognised_in_a_program_s_output_and_in_an_io_error() {
        let npm = Failure::new("npm ci failed.").output("npm error code ENOSPC\nnpm error nospc");
        assert!(npm.to_string().ends_with(
            "error: npm ci failed.\n       The disk is full: free some space, then run the command again."
        ));
        let io = Failure::io("write", Path::new("dist/x"), &io::Error::from_raw_os_error(28));
        assert!(io.to_string().contains("The disk is full"), "{io}");
    }

    #[test]
    fn an_unknown_cause_keeps_the_remedy_of_the_caller_and_the_last_lines() {
        let output = (1..=100).map(|n| n.to_string()).collect::<Vec<_>>().join("\n");
        let shown = Failure::new("It failed.").remedy("Look above.").output(&output).to_string();
        assert!(shown.starts_with("41\n42\n"), "{shown}");
        assert!(shown.ends_with("100\n\nerror: It failed.\n       Look above."), "{shown}");
    }
}
