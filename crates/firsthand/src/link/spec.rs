//! What linking does to small collections, as a specification.

use super::*;
use crate::annotate::{
    Argument, ChainLink, ChainRole, Claim, Days, Entity, EntityKind, Mention, MentionForm, Modality, SourceKind,
    Stance, Tense, Time,
};
use crate::report::{DatePrecision, Part, PartKind, Published, Stated};
use crate::text::Span;

fn stated<T>(value: T) -> Option<Stated<T>> {
    Some(Stated { value, evidence: String::new() })
}

fn report(outlet: &str, day: &str, text: &str) -> Report {
    let mut parts = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        let span = Span::new(start, start + line.len());
        parts.push(Part { kind: PartKind::Body, span, because: String::new() });
        start += line.len() + 1;
    }
    Report {
        path: format!("{outlet}-{day}"),
        sha256: format!("{outlet}{day}"),
        outlet: stated(outlet.to_owned()),
        published: day.parse().ok().and_then(|day| stated(Published { day, precision: DatePrecision::Day })),
        text: text.to_owned(),
        parts,
        ..Report::default()
    }
}

/// Annotations of one report, built by naming words that stand in its text.
struct Known<'a> {
    text: &'a str,
    known: Annotated,
}

impl<'a> Known<'a> {
    fn new(report: &'a Report) -> Self {
        Known { text: &report.text, known: Annotated::default() }
    }

    fn span(&self, words: &str) -> Span {
        let start = self.text.find(words).unwrap();
        Span::new(start, start + words.len())
    }

    fn entity(&mut self, name: &str, kind: EntityKind) -> u32 {
        if let Some(known) = self.known.entities.iter().position(|entity| entity.name == name) {
            return known as u32;
        }
        let mut entity = Entity::named(kind, name);
        entity.called.named = true;
        entity.mentions = [Mention { span: self.span(name), form: MentionForm::Name }].into();
        self.known.entities.push(entity);
        self.known.entities.len() as u32 - 1
    }

    /// A claim whose clause is `clause`, triggered by `trigger`; arguments are (role, words, kind of entity).
    fn claim(
        mut self,
        kind: &str,
        clause: &str,
        trigger: &str,
        arguments: &[(&str, &str, Option<EntityKind>)],
    ) -> Self {
        let mut filled = Vec::new();
        for (role, words, kind) in arguments {
            let entity = kind.map(|kind| self.entity(words, kind));
            let span = Some(self.span(words));
            filled.push(Argument { entity, ..Argument::new(role, span, words, None) });
        }
        self.known.claims.push(Claim {
            kind: kind.to_owned(),
            also: vec![],
            span: self.span(clause),
            trigger: self.span(trigger),
            arguments: filled,
            modality: Modality::Asserted,
            tense: Tense::Past,
            stance: Stance::Neutral,
            attribution: None,
            chain: vec![],
            in_headline: false,
            flags: vec![],
        });
        self
    }

    /// Dates the last claim.
    fn on(mut self, words: &str, day: &str) -> Self {
        let day = day.parse().unwrap();
        let span = self.span(words);
        self.known.times.push(Time {
            span,
            days: Some(Days { from: day, to: day, precision: DatePrecision::Day }),
            anchored: true,
        });
        let time = Some(self.known.times.len() as u32 - 1);
        let date = Argument { time, ..Argument::new("date", Some(span), words, None) };
        self.known.claims.last_mut().unwrap().arguments.push(date);
        self
    }

    fn going_on(mut self) -> Self {
        self.known.claims.last_mut().unwrap().tense = Tense::Ongoing;
        self
    }

    /// Dates the last claim by a year.
    fn in_year(mut self, words: &str, year: i16) -> Self {
        self = self.on(words, &format!("{year}-01-01"));
        if let Some(days) = self.known.times.last_mut().and_then(|time| time.days.as_mut()) {
            days.to = format!("{year}-12-31").parse().unwrap();
            days.precision = DatePrecision::Year;
        }
        self
    }

    fn headline(mut self) -> Self {
        self.known.claims.last_mut().unwrap().in_headline = true;
        self
    }
}

const PLACE: Option<EntityKind> = Some(EntityKind::Place);
const GROUP: Option<EntityKind> = Some(EntityKind::ArmedGroup);

fn at(report: u32, item: u32) -> At {
    At { report, item }
}

