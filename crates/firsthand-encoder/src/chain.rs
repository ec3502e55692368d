//! The best sequence of labels under scores of labels and of transitions (Viterbi).

/// A linear chain over a few labels.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    pub(crate) start: Vec<f32>,
    /// Row before, column after.
    pub(crate) transitions: Vec<f32>,
    pub(crate) end: Vec<f32>,
}

impl Chain {
    /// The best labels for `scores` (one row a word, one column a label). `bias` is taken from label 0 at every word.
    /// Of equals the lower label wins.
    pub(crate) fn decode(&self, scores: &[f32], bias: f32) -> Vec<u8> {
        let labels = self.start.len();
        let mut back: Vec<u8> = Vec::with_capacity(scores.len());
        let mut best: Vec<f32> = Vec::new();
        for row in scores.chunks_exact(labels.max(1)) {
            let emission = |label: usize| row[label] - if label == 0 { bias } else { 0.0 };
            if best.is_empty() {
                best = (0..labels).map(|label| self.start[label] + emission(label)).collect();
                back.resize(labels, 0);
                continue;
            }
            let mut next = vec![f32::NEG_INFINITY; labels];
            for (after, slot) in next.iter_mut().enumerate() {
                let (mut from, mut top) = (0, f32::NEG_INFINITY);
                for (before, score) in best.iter().enumerate() {
                    let here = score + self.transitions[before * labels + after];
                    if here > top {
                        (from, top) = (before, here);
                    }
                }
                *slot = top + emission(after);
                back.push(from as u8);
            }
            best = next;
        }
        let words = back.len() / labels.max(1);
        let mut path = vec![0; words];
        let mut label = 0;
        for (i, score) in best.iter().enumerate() {
            if score + self.end[i] > best[label] + self.end[label] {
                label = i;
            }
        }
        for word in (0..words).rev() {
            path[word] = label as u8;
            label = usize::from(back[word * labels + label]);
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::Chain;

    fn free(labels: usize) -> Chain {
        Chain { start: vec![0.0; labels], transitions: vec![0.0; labels * labels], end: vec![0.0; labels] }
    }

    #[test]
    fn without_transitions_the_best_label_of_each_word_wins() {
        assert_eq!(free(3).decode(&[0.0, 1.0, 0.0, 2.0, 1.0, 0.0, 0.0, 0.0, 3.0], 0.0), [1, 0, 2]);
        assert_eq!(free(3).decode(&[], 0.0), [] as [u8; 0]);
    }

    #[test]
    fn what_is_forbidden_is_never_chosen() {
        let mut chain = free(3);
        chain.start[2] = -1e4;
        chain.transitions[2] = -1e4;
        let labels = chain.decode(&[0.0, -1.0, 9.0, 5.0, 0.0, 4.0, 0.0, 0.0, 1.0], 0.0);
        assert_ne!(labels[0], 2);
        assert!(labels.windows(2).all(|pair| pair != [0, 2]));
    }

    #[test]
    fn a_bias_finds_more() {
        assert_eq!(free(2).decode(&[1.0, 0.5], 0.0), [0]);
        assert_eq!(free(2).decode(&[1.0, 0.5], 1.0), [1]);
    }
}
