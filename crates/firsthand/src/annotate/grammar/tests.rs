//! The tokens, sentences and quotations of small texts.

use super::super::phrase::Ref;
use super::*;
use crate::report::Part;

/// A report whose body parts are the paragraphs of `text`.
pub(crate) fn report(text: &str) -> Report {
    let mut parts = Vec::new();
    let mut at = 0;
    for paragraph in text.split("\n\n") {
        let span = Span::new(at, at + paragraph.len());
        parts.push(Part { kind: PartKind::Body, span, because: String::new() });
        at += paragraph.len() + 2;
    }
    Report { text: text.to_owned(), parts, ..Report::default() }
}

fn tokens(text: &str) -> String {
    let report = report(text);
    let doc = parse(&report);
    (0..doc.tokens.len()).map(|i| doc.word(i)).collect::<Vec<_>>().join("|")
}

fn sentences(text: &str) -> Vec<String> {
    let report = report(text);
    let doc = parse(&report);
    doc.sentences.iter().map(|s| s.span.of(text).to_owned()).collect()
}

fn quotations(text: &str) -> Vec<String> {
    let report = report(text);
    let doc = parse(&report);
    doc.quotations.iter().map(|q| format!("{}:{}", q.run, q.span.of(text))).collect()
}

#[test]
fn contractions_and_possessives_are_split_as_in_the_penn_treebank() {
    assert_eq!(tokens("He didn't see Varenia's army"), "He|did|n't|see|Varenia|'s|army");
    assert_eq!(tokens("They can’t, we’ll"), "They|ca|n’t|,|we|’ll");
    assert_eq!(tokens("We cannot go"), "We|can|not|go");
    assert_eq!(tokens("Sana'a and Ba'ath"), "Sana'a|and|Ba'ath");
}

#[test]
fn hyphens_numbers_links_addresses_and_telephones_stay_whole() {
    assert_eq!(tokens("a 17-year-old, 1,200.5 km"), "a|17-year-old|,|1,200.5|km");
    assert_eq!(tokens("See https://varenia.example/a?b=1."), "See|https://varenia.example/a?b=1|.");
    assert_eq!(tokens("t.me/dawn, desk@arven.example or @dawn_1."), "t.me/dawn|,|desk@arven.example|or|@dawn_1|.");
    assert_eq!(tokens("Call +99 555 123 4567 now"), "Call|+99 555 123 4567|now");
    assert_eq!(tokens("on 2016-05-03 at 14:30"), "on|2016-05-03|at|14:30");
    assert_eq!(tokens("two- and three-day"), "two-|and|three-day");
    assert_eq!(tokens("the '90s"), "the|'90s");
}

#[test]
fn an_insertion_in_a_word_is_part_of_it() {
    assert_eq!(tokens("“[T]he [army] left..."), "“|[T]he|[|army|]|left|...");
    let report = report("“[T]he");
    let doc = parse(&report);
    assert_eq!(doc.lower(1), "the");
}

#[test]
fn abbreviations_and_initials_do_not_end_a_sentence() {
    let one = "Lt. Col. J. K. Orsan of the U.S. Army met Gen. Tal on Jan. 5 at 9 a.m. in Arven.";
    assert_eq!(sentences(one), [one]);
    assert_eq!(sentences("He went to the U.S. The army left."), ["He went to the U.S.", "The army left."]);
    assert_eq!(sentences("Brigade No. 5 left. No. It stayed."), ["Brigade No. 5 left.", "No.", "It stayed."]);
}

#[test]
fn a_stop_inside_a_quotation_ends_the_sentence_only_if_a_new_one_begins() {
    assert_eq!(sentences("“We fight.” The army left."), ["“We fight.”", "The army left."]);
    assert_eq!(sentences("\"We fight,\" he said. \"We stay.\""), ["\"We fight,\" he said.", "\"We stay.\""]);
    assert_eq!(sentences("\"Stop!\" he said. He ran."), ["\"Stop!\" he said.", "He ran."]);
    assert_eq!(sentences("“Who pays?” Hamid Orsan asked."), ["“Who pays?” Hamid Orsan asked."]);
}

#[test]
fn other_scripts_have_stops_too() {
    assert_eq!(sentences("من هو؟ ذهب إلى البيت۔ ثم عاد").len(), 3);
}

#[test]
fn quotations_of_all_marks_are_found() {
    assert_eq!(quotations("He said “we stay” and \"we fight\" and «we win»."), ["0:we stay", "1:we fight", "2:we win"]);
    assert_eq!(quotations("He said 'we don't stay' in Arven."), ["0:we don't stay"]);
    assert_eq!(quotations("The fighters' pay was the brothers' own."), [""; 0]);
    assert_eq!(quotations("The unit's ‘volunteers’ left."), ["0:volunteers"]);
    assert_eq!(quotations("“He told me ‘go home’ twice,” she said."), ["0:He told me ‘go home’ twice,", "1:go home"]);
}

