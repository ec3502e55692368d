//! How far the work is, on a terminal: stage, count, rate, time left.
//!
//! In: calls from the stages. Out: one line on standard error, only where that is a terminal.

use firsthand::run::Stage;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::sync::Mutex;
use std::time::Duration;

/// The line.
#[derive(Debug)]
pub struct Line {
    bar: ProgressBar,
    stage: Mutex<Option<Stage>>,
}

impl Line {
    /// A line on standard error, or nothing when `quiet` or not a terminal.
    pub fn new(quiet: bool) -> Self {
        let bar = ProgressBar::no_length();
        bar.set_draw_target(if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr_with_hz(8) });
        Line { bar, stage: Mutex::new(None) }
    }

    /// Told by a stage how far it is.
    pub fn tell(&self, stage: Stage, done: usize, total: usize) {
        let Ok(mut current) = self.stage.lock() else { return };
        if *current != Some(stage) {
            *current = Some(stage);
            let word = match stage {
                Stage::Read => "reading",
                Stage::Annotate => "annotating",
                Stage::Link => "linking",
                Stage::Weigh => "weighing",
            };
            let pattern = match total {
                0 => "{msg} {spinner} {elapsed}",
                _ => "{msg} {bar:30} {pos}/{len} {per_sec} {eta} left",
            };
            self.bar.reset();
            self.bar.set_message(word);
            if let Ok(style) = ProgressStyle::with_template(pattern) {
                self.bar.set_style(style);
            }
            self.bar.enable_steady_tick(Duration::from_millis(200));
        }
        drop(current);
        if total > 0 {
            self.bar.set_length(total as u64);
            self.bar.set_position(done as u64);
        }
    }

    /// Takes the line away.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}