#[test]
fn one_recruitment_told_by_two_outlets_in_other_words_is_one_event() {
    let a = report("Post", "2031-05-04", "The Ashen Brigade enlisted young men in Olun on Monday.");
    let b =
        report("Herald", "2031-05-05", "Two days ago in Olun, recruiters of the Ashen Brigade signed up villagers.");
    let arguments = [("actor", "Ashen Brigade", GROUP), ("place", "Olun", PLACE)];
    let known = [
        Known::new(&a).claim("RECRUIT.ENLIST", &a.text, "enlisted", &arguments).on("Monday", "2031-05-03").known,
        Known::new(&b).claim("RECRUIT.DRIVE", &b.text, "signed up", &arguments).on("Two days ago", "2031-05-03").known,
    ];
    let links = link(&[a.clone(), b.clone()], &known);
    assert_eq!(links.events.len(), 1);
    assert_eq!(links.events[0].claims, [at(0, 0), at(1, 0)]);
    assert!(links.events[0].because[0].2.contains("the same doer, Ashen Brigade"));
    assert_eq!(links.entities.iter().filter(|entity| entity.name == "Ashen Brigade").count(), 1);
}

#[test]
fn two_recruitments_a_month_apart_are_kept_apart_with_the_reason() {
    let a = report("Post", "2031-05-04", "The Ashen Brigade enlisted young men in Olun on Monday.");
    let b = report("Herald", "2031-06-05", "The Ashen Brigade enlisted young men in Olun on Tuesday.");
    let arguments = [("actor", "Ashen Brigade", GROUP), ("place", "Olun", PLACE)];
    let known = [
        Known::new(&a).claim("RECRUIT.ENLIST", &a.text, "enlisted", &arguments).on("Monday", "2031-05-03").known,
        Known::new(&b).claim("RECRUIT.ENLIST", &b.text, "enlisted", &arguments).on("Tuesday", "2031-06-03").known,
    ];
    let links = link(&[a.clone(), b.clone()], &known);
    assert_eq!(links.events.len(), 2);
    assert_eq!(links.refusals.len(), 1);
    assert!(links.refusals[0].because.starts_with("different times: 2031-05-03 and 2031-06-03"));
}

#[test]
fn claims_in_different_towns_are_kept_apart_even_through_a_vague_third() {
    let a = report("Post", "2031-05-04", "The Ashen Brigade enlisted young men in Olun.");
    let b = report("Herald", "2031-05-04", "The Ashen Brigade enlisted young men in Tamar.");
    let c = report("Globe", "2031-05-04", "The Ashen Brigade enlisted young men.");
    let brigade = ("actor", "Ashen Brigade", GROUP);
    let men = ("target_group", "young men", None);
    let known = [
        Known::new(&a).claim("RECRUIT.ENLIST", &a.text, "enlisted", &[brigade, men, ("place", "Olun", PLACE)]).known,
        Known::new(&b).claim("RECRUIT.ENLIST", &b.text, "enlisted", &[brigade, men, ("place", "Tamar", PLACE)]).known,
        Known::new(&c).claim("RECRUIT.ENLIST", &c.text, "enlisted", &[brigade, men]).known,
    ];
    let links = link(&[a.clone(), b.clone(), c.clone()], &known);
    assert_eq!(links.events.len(), 2);
    assert!(links.refusals.iter().any(|refusal| refusal.because.contains("places")));
}

#[test]
fn a_headline_claim_belongs_to_the_body_claim_that_it_stands_for() {
    let a = report("Post", "2031-05-04", "Brigade recruits children\nThe Ashen Brigade recruited 40 children in Olun.");
    let known = Known::new(&a)
        .claim("CHILD.RECRUIT_USE", "Brigade recruits children", "recruits", &[("target_group", "children", None)])
        .headline()
        .claim(
            "CHILD.RECRUIT_USE",
            "The Ashen Brigade recruited 40 children in Olun.",
            "recruited",
            &[("actor", "Ashen Brigade", GROUP), ("target_group", "40 children", None), ("place", "Olun", PLACE)],
        )
        .known;
    let links = link(std::slice::from_ref(&a), &[known]);
    assert_eq!(links.events.len(), 1);
    assert!(links.events[0].because[0].2.starts_with("headline and body"));
}