#[test]
fn a_quotation_over_paragraphs_has_one_run() {
    assert_eq!(quotations("She said: “We left.\n\n“We came back.” He agreed."), ["0:We left.", "0:We came back."]);
}

#[test]
fn a_lost_mark_costs_one_paragraph_at_most() {
    assert_eq!(quotations("He said “we stay.\n\nThe army left.\n\nShe said “no” twice."), ["0:we stay.", "1:no"]);
    assert_eq!(quotations("He said “we stay. He left. She said “no”."), ["0:we stay. He left.", "1:no"]);
}

#[test]
fn a_quoted_title_is_not_speech() {
    let report = report("The “Knights of Dawn” left. “We stay,” he said.");
    let doc = parse(&report);
    assert_eq!(doc.quotations.iter().map(|q| q.scare).collect::<Vec<_>>(), [true, false]);
}

#[test]
fn long_texts_without_spaces_take_linear_time() {
    for unit in ["a", "a'", "'s", "“", "((", "1.", "a@", "http://", "s' '", "-", "[a]", "U.", "é’"] {
        let text = unit.repeat(400_000 / unit.len());
        let report = report(&text);
        assert!(parse(&report).tokens.len() <= text.len());
    }
}

/// `word/TAG` for every token.
fn tagged(text: &str) -> String {
    let report = report(text);
    let doc = parse(&report);
    (0..doc.tokens.len()).map(|i| format!("{}/{:?}", doc.word(i), doc.tag(i))).collect::<Vec<_>>().join(" ")
}

#[test]
fn words_get_their_part_of_speech_from_context() {
    assert_eq!(
        tagged("He sent young men who fought in Arven."),
        "He/PRP sent/VBD young/JJ men/NNS who/WP fought/VBD in/IN Arven/NNP ./Stop"
    );
    assert_eq!(
        tagged("The recruits were sent to Arven."),
        "The/DT recruits/NNS were/VBD sent/VBN to/IN Arven/NNP ./Stop"
    );
}

#[test]
fn who_has_a_title_has_a_name() {
    assert_eq!(
        tagged("Dr Yves Kandure, head of it, left."),
        "Dr/NNP Yves/NNP Kandure/NNP ,/Comma head/NN of/IN it/PRP ,/Comma left/VBD ./Stop"
    );
}

#[test]
fn a_headline_in_title_case_is_not_all_names() {
    assert_eq!(
        tagged("Minister Denies Sending Children to War"),
        "Minister/NN Denies/VBZ Sending/VBG Children/NNS to/IN War/NN"
    );
}

#[test]
fn lemmas_are_kept_with_the_tokens() {
    let report = report("Armies denied it.");
    let doc = parse(&report);
    assert_eq!((0..3).map(|i| doc.lemma(i)).collect::<Vec<_>>(), ["army", "deny", "it"]);
}

#[test]
fn a_clause_knows_subject_object_and_preposition() {
    let report = report("The militia took two boys to a camp.");
    let doc = parse(&report);
    let clause = doc.clauses[0];
    let words = |phrase: Ref| phrase.get().map(|p| doc.phrase_text(p)).unwrap_or("");
    assert_eq!((words(clause.subject), doc.verb(0), words(clause.object)), ("The militia", "take", "two boys"));
    let prepositions: Vec<_> = doc.prepositions_of(0).map(|p| doc.phrase_text(p.phrase as usize)).collect();
    assert_eq!(prepositions, ["a camp"]);
}

#[test]
fn a_text_without_capitals_has_sentences_too() {
    let text = "the dam was shelled at 0500 gmt. radio oslat said that col. dren was away. two guards died in the u.s. the mayor \
                asked \"who did it?\" he said.";
    let other =
        "nobody in the town of oslat had heard the guns that night, and the road along the river was open for all";
    assert_eq!(
        sentences(&format!("{text}\n\n{other}")),
        [
            "the dam was shelled at 0500 gmt.",
            "radio oslat said that col. dren was away.",
            "two guards died in the u.s.",
            "the mayor asked \"who did it?\" he said.",
            other
        ]
    );
    // A few words written small are no such text.
    assert_eq!(sentences("the road was open. nobody came."), ["the road was open. nobody came."]);
}

#[test]
fn sentences_without_end_take_linear_time() {
    for unit in [
        "took men and boys fell ",
        "after men and boys, Ana, fell ",
        "to go is ",
        "that he said ",
        "who ",
        "he said, ",
        "going, ",
        "men and ",
        "of men ",
    ] {
        let text = unit.repeat(60_000 / unit.len());
        let report = report(&text);
        assert!(!parse(&report).tokens.is_empty());
    }
}

