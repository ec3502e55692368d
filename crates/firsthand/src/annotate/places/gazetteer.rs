//! The gazetteer: places of the world by every name they have.
//!
//! For: where a named place lies. In: bytes as `training/places/make.py` writes them, mapped or embedded; nothing of them is copied or
//! unpacked when they are opened. Out: [`Site`]s by name. Not here: which of several places of one name a report means (see `choose`).
//!
//! The bytes, little-endian: `FHPLACE3`; numbers of rows, names and blocks, lengths of the names, of the pool and of the filter (`u32` each);
//! rows of 16 bytes; for each block of 16 names where it begins; the names, sorted, each with what it shares with the one before, its rest,
//! and its rows, the most peopled first; the pool of names as they are written; the filter of names of cities and of what is wide, two bits a name.

use super::super::table::fnv;
use std::cmp::Ordering;
use std::sync::LazyLock;

/// Bytes of the head.
const HEAD: usize = 32;
/// Bytes of a row.
const ROW: usize = 16;
/// Names in a block.
const BLOCK: usize = 16;
/// A region that is none.
const NONE: u16 = u16::MAX;
/// A country that is none.
const NOWHERE: u8 = u8::MAX;

static EMBEDDED: &[u8] = include_bytes!("../../../data/places/gazetteer.bin");

/// The gazetteer of the program: parts of the world, countries, regions, districts, places of 500 people and more, waters and lands.
///
/// From GeoNames (CC BY 4.0), Who's On First and Natural Earth; see `data/places/NOTICE.md`. Villages are often missing.
pub fn gazetteer() -> &'static Gazetteer<'static> {
    static OPEN: LazyLock<Gazetteer<'static>> = LazyLock::new(|| Gazetteer::open(EMBEDDED).unwrap_or_default());
    &OPEN
}

/// What a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// A continent, or a part of the world that several countries share.
    World,
    /// A country or territory.
    Country,
    /// A province, governorate or state of a federation.
    Region,
    /// A district or county.
    District,
    /// A river, lake or sea; of a river one of several points of its course.
    Water,
    /// Mountains, an island, a desert or other land that its nature parts from the rest.
    Land,
    /// An airport.
    Spot,
    /// A city, town or village.
    Locality,
}

/// The number of a place in its gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SiteId(u32);

/// A place of the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Site<'g> {
    /// Its name in Latin letters.
    pub name: &'g str,
    /// What it is.
    pub extent: Extent,
    /// Degrees north, to some 300 metres; of a region or district the middle of its towns, of waters and lands a point of them.
    pub latitude: f32,
    /// Degrees east.
    pub longitude: f32,
    /// People; 0 where nobody counted them. Of waters, lands and airports as many as a town has that is as well known.
    pub population: u32,
    /// The country it lies in; a country's own. None where there are several or none.
    pub country: Option<SiteId>,
    /// The region it lies in, where that is known.
    pub region: Option<SiteId>,
}

impl Site<'_> {
    /// Kilometres to another place, along the ground of a round Earth.
    pub fn distance(&self, other: &Site<'_>) -> f64 {
        self.distance_to([f64::from(other.latitude), f64::from(other.longitude)])
    }

    /// Kilometres to a point in degrees north and east.
    pub fn distance_to(&self, [north, east]: [f64; 2]) -> f64 {
        let (a, b) = (f64::from(self.latitude).to_radians(), north.to_radians());
        let across = (east - f64::from(self.longitude)).to_radians();
        let half = ((b - a) / 2.0).sin().powi(2) + a.cos() * b.cos() * (across / 2.0).sin().powi(2);
        2.0 * 6371.0 * half.sqrt().min(1.0).asin()
    }
}

/// Places by name.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gazetteer<'g> {
    rows: &'g [u8],
    blocks: &'g [u8],
    names: &'g [u8],
    pool: &'g [u8],
    cities: &'g [u8],
}

