//! Many reports and what each says, put away until somebody asks.
//!
//! For: collections that are far larger than the memory. In: reports with their annotations, one by one, from any thread. Out:
//! [`Holdings`], of which a card for each report stays at hand, while texts and annotations lie packed in a [`stack`], or all lie open
//! because they are [`few`]; [`Given`], the way in which later stages ask for them, wherever they lie; [`Desk`], on which some lie open.
//! Not here: what they mean.

mod desk;
mod few;
pub(crate) mod fixed;
mod given;
mod size;
pub(crate) mod stack;

pub use desk::{Desk, Open};
pub use given::Given;

use crate::annotate::{Annotated, Claim, Entity};
use crate::report::{Published, Report};
use crate::run::settle;
use few::{Coming, Few};
use lz4_flex::block::{self, CompressTable};
use rustc_hash::FxHashSet;
use serde::Serialize;
use serde::de::DeserializeOwned;
use stack::{Place, Stack};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::io;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// What is asked of reports so often that it stays at hand.
#[derive(Clone, Debug, Default)]
pub(crate) struct Card {
    pub id: Box<str>,
    pub path: Box<str>,
    pub sha256: Box<str>,
    pub outlet: Option<Arc<str>>,
    pub published: Option<Published>,
    /// How many entities and claims it has.
    pub entities: u32,
    pub claims: u32,
    /// Whether outputs withhold some of its words.
    pub masked: bool,
    report: Place,
    said: Place,
    entity_list: Place,
    /// Its claims one after the other, and where each ends.
    claim_list: Place,
    claim_ends: Box<[u32]>,
}

/// Reports with what each says, by path.
#[derive(Debug, Default)]
pub struct Holdings {
    /// All of them where they are few; then nothing is put away.
    few: Option<Few>,
    cards: Vec<Card>,
    /// All types of all claims.
    kinds: BTreeSet<String>,
    stack: Arc<Stack>,
    failed: OnceLock<io::Error>,
}

/// Reports that are being put away.
#[derive(Debug, Default)]
pub struct Gathering {
    coming: Mutex<Coming>,
    cards: Mutex<Vec<Card>>,
    outlets: Mutex<FxHashSet<Arc<str>>>,
    kinds: Mutex<BTreeSet<String>>,
    stack: stack::Stacking,
}

impl Gathering {
    /// Takes a report, which lies open as long as all that were taken are few.
    pub fn take(&self, report: Report, notes: Annotated) -> io::Result<()> {
        let many = self.coming.lock().unwrap_or_else(PoisonError::into_inner).take(report, notes);
        many.into_iter().try_for_each(|(report, notes)| self.add(&report, &notes))
    }

    /// Puts a report away.
    pub fn add(&self, report: &Report, notes: &Annotated) -> io::Result<()> {
        let outlet = report.outlet.as_ref().map(|outlet| {
            let mut known = self.outlets.lock().unwrap_or_else(PoisonError::into_inner);
            known.get(outlet.value.as_str()).cloned().unwrap_or_else(|| {
                let new: Arc<str> = outlet.value.as_str().into();
                known.insert(Arc::clone(&new));
                new
            })
        });
        let mut known = self.kinds.lock().unwrap_or_else(PoisonError::into_inner);
        for kind in given::kinds(notes) {
            if !known.contains(kind) {
                known.insert(kind.clone());
            }
        }
        drop(known);
        // Not pressed, so that one can be got without the others.
        let (mut claims, mut ends) = (Vec::new(), Vec::with_capacity(notes.claims.len()));
        for claim in &notes.claims {
            claims = postcard::to_extend(claim, claims).map_err(io::Error::other)?;
            ends.push(claims.len() as u32);
        }
        let card = Card {
            id: Box::default(),
            path: report.path.as_str().into(),
            sha256: report.sha256.as_str().into(),
            outlet,
            published: report.day(),
            entities: notes.entities.len() as u32,
            claims: notes.claims.len() as u32,
            masked: !notes.masks.is_empty(),
            report: pack(report, |packed| self.stack.put(packed))?,
            said: pack(&said_of(notes), |packed| self.stack.put(packed))?,
            claim_list: self.stack.put(&claims)?,
            claim_ends: ends.into(),
            entity_list: pack(&notes.entities, |packed| self.stack.put(packed))?,
        };
        self.cards.lock().unwrap_or_else(PoisonError::into_inner).push(card);
        Ok(())
    }

    /// All that was put away, in order and with ids.
    pub fn close(self) -> io::Result<Holdings> {
        let taken = std::mem::take(&mut *self.coming.lock().unwrap_or_else(PoisonError::into_inner)).into_all();
        if self.cards.lock().unwrap_or_else(PoisonError::into_inner).is_empty() {
            return Ok(Holdings { few: Some(Few::new(taken)), ..Holdings::default() });
        }
        taken.iter().try_for_each(|(report, notes)| self.add(report, notes))?;
        let mut cards = self.cards.into_inner().unwrap_or_else(PoisonError::into_inner);
        cards.shrink_to_fit();
        settle(&mut cards, |card| (&card.path, &card.sha256), |card, id| card.id = id.into());
        let kinds = self.kinds.into_inner().unwrap_or_else(PoisonError::into_inner);
        Ok(Holdings { few: None, cards, kinds, stack: Arc::new(self.stack.close()?), failed: OnceLock::new() })
    }
}