#[test]
fn a_phrase_with_a_verb_of_its_own_is_no_part_of_the_list_before() {
    let listed = |text: &str, word: &str| {
        let report = report(text);
        let doc = parse(&report);
        let at = (0..doc.tokens.len()).find(|i| doc.word(*i) == word).unwrap();
        let phrase = doc.tokens[at].phrase.get().unwrap();
        doc.noun_phrases[phrase].first != Ref::to(phrase)
    };
    assert!(!listed("Thirty men were in the camp, and all of them had signed.", "all"));
    assert!(!listed("The soldiers will guard the ports, and they will come home.", "they"));
    assert!(listed("The army holds the ports, the road, and the bridge at Arven.", "bridge"));
}

#[test]
fn what_stands_behind_and_with_a_verb_of_its_own_is_its_subject() {
    let subject = |text: &str, verb: &str| {
        let report = report(text);
        let doc = parse(&report);
        let group = doc.verb_groups.iter().find(|g| doc.word(g.head as usize) == verb).unwrap();
        let subject = doc.clauses[group.clause.get().unwrap()].subject.get();
        let phrases = subject.into_iter().flat_map(|p| doc.conjuncts(p)).map(|p| doc.phrase_text(p).to_owned());
        phrases.collect::<Vec<_>>().join(" + ")
    };
    assert_eq!(subject("Gunmen stormed the dairy and nine women were hurt.", "hurt"), "nine women");
    assert_eq!(
        subject("Gunmen shelled the dairy near the bridge and the miller of Sarn died.", "died"),
        "the miller of Sarn"
    );
    assert_eq!(subject("After gunmen shelled the dairy and the mill was hit, the women fled.", "hit"), "the mill");
    // Where a clause may follow, or another verb waits for its subject, the list stays whole.
    assert_eq!(subject("The guard said the dairy and the mill were hit.", "hit"), "the dairy + the mill");
    assert_eq!(subject("A truce between the army and the rebels held.", "held"), "A truce");
    assert_eq!(subject("The men who took the dairy and the mill fled.", "fled"), "The men");
}

#[test]
fn a_name_between_commas_ends_no_clause() {
    let report = report("Sarn was in tears after its mayor, Ana Verel, was hurt.");
    let doc = parse(&report);
    let clause = doc.clauses.iter().find(|c| c.kind == super::super::ClauseKind::Adverbial).unwrap();
    assert_eq!(doc.phrase_text(clause.subject.get().unwrap()), "its mayor");
}

#[test]
fn who_is_punished_did_it() {
    let report = report("A court in Sarn sentenced two clerks to nine years in prison for selling maps.");
    let doc = parse(&report);
    let clause = doc.clauses.iter().find(|c| c.kind == super::super::ClauseKind::Participle).unwrap();
    assert_eq!(doc.phrase_text(clause.subject.get().unwrap()), "two clerks");
}

#[test]
fn capitals_make_a_name_of_is_and_who() {
    assert_eq!(
        tagged("In May IS said that it had left."),
        "In/IN May/NNP IS/NNP said/VBD that/IN it/PRP had/VBD left/VBN ./Stop"
    );
    assert_eq!(tagged("The WHO left."), "The/DT WHO/NNP left/VBD ./Stop");
}

#[test]
fn a_body_goes_on_behind_its_name() {
    let phrase = |text: &str, word: &str| {
        let report = report(text);
        let doc = parse(&report);
        let at = (0..doc.tokens.len()).find(|i| doc.word(*i) == word).unwrap();
        doc.phrase_text(doc.tokens[at].phrase.get().unwrap()).to_owned()
    };
    assert_eq!(phrase("The bell rang, the UN human rights office said.", "office"), "the UN human rights office");
    assert_eq!(phrase("The bell rang, US military officials said.", "officials"), "US military officials");
    assert_eq!(phrase("The guild offered the UN new tents.", "tents"), "new tents");
}

#[test]
fn what_is_said_of_a_thing_is_told_inside_its_clause() {
    let report = report("The drum, which the guard says was made in Sarn, struck a bell.");
    let doc = parse(&report);
    let of = |verb: &str| {
        let group = doc.verb_groups.iter().find(|g| doc.word(g.head as usize) == verb).unwrap();
        let clause = &doc.clauses[group.clause.get().unwrap()];
        (clause.kind, doc.phrase_text(clause.subject.get().unwrap()).to_owned())
    };
    assert_eq!(of("made"), (super::super::ClauseKind::Complement, "The drum".to_owned()));
    assert_eq!(of("struck"), (super::super::ClauseKind::Main, "The drum".to_owned()));
}
