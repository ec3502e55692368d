//! Strongly connected components: reports that only cite one another.
//!
//! For: counting rule 6. In: for each node, the nodes it leads to. Out: components, sinks first.
//! Tarjan's algorithm (1972) with its own stack, so that a chain of a million reports cannot
//! overflow the thread's. Not here: what a cycle means for the count.

/// Components in such an order that every edge leads to the same or an earlier component. `edge(node, n)` is where the
/// n-th edge of a node leads.
pub(super) fn components(count: usize, edge_of: impl Fn(usize, usize) -> Option<usize>) -> Vec<Vec<usize>> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; count];
    let mut low = vec![0; count];
    let mut on_stack = vec![false; count];
    let mut stack = Vec::new();
    let mut found = Vec::new();
    let mut next = 0;
    for root in 0..count {
        if index[root] != UNSEEN {
            continue;
        }
        // Each frame: a node and how many of its edges have been followed.
        let mut frames = vec![(root, 0)];
        while let Some(frame) = frames.last_mut() {
            let (node, edge) = *frame;
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            }
            if let Some(to) = edge_of(node, edge) {
                frame.1 += 1;
                if to >= count {
                    continue;
                }
                if index[to] == UNSEEN {
                    frames.push((to, 0));
                } else if on_stack[to] {
                    low[node] = low[node].min(index[to]);
                }
                continue;
            }
            frames.pop();
            if let Some(&(parent, _)) = frames.last() {
                low[parent] = low[parent].min(low[node]);
            }
            if low[node] == index[node] {
                let mut members = Vec::new();
                while let Some(member) = stack.pop() {
                    on_stack[member] = false;
                    members.push(member);
                    if member == node {
                        break;
                    }
                }
                members.sort_unstable();
                found.push(members);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    fn components(leads: &[Vec<usize>]) -> Vec<Vec<usize>> {
        super::components(leads.len(), |node, edge| leads[node].get(edge).copied())
    }

    #[test]
    fn a_chain_comes_out_sinks_first() {
        assert_eq!(components(&[vec![1], vec![2], vec![]]), [vec![2], vec![1], vec![0]]);
    }

    #[test]
    fn a_cycle_is_one_component_and_what_leads_into_it_is_another() {
        assert_eq!(components(&[vec![1], vec![2], vec![1]]), [vec![1, 2], vec![0]]);
    }

    #[test]
    fn a_node_without_edges_is_visited_once() {
        assert_eq!(components(&[vec![], vec![]]), [vec![0], vec![1]]);
    }

    #[test]
    fn a_chain_of_a_million_does_not_overflow() {
        let leads: Vec<Vec<usize>> = (0..1_000_000).map(|n| if n < 999_999 { vec![n + 1] } else { vec![] }).collect();
        assert_eq!(components(&leads).len(), 1_000_000);
    }
}
