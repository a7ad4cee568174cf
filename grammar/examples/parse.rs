//! Parses the files named on the command line and prints what is wrong with them.

fn main() {
    for path in std::env::args().skip(1) {
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("the file can be read")).into_owned();
        let source = grammar::SourceFile::new(path.clone(), text);
        let mut diagnostics = grammar::Diagnostics::default();
        let module = grammar::parse(grammar::FileId(0), &source.text, &mut diagnostics);
        if std::env::var_os("DUMP").is_some() {
            print!("{}", grammar::dump::ast(&module));
        }
        for d in diagnostics.into_sorted() {
            let (line, column) = source.line_column(d.span.start);
            println!("{path}:{line}:{column}: {:?}[{}]: {}", d.severity, d.code, d.message);
        }
    }
}
