//! Generates the parser from `src/mojo.lalrpop`.

fn main() {
    lalrpop::process_src().expect("the grammar has no conflicts");
}
