//! scratch
#![allow(clippy::print_stdout, clippy::unwrap_used, missing_docs)]
use formula_data::Library; use std::path::Path;
use formula::words::Language;
fn main(){
  for f in ["estimates","general-grant","specific-grant"] {
    println!("=== {f}");
    let lib = match Library::open(Path::new(&format!("formulas/kosovo/{f}.formula"))) { Ok(l)=>l, Err(fs)=>{ for x in fs { println!("{}", x.render(Language::En)); } continue; } };
    for w in lib.warnings() { println!("{}", w.render(Language::En)); }
    let req = formula::run::Request::on("2024-01-01".parse().unwrap());
    match lib.run_all(Path::new("data/kosovo"), &req) {
      Err(fs)=>for x in fs { println!("{}", x.render(Language::En)); },
      Ok(runs)=>{ let o=&runs.asked; let plan=o.plan;
        for c in o.run.checks() { println!("{:?} {} {:?}", c.verdict, c.text, c.rows); }
        let t=&plan.tables[0]; let d=o.data.table(plan.table_named(&t.name).unwrap().0).unwrap();
        for row in 0..d.rows { print!("{} ", d.keys[row]); for (id,def) in plan.definitions.iter().enumerate().filter(|(_,d)|d.table.is_some()) { print!(" {}={:?}", def.name, o.run.value(formula::plan::DefinitionId(id),row).number().map(|n|n.to_fixed(2))); } println!(); if f!="specific-grant" && row>3 {break} }
      }
    }
  }
}
