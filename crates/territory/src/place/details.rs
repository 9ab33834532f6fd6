//! What is known of a place, and what is wrong with what was typed.

use formula::number::Decimal;
use serde::{Deserialize, Serialize};

/// The longest name.
const NAME_MAX: usize = 120;
/// The longest address.
const ADDRESS_MAX: usize = 300;
/// The longest telephone number.
const TELEPHONE_MAX: usize = 40;
/// How many of the staff are named.
const STAFF_MAX: usize = 40;

/// A degree of latitude or longitude (WGS 84), as a decimal number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Degrees(Decimal);

impl Degrees {
    /// Reads what was typed, with a decimal point or comma; none when it is no number or further
    /// than `most` degrees from zero.
    pub fn read(text: &str, most: i64) -> Option<Degrees> {
        let number = Decimal::parse(&text.trim().replace(',', "."))?;
        let most = Decimal::from_i64(most);
        (number.abs() <= most).then_some(Degrees(number))
    }

    /// As it stands in a form or file.
    pub fn to_text(self) -> String {
        self.0.to_canonical()
    }
}

impl From<Degrees> for String {
    fn from(degrees: Degrees) -> String {
        degrees.to_text()
    }
}

impl TryFrom<String> for Degrees {
    type Error = String;
    fn try_from(text: String) -> Result<Degrees, String> {
        Degrees::read(&text, 180).ok_or(text)
    }
}

/// A point on the map (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coordinates {
    /// To the north.
    pub latitude: Degrees,
    /// To the east.
    pub longitude: Degrees,
}

/// What is known of a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Its name, as it is registered.
    pub name: String,
    /// Street and number, settlement.
    pub address: String,
    /// Where it is on the map, if that is known.
    pub coordinates: Option<Coordinates>,
    /// By which number it is reached, if by any.
    pub telephone: Option<String>,
    /// Who works there, by name.
    pub staff: Vec<String>,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flaw {
    /// The field.
    pub field: &'static str,
    /// Stable id, also the id of its message.
    pub id: &'static str,
}

/// What was typed, field by field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Typed {
    /// The name.
    pub name: String,
    /// The address.
    pub address: String,
    /// Latitude.
    pub latitude: String,
    /// Longitude.
    pub longitude: String,
    /// The telephone number.
    pub telephone: String,
    /// The staff, one name a line.
    pub staff: String,
}

impl Typed {
    /// As it stands in a form that changes it.
    pub fn of(details: &Details) -> Typed {
        let degrees = |which: fn(&Coordinates) -> Degrees| {
            details.coordinates.as_ref().map(|at| which(at).to_text()).unwrap_or_default()
        };
        Typed {
            name: details.name.clone(),
            address: details.address.clone(),
            latitude: degrees(|at| at.latitude),
            longitude: degrees(|at| at.longitude),
            telephone: details.telephone.clone().unwrap_or_default(),
            staff: details.staff.join("\n"),
        }
    }

    /// What is known of a place, if nothing is wrong with it.
    ///
    /// # Errors
    /// What is wrong, field by field.
    pub fn read(&self) -> Result<Details, Vec<Flaw>> {
        let mut flaws = Vec::new();
        let needed = (Some("place-name-missing"), "place-name-long");
        let name = line(("name", &self.name), NAME_MAX, needed, &mut flaws);
        let needed = (Some("place-address-missing"), "place-address-long");
        let address = line(("address", &self.address), ADDRESS_MAX, needed, &mut flaws);
        let may = (None, "place-telephone-long");
        let telephone = line(("telephone", &self.telephone), TELEPHONE_MAX, may, &mut flaws);
        let may = (None, "place-staff-long");
        let staff = self.staff.lines();
        let staff = staff.map(|name| line(("staff", name), NAME_MAX, may, &mut flaws));
        let staff: Vec<String> = staff.filter(|name| !name.is_empty()).collect();
        if staff.len() > STAFF_MAX {
            flaws.push(Flaw { field: "staff", id: "place-staff-many" });
        }
        let coordinates = self.coordinates(&mut flaws);
        let telephone = Some(telephone).filter(|text| !text.is_empty());
        match flaws.is_empty() {
            true => Ok(Details { name, address, coordinates, telephone, staff }),
            false => Err(flaws),
        }
    }

    fn coordinates(&self, flaws: &mut Vec<Flaw>) -> Option<Coordinates> {
        let typed = [("latitude", &self.latitude, 90), ("longitude", &self.longitude, 180)];
        if typed.iter().all(|(_, text, _)| text.trim().is_empty()) {
            return None;
        }
        let mut read = typed.map(|(field, text, most)| {
            let degrees = Degrees::read(text, most);
            if degrees.is_none() {
                flaws.push(Flaw { field, id: "place-degrees" });
            }
            degrees
        });
        let [latitude, longitude] = &mut read;
        Some(Coordinates { latitude: latitude.take()?, longitude: longitude.take()? })
    }
}

/// A text on one line, without spaces to spare; what is missing or too long becomes a flaw.
fn line(
    (field, text): (&'static str, &str),
    most: usize,
    (missing, long): (Option<&'static str>, &'static str),
    flaws: &mut Vec<Flaw>,
) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        flaws.extend(missing.map(|id| Flaw { field, id }));
    } else if text.chars().count() > most {
        flaws.push(Flaw { field, id: long });
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Goal: what can be read is read whatever its spaces and decimal sign, what cannot is named by
    /// its field. Method: one of each.
    #[test]
    fn typed_details() {
        let typed = Typed {
            name: "  Qendra  për Punë Sociale ".to_owned(),
            address: "Rr. 1".to_owned(),
            latitude: "42,6629".to_owned(),
            longitude: "21.1655".to_owned(),
            telephone: " ".to_owned(),
            staff: "Edona\n\n Fatos \n".to_owned(),
        };
        let details = typed.read().unwrap();
        assert_eq!(details.name, "Qendra për Punë Sociale");
        assert_eq!(details.staff, ["Edona", "Fatos"]);
        assert_eq!(details.telephone, None);
        assert_eq!(details.coordinates.unwrap().latitude.to_text(), "42.6629");
        assert_eq!(Typed::of(&details).read().unwrap(), details);
        let kept = serde_json::to_string(&details).unwrap();
        assert_eq!(serde_json::from_str::<Details>(&kept).unwrap(), details);
        let fields = |typed: &Typed| {
            typed.read().unwrap_err().iter().map(|flaw| flaw.field).collect::<Vec<_>>()
        };
        assert_eq!(fields(&Typed::default()), ["name", "address"]);
        let far = Typed { latitude: "91".to_owned(), longitude: String::new(), ..typed.clone() };
        assert_eq!(fields(&far), ["latitude", "longitude"]);
        let long = Typed { staff: "x".repeat(121), name: "y".repeat(121), ..typed };
        assert_eq!(fields(&long), ["name", "staff"]);
    }
}