#[test]
fn claims_of_unrelated_types_are_never_one_event_however_much_agrees() {
    let a = report("Post", "2031-05-04", "The Ashen Brigade shelled Olun.");
    let b = report("Herald", "2031-05-04", "The Ashen Brigade opened a camp in Olun.");
    let arguments = [("actor", "Ashen Brigade", GROUP), ("place", "Olun", PLACE)];
    let known = [
        Known::new(&a).claim("ATTACK", &a.text, "shelled", &arguments).known,
        Known::new(&b).claim("BASE", &b.text, "opened", &arguments).known,
    ];
    assert_eq!(link(&[a.clone(), b.clone()], &known).events.len(), 2);
}

#[test]
fn people_whom_few_reports_have_make_two_wordings_one_event_and_common_ones_do_not() {
    let told = |who: &str, others: &str| {
        let a = report("Post", "2031-05-04", &format!("Two {who} were taken near the quarry."));
        let b = report("Herald", "2031-05-05", &format!("Gunmen kidnapped the {who} on the way home."));
        let c = report("Globe", "2031-09-01", &format!("The bakers of Olun met the {others} and the mill closed."));
        let one = |report: &Report, trigger: &str| {
            let clause = report.text.clone();
            Known::new(report).claim("ABDUCT", &clause, trigger, &[("victim", who, None)]).known
        };
        let known = [one(&a, "taken"), one(&b, "kidnapped"), Annotated::default()];
        link(&[a.clone(), b.clone(), c], &known).events.len()
    };
    assert_eq!(told("nurses", "soldiers"), 1);
    assert_eq!(told("men", "men"), 2);
}

#[test]
fn what_is_offered_to_recruits_is_another_happening_than_their_joining_and_their_age_is_not() {
    let events = |kind: &str, clause: &str, trigger: &str| {
        let a = report("Post", "2031-05-04", "Ninety porters joined the Ashen Brigade in Olun.");
        let b = report("Herald", "2031-05-05", clause);
        let arguments = [("recruiter", "Ashen Brigade", GROUP), ("place", "Olun", PLACE)];
        let known = [
            Known::new(&a).claim("RECRUIT.ENLIST", &a.text, "joined", &arguments).known,
            Known::new(&b).claim(kind, &b.text, trigger, &arguments).known,
        ];
        link(&[a.clone(), b.clone()], &known).events.len()
    };
    assert_eq!(events("RECRUIT.INCENTIVE", "Porters in Olun were offered flour by the Ashen Brigade.", "offered"), 2);
    assert_eq!(events("RECRUIT.COERCION", "In Olun the Ashen Brigade beat porters who would not sign.", "beat"), 2);
    assert_eq!(events("CHILD.RECRUIT_USE", "Boys of Olun carry loads for the Ashen Brigade.", "carry"), 1);
}

#[test]
fn a_headline_may_name_the_island_where_its_body_names_the_town() {
    let told = |second: &str| {
        let text = format!("Gunmen storm Norrin customs house\n{second}");
        let a = report("Post", "2031-05-04", &text);
        let house = ("target", "customs house", None);
        let known = Known::new(&a)
            .claim("ATTACK", "Gunmen storm Norrin customs house", "storm", &[house, ("place", "Norrin", PLACE)])
            .headline()
            .claim("ATTACK", second, "stormed", &[house, ("place", "Weld", PLACE)])
            .known;
        link(std::slice::from_ref(&a), &[known]).events.len()
    };
    assert_eq!(told("Men in two skiffs stormed the customs house at Weld."), 1);
}

#[test]
fn one_of_the_teller_s_own_is_perhaps_one_of_those_whom_the_report_tells_of() {
    let told = |kind: &str, second: &str| {
        let between = "The tea was cold and the ferry late. ".repeat(15);
        let text = format!("Some signed the roll in spring. {between}{second} joined up.");
        let a = report("Post", "2031-05-04", &text);
        let first_clause = text.split(". ").next().unwrap();
        let known = Known::new(&a)
            .claim(kind, first_clause, "signed", &[])
            .claim(kind, &format!("{second} joined up."), "joined", &[("target_group", second, None)])
            .known;
        let links = link(std::slice::from_ref(&a), &[known]);
        (links.events.len(), links.events[0].perhaps.len())
    };
    assert_eq!(told("RECRUIT.ENLIST", "My cousin"), (1, 1));
    assert_eq!(told("DEPLOY.PRESENCE", "My cousin"), (2, 0), "no campaign");
    assert_eq!(told("RECRUIT.ENLIST", "A cousin"), (2, 0), "anybody's");
}