impl<'g> Gazetteer<'g> {
    /// Opens the bytes of a gazetteer; `None` where they are none or were cut off. Takes the same time whatever their length.
    pub fn open(bytes: &'g [u8]) -> Option<Self> {
        let (head, body) = bytes.split_at_checked(HEAD)?;
        let number = |at: usize| usize::try_from(u32_at(head, 8 + 4 * at)?).ok();
        let (rows, body) = body.split_at_checked(number(0)?.checked_mul(ROW)?)?;
        let (blocks, body) = body.split_at_checked(number(2)?.checked_mul(4)?)?;
        let (names, body) = body.split_at_checked(number(3)?)?;
        let (pool, cities) = body.split_at_checked(number(4)?)?;
        let whole = head.starts_with(b"FHPLACE3") && cities.len() == number(5)?;
        whole.then_some(Gazetteer { rows, blocks, names, pool, cities })
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The places of a name in lower case without marks ("al karama"), the most peopled first.
    pub fn named(&self, name: &str) -> Vec<SiteId> {
        let wanted = name.as_bytes();
        // The last block whose first name is not behind the wanted one.
        let (mut low, mut high) = (0, self.blocks.len() / 4);
        while low < high {
            let middle = low + (high - low) / 2;
            match self.first(middle).map(|first| first.cmp(wanted)) {
                Some(Ordering::Greater) | None => high = middle,
                Some(_) => low = middle + 1,
            }
        }
        low.checked_sub(1).and_then(|block| self.in_block(block, wanted)).unwrap_or_default()
    }

    /// Whether a name in lower case without marks may be known as a city's: no is certain. Touches two bytes and none of the names, of which
    /// most words of a report are none.
    pub(super) fn may_be_known(&self, name: &str) -> bool {
        let (hash, bits) = (fnv(name.as_bytes()), self.cities.len() as u64 * 8);
        [hash, hash >> 32].into_iter().all(|hash| {
            let bit = hash.checked_rem(bits).unwrap_or(0);
            self.cities.get((bit / 8) as usize).is_some_and(|byte| byte >> (bit % 8) & 1 != 0)
        })
    }

    /// A place by its number.
    pub fn site(&self, id: SiteId) -> Option<Site<'g>> {
        let row = self.rows.get(id.0 as usize * ROW..)?.first_chunk::<ROW>()?;
        let short = |at: usize| Some(i16::from_le_bytes(*row.get(at..)?.first_chunk()?));
        let name = usize::try_from(u32_at(row, 12)?).ok()?;
        let said = self.pool.get(name + 1..)?.get(..usize::from(*self.pool.get(name)?))?;
        let region = short(10)?.cast_unsigned();
        Some(Site {
            name: std::str::from_utf8(said).ok()?,
            extent: match row[8] {
                0 => Extent::Country,
                1 => Extent::Region,
                2 => Extent::District,
                4 => Extent::World,
                5 => Extent::Water,
                6 => Extent::Land,
                7 => Extent::Spot,
                _ => Extent::Locality,
            },
            latitude: f32::from(short(0)?) / f32::from(i16::MAX) * 90.0,
            longitude: f32::from(short(2)?) / f32::from(i16::MAX) * 180.0,
            population: u32_at(row, 4)?,
            country: (row[9] != NOWHERE).then_some(SiteId(u32::from(row[9]))),
            region: (region != NONE).then_some(SiteId(u32::from(region))),
        })
    }

