//! Writes every mail to a directory, as text and as HTML: `cargo run -p mail --example preview DIR`. Open the files in a
//! browser to check a change of the templates.

mod samples;

use std::{error::Error, fs, path::PathBuf};

use mail::{Circumstances, Site};
use samples::Values;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(
        std::env::args_os()
            .nth(1)
            .ok_or("name the folder to write into")?,
    );
    fs::create_dir_all(&folder)?;
    let site = Site {
        name: "Example",
        url: "https://portico.example",
    };
    let values = Values {
        username: "ada",
        email: "ada.lovelace@example.org",
        token_path: "/reset/MQ/d2hxyz-0f6a3c9b17e84d52a6b1f0c3d9e8a7b6",
        circumstances: &Circumstances {
            at: "20 November 2026, 11:40 UTC".into(),
            device: "Firefox on Linux".into(),
            address: "203.0.113.9".into(),
        },
    };
    for sample in samples::all(&site, &values)? {
        println!(
            "{}: {} [{}]",
            sample.name,
            sample.mail.subject,
            sample.paths.join(", ")
        );
        let file = folder.join(sample.name);
        fs::write(file.with_extension("html"), sample.mail.html)?;
        let text = format!("Subject: {}\n\n{}", sample.mail.subject, sample.mail.text);
        fs::write(file.with_extension("txt"), text)?;
    }
    Ok(())
}