#[test]
fn an_office_that_checks_two_things_has_checked_two_things() {
    let a =
        report("Post", "2031-05-04", "The Weld Registry met nine widows. The Weld Registry also counted the graves.");
    let registry = ("actor", "Weld Registry", Some(EntityKind::Organisation));
    let known = Known::new(&a)
        .claim("PROVENANCE", "The Weld Registry met nine widows.", "met", &[registry])
        .claim("PROVENANCE", "The Weld Registry also counted the graves.", "counted", &[registry])
        .known;
    assert_eq!(link(std::slice::from_ref(&a), &[known]).events.len(), 2);
}

#[test]
fn a_surname_alone_is_no_other_person() {
    let told = |second: &str| {
        let text = format!("Dara Velkan was killed by a mine. The family of {second} was told that he was killed.");
        let a = report("Post", "2031-05-04", &text);
        let victim = |name| [("victim", name, Some(EntityKind::Person))];
        let (first, rest) = text.split_once(". ").unwrap();
        let known = Known::new(&a).claim("CASUALTY.KILLED", first, "killed", &victim("Dara Velkan")).claim(
            "CASUALTY.KILLED",
            rest,
            "was killed.",
            &victim(second),
        );
        link(std::slice::from_ref(&a), &[known.known]).events.len()
    };
    assert_eq!(told("Oren Velkan"), 2);
    assert_eq!(told("Velkan"), 1);
}

#[test]
fn a_claim_of_long_ago_is_not_the_news_of_its_own_report() {
    let a = report(
        "Post",
        "2031-05-04",
        "The Ashen Brigade uses boys as porters. In 1994 the Brigade used boys as porters in Olun.",
    );
    let arguments = [("actor", "Brigade", GROUP), ("target_group", "boys", None)];
    let known = Known::new(&a)
        .claim("CHILD.RECRUIT_USE", "The Ashen Brigade uses boys as porters.", "uses", &arguments)
        .going_on()
        .claim("CHILD.RECRUIT_USE", "In 1994 the Brigade used boys as porters in Olun.", "used", &arguments)
        .in_year("1994", 1994)
        .known;
    assert_eq!(link(std::slice::from_ref(&a), &[known]).events.len(), 2);
}

/// Two reports of the Ashen Brigade sending men over the pass.
fn sent(days: [&str; 2], clauses: [&str; 2], more: &[(&str, &str, Option<EntityKind>)]) -> Links {
    let (a, b) = (report("Post", days[0], clauses[0]), report("Herald", days[1], clauses[1]));
    let arguments: Vec<_> =
        [("actor", "Ashen Brigade", GROUP), ("force", "men", None)].iter().chain(more).copied().collect();
    let known = |report: &Report| Known::new(report).claim("DEPLOY.DISPATCH", "sent men", "sent", &arguments).known;
    let known = [known(&a), known(&b)];
    link(&[a, b], &known)
}

#[test]
fn a_report_without_a_date_needs_more_than_one_doer_to_be_of_a_day() {
    let clauses = ["The Ashen Brigade sent men over the pass.", "The Ashen Brigade has sent men again."];
    assert_eq!(sent(["2031-05-04", "2031-05-05"], clauses, &[]).events.len(), 1);
    let links = sent(["2031-05-04", ""], clauses, &[]);
    assert_eq!(links.events.len(), 2);
    assert!(links.refusals[0].because.contains("nothing dates the other"), "{:?}", links.refusals);
    let clauses = ["The Ashen Brigade sent men to Olun.", "To Olun the Ashen Brigade has sent men."];
    assert_eq!(sent(["2031-05-04", ""], clauses, &[("place", "Olun", PLACE)]).events.len(), 1);
}

#[test]
fn what_a_report_has_from_an_outlet_is_what_that_outlet_tells() {
    let told = |source: &str| {
        let a = report("Salt Coast Radio", "2031-05-04", "Our reporter met five teenagers with rifles at a gate.");
        let b = report("Herald", "2031-05-05", "Youngsters guard the bridge, Salt Coast Radio says.");
        let mut known = [
            Known::new(&a).claim("RECRUIT.ENLIST", &a.text, "met", &[("target_group", "teenagers", None)]).known,
            Known::new(&b).claim("RECRUIT.ENLIST", &b.text, "guard", &[("target_group", "Youngsters", None)]).known,
        ];
        let passes_on = |name: &str, role| ChainLink {
            name: name.to_owned(),
            entity: None,
            kind: SourceKind::Outlet,
            role,
            span: None,
            attribution: None,
        };
        known[1].claims[0].chain = vec![passes_on("Herald", ChainRole::Outlet), passes_on(source, ChainRole::Source)];
        link(&[a, b], &known).events.len()
    };
    assert_eq!(told("Salt Coast Radio"), 1);
    assert_eq!(told("Valley Wire"), 2);
}

