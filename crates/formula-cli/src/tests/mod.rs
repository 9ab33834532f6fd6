//! Tests of the command line: every character that it writes, and its exit status.

mod checking;
mod comparing;
mod explaining;
mod kosovo;
mod members;
mod policy;
mod questions;
mod running;
mod usage;

use crate::{Arguments, Console, execute};
use clap::Parser;
use std::path::{Path, PathBuf};

const HEADS: &str = "\
formula heads
  title en \"Heads\"  sq \"Kokë\"  sr \"Главе\"
table place
  key code : text
    title en \"Code\"  sq \"Kodi\"  sr \"Шифра\"
  name_sq : text optional
  name_sr : text optional
  name_en : text optional
  people : person
    title en \"People\"  sq \"Njerëz\"  sr \"Људи\"
  land : ha
    title en \"Land\"  sq \"Toka\"  sr \"Земљиште\"
param pool : EUR
  title en \"Pool\"  sq \"Fondi\"  sr \"Фонд\"
  since 2024-01-01 = 1 000  cites \"Budget 2024\"
param part : %
  title en \"Part by people\"  sq \"Pjesa sipas njerëzve\"  sr \"Део према људима\"
  since 2024-01-01 = 60%  assumed because \"not decided\"
each place
  let by_people = share part * pool by people
    title en \"By people\"  sq \"Sipas njerëzve\"  sr \"Према људима\"
  let by_land = share (100% - part) * pool by land
    title en \"By land\"  sq \"Sipas tokës\"  sr \"Према земљишту\"
  result grant : EUR = round(by_people + by_land to 0.01 EUR keeping sum)
    title en \"Grant\"  sq \"Granti\"  sr \"Грант\"
  result density : person/ha = round(people / land to 0.001 person/ha)
    title en \"Density\"  sq \"Dendësia\"  sr \"Густина\"
  check people > 0
    title en \"Every place has people\"
    sq \"Çdo vend ka njerëz\"
    sr \"Свако место има људе\"
  warn land < 500
    title en \"No place is that large\"
    sq \"Asnjë vend nuk është aq i madh\"
    sr \"Ниједно место није толико\"
check sum(grant) = pool
  title en \"The grants sum to the pool\"
  sq \"Grantet e japin fondin\"
  sr \"Грантови дају фонд\"
";

const PLACES: &str = "\
code,name_sq,name_sr,name_en,people,land
01,Gjakovë,Ђаковица,Gjakova,1000,300
02,Pejë,Пећ,Peja,500,100
03,Junik,Јуник,Junik,333,70
";

/// A folder that goes away with the test.
struct Folder(PathBuf);

impl Folder {
    /// The formula above and its data, and further files.
    fn new(name: &str, files: &[(&str, &str)]) -> Folder {
        let path = std::env::temp_dir().join(format!("formula-cli-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a temporary folder");
        let usual = [("heads.formula", HEADS), ("place.csv", PLACES)];
        for (file, text) in usual.iter().chain(files) {
            let file = path.join(file);
            std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            std::fs::write(file, text).expect("a temporary file");
        }
        Folder(path)
    }

    /// Runs a command line in which `@` stands for the folder. What comes out is one text: exit
    /// status, results, findings.
    fn run(&self, line: &str) -> String {
        let folder = self.0.display().to_string();
        run_line(line, &folder).replace(&format!("{folder}/"), "").replace(&folder, "FOLDER")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn run_line(line: &str, folder: &str) -> String {
    let words = line.split_whitespace().map(|word| match word.strip_prefix('@') {
        Some("") => folder.to_owned(),
        Some(rest) => format!("{folder}/{rest}"),
        None => word.replace('·', " "),
    });
    let arguments =
        match Arguments::try_parse_from([String::from("formula")].into_iter().chain(words)) {
            Ok(arguments) => arguments,
            Err(error) => return format!("status {}\n{error}", error.exit_code()),
        };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let today = jiff::civil::date(2024, 7, 1);
    let mut console = Console { out: &mut out, err: &mut err, terminal: false, today };
    let status = execute(&arguments, &mut console);
    let (out, err) = (String::from_utf8_lossy(&out), String::from_utf8_lossy(&err));
    let mut text = format!("status {status}\n{out}");
    if !err.is_empty() {
        text.push_str("--- findings\n");
        text.push_str(&err);
    }
    text
}

fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