impl Holdings {
    /// Some of them, by their numbers; they lie where they lay.
    pub(crate) fn part(&self, numbers: &[u32]) -> Holdings {
        let cards = numbers.iter().filter_map(|number| self.card(*number).cloned()).collect();
        Holdings {
            few: None,
            cards,
            kinds: self.kinds.clone(),
            stack: Arc::clone(&self.stack),
            failed: OnceLock::new(),
        }
    }

    /// Why something of a part could not be read again.
    pub(crate) fn into_failure(self) -> Option<io::Error> {
        self.failed.into_inner()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.few.as_ref().map_or(self.cards.len(), |few| few.reports.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Why something that was put away could not be read again, if that has happened: what was computed since is worth nothing.
    pub fn failure(&self) -> Option<&io::Error> {
        self.failed.get()
    }

    /// Notes that something else that was put away could not be read again.
    pub(crate) fn fails(&self, cause: io::Error) {
        _ = self.failed.set(cause);
    }

    pub(crate) fn card(&self, number: u32) -> Option<&Card> {
        self.cards.get(number as usize)
    }

    pub(crate) fn report(&self, number: u32) -> Option<Report> {
        let card = self.card(number)?;
        let mut report: Report = self.open(card.report)?;
        report.id = card.id.to_string();
        Some(report)
    }

    /// What a report says, without its entities: they are two thirds of the work of unpacking, and seldom asked for.
    pub(crate) fn said(&self, number: u32) -> Option<Annotated> {
        let claims = self.claims(number)?;
        Some(Annotated { claims, ..self.frame(number)? })
    }

    /// The same without its claims, too, which are most of what it says.
    fn frame(&self, number: u32) -> Option<Annotated> {
        let (sentences, times, quantities, attributions, masks) = self.open(self.card(number)?.said)?;
        let (entities, claims) = (Vec::new(), Vec::new());
        Some(Annotated { sentences, entities, times, quantities, attributions, claims, masks })
    }

    /// What a report says, without its claims: they are as much work again.
    pub(crate) fn named(&self, number: u32) -> Option<Annotated> {
        Some(Annotated { entities: self.entities(number)?, ..self.frame(number)? })
    }

    /// Its claims alone.
    pub(crate) fn claims(&self, number: u32) -> Option<Vec<Claim>> {
        let card = self.card(number)?;
        let list = self.got(self.stack.get(card.claim_list))?;
        let mut from = 0;
        let claims = card.claim_ends.iter().map(|&end| {
            let claim = list.get(from..end as usize).unwrap_or(&[]);
            from = end as usize;
            postcard::from_bytes(claim).map_err(io::Error::other)
        });
        self.got(claims.collect())
    }

    /// One claim of a report.
    pub(crate) fn claim(&self, number: u32, item: u32) -> Option<Claim> {
        let card = self.card(number)?;
        let end = *card.claim_ends.get(item as usize)?;
        let from = item.checked_sub(1).and_then(|before| card.claim_ends.get(before as usize)).copied().unwrap_or(0);
        let packed = self.got(self.stack.get(card.claim_list.part(from, end)))?;
        self.got(postcard::from_bytes(&packed).map_err(io::Error::other))
    }

    pub(crate) fn entities(&self, number: u32) -> Option<Vec<Entity>> {
        self.open(self.card(number)?.entity_list)
    }

    pub(crate) fn notes(&self, number: u32) -> Option<Annotated> {
        Some(Annotated { entities: self.entities(number)?, ..self.said(number)? })
    }

    fn open<T: DeserializeOwned>(&self, place: Place) -> Option<T> {
        self.got(self.stack.get(place).and_then(|packed| unpack(&packed)))
    }

    /// Notes a failure.
    fn got<T>(&self, opened: io::Result<T>) -> Option<T> {
        opened.map_err(|cause| _ = self.failed.set(cause)).ok()
    }
}

/// What is unpacked together: all but entities and claims.
fn said_of(notes: &Annotated) -> impl Serialize {
    (&notes.sentences, &notes.times, &notes.quantities, &notes.attributions, &notes.masks)
}

/// Bytes before a packed piece that say how long it was.
const SIZE: usize = 4;

/// Places for what is packed and unpacked, some kilobytes each time: a thread keeps them.
#[derive(Default)]
struct Room {
    written: Vec<u8>,
    packed: Vec<u8>,
    table: CompressTable,
}

thread_local!(static ROOM: RefCell<Room> = RefCell::default());

/// Packs a value and hands the bytes on.
pub(crate) fn pack<T: Serialize, P>(value: &T, put: impl FnOnce(&[u8]) -> io::Result<P>) -> io::Result<P> {
    ROOM.with_borrow_mut(|Room { written, packed, table }| {
        written.clear();
        *written = postcard::to_extend(value, std::mem::take(written)).map_err(io::Error::other)?;
        let most = SIZE + block::get_maximum_output_size(written.len());
        packed.resize(packed.len().max(most), 0);
        let size = u32::try_from(written.len()).map_err(io::Error::other)?.to_le_bytes();
        let Some((before, behind)) = packed.split_first_chunk_mut::<SIZE>() else { return put(&[]) };
        *before = size;
        let len = block::compress_into_with_table(written, behind, table).map_err(io::Error::other)?;
        put(packed.get(..SIZE + len).unwrap_or(&[]))
    })
}

pub(crate) fn unpack<T: DeserializeOwned>(packed: &[u8]) -> io::Result<T> {
    ROOM.with_borrow_mut(|Room { written, .. }| {
        let (size, packed) = block::uncompressed_size(packed).map_err(io::Error::other)?;
        written.resize(written.len().max(size), 0);
        let size = block::decompress_into(packed, written).map_err(io::Error::other)?;
        postcard::from_bytes(written.get(..size).unwrap_or(&[])).map_err(io::Error::other)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotate::{Rules, annotate_with};
    use crate::codebook::Codebook;
    use crate::record::{Options, Record};
    use crate::report::{DatePrecision, Stated};
    use crate::run::outline;
    use crate::weigh::Judgements;

    /// What the table is made of: the first reports are taken, the others put away at once; whether all lay open.
    fn pieces(room: usize, taken: usize) -> (bool, Vec<Record>) {
        let gathering = Gathering { coming: Mutex::new(Coming::with_room(room)), ..Gathering::default() };
        let reports = [
            ("c", "Gunmen of the Ashen Brigade shot dead forty masons near Port Olun on 3 May 2031, the mayor said."),
            (
                "a",
                "On 3 May 2031 forty masons were shot dead near Port Olun, the Guild of Weavers told the Olun Mirror.",
            ),
            ("b", "The Ashen Brigade denied that its gunmen had shot dead forty masons near Port Olun."),
        ];
        for (at, (path, text)) in reports.into_iter().enumerate() {
            let report = Report { path: path.into(), sha256: path.repeat(12), ..Report::of_body(text) };
            let notes = annotate_with(&report, Codebook::builtin(), &Rules);
            if at < taken { gathering.take(report, notes) } else { gathering.add(&report, &notes) }.unwrap();
        }
        let judgements = Judgements::default();
        let run = outline(gathering.close().unwrap(), &judgements, Options::default(), &|_, _, _| {});
        assert!(run.held.failure().is_none() && run.held.len() == reports.len());
        let mut records = Vec::new();
        run.pieces(Options::default(), |record| records.push(record));
        (run.held.few.is_some(), records)
    }

    #[test]
    fn no_output_tells_whether_reports_lie_open() {
        let (open, expected) = pieces(1000, 3);
        assert!(open && expected.iter().any(|record| !record.events.is_empty()));
        for (room, taken) in [(1000, 0), (1000, 2), (0, 3), (100, 3), (200, 3)] {
            let (open, records) = pieces(room, taken);
            assert!(!open && records == expected, "{room} {taken}");
        }
    }

    #[test]
    fn what_was_put_away_comes_back_as_it_was() {
        let text = "The Guild of Weavers told the Olun Mirror on 3 May 2031 that “forty masons” of Port Olun had been shot dead by gunmen of \
                    the Ashen Brigade. Call +111 222 333 44. Jori Tamm, 14, was among them, the mayor is said to have confirmed.";
        let day = jiff::civil::date(2031, 5, 4);
        let published = Published { day, precision: DatePrecision::Week };
        let mut report = Report { path: "b".into(), sha256: "0123456789ab".into(), ..Report::of_body(text) };
        report.published = Some(Stated { value: published, evidence: "dateline".into() });
        report.outlet = Some(Stated { value: "Olun Mirror".into(), evidence: "og:site_name".into() });
        let notes = annotate_with(&report, Codebook::builtin(), &Rules);
        assert!(!notes.claims.is_empty() && !notes.attributions.is_empty() && !notes.masks.is_empty());
        let gathering = Gathering::default();
        gathering.add(&report, &notes).unwrap();
        gathering.add(&Report { path: "a".into(), ..Report::default() }, &Annotated::default()).unwrap();
        let held = gathering.close().unwrap();
        let last = notes.claims.len() as u32 - 1;
        assert_eq!((held.claim(1, last).as_ref(), held.claim(1, last + 1)), (notes.claims.last(), None));
        assert_eq!(held.notes(1), Some(notes));
        assert_eq!(held.report(1), Some(Report { id: "r0123456789".into(), ..report }));
        assert_eq!(held.report(0).unwrap().path, "a");
        assert!(held.report(2).is_none() && held.failure().is_none());
    }
}