const STORY: &str = "Recruiters of the Ashen Brigade went from door to door in the river villages last week and took \
    the names of every boy older than fifteen, three mothers and a teacher said. Those who refused to sign were told \
    that the family would lose its bread cards before the winter, and two shopkeepers were beaten in the square.";

#[test]
fn a_copy_is_linked_to_the_outlet_that_it_names_against_the_dates() {
    let a = report("Valley Wire", "2031-05-09", STORY);
    let mut b = report("Herald", "2031-05-04", &format!("{STORY}\nValley Wire contributed to this report"));
    b.parts.last_mut().unwrap().kind = PartKind::Credit;
    let links = link(&[a.clone(), b.clone()], &[Annotated::default(), Annotated::default()]);
    assert_eq!(links.passages.len(), 1);
    let passage = &links.passages[0];
    assert_eq!((passage.copy, passage.original, passage.directed, passage.version), (1, 0, true, false));
    assert!(passage.containment > 0.95);
    assert!(passage.because(Given::Lent(&[a, b], &[])).contains("it names Valley Wire as its source"));
}

#[test]
fn without_citation_the_later_is_the_copy_and_without_dates_the_direction_is_unknown() {
    let link_of = |day_a: &str, day_b: &str| {
        let (a, b) = (report("Post", day_a, STORY), report("Herald", day_b, &format!("News. {STORY}")));
        link(&[a, b], &[Annotated::default(), Annotated::default()]).passages.remove(0)
    };
    let dated = link_of("2031-05-09", "2031-05-04");
    assert_eq!((dated.copy, dated.original, dated.directed), (0, 1, true));
    assert!(!link_of("", "").directed);
}

#[test]
fn near_copies_by_one_outlet_are_versions() {
    let (a, b) = (report("Post", "2031-05-04", STORY), report("Post", "2031-05-05", &format!("Updated. {STORY}")));
    let links = link(&[a, b], &[Annotated::default(), Annotated::default()]);
    assert!(links.passages[0].version);
}

#[test]
fn an_outlets_template_is_no_passage() {
    let template = "Read our daily letter for all the news of the valley and the coast, and write to the desk with what you saw yourself.";
    let stories = [
        "Bakers in three streets closed early as flour ran out again, and the mills upstream said that no grain had come by rail since spring began.",
        "The dam was repaired after nine weeks of work by divers from the coast, who were paid in diesel because the bank had no notes left.",
        "A teacher from the north won the chess cup in the sports hall on Sunday night; her last opponent gave up after forty moves and shook hands.",
    ];
    let reports: Vec<Report> = stories
        .iter()
        .enumerate()
        .map(|(i, story)| report("Post", &format!("2031-05-0{}", i + 1), &format!("{story}\n{template}")))
        .collect();
    assert!(link(&reports, &vec![Annotated::default(); 3]).passages.is_empty());
}

#[test]
fn the_order_of_the_reports_changes_nothing() {
    let texts = [
        STORY.to_owned(),
        format!("It is said: {STORY}"),
        STORY.chars().take(200).collect(),
        format!("{STORY} {STORY}"),
    ];
    let reports: Vec<Report> = texts
        .iter()
        .enumerate()
        .map(|(i, text)| report(&format!("Outlet {i}"), &format!("2031-05-0{}", i + 1), text))
        .collect();
    let turned: Vec<Report> = reports.iter().rev().cloned().collect();
    let known = vec![Annotated::default(); 4];
    let pairs = |reports: &[Report]| {
        let path = |n: u32| reports[n as usize].path.clone();
        let mut all: Vec<_> = link(reports, &known)
            .passages
            .into_iter()
            .map(|p| (path(p.copy), path(p.original), p.copy_spans.to_vec(), p.because(Given::Lent(reports, &[]))))
            .collect();
        all.sort();
        all
    };
    assert_eq!(pairs(&reports), pairs(&turned));
}