    /// The first name of a block, which shares nothing with the one before.
    fn first(&self, block: usize) -> Option<&'g [u8]> {
        let bytes = self.names.get(u32_at(self.blocks, block * 4)? as usize..)?;
        bytes.get(2..)?.get(..usize::from(*bytes.get(1)?))
    }

    fn in_block(&self, block: usize, wanted: &[u8]) -> Option<Vec<SiteId>> {
        let mut bytes = self.names.get(u32_at(self.blocks, block * 4)? as usize..)?;
        let mut name: Vec<u8> = Vec::with_capacity(64);
        for _ in 0..BLOCK {
            let (&[shared, rest], after) = bytes.split_first_chunk::<2>()?;
            let (rest, mut after) = after.split_at_checked(usize::from(rest))?;
            name.truncate(usize::from(shared));
            name.extend_from_slice(rest);
            let count = varint(&mut after)?;
            let found = name.as_slice().cmp(wanted);
            if found == Ordering::Greater {
                return None;
            }
            let mut sites = Vec::new();
            for _ in 0..count {
                let site = SiteId(varint(&mut after)?);
                if found == Ordering::Equal {
                    sites.push(site);
                }
            }
            if found == Ordering::Equal {
                return Some(sites);
            }
            bytes = after;
        }
        None
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..)?.first_chunk()?))
}

/// A number of seven bits a byte, the lowest first.
fn varint(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0u32;
    for shift in (0..32).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 127).checked_shl(shift)?;
        if byte < 128 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::{folded, looked_up};
    use super::*;

    #[test]
    fn places_are_found_by_all_their_names() {
        let world = gazetteer();
        let town = |site: &Site<'_>| matches!(site.extent, Extent::Country | Extent::Locality);
        let one = |name: &str| {
            let sites = world.named(name).into_iter().filter_map(|id| world.site(id));
            sites.filter(town).map(|site| site.name).next()
        };
        assert_eq!(one("vienna"), one("wien"));
        assert!(one("wien").is_some());
        assert_eq!(one("france"), Some("France"));
        assert_eq!(one("nowhere at all"), None);
        assert_eq!(one(""), None);
        assert!(world.named("springfield").len() > 5);
    }

    #[test]
    fn a_place_knows_what_it_lies_in_and_how_far_another_is() {
        let world = gazetteer();
        let find = |name: &str| world.named(name).first().and_then(|id| world.site(*id)).unwrap();
        let lyon = find("lyon");
        assert_eq!(lyon.extent, Extent::Locality);
        assert_eq!(world.site(lyon.country.unwrap()).unwrap().name, "France");
        assert_eq!(world.site(lyon.region.unwrap()).unwrap().extent, Extent::Region);
        assert!((lyon.distance(&find("marseille")) - 278.0).abs() < 5.0);
    }

    #[test]
    fn bytes_that_are_cut_off_or_none_of_ours_open_nothing() {
        assert!(Gazetteer::open(b"").is_none());
        assert!(Gazetteer::open(b"FHPLACE3").is_none());
        assert!(Gazetteer::open(&EMBEDDED[..EMBEDDED.len() - 1]).is_none());
        let mut other = EMBEDDED[..2000].to_vec();
        other[8..32].copy_from_slice(&[1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        other.truncate(HEAD + ROW + 4 + 8);
        let broken = Gazetteer::open(&other).unwrap();
        assert!(broken.named("wien").is_empty() && broken.site(SiteId(0)).is_none() && !broken.may_be_known("wien"));
    }

    #[test]
    fn the_filter_knows_all_that_are_cities_and_few_that_are_not() {
        let world = gazetteer();
        let sites = (0..world.len()).filter_map(|number| world.site(SiteId(number as u32)));
        let names: Vec<String> = sites.step_by(3).map(|site| folded(site.name)).collect();
        let (passed, refused): (Vec<_>, Vec<_>) = names.iter().partition(|name| world.may_be_known(name));
        assert!(refused.iter().all(|name| looked_up(name).is_none()));
        let wrong = passed.iter().filter(|name| looked_up(name).is_none()).count();
        assert!(wrong * 50 < names.len(), "{wrong} of {}", names.len());
        // Other names of the largest.
        assert!(["peking", "wien", "saigon", "bombay"].iter().all(|name| world.may_be_known(name)));
    }
}
