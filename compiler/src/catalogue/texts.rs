//! The texts of the catalogue. A page is a file of sections: `## E0101`, what is to be said, a program with the mistake and
//! the same program without it. A block that names a file (`mojo shapes.mojo`) is a further module of both; one that says
//! `build` is built and not only checked. Where no program can show the mistake, the section says why.

const PAGES: &[&str] = &[
    include_str!("E01.md"),
    include_str!("E02.md"),
    include_str!("E03.md"),
    include_str!("E04.md"),
    include_str!("E050.md"),
    include_str!("E052.md"),
    include_str!("E054.md"),
    include_str!("E055.md"),
    include_str!("E06.md"),
    include_str!("E07.md"),
    include_str!("E08.md"),
    include_str!("W.md"),
];

/// How a section begins its last paragraph if it has no programs.
pub const NO_PROGRAM: &str = "No program shows this: ";

/// A file of sections.
pub struct Page {
    /// What its codes have in common.
    pub title: &'static str,
    pub sections: Vec<Section>,
}

#[derive(Clone, Copy)]
pub struct Section {
    pub code: &'static str,
    pub text: &'static str,
}

/// A part of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    Paragraph(&'static str),
    Program {
        /// The module's file, if it is one beside the program.
        file: Option<&'static str>,
        build: bool,
        text: &'static str,
    },
}

pub fn pages() -> impl Iterator<Item = Page> {
    PAGES.iter().map(|page| {
        let mut parts = page.split("\n## ");
        let title = parts.next().unwrap_or_default().trim().trim_start_matches("# ");
        let sections = parts.filter_map(|part| part.split_once('\n')).map(|(code, text)| Section { code, text });
        Page { title, sections: sections.collect() }
    })
}

/// The text about a code; empty if there is none.
pub fn find(code: &str) -> &'static str {
    pages().flat_map(|page| page.sections).find(|section| section.code == code).map_or("", |section| section.text)
}

/// The paragraphs and programs of a text, in order.
pub fn parts(text: &'static str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        if let Some((info, block)) = rest.strip_prefix("```mojo").and_then(|block| block.split_once('\n')) {
            let (text, after) = block.split_once("```").unwrap_or((block, ""));
            let file = Some(info.trim()).filter(|info| info.ends_with(".mojo"));
            parts.push(Part::Program { file, build: info.trim() == "build", text });
            rest = after.trim_start();
        } else {
            let (paragraph, after) = rest.split_once("\n\n").unwrap_or((rest, ""));
            parts.push(Part::Paragraph(paragraph));
            rest = after.trim_start();
        }
    }
    parts
}
