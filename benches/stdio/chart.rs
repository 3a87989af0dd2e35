//! The chart of keystroke times, as SVG.

use std::fmt::Write;
use std::time::Duration;

use crate::{Figures, SIZES, name_of};

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 360.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 150.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;
/// The time axis runs from 0.1 ms to 1 s by powers of ten.
const DECADES: [(f64, &str); 5] = [
    (-1.0, "0.1 ms"),
    (0.0, "1 ms"),
    (1.0, "10 ms"),
    (2.0, "100 ms"),
    (3.0, "1 s"),
];
const COLOURS: [&str; 4] = ["#0b7a75", "#c8553d", "#6c5b7b", "#8a8d91"];

/// Draws the median time from a keystroke to its diagnostics over the size of the letter, both on
/// logarithmic axes.
pub fn draw(all: &[Figures]) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n\
         <text x=\"{LEFT}\" y=\"22\" font-size=\"15\">From a keystroke to its diagnostics (median)</text>\n"
    );
    for (power, label) in DECADES {
        let y = height_of(power);
        line(&mut svg, LEFT, y, WIDTH - RIGHT, y, "#ddd");
        text(&mut svg, LEFT - 8.0, y + 4.0, "end", "#444", label);
    }
    for (index, size) in SIZES.iter().enumerate() {
        let label = name_of(*size);
        text(
            &mut svg,
            place_of(index),
            HEIGHT - BOTTOM + 20.0,
            "middle",
            "#444",
            &label,
        );
    }
    for (figures, colour) in all.iter().zip(COLOURS.iter().cycle()) {
        let points: Vec<(f64, f64)> = figures
            .letters
            .iter()
            .enumerate()
            .filter_map(|(index, letter)| {
                let time = letter.as_ref()?.percentile(50);
                Some((place_of(index), height_of(power_of(time))))
            })
            .collect();
        for pair in points.windows(2) {
            let [(x1, y1), (x2, y2)] = pair else { continue };
            line(&mut svg, *x1, *y1, *x2, *y2, colour);
        }
        for (x, y) in &points {
            let _ = writeln!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\"/>"
            );
        }
        if let Some((x, y)) = points.last() {
            text(&mut svg, x + 12.0, y + 4.0, "start", colour, &figures.name);
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn power_of(time: Duration) -> f64 {
    (time.as_secs_f64() * 1e3).max(0.1).log10()
}

fn height_of(power: f64) -> f64 {
    HEIGHT - BOTTOM - (power + 1.0) / 4.0 * (HEIGHT - TOP - BOTTOM)
}

fn place_of(index: usize) -> f64 {
    LEFT + 30.0 + index as f64 * (WIDTH - LEFT - RIGHT - 60.0) / (SIZES.len() - 1) as f64
}

fn line(svg: &mut String, x1: f64, y1: f64, x2: f64, y2: f64, colour: &str) {
    let _ = writeln!(
        svg,
        "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" stroke=\"{colour}\" stroke-width=\"2\"/>"
    );
}

fn text(svg: &mut String, x: f64, y: f64, anchor: &str, colour: &str, content: &str) {
    let _ = writeln!(
        svg,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" fill=\"{colour}\">{content}</text>"
    );
}
