//! Any text as two names: a key, a score that is a number, and no panic, whatever they are; linked as two reports' entities they are one or two.
#![no_main]

use firsthand::annotate::names::alike::{FullName, PlaceName, Sort, Spelling};
use firsthand::annotate::names::keys;
use firsthand::annotate::{Annotated, Called, Entity, EntityKind, Few};
use firsthand::link::link;
use firsthand::report::Report;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let (a, b) = text.split_once('\n').unwrap_or((&text, "Zhamil Qordesh"));
    assert!(keys(a).len() <= 8);
    let (x, y) = (Spelling::new(a), Spelling::new(b));
    assert!(x.score(&y) == y.score(&x));
    let (x, y) = (PlaceName::new(a), PlaceName::new(b));
    assert!(!x.score(&y).is_nan());
    let _ = (x.fits(&y), y.fits(&x));
    for sort in [Sort::Person, Sort::Body] {
        let (x, y) = (FullName::new(a, sort), FullName::new(b, sort));
        assert!(x.score(&y).is_finite());
        let _ = (x.fits(&y), y.fits(&x));
    }
    for kind in [EntityKind::Person, EntityKind::Place, EntityKind::ArmedGroup] {
        let of = |name: &str, path: &str| {
            let called = Called {
                kind,
                name: name.to_owned(),
                aliases: vec![b.to_owned()],
                named: true,
                role: None,
                state: None,
            };
            let entity = Entity { called: called.into(), affiliation: None, mentions: Few::default() };
            let report = Report { path: path.to_owned(), text: name.to_owned(), ..Report::default() };
            (report, Annotated { entities: vec![entity], ..Annotated::default() })
        };
        let (reports, notes): (Vec<Report>, Vec<Annotated>) = [of(a, "a.txt"), of(b, "b.txt")].into_iter().unzip();
        assert!((1..=2).contains(&link(&reports, &notes).entities.len()));
    }
});
